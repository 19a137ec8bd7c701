import { plainText } from '../../bot/activities.ts'
import type {
  Conversations,
  Incoming,
  LoggedActivity,
  Speaker,
  TurnOutcome,
} from '../../bot/conversations.ts'
import type { Reply } from '../../dialogs/reply.ts'

/** What the script says to an incoming activity; `undefined` is the beginning. */
export type Script = (incoming: Incoming | undefined) => readonly Reply[]

interface Kept {
  readonly log: LoggedActivity[]
  readonly outcomes: Map<string, TurnOutcome>
}

/** A `Conversations` in memory that answers by a script, with questions and cards: a resend gets the first outcome. */
export class ScriptedConversations implements Conversations {
  /** Everything taken, in order, duplicates left out. */
  readonly taken: Incoming[] = []
  /** Everything that arrived, duplicates among it. */
  arrived = 0
  /** Set to make the next turns fail, or wait. */
  before: (incoming: Incoming) => Promise<void> = async () => {}
  readonly #script: Script
  readonly #kept = new Map<string, Kept>()
  readonly #wakes = new Map<string, Set<() => void>>()

  constructor(script: Script) {
    this.#script = script
  }

  /** Ids of the conversations that were begun. */
  get begun(): readonly string[] {
    return [...this.#kept.keys()]
  }

  async start(speaker: Speaker): Promise<void> {
    if (this.#kept.has(speaker.conversation)) return
    this.#kept.set(speaker.conversation, { log: [], outcomes: new Map() })
    this.say(speaker.conversation, this.#script(undefined))
  }

  async take(speaker: Speaker, incoming: Incoming): Promise<TurnOutcome> {
    this.arrived += 1
    await this.start(speaker)
    const { outcomes } = this.#of(speaker.conversation)
    const first = incoming.clientActivityId && outcomes.get(incoming.clientActivityId)
    if (first) return { ...first, duplicate: true }
    await this.before(incoming)
    this.taken.push(incoming)
    const own = this.#append(speaker.conversation, {
      type: incoming.type,
      ...(incoming.text !== undefined && { text: incoming.text }),
      from: { id: speaker.user, name: '', role: 'user' },
      channelData: { clientActivityID: incoming.clientActivityId },
    })
    const logged = [own, ...this.say(speaker.conversation, this.#script(incoming))]
    const outcome = { activityId: own.activity.id ?? '', duplicate: false, logged }
    if (incoming.clientActivityId) outcomes.set(incoming.clientActivityId, outcome)
    return outcome
  }

  async hearUnread(): Promise<void> {
    // Its store is never away.
  }

  async exists(conversation: string): Promise<boolean> {
    return this.#kept.has(conversation)
  }

  async log(conversation: string, after: number) {
    const log = this.#kept.get(conversation)?.log ?? []
    return { entries: log.filter((entry) => entry.seq > after), last: log.length }
  }

  subscribe(conversation: string, wake: () => void): () => void {
    const wakes = this.#wakes.get(conversation) ?? new Set()
    this.#wakes.set(conversation, wakes.add(wake))
    return () => void wakes.delete(wake)
  }

  /** The bot says something of its own accord. */
  say(conversation: string, replies: readonly Reply[]): LoggedActivity[] {
    const logged = replies.map((reply) =>
      this.#append(conversation, {
        type: 'message',
        text: plainText(reply),
        from: { id: 'matters', name: 'Matters', role: 'bot' },
        channelData: { matters: reply },
      }),
    )
    for (const wake of this.#wakes.get(conversation) ?? []) wake()
    return logged
  }

  #append(conversation: string, activity: LoggedActivity['activity']): LoggedActivity {
    const { log } = this.#of(conversation)
    const seq = log.length + 1
    const entry = { seq, activity: { ...activity, id: `${conversation}|${String(seq).padStart(7, '0')}` } }
    log.push(entry)
    return entry
  }

  #of(conversation: string): Kept {
    const kept = this.#kept.get(conversation)
    if (!kept) throw new Error('no such conversation')
    return kept
  }
}
