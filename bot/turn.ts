import { ConversationDialogs } from '../dialogs/conversation.ts'
import { helpForAll } from '../dialogs/crisis-card.ts'
import { RULES } from '../dialogs/interruptions/safety.ts'
import type { Heard, Scope } from '../dialogs/scope.ts'
import { atLeast } from '../domain/screening/types.ts'
import type { Screener, Screening } from '../domain/screening/types.ts'
import type { Clock } from '../domain/time/clock.ts'
import { activityId, toActivity } from './activities.ts'
import type { Incoming, TurnOutcome } from './conversations.ts'
import { BEGINS, NOTHING_FOUND } from './drafts.ts'
import type { Drafts, Worked } from './drafts.ts'
import { exchangesOf, hasAskedSince, hasSaidMore, isBeforeLastWords, repeatsLastWords } from './exchanges.ts'
import type { NotHeard } from './exchanges.ts'
import type { SecondOpinion } from './language/second-opinion.ts'
import type { Logger } from './logger.ts'
import { ConversationRecord } from './records/conversations.ts'
import type { LogEntry } from './records/conversations.ts'
import type { Schools } from './schools.ts'
import { traced } from './tracing/traced.ts'
import type { VisitTurns } from './visit-turns.ts'

const LIMITS = {
  /** What is kept of one message; all of it is screened (reliability.md case 16). */
  text: 4_000,
  /** Client ids remembered for resends: far more than a client ever has on its way. */
  recent: 50,
}

export interface TurnOptions {
  readonly dialogs: ConversationDialogs
  readonly drafts: Drafts
  readonly visits: VisitTurns
  readonly screener: Screener
  readonly schools: Schools
  /** Asked after the screening, where a school has it on; undefined where no service is configured. */
  readonly opinion?: SecondOpinion | undefined
  /** Resolves when the directory can be asked, some seconds after the start at the latest. Who may not be safe does not wait for it. */
  readonly directoryLoaded: () => Promise<void>
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * One turn on a record that was read for it (design.md, steps 3 and 5 to 7): the resend is answered again, the text is screened,
 * the dialogs run, their replies are logged. Nothing leaves and nothing is written here; records given in are changed.
 */
export class Turns {
  readonly #o: TurnOptions

  constructor(options: TurnOptions) {
    this.#o = options
  }

  /** A resend gets the first answer again and changes nothing. */
  answeredBefore(record: ConversationRecord, incoming: Incoming): TurnOutcome | undefined {
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
  isNothing(record: ConversationRecord, incoming: Incoming): boolean {
    if (incoming.type === 'conversationUpdate') return record.log.length > 0
    if (isExit(incoming)) return record.visit === null && record.hub === undefined && !hasPages(record)
    return incoming.type !== 'message'
  }

  /** Steps 5 to 7 on a copy of the record: screen, dialogs, collect. Never throws for what was said. */
  async work(record: ConversationRecord, incoming: Incoming): Promise<Worked> {
    // They have left the page: the person who talks with them is told, and nobody is spoken to.
    if (isExit(incoming)) {
      closePages(record)
      return this.#o.visits.end(record, 'left')
    }
    const now = this.#o.clock.now()
    // As it was, should a dialog fail. The log is most of a record, and no dialog touches it.
    const before = JSON.stringify({ ...record, log: [], recent: [] })
    const visitBefore = structuredClone(record.visit)
    const line: NotHeard = incoming.edited ? 'edited' : 'too-fast'
    const wasSaid = this.#saidLast(record, line)
    const heard = await this.#hear(record, incoming)
    const own = heard.type === 'message' ? [this.#logIncoming(record, incoming, heard, now)] : []
    let scope = this.#o.drafts.scope(record, heard)
    if (this.#isAside(record, incoming, scope)) {
      this.#note(record, scope)
      if (!wasSaid) scope.say(line)
    } else {
      try {
        const said = scope
        if (heard.type === 'message' && !atLeast(heard.screening.response, 'reach-out'))
          await this.#o.directoryLoaded()
        await traced('dialogs', () => this.#o.dialogs.hear(said, record.dialogState))
      } catch (error) {
        this.#o.logger.error({ conversation: record.id, err: error }, 'a dialog failed')
        const unchanged = ConversationRecord.parse(JSON.parse(before))
        record.dialogState = unchanged.dialogState
        scope = this.#afterFault(unchanged, heard)
      }
    }
    scope.draft.flow = { ...scope.draft.flow, lastHeard: now.toISOString() }
    const [typed] = own
    if (typed?.by === 'young-person') {
      if (scope.keptAs !== undefined) typed.text = scope.keptAs
      if (scope.toldNothing) Object.assign(typed, oursIn({ ...heard, isOurs: true }))
    }
    const logged = [...own, ...this.#o.drafts.finish(record, visitBefore, scope)]
    if (incoming.clientActivityId !== undefined && own[0]) {
      const entry = { key: incoming.clientActivityId, from: own[0].seq, to: record.lastSeq }
      record.recent = [...record.recent, entry].slice(-LIMITS.recent)
    }
    return { record, logged, response: heard.screening.response }
  }

  /** Whether a message is kept from the dialogs, for coming too fast or changing one of before. Never what says that someone is not safe. */
  #isAside(record: ConversationRecord, { limited = false, edited = false }: Incoming, scope: Scope): boolean {
    if (!(limited || edited) || record.visit !== null) return false
    if (atLeast(scope.heard.screening.response, 'reach-out')) return false
    if (ConversationDialogs.saysOfDanger(scope)) return false
    // An answer to our own question about safety is taken at any speed; a change of an old message answers nothing.
    return edited || !ConversationDialogs.asksAboutSafety(record.dialogState)
  }

  /** A worry that asks for no alert, in a message that the dialogs do not hear, is on the record all the same. */
  #note({ dialogState }: ConversationRecord, scope: Scope): void {
    const phase = dialogState.dialogStack.at(-1)?.id ?? 'hello'
    const read = scope.heard.screening.concerns.filter(({ rule }) => rule !== RULES.unread)
    for (const finding of read) scope.raise(finding, 'message', phase)
  }

  /** A fault of ours: what was heard is kept and passed on all the same, and help stands on the screen. */
  #afterFault(before: ConversationRecord, heard: Heard): Scope {
    const scope = this.#o.drafts.scope(before, heard)
    const { concerns } = heard.screening
    for (const finding of concerns) scope.raise(finding, 'message', 'fault')
    scope.say('trouble', {}, { cards: helpForAll(scope) })
    return scope
  }

  async #hear(record: ConversationRecord, incoming: Incoming): Promise<Heard> {
    const { language: asksFor, locale } = incoming
    if (incoming.type === 'conversationUpdate') return { ...BEGINS, asksFor, locale }
    const whole = incoming.text ?? ''
    const offered = ConversationDialogs.offered(record.dialogState)
    const chose = (incoming.tap?.chose ?? []).filter((id) => offered.has(id))
    // A tap's words are our own; anything typed, and a tap on nothing we offered, is screened. So is a tap on a question of ours
    // that crossed with a person coming in: no dialog acts on it now.
    const isTap = chose.length > 0 && chose.length === incoming.tap?.chose.length && record.visit === null
    const isStale = incoming.tap !== undefined && isBeforeLastWords(record, incoming.tap.replyTo)
    const isForOthers = chose.length === 0 && hasSaidMore(record)
    const isUnread = chose.length === 0 && hasAskedSince(record, incoming.seen)
    const isForUs = record.visit === null && !isForOthers
    const { words } = this.#o.drafts.scope(record).texts
    const isLabel =
      isForUs &&
      !isUnread &&
      !incoming.edited &&
      (this.#isLabel(record, whole) || ConversationDialogs.saysBack(whole, record.dialogState, words))
    const isOurs = isLabel || (isForUs && ConversationDialogs.isOurs(whole, record.dialogState, words))
    // Of an age nothing is guessed either; yet it is something that they told.
    const isPlain = isOurs || (isForUs && ConversationDialogs.isAge(whole, record.dialogState, words))
    return {
      type: 'message',
      text: whole.slice(0, LIMITS.text),
      chose: isStale ? [] : chose,
      isStale,
      isAfterOthers: isForOthers || isUnread,
      unread: !isUnread ? undefined : repeatsLastWords(record, whole) ? 'twice' : 'other',
      isOurs: isOurs && !ConversationDialogs.asksAboutSafety(record.dialogState),
      mayBegin: !isLabel && !ConversationDialogs.isRequest(whole, words),
      hasAttachment: (incoming.attachments ?? []).length > 0,
      wasCut: whole.length > LIMITS.text,
      asksFor,
      locale,
      screening:
        (isTap && this.#isOwnWords(record, chose, whole)) || isLabel
          ? NOTHING_FOUND
          : await this.#screen(record, whole, incoming, isPlain),
    }
  }

  /** Whether a tap's text is made of the labels it names: a client could write anything beside a tap. */
  #isOwnWords(record: ConversationRecord, chose: readonly string[], text: string): boolean {
    const labels = ConversationDialogs.labels(record.dialogState)
    const known = chose.flatMap((id) => labels.get(id) ?? [])
    return text === '' || (known.length === chose.length && text === known.join(', '))
  }

  /** Whether a choice was typed out instead of tapped: it means what the tap means. */
  #isLabel(record: ConversationRecord, text: string): boolean {
    const typed = text.trim().toLowerCase()
    const labels = [...ConversationDialogs.labels(record.dialogState).values()]
    return labels.some((label) => label.toLowerCase() === typed)
  }

  /** What is heard here stands first; an opinion of another service may only raise it, and is not asked of messages that come too fast. */
  async #screen(
    record: ConversationRecord,
    text: string,
    incoming: Incoming,
    isPlain: boolean,
  ): Promise<Screening> {
    const { screener, opinion, schools } = this.#o
    const worried = record.concerns.some(({ response }) => atLeast(response, 'reach-out'))
    const exchanges = exchangesOf(record, incoming.tap?.replyTo ?? incoming.seen)
    const heard = await traced('screening', () =>
      Promise.resolve(screener.screen(text, { ...exchanges, worried, isOurs: isPlain })),
    )
    const school = schools.byId(record.school)
    if (!opinion || !school || incoming.limited === true) return heard
    return opinion.over(heard, text, school, incoming)
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
      ...oursIn(heard),
      ...(heard.screening.response === 'none' ? {} : { noted: true }),
    }
    record.log.push(entry)
    return entry
  }

  #saidLast(record: ConversationRecord, message: string): boolean {
    const last = record.log.findLast((entry) => entry.by === 'bot')
    return last?.reply.message === message
  }
}

/** What the log has of a message that is words of ours. */
const oursIn = ({ isOurs, mayBegin }: Heard): { isOurs?: true; mayBegin?: true } =>
  isOurs ? { isOurs: true, ...(mayBegin ? { mayBegin: true } : {}) } : {}

const hasPages = ({ flow, person }: ConversationRecord): boolean =>
  flow.page !== undefined || person.page !== undefined

/** Whoever has the browser next finds the addresses of their pages in its history: they open nothing any more. Asking gives new ones. */
function closePages({ flow, person }: ConversationRecord): void {
  delete flow.page
  delete person.page
}

const isExit = ({ type, name }: Incoming): boolean => type === 'event' && name === 'quick-exit'
