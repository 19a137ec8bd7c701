import { toActivity, activityId } from './activities.ts'
import { ByStaff } from './by-staff.ts'
import type { Conversations, Incoming, LoggedActivity, Speaker, TurnOutcome, Wake } from './conversations.ts'
import { eachAlone } from './each-alone.ts'
import type { Effects } from './effects.ts'
import { MattersError } from './errors.ts'
import { HubVisits } from './hub-visits.ts'
import { opensPage } from './page-key.ts'
import { Commits } from './commits.ts'
import type { Commit } from './commits.ts'
import type { Links } from './links.ts'
import { conversations, newConversation } from './records/conversations.ts'
import type { ConversationIndex, ConversationRecord } from './records/conversations.ts'
import type { Collection, Store } from './storage/store.ts'
import { ConversationDialogs } from '../dialogs/conversation.ts'
import { Drafts } from './drafts.ts'
import type { DraftOptions } from './drafts.ts'
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
import { atLeast, highest } from '../domain/screening/types.ts'
import type { Response, Screener } from '../domain/screening/types.ts'
import type { ObservedTurn } from './metrics/metrics.ts'
import { traced } from './tracing/traced.ts'

const gravestIn = ({ concerns }: ConversationRecord): Response =>
  highest(concerns.map(({ response }) => response))

/** What the store takes as an id: anything else in an address is nobody's. */
const RECORD_ID = /^[A-Za-z0-9._:-]{1,128}$/
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
  /** Resolves when the directory can be asked. */
  readonly directoryLoaded: () => Promise<void>
  /** Told of each turn when it is over. */
  readonly observed?: (turn: ObservedTurn) => void
}

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
  readonly #commits: Commits
  readonly #commit: Commit

  constructor(options: ConversationOptions) {
    this.#o = options
    const { clock, newId, logger, store } = options
    const dialogs = new ConversationDialogs()
    const drafts = new Drafts(options)
    this.#drafts = drafts
    const visits = new VisitTurns(drafts, dialogs, clock)
    this.#turns = new Turns({ ...options, dialogs, drafts, visits })
    const unprompted = new Unprompted({ drafts, dialogs, clock, newId })
    this.#unprompted = unprompted
    const records = store.collection(conversations)
    this.#records = records
    const commits = new Commits({ ...options, unprompted })
    this.#commits = commits
    const { commit } = commits
    this.#commit = commit
    this.links = commits.links
    const isOpen = (conversation: string) => commits.isOpen(conversation)
    this.visits = new Visits({ records, commit, turns: visits, clock, logger, newId, isOpen })
    this.hub = new HubVisits({ records, commit, turns: visits, clock, logger })
    const { diaries, languages } = options.services
    this.byStaff = new ByStaff({ commit, visits, unprompted, diaries, languages, clock, newId })
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

  /**
   * Hears a message of a conversation that cannot be read now, as if it were the first of one, in any language that the school offers: a
   * worry is told to people, nothing is kept and nothing answered. The client sends it again, and is answered once there is a store. Never
   * throws.
   */
  async hearUnread(speaker: Speaker, incoming: Incoming): Promise<void> {
    if (incoming.type !== 'message') return
    try {
      const { schools, services, effects } = this.#o
      const school = schools.byId(speaker.school) ?? { languages: [] }
      let gravest: ConversationRecord | undefined
      for (const { code } of services.languages.offeredAt(school)) {
        const record = await this.#heardAsFirst(speaker, incoming, code)
        if (!gravest || !atLeast(gravestIn(gravest), gravestIn(record))) gravest = record
        if (gravestIn(gravest) === 'act-now') break
      }
      if (gravest) effects.notKept(gravest)
    } catch (error) {
      const { conversation } = speaker
      this.#o.logger.error({ conversation, err: error }, 'a message that cannot be kept was not heard')
    }
  }

  async #heardAsFirst(speaker: Speaker, incoming: Incoming, language: string): Promise<ConversationRecord> {
    const begun = newConversation(speaker, this.#o.clock.now())
    begun.flow = { ...begun.flow, language }
    return (await this.#turns.work(begun, incoming)).record
  }

  async exists(conversation: string): Promise<boolean> {
    return (await this.#records.get(conversation)) !== undefined
  }

  /** Whether there is such a conversation, and the young person has said nothing in it yet, and erased nothing. */
  async isUnanswered(conversation: string): Promise<boolean> {
    const log = (await this.#records.get(conversation))?.body.log ?? []
    // What was erased is gone from the log, and its numbers with it.
    return log[0]?.seq === 1 && !log.some(({ by }) => by === 'young-person')
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
    return this.#commits.subscribe(conversation, wake)
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
  resume(): Promise<number> {
    return this.#commits.resume()
  }

  /** Waits for turns and effects under way. */
  close(): Promise<void> {
    return this.#commits.close()
  }

  async #take(
    speaker: Speaker,
    incoming: Incoming,
  ): Promise<{ outcome: TurnOutcome; response?: Response | undefined }> {
    let answered: TurnOutcome | undefined
    let isRead = false
    const turn = this.#commit(speaker.conversation, async (stored) => {
      isRead = true
      if (stored && stored.body.user !== speaker.user) throw new NotYours(speaker.conversation)
      const record = stored ? stored.body : newConversation(speaker, this.#o.clock.now())
      // Teams moves people between its regions: the latest address is the one that works.
      if (speaker.reference)
        record.link = { ...(record.link ?? { sent: record.lastSeq, ids: [] }), reference: speaker.reference }
      answered = this.#turns.answeredBefore(record, incoming)
      if (answered ?? this.#turns.isNothing(record, incoming)) return undefined
      return this.#turns.work(record, incoming)
    })
    const worked = await turn.catch(async (error: unknown) => {
      if (!isRead) await this.hearUnread(speaker, incoming)
      throw error
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
}
