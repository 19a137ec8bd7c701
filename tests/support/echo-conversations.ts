import type {
  Conversations,
  Incoming,
  LoggedActivity,
  Speaker,
  TurnOutcome,
  Wake,
  WireActivity,
} from '../../bot/conversations.ts'

interface Kept {
  readonly log: LoggedActivity[]
  readonly outcomes: Map<string, TurnOutcome>
  turn: Promise<unknown>
}

/** A `Conversations` in memory that says hello and repeats what it hears: one turn at a time, resends answered from the first outcome. */
export class EchoConversations implements Conversations {
  /** Everything taken, in order, duplicates left out. */
  readonly taken: { speaker: Speaker; incoming: Incoming }[] = []
  /** Heard while no turn could begin. */
  readonly unread: { speaker: Speaker; incoming: Incoming }[] = []
  readonly started: { speaker: Speaker; locale: string | undefined }[] = []
  /** Set to make the next turns fail, or wait. */
  before: (incoming: Incoming) => Promise<void> = async () => {}
  readonly #kept = new Map<string, Kept>()
  /** How often the log was read. */
  reads = 0
  readonly #wakes = new Map<string, Set<Wake>>()

  async start(speaker: Speaker, locale?: string): Promise<void> {
    if (this.#kept.has(speaker.conversation)) return
    this.started.push({ speaker, locale })
    this.#kept.set(speaker.conversation, {
      log: [],
      outcomes: new Map(),
      turn: Promise.resolve(),
    })
    this.say(speaker.conversation, 'hello')
  }

  async take(speaker: Speaker, incoming: Incoming): Promise<TurnOutcome> {
    await this.start(speaker)
    const kept = this.#of(speaker.conversation)
    const turn = kept.turn.then(() => this.#turn(kept, speaker, incoming))
    kept.turn = turn.catch(() => undefined)
    return turn
  }

  async hearUnread(speaker: Speaker, incoming: Incoming): Promise<void> {
    this.unread.push({ speaker, incoming })
  }

  async exists(conversation: string): Promise<boolean> {
    return this.#kept.has(conversation)
  }

  async log(conversation: string, after: number) {
    this.reads += 1
    const log = this.#kept.get(conversation)?.log ?? []
    return { entries: log.filter((entry) => entry.seq > after), last: log.length }
  }

  subscribe(conversation: string, wake: Wake): () => void {
    const wakes = this.#wakes.get(conversation) ?? new Set()
    this.#wakes.set(conversation, wakes.add(wake))
    return () => void wakes.delete(wake)
  }

  /** The bot of another process says something: this one knows only that there may be something new. */
  sayElsewhere(conversation: string, text: string): void {
    this.#append(conversation, { type: 'message', text, from: { id: 'matters', name: '', role: 'bot' } })
    this.#wake(conversation)
  }

  /** The bot says something of its own accord. */
  say(conversation: string, text: string): void {
    const from = { id: 'matters', name: '', role: 'bot' } as const
    this.#wake(conversation, [this.#append(conversation, { type: 'message', text, from })])
  }

  /** As after "delete my data". */
  erase(conversation: string): void {
    this.#kept.delete(conversation)
  }

  /** How many listen to a conversation. */
  listeners(conversation: string): number {
    return this.#wakes.get(conversation)?.size ?? 0
  }

  async #turn(kept: Kept, speaker: Speaker, incoming: Incoming): Promise<TurnOutcome> {
    const first = incoming.clientActivityId && kept.outcomes.get(incoming.clientActivityId)
    if (first) return { ...first, duplicate: true }
    await this.before(incoming)
    this.taken.push({ speaker, incoming })
    const own = this.#append(speaker.conversation, {
      type: incoming.type,
      ...(incoming.text !== undefined && { text: incoming.text }),
      from: { id: speaker.user, name: '', role: 'user' },
      channelData: { clientActivityID: incoming.clientActivityId },
    })
    const logged = [own]
    if (incoming.type === 'message')
      logged.push(
        this.#append(speaker.conversation, {
          type: 'message',
          text: `you said: ${incoming.text ?? ''}`,
          from: { id: 'matters', name: '', role: 'bot' },
          replyToId: own.activity.id ?? '',
        }),
      )
    const outcome = { activityId: own.activity.id ?? '', duplicate: false, logged }
    if (incoming.clientActivityId) kept.outcomes.set(incoming.clientActivityId, outcome)
    this.#wake(speaker.conversation, logged)
    return outcome
  }

  #append(conversation: string, activity: WireActivity): LoggedActivity {
    const { log } = this.#of(conversation)
    const seq = log.length + 1
    const entry = { seq, activity: { ...activity, id: `${conversation}|${String(seq).padStart(7, '0')}` } }
    log.push(entry)
    return entry
  }

  #wake(conversation: string, added?: readonly LoggedActivity[]): void {
    for (const wake of this.#wakes.get(conversation) ?? []) wake(added)
  }

  #of(conversation: string): Kept {
    const kept = this.#kept.get(conversation)
    if (!kept) throw new Error('no such conversation')
    return kept
  }
}
