import { randomInt } from 'node:crypto'
import { KeyedQueue } from './queue.ts'
import { toActivity, activityId } from './activities.ts'
import { ByStaff } from './by-staff.ts'
import type { Conversations, Incoming, LoggedActivity, Speaker, TurnOutcome, Wake } from './conversations.ts'
import { eachAlone } from './each-alone.ts'
import type { Effects } from './effects.ts'
import { MattersError } from './errors.ts'
import { HubVisits } from './hub-visits.ts'
import { Listeners } from './listeners.ts'
import { opensPage } from './page-key.ts'
import { Links } from './links.ts'
import { Outbox } from './outbox.ts'
import { conversations, newConversation } from './records/conversations.ts'
import type { ConversationIndex, ConversationRecord } from './records/conversations.ts'
import { Alone } from './storage/across.ts'
import type { Across } from './storage/across.ts'
import { AlreadyExists, isDiskFault, VersionConflict } from './storage/errors.ts'
import type { Collection, Store, Stored } from './storage/store.ts'
import { ConversationDialogs } from '../dialogs/conversation.ts'
import { Drafts } from './drafts.ts'
import type { DraftOptions, Worked } from './drafts.ts'
import type { SecondOpinion } from './language/second-opinion.ts'
import type { Logger } from './logger.ts'
import { Turns } from './turn.ts'
import { Unprompted, saidSince } from './unprompted.ts'
import { VisitTurns } from './visit-turns.ts'
import { Visits } from './visits.ts'
import { sameSecret } from './same-secret.ts'
import type { SaidValues } from '../dialogs/scope.ts'
import { summaryLines } from '../dialogs/summary-lines.ts'
import type { Appointment } from '../domain/booking/types.ts'
import type { Referral } from '../domain/referral/types.ts'
import type { Flow } from '../domain/conversation/flow.ts'
import type { Person } from '../domain/conversation/person.ts'
import type { Response, Screener } from '../domain/screening/types.ts'
import type { ObservedTurn } from './metrics/metrics.ts'
import { traced } from './tracing/traced.ts'

/** What the store takes as an id: anything else in an address is nobody's. */
const RECORD_ID = /^[A-Za-z0-9._:-]{1,128}$/
const LIMITS = {
  /** Runs of one turn when other processes write in between: each time one of them got through, and none waits for ever. */
  attempts: 20,
  /** Between two of them, at most: writers that meet do not meet again. Longer the more often it was in vain. */
  pauseMs: 10,
} as const

/** The conversation does not belong to the one who speaks. */
export class NotYours extends MattersError {
  constructor(conversation: string) {
    super('not-yours', 'That conversation is not yours.', `${conversation} belongs to someone else`)
  }
}

export interface ConversationOptions extends DraftOptions {
  readonly screener: Screener
  readonly opinion?: SecondOpinion | undefined
  readonly logger: Logger
  readonly store: Store
  readonly effects: Effects
  /** Told of each turn when it is over. */
  readonly observed?: (turn: ObservedTurn) => void
}

/** What is done to a conversation in its order: undefined changes nothing. May be run again, on what someone else wrote in between. */
export type Work = (
  stored: Stored<ConversationRecord> | undefined,
) => Worked | undefined | Promise<Worked | undefined>

/**
 * Conversations as channels see them: turns of one conversation one after another, each committed once before its replies leave,
 * then its effects (design.md, steps 2, 4, 8 and 9).
 */
export class ConversationService implements Conversations {
  /** People who come into conversations from the inbox. */
  readonly visits: Visits
  /** People of an agent hub. */
  readonly hub: HubVisits
  /** Conversations that are sent to a connector. */
  readonly links: Links
  /** What staff do to conversations from the inbox without coming in. */
  readonly byStaff: ByStaff
  readonly #o: ConversationOptions
  readonly #turns: Turns
  readonly #drafts: Drafts
  readonly #unprompted: Unprompted
  readonly #records: Collection<ConversationRecord, ConversationIndex>
  readonly #queue = new KeyedQueue()
  readonly #outbox: Outbox
  readonly #across: Across
  readonly #listeners: Listeners

  constructor(options: ConversationOptions) {
    this.#o = options
    const { clock, newId } = options
    const dialogs = new ConversationDialogs()
    const drafts = new Drafts(options)
    this.#drafts = drafts
    const visits = new VisitTurns(drafts, dialogs, clock)
    this.#turns = new Turns({ ...options, dialogs, drafts, visits })
    this.#unprompted = new Unprompted({ drafts, dialogs, clock, newId })
    this.#records = options.store.collection(conversations)
    this.#across = options.store.across ?? new Alone()
    this.#outbox = new Outbox({
      logger: options.logger,
      // Two processes never do one conversation's effects at once; what is busy elsewhere is looked at again.
      perform: async (id) =>
        (await this.#across.exclusively(`effects ${id}`, () => this.#performEffects(id))) !== false,
    })
    this.#listeners = new Listeners(this.#across)
    this.links = new Links({
      records: this.#records,
      commit: (conversation, work) => this.#commit(conversation, work),
    })
    this.visits = new Visits({
      records: this.#records,
      commit: (conversation, work) => this.#commit(conversation, work),
      turns: visits,
      clock: options.clock,
      logger: options.logger,
      newId: options.newId,
      isOpen: async (conversation) =>
        this.#listeners.isHere(conversation) || this.#across.ask(`open ${conversation}`),
    })
    this.hub = new HubVisits({
      records: this.#records,
      commit: (conversation, work) => this.#commit(conversation, work),
      ...{ turns: visits, clock, logger: options.logger },
    })
    const { diaries, languages } = options.services
    this.byStaff = new ByStaff({
      commit: (conversation, work) => this.#commit(conversation, work),
      ...{ visits, unprompted: this.#unprompted, diaries, languages, clock, newId },
    })
  }

  async start(speaker: Speaker, locale?: string, language?: string): Promise<void> {
    await this.#take(speaker, {
      type: 'conversationUpdate',
      ...(locale === undefined ? {} : { locale }),
      ...(language === undefined ? {} : { language }),
    })
  }

  /** Begins the conversation of who comes by an invitation, with what was written about them. One that has begun stays as it is. */
  async startInvited(speaker: Speaker, referral: Referral): Promise<void> {
    await this.#commit(speaker.conversation, (stored) => {
      if (stored) return undefined
      const record = newConversation(speaker, this.#o.clock.now())
      record.person = { ...record.person, referral }
      return this.#turns.work(record, { type: 'conversationUpdate' })
    })
  }

  async take(speaker: Speaker, incoming: Incoming): Promise<TurnOutcome> {
    const began = performance.now()
    const over = (outcome: ObservedTurn['outcome'], response?: Response): void =>
      this.#o.observed?.({
        channel: speaker.channel,
        seconds: (performance.now() - began) / 1000,
        response,
        outcome,
      })
    try {
      const { outcome, response } = await traced('turn', () => this.#take(speaker, incoming), {
        channel: speaker.channel,
      })
      over(outcome.duplicate || outcome.logged.length === 0 ? 'nothing' : 'done', response)
      return outcome
    } catch (error) {
      over('failed')
      throw error
    }
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

  subscribe(conversation: string, wake: Wake): () => void {
    return this.#listeners.subscribe(conversation, wake)
  }

  /**
   * Says something into a conversation, in its order. An erased or unknown one hears nothing. With `since`, an ISO instant, nothing is said
   * that has been since then: for what is tried until it is known to be done.
   */
  async tell(
    conversation: string,
    lines: readonly { id: string; values: SaidValues }[],
    since?: string,
  ): Promise<void> {
    await this.#commit(conversation, (stored) => {
      if (!stored || stored.body.log.length === 0) return undefined
      const heard = since === undefined ? [] : saidSince(stored.body, since)
      const left = lines.filter(({ id }) => !heard.includes(id))
      return left.length > 0 ? this.#unprompted.tell(stored.body, left) : undefined
    })
  }

  /** They are back with their code: they are greeted with what there is to know. Gives whose conversation it is; undefined when it is gone. */
  async comesBack(conversation: string): Promise<Speaker | undefined> {
    const record = (await this.#records.get(conversation))?.body
    // Nothing is left of an erased one: its code opens nothing.
    if (!record || record.log.length === 0) return undefined
    await this.#commit(conversation, (stored) =>
      stored ? this.#unprompted.comesBack(stored.body) : undefined,
    )
    return { conversation, user: record.user, school: record.school, channel: record.channel }
  }

  /** Does what the bot does by itself, in every conversation where its time has come. To be called every so often; done twice it is done once. */
  async runDue(): Promise<void> {
    const now = this.#o.clock.now().toISOString()
    const waiting = await this.#records.list({ waits: true })
    await eachAlone(
      waiting.filter(({ index }) => index.due <= now),
      (id) => this.#commit(id, (stored) => (stored ? this.#unprompted.later(stored.body) : undefined)),
      { logger: this.#o.logger, failed: 'what was due could not be done, and will be tried again' },
    )
  }

  /** Everything kept of a conversation, for who has its page's key; undefined when the key is not (any more) right. */
  async recordFor(conversation: string, key: string): Promise<ConversationRecord | undefined> {
    const record = (await this.#records.get(conversation))?.body
    return record && opensPage(record.flow, key, this.#o.clock.now()) ? record : undefined
  }

  /** Erases it as "delete" in the chat does, for who has its page's key. False when the key is not (any more) right. */
  async erase(conversation: string, key: string): Promise<boolean> {
    const worked = await this.#commit(conversation, (stored) =>
      stored && opensPage(stored.body.flow, key, this.#o.clock.now())
        ? this.#unprompted.erase(stored.body)
        : undefined,
    )
    return worked !== undefined
  }

  /** The appointment this conversation has committed on a slot and not cancelled. */
  async appointmentOf(conversation: string, slotId: string): Promise<Appointment | undefined> {
    const appointment = (await this.#records.get(conversation))?.body.person.appointment
    return appointment?.status === 'booked' && appointment.slot.id === slotId ? appointment : undefined
  }

  /** The appointment with this id, for its calendar file; the id is as good as a key. */
  async appointment(
    conversation: string,
    appointmentId: string,
  ): Promise<{ appointment: Appointment; school: string; flow: Flow } | undefined> {
    const record = (await this.#records.get(conversation))?.body
    const appointment = record?.person.appointment
    return record && appointment?.id === appointmentId
      ? { appointment, school: record.school, flow: record.flow }
      : undefined
  }

  /** Who holds the key to their own copy, while it works. */
  async ownPage(
    conversation: string,
    key: string,
  ): Promise<{ person: Person; school: string; flow: Flow } | undefined> {
    if (!RECORD_ID.test(conversation)) return undefined
    const record = (await this.#records.get(conversation))?.body
    const page = record?.person.page
    if (!record || !page || !sameSecret(page.key, key)) return undefined
    const isOver = Date.parse(page.until) <= this.#o.clock.now().getTime()
    if (isOver || !this.#o.schools.byId(record.school)) return undefined
    // As the answers stand: the summary in the record is as it was last shown.
    const person = { ...record.person, summary: summaryLines(this.#drafts.scope(record)) }
    return { person, school: record.school, flow: record.flow }
  }

  /** The young person did not come, a link worker says. False when there is no such meeting, or it is still to come. */
  async missed(conversation: string, appointmentId: string): Promise<boolean> {
    const worked = await this.#commit(conversation, (stored) =>
      stored ? this.#unprompted.missed(stored.body, appointmentId) : undefined,
    )
    return worked !== undefined
  }

  /** They are not on the waiting list any more. */
  async offList(conversation: string): Promise<void> {
    await this.#commit(conversation, (stored) => (stored ? this.#unprompted.offList(stored.body) : undefined))
  }

  /** Takes up what a crash, here or of another process, left undone, and counts that waited: before the service listens, and every so often. Gives how many had some. */
  async resume(): Promise<number> {
    const pending = await this.#records.list({ pending: true })
    await Promise.all(pending.map(({ id }) => this.#outbox.run(id)))
    return pending.length
  }

  /** Waits for turns and effects under way. */
  async close(): Promise<void> {
    await this.#queue.idle()
    await this.#outbox.close()
  }

  async #take(
    speaker: Speaker,
    incoming: Incoming,
  ): Promise<{ outcome: TurnOutcome; response?: Response | undefined }> {
    let answered: TurnOutcome | undefined
    const worked = await this.#commit(speaker.conversation, async (stored) => {
      if (stored && stored.body.user !== speaker.user) throw new NotYours(speaker.conversation)
      const record = stored ? stored.body : newConversation(speaker, this.#o.clock.now())
      // Teams moves people between its regions: the latest address is the one that works.
      if (speaker.reference)
        record.link = { ...(record.link ?? { sent: record.lastSeq, ids: [] }), reference: speaker.reference }
      answered = this.#turns.answeredBefore(record, incoming)
      if (answered ?? this.#turns.isNothing(record, incoming)) return undefined
      return this.#turns.work(record, incoming)
    })
    if (!worked) return { outcome: answered ?? { activityId: '', duplicate: false, logged: [] } }
    const [own] = worked.logged
    const outcome = {
      activityId: own ? activityId(speaker.conversation, own.seq) : '',
      duplicate: false,
      logged: worked.logged.map((entry) => toActivity(worked.record, entry)),
    }
    return { outcome, response: worked.response }
  }

  /**
   * Reads once, works, writes once; a write that fails because someone else wrote in between is worked again from what they wrote,
   * which is safe because nothing has left yet. Then whoever listens is woken and effects are run.
   */
  #commit(conversation: string, work: Work): Promise<Worked | undefined> {
    return this.#queue.run(conversation, async () => {
      for (let attempt = 1; ; attempt += 1) {
        const stored = await this.#records.get(conversation)
        const worked = await work(stored)
        if (!worked) return undefined
        try {
          await traced('commit', () =>
            stored
              ? this.#records.put(conversation, worked.record, stored.version)
              : this.#records.create(conversation, worked.record),
          )
        } catch (error) {
          if (isDiskFault(error)) this.#o.effects.notKept(worked.record)
          const isRace = error instanceof VersionConflict || error instanceof AlreadyExists
          if (!isRace || attempt >= LIMITS.attempts) throw error
          const pause = randomInt(1 + LIMITS.pauseMs * (attempt - 1))
          await new Promise((resume) => setTimeout(resume, pause))
          continue
        }
        this.#listeners.wake(worked)
        // Counts can wait for company: they are no reason to write the record again after every answer.
        if (worked.record.effects.some(({ type }) => type !== 'count')) this.#outbox.wake(conversation)
        this.links.committed(worked.record)
        return worked
      }
    })
  }

  /** Does what waits and takes it out of the record. Gives whether something failed; what came in between has woken the outbox itself. */
  async #performEffects(conversation: string): Promise<boolean> {
    const stored = await this.#records.get(conversation)
    if (!stored || stored.body.effects.length === 0) return false
    const { done, lostSlots } = await traced('effects', () => this.#o.effects.perform(stored.body))
    if (done.length === 0) return true
    await this.#commit(conversation, (now) => {
      if (!now) return undefined
      const record = now.body
      record.effects = record.effects.filter(({ id }) => !done.includes(id))
      const logged = this.#unprompted.loseSlots(record, lostSlots)
      const { appointment } = record.person
      if (logged.length > 0 && appointment && wasInvitedTo(appointment, stored.body)) {
        record.effects.push({ type: 'invite', id: this.#o.newId(), method: 'cancel', appointment })
      }
      return { record, logged }
    })
    return stored.body.effects.some(({ id }) => !done.includes(id))
  }
}

/**
 * Whether a calendar has an entry of an appointment whose slot was lost: an earlier version of it was sent, or the invitation to this one
 * left before it came to light (it is left out when both come to light at once).
 */
function wasInvitedTo({ id, sequence }: Appointment, { effects }: ConversationRecord): boolean {
  const isPending = effects.some(
    (effect) => effect.type === 'invite' && effect.method === 'request' && effect.appointment.id === id,
  )
  // Cancelling has raised it by one already.
  return sequence > 1 || !isPending
}
