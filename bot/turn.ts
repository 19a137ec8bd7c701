import { BotAdapter, TurnContext } from 'botbuilder'
import type { ResourceResponse } from 'botbuilder'
import { ConversationDialogs } from '../dialogs/conversation.ts'
import { helpCard } from '../dialogs/crisis-card.ts'
import type { Reply } from '../dialogs/reply.ts'
import { Scope, setScope } from '../dialogs/scope.ts'
import type { Draft, Heard } from '../dialogs/scope.ts'
import type { Services } from '../dialogs/services.ts'
import { newFlow } from '../domain/conversation/flow.ts'
import { newPerson } from '../domain/conversation/person.ts'
import { atLeast } from '../domain/screening/types.ts'
import type { Exchange, Screener, Screening } from '../domain/screening/types.ts'
import type { Clock } from '../domain/time/clock.ts'
import { activityId, toActivity } from './activities.ts'
import type { Conversations, Incoming, LoggedActivity, Speaker, TurnOutcome } from './conversations.ts'
import type { Effects } from './effects.ts'
import { MattersError } from './errors.ts'
import { describeError } from './logger.ts'
import type { Logger } from './logger.ts'
import { KeyedQueue } from './queue.ts'
import { conversations, newConversation } from './records/conversations.ts'
import type { ConversationRecord, LogEntry } from './records/conversations.ts'
import type { Schools } from './schools.ts'
import { AlreadyExists, VersionConflict } from './storage/errors.ts'
import type { Collection, Store, Stored } from './storage/store.ts'

const LIMITS = {
  /** What is kept of one message; all of it is screened (reliability.md case 16). */
  text: 4_000,
  /** Client ids remembered for resends: far more than a client ever has on its way. */
  recent: 50,
  /** Exchanges the screening sees before the message. */
  exchanges: 6,
  /** Entries of the log that are looked through for each of them: a message and what was said to it. */
  entriesEach: 8,
  /** Runs of one turn when other processes write in between. */
  attempts: 5,
  /** First and longest wait before effects that failed are tried again. */
  effectsFirstMs: 1_000,
  effectsLongestMs: 60_000,
}

/** The conversation does not belong to the one who speaks. */
export class NotYours extends MattersError {
  constructor(conversation: string) {
    super('not-yours', 'That conversation is not yours.', `${conversation} belongs to someone else`)
  }
}

/** Collects nothing and sends nothing: dialogs speak through the scope, and replies leave after the commit. */
class SilentAdapter extends BotAdapter {
  async sendActivities(): Promise<ResourceResponse[]> {
    return []
  }
  async updateActivity(): Promise<ResourceResponse | undefined> {
    return undefined
  }
  async deleteActivity(): Promise<void> {
    return
  }
  async continueConversation(): Promise<void> {
    return
  }
}

export interface TurnOptions {
  readonly store: Store
  readonly schools: Schools
  readonly services: Services
  readonly screener: Screener
  readonly effects: Effects
  readonly clock: Clock
  /** Unguessable ids. */
  readonly newId: () => string
  readonly logger: Logger
}

/** What one turn did to the record, before it is committed. */
interface Worked {
  readonly record: ConversationRecord
  readonly logged: readonly LogEntry[]
}

/**
 * Conversations as channels see them, and the nine steps of a turn (design.md): authenticated by the channel, one at a time,
 * once for each id, read once, screened always, dialogs, one commit, then replies and effects.
 */
export class ConversationService implements Conversations {
  readonly #o: TurnOptions
  readonly #records: Collection<ConversationRecord>
  readonly #dialogs = new ConversationDialogs()
  readonly #adapter = new SilentAdapter()
  readonly #queue = new KeyedQueue()
  readonly #listeners = new Map<string, Set<() => void>>()
  readonly #effects = new KeyedQueue()
  readonly #retries = new Map<string, NodeJS.Timeout>()
  #isClosing = false

  constructor(options: TurnOptions) {
    this.#o = options
    this.#records = options.store.collection(conversations)
  }

  async start(speaker: Speaker, locale?: string): Promise<void> {
    await this.#turn(speaker, { type: 'conversationUpdate', ...(locale === undefined ? {} : { locale }) })
  }

  async take(speaker: Speaker, incoming: Incoming): Promise<TurnOutcome> {
    return this.#turn(speaker, incoming)
  }

  async exists(conversation: string): Promise<boolean> {
    return (await this.#records.get(conversation)) !== undefined
  }

  async log(
    conversation: string,
    after: number,
  ): Promise<{ entries: readonly LoggedActivity[]; last: number }> {
    const stored = await this.#records.get(conversation)
    if (!stored) return { entries: [], last: 0 }
    const entries = stored.body.log.filter((entry) => entry.seq > after)
    return { entries: entries.map((entry) => toActivity(stored.body, entry)), last: stored.body.lastSeq }
  }

  subscribe(conversation: string, wake: () => void): () => void {
    const listeners = this.#listeners.get(conversation) ?? new Set()
    listeners.add(wake)
    this.#listeners.set(conversation, listeners)
    return () => {
      listeners.delete(wake)
      if (listeners.size === 0 && this.#listeners.get(conversation) === listeners)
        this.#listeners.delete(conversation)
    }
  }

  /** Says something into a conversation outside a turn of the young person, in its order. An erased or unknown one hears nothing. */
  async tell(
    conversation: string,
    lines: readonly { id: string; values: Record<string, string> }[],
  ): Promise<void> {
    await this.#queue.run(conversation, () =>
      this.#commitRetrying(conversation, (stored) => {
        if (!stored || stored.body.log.length === 0) return undefined
        const record = structuredClone(stored.body)
        const scope = this.#scope(record, { ...NOTHING_HEARD, type: 'event' })
        for (const { id, values } of lines) scope.say(id, values)
        return { record, logged: this.#append(record, scope.replies) }
      }),
    )
  }

  /** The appointment this conversation has committed on a slot and not cancelled. */
  async appointmentOf(conversation: string, slotId: string) {
    const appointment = (await this.#records.get(conversation))?.body.person.appointment
    return appointment?.status === 'booked' && appointment.slot.id === slotId ? appointment : undefined
  }

  /** The appointment with this id, for its calendar file; the id is as good as a key. */
  async appointment(conversation: string, appointmentId: string) {
    const record = (await this.#records.get(conversation))?.body
    const appointment = record?.person.appointment
    return record && appointment?.id === appointmentId ? { appointment, school: record.school } : undefined
  }

  /** Takes up what a crash left undone. To be called once, before the service listens. */
  async resume(): Promise<number> {
    const pending = await this.#records.list({ pending: true })
    await Promise.all(pending.map(({ id }) => this.#runEffects(id, LIMITS.effectsFirstMs)))
    return pending.length
  }

  /** Waits for turns and effects under way. */
  async close(): Promise<void> {
    this.#isClosing = true
    for (const timer of this.#retries.values()) clearTimeout(timer)
    await this.#queue.idle()
    await this.#effects.idle()
  }

  async #turn(speaker: Speaker, incoming: Incoming): Promise<TurnOutcome> {
    return this.#queue.run(speaker.conversation, async () => {
      let answered: TurnOutcome | undefined
      const worked = await this.#commitRetrying(speaker.conversation, async (stored) => {
        answered = undefined
        if (stored && stored.body.user !== speaker.user) throw new NotYours(speaker.conversation)
        const record = stored ? structuredClone(stored.body) : newConversation(speaker, this.#o.clock.now())
        answered = this.#answeredBefore(record, incoming)
        if (answered ?? this.#isNothing(record, incoming)) return undefined
        return this.#work(record, incoming)
      })
      if (answered) return answered
      if (!worked) return { activityId: '', duplicate: false, logged: [] }
      const [own] = worked.logged
      return {
        activityId: own ? activityId(speaker.conversation, own.seq) : '',
        duplicate: false,
        logged: worked.logged.map((entry) => toActivity(worked.record, entry)),
      }
    })
  }

  /** A resend gets the first answer again and changes nothing. */
  #answeredBefore(record: ConversationRecord, incoming: Incoming): TurnOutcome | undefined {
    const before = record.recent.find(({ key }) => key === incoming.clientActivityId)
    if (!before) return undefined
    const logged = record.log.filter(({ seq }) => seq >= before.from && seq <= before.to)
    return {
      activityId: activityId(record.id, before.from),
      duplicate: true,
      logged: logged.map((entry) => toActivity(record, entry)),
    }
  }

  /** Nothing to do: typing, an event that asks nothing of the conversation, a conversation that has begun already. */
  #isNothing(record: ConversationRecord, incoming: Incoming): boolean {
    if (incoming.type === 'conversationUpdate') return record.log.length > 0
    return incoming.type !== 'message'
  }

  /** Steps 5 to 7 on a copy of the record: screen, dialogs, collect. Never throws for what was said. */
  async #work(record: ConversationRecord, incoming: Incoming): Promise<Worked> {
    const now = this.#o.clock.now()
    const before = structuredClone(record)
    const heard = this.#hear(record, incoming)
    const own = heard.type === 'message' ? [this.#logIncoming(record, incoming, heard, now)] : []
    let scope = this.#scope(record, heard)
    if (incoming.limited === true && !atLeast(heard.screening.response, 'reach-out')) {
      if (!this.#saidLast(before, 'too-fast')) scope.say('too-fast')
    } else {
      try {
        const context = new TurnContext(this.#adapter, { type: 'message', text: heard.text })
        setScope(context, scope)
        await this.#dialogs.hear(context, record.dialogState)
      } catch (error) {
        this.#o.logger.error({ conversation: record.id, err: describeError(error) }, 'a dialog failed')
        record.dialogState = before.dialogState
        scope = this.#afterFault(before, heard)
      }
    }
    scope.draft.flow = { ...scope.draft.flow, lastHeard: now.toISOString() }
    Object.assign(record, this.#fromDraft(record, scope))
    const replies = this.#append(record, scope.replies)
    const logged = [...own, ...replies]
    if (incoming.clientActivityId !== undefined && own[0]) {
      const entry = { key: incoming.clientActivityId, from: own[0].seq, to: record.lastSeq }
      record.recent = [...record.recent, entry].slice(-LIMITS.recent)
    }
    return { record, logged }
  }

  /** A fault of ours: what was heard is kept and passed on all the same, and help stands on the screen. */
  #afterFault(before: ConversationRecord, heard: Heard): Scope {
    const scope = this.#scope(structuredClone(before), heard)
    for (const finding of heard.screening.concerns) scope.raise(finding, 'message', 'fault')
    scope.say(
      'trouble',
      {},
      {
        cards: [
          helpCard(
            scope,
            heard.screening.concerns.map(({ kind }) => kind),
          ).card,
        ],
      },
    )
    return scope
  }

  #hear(record: ConversationRecord, incoming: Incoming): Heard {
    if (incoming.type === 'conversationUpdate') return { ...NOTHING_HEARD, type: 'begin' }
    const whole = incoming.text ?? ''
    const offered = ConversationDialogs.offered(record.dialogState)
    const chose = (incoming.tap?.chose ?? []).filter((id) => offered.has(id))
    // A tap's words are our own; anything typed, and a tap on nothing we offered, is screened.
    const isTap = chose.length > 0 && chose.length === incoming.tap?.chose.length
    return {
      type: 'message',
      text: whole.slice(0, LIMITS.text),
      chose,
      hasAttachment: (incoming.attachments ?? []).length > 0,
      wasCut: whole.length > LIMITS.text,
      screening:
        isTap && this.#isOwnWords(record, chose, whole) ? NOTHING_FOUND : this.#screen(record, whole),
    }
  }

  /** Whether a tap's text is made of the labels it names: a client could write anything beside a tap. */
  #isOwnWords(record: ConversationRecord, chose: readonly string[], text: string): boolean {
    const labels = ConversationDialogs.labels(record.dialogState)
    const known = chose.map((id) => labels.get(id) ?? '')
    return text === '' || text === known.join(', ') || known.every((label) => label === '')
  }

  #screen(record: ConversationRecord, text: string): Screening {
    const { before, question } = exchangesOf(record.log)
    return this.#o.screener.screen(text, { before, ...(question === undefined ? {} : { question }) })
  }

  #scope(record: ConversationRecord, heard: Heard): Scope {
    const school = this.#o.schools.byId(record.school)
    if (!school)
      throw new MattersError('no-school', 'This school is not here any more.', `no school ${record.school}`)
    const draft: Draft = {
      id: record.id,
      person: record.person,
      flow: record.flow,
      concerns: record.concerns,
      effects: record.effects,
      handedOff: record.handedOff,
      erase: false,
    }
    const { services, newId, clock } = this.#o
    return new Scope({ heard, draft, school, services, now: clock.now(), newId })
  }

  #fromDraft(record: ConversationRecord, { draft }: Scope): Partial<ConversationRecord> {
    if (draft.erase) return this.#erased(record, draft)
    const handedOff = draft.handedOff || draft.effects.some((effect) => effect.type === 'handoff')
    return {
      person: draft.person,
      flow: draft.flow,
      concerns: draft.concerns,
      effects: draft.effects,
      handedOff,
    }
  }

  /** Forgets everything but what an alert that has not left yet still needs, and takes back what was sent or booked. */
  #erased(record: ConversationRecord, draft: Draft): Partial<ConversationRecord> {
    const alerts = draft.effects.filter((effect) => effect.type === 'alert')
    const slots = [draft.person.holding?.id, draft.person.appointment?.slot.id].filter(
      (id) => id !== undefined,
    )
    return {
      person: newPerson(),
      flow: newFlow(),
      concerns: draft.concerns.filter(({ id }) => alerts.some((alert) => alert.concern === id)),
      effects: [
        ...alerts,
        ...slots.map((slotId) => ({ type: 'release-slot' as const, id: `release:${slotId}`, slotId })),
        ...(record.handedOff ? [{ type: 'withdraw-handoff' as const, id: 'withdraw' }] : []),
      ],
      handedOff: false,
      dialogState: { dialogStack: [] },
      log: [],
      recent: [],
    }
  }

  #logIncoming(record: ConversationRecord, incoming: Incoming, heard: Heard, now: Date): LogEntry {
    record.lastSeq += 1
    const entry: LogEntry = {
      by: 'young-person',
      seq: record.lastSeq,
      at: now.toISOString(),
      text: heard.text,
      ...(incoming.clientActivityId === undefined ? {} : { clientActivityId: incoming.clientActivityId }),
      ...(heard.chose.length > 0 ? { chose: [...heard.chose] } : {}),
    }
    record.log.push(entry)
    return entry
  }

  #append(record: ConversationRecord, replies: readonly Reply[]): LogEntry[] {
    const at = this.#o.clock.now().toISOString()
    record.changedAt = at
    const entries = replies.map((reply): LogEntry => {
      record.lastSeq += 1
      return { by: 'bot', seq: record.lastSeq, at, reply }
    })
    record.log.push(...entries)
    return entries
  }

  #saidLast(record: ConversationRecord, message: string): boolean {
    const last = record.log.findLast((entry) => entry.by === 'bot')
    return last?.reply.message === message
  }

  /** Step 8: one write that fails if someone else wrote in between, and then the work is done again from what they wrote. */
  async #commitRetrying(
    conversation: string,
    work: (
      stored: Stored<ConversationRecord> | undefined,
    ) => Worked | undefined | Promise<Worked | undefined>,
  ): Promise<Worked | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const stored = await this.#records.get(conversation)
      const worked = await work(stored)
      if (!worked) return undefined
      try {
        if (stored) await this.#records.put(conversation, worked.record, stored.version)
        else await this.#records.create(conversation, worked.record)
      } catch (error) {
        const isRace = error instanceof VersionConflict || error instanceof AlreadyExists
        if (isRace && attempt < LIMITS.attempts) continue
        throw error
      }
      this.#wake(conversation)
      if (worked.record.effects.length > 0) void this.#runEffects(conversation, LIMITS.effectsFirstMs)
      return worked
    }
  }

  #wake(conversation: string): void {
    for (const wake of this.#listeners.get(conversation) ?? []) wake()
  }

  /** Step 9: effects after the commit; what fails is tried again, later and later, and is taken up again after a restart. */
  #runEffects(conversation: string, waitMs: number): Promise<void> {
    return this.#effects
      .run(conversation, async () => {
        const stored = await this.#records.get(conversation)
        if (!stored || stored.body.effects.length === 0) return
        const done = await this.#o.effects.perform(stored.body)
        const left = await this.#forget(conversation, done)
        if (left > 0) this.#retryLater(conversation, waitMs)
      })
      .catch((error: unknown) => {
        const code = error instanceof MattersError ? error.code : 'unexpected'
        this.#o.logger.error({ conversation, code }, 'effects could not be run')
        this.#retryLater(conversation, waitMs)
      })
  }

  #retryLater(conversation: string, waitMs: number): void {
    if (this.#isClosing || this.#retries.has(conversation)) return
    const timer = setTimeout(() => {
      this.#retries.delete(conversation)
      void this.#runEffects(conversation, Math.min(waitMs * 2, LIMITS.effectsLongestMs))
    }, waitMs)
    timer.unref()
    this.#retries.set(conversation, timer)
  }

  /** Takes done effects out of the record; gives how many are left that were there when these ran. */
  async #forget(conversation: string, done: readonly string[]): Promise<number> {
    if (done.length === 0) return 1
    return this.#queue.run(conversation, async () => {
      for (let attempt = 1; ; attempt += 1) {
        const stored = await this.#records.get(conversation)
        if (!stored) return 0
        const effects = stored.body.effects.filter(({ id }) => !done.includes(id))
        try {
          await this.#records.put(conversation, { ...stored.body, effects }, stored.version)
          return effects.length
        } catch (error) {
          if (!(error instanceof VersionConflict) || attempt >= LIMITS.attempts) throw error
        }
      }
    })
  }
}

const NOTHING_FOUND: Screening = { response: 'none', concerns: [] }
const NOTHING_HEARD: Heard = {
  type: 'begin',
  text: '',
  chose: [],
  hasAttachment: false,
  wasCut: false,
  screening: NOTHING_FOUND,
}

/** The last exchanges of the log, and the question that stands: what the bot said since the young person last wrote. */
function exchangesOf(log: readonly LogEntry[]): { before: Exchange[]; question: string | undefined } {
  const before: Exchange[] = []
  let said = ''
  for (const entry of log.slice(-LIMITS.exchanges * LIMITS.entriesEach)) {
    if (entry.by === 'young-person') {
      before.push({ bot: said, yp: entry.text })
      said = ''
    } else {
      said = entry.reply.text
    }
  }
  return { before: before.slice(-LIMITS.exchanges), question: said === '' ? undefined : said }
}
