import { BotAdapter, TurnContext } from 'botbuilder'
import type { ResourceResponse } from 'botbuilder'
import type { Values } from '../content/load-texts.ts'
import { ConversationDialogs } from '../dialogs/conversation.ts'
import { helpForAll } from '../dialogs/crisis-card.ts'
import { whenInFull } from '../dialogs/dates.ts'
import { arrive } from '../dialogs/interruptions/visit.ts'
import type { Reply } from '../dialogs/reply.ts'
import { Scope, setScope } from '../dialogs/scope.ts'
import type { Draft, Heard } from '../dialogs/scope.ts'
import type { Services } from '../dialogs/services.ts'
import type { Appointment } from '../domain/booking/types.ts'
import type { Effect } from '../domain/conversation/effect.ts'
import { newFlow } from '../domain/conversation/flow.ts'
import { newPerson } from '../domain/conversation/person.ts'
import type { Person } from '../domain/conversation/person.ts'
import { withSign } from '../domain/conversation/visit.ts'
import type { Seen, Visit, VisitEnd, Visitor } from '../domain/conversation/visit.ts'
import { dueBy, isStale, planned } from '../domain/follow-up/plan.ts'
import type { Later } from '../domain/follow-up/later.ts'
import { atLeast } from '../domain/screening/types.ts'
import type { Screener, Screening } from '../domain/screening/types.ts'
import type { Clock } from '../domain/time/clock.ts'
import { activityId, toActivity } from './activities.ts'
import type { Incoming, TurnOutcome } from './conversations.ts'
import { MattersError } from './errors.ts'
import { exchangesOf, isBeforeLastWords } from './exchanges.ts'
import { describeError } from './logger.ts'
import type { Logger } from './logger.ts'
import type { ConversationRecord, LogEntry } from './records/conversations.ts'
import type { Schools } from './schools.ts'
import { visitSteps } from './visit-steps.ts'

const LIMITS = {
  /** What is kept of one message; all of it is screened (reliability.md case 16). */
  text: 4_000,
  /** Client ids remembered for resends: far more than a client ever has on its way. */
  recent: 50,
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
  readonly schools: Schools
  readonly services: Services
  readonly screener: Screener
  readonly clock: Clock
  /** Unguessable ids. */
  readonly newId: () => string
  readonly logger: Logger
}

/** What a turn did to the record, before it is committed. */
export interface Worked {
  readonly record: ConversationRecord
  readonly logged: readonly LogEntry[]
}

/**
 * One turn on a record that was read for it (design.md, steps 3 and 5 to 7): the resend is answered again, the text is screened,
 * the dialogs run, their replies are logged. Nothing leaves and nothing is written here; records given in are changed.
 */
export class Turns {
  readonly #o: TurnOptions
  readonly #dialogs = new ConversationDialogs()
  readonly #adapter = new SilentAdapter()

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
    if (isExit(incoming)) return record.visit === null
    return incoming.type !== 'message'
  }

  /** Steps 5 to 7 on a copy of the record: screen, dialogs, collect. Never throws for what was said. */
  async work(record: ConversationRecord, incoming: Incoming): Promise<Worked> {
    // They have left the page: the person who talks with them is told, and nobody is spoken to.
    if (isExit(incoming)) return this.endVisit(record, 'left')
    const now = this.#o.clock.now()
    const before = structuredClone(record)
    const heard = await this.#hear(record, incoming)
    const own = heard.type === 'message' ? [this.#logIncoming(record, incoming, heard, now)] : []
    let scope = this.#scope(record, heard)
    const isAside = (incoming.limited ?? incoming.edited ?? false) && record.visit === null
    if (isAside && !atLeast(heard.screening.response, 'reach-out')) {
      const line = incoming.edited ? 'edited' : 'too-fast'
      if (!this.#saidLast(before, line)) scope.say(line)
    } else {
      try {
        await this.#dialogs.hear(this.#context(scope), record.dialogState)
      } catch (error) {
        this.#o.logger.error({ conversation: record.id, err: describeError(error) }, 'a dialog failed')
        record.dialogState = before.dialogState
        scope = this.#afterFault(before, heard)
      }
    }
    scope.draft.flow = { ...scope.draft.flow, lastHeard: now.toISOString() }
    const [typed] = own
    if (typed?.by === 'young-person' && scope.keptAs !== undefined) typed.text = scope.keptAs
    const logged = [...own, ...this.#finish(record, before.visit, scope)]
    if (incoming.clientActivityId !== undefined && own[0]) {
      const entry = { key: incoming.clientActivityId, from: own[0].seq, to: record.lastSeq }
      record.recent = [...record.recent, entry].slice(-LIMITS.recent)
    }
    return { record, logged }
  }

  /** The bot says something outside a turn of the young person. */
  tell(record: ConversationRecord, lines: readonly { id: string; values: Values }[]): Worked {
    const scope = this.#scope(record, { ...NOTHING_HEARD, type: 'event' })
    for (const { id, values } of lines) scope.say(id, values)
    return { record, logged: this.#append(record, scope.replies) }
  }

  /** A person comes into the chat, in the place of the one who is there. */
  beginVisit(record: ConversationRecord, visit: Omit<Visit, 'from'>, seen: Seen): Worked {
    const scope = this.#scope(record, { ...NOTHING_HEARD, type: 'event' })
    const before = record.visit
    // Who is there leaves with one entry of the log; the next is the first of this visit.
    arrive(scope, { ...visit, from: record.lastSeq + (before ? 2 : 1) }, seen)
    return { record, logged: this.#finish(record, before, scope) }
  }

  /** The person leaves it, and the bot goes on where it was. */
  async endVisit(record: ConversationRecord, why: VisitEnd): Promise<Worked> {
    const scope = this.#scope(record, { ...NOTHING_HEARD, type: 'event' })
    const before = record.visit
    await this.#dialogs.endVisit(this.#context(scope), record.dialogState, why)
    return { record, logged: this.#finish(record, before, scope) }
  }

  /** The person in the chat writes, or shows that they are there (`said` undefined). */
  visitorActs(record: ConversationRecord, visit: Visit, said?: { text: string; key: string }): Worked {
    const now = this.#o.clock.now()
    record.visit = withSign(visit, now, said !== undefined)
    if (!said) return { record, logged: [] }
    const { by: who } = visit
    record.effects.push(this.#audit('wrote', who, now))
    return { record, logged: this.#log(record, [{ by: 'visitor', who, ...said }]) }
  }

  /** They are back with their code. Undefined when a person is in the chat, or they were greeted just now: nothing to say. */
  async comesBack(record: ConversationRecord): Promise<Worked | undefined> {
    const greeting = record.log.findLast(
      (entry) => entry.by !== 'bot' || entry.reply.message === 'return.hello',
    )
    if (record.visit || record.log.length === 0 || greeting?.by === 'bot') return undefined
    const own = record.log.findLast((entry) => entry.by === 'young-person')?.seq ?? 0
    const wrote = record.log.flatMap((entry) =>
      entry.by === 'visitor' && entry.seq > own ? [{ name: entry.who.name, words: entry.text }] : [],
    )
    const scope = this.#scope(record, { ...NOTHING_HEARD, type: 'event' })
    await this.#dialogs.comesBack(this.#context(scope), record.dialogState, { wrote })
    return { record, logged: this.#finish(record, null, scope) }
  }

  /** What the bot does by itself, when its time has come; undefined when there is nothing to do now. Does not count as a change for retention. */
  async later(record: ConversationRecord): Promise<Worked | undefined> {
    const { changedAt } = record
    const now = this.#o.clock.now()
    const isBusy = record.visit !== null || isTalking(record.flow.lastHeard, now)
    const scope = this.#scope(record, { ...NOTHING_HEARD, type: 'event' })
    const done: Later[] = []
    for (const one of dueBy(record.flow.later, now)) {
      if (one.type === 'hide-code') {
        hideCodes(record, scope.text('code.gone'))
        done.push(one)
      } else if (isStale(one, now)) {
        done.push(one)
      } else if (!isBusy && scope.replies.length === 0) {
        const asked = await this.#dialogs.asks(this.#context(scope), record.dialogState, one)
        if (asked !== 'not-now') done.push(one)
      }
    }
    if (done.length === 0) return undefined
    const later = scope.draft.flow.later.filter((one) => !done.includes(one))
    scope.draft.flow = { ...scope.draft.flow, later }
    const logged = this.#finish(record, record.visit, scope)
    record.changedAt = changedAt
    return { record, logged }
  }

  /** Erases what they said, from outside the chat (their data's page). */
  erase(record: ConversationRecord): Worked {
    const scope = this.#scope(record, { ...NOTHING_HEARD, type: 'event' })
    const before = record.visit
    scope.say(scope.afterWorry ? 'delete.done.concern' : 'delete.done')
    scope.draft.erase = true
    return { record, logged: this.#finish(record, before, scope) }
  }

  /** The link worker says that the young person did not come: met with kindness, and a new offer. */
  missed(record: ConversationRecord, appointmentId: string): Worked | undefined {
    const { appointment } = record.person
    if (appointment?.id !== appointmentId || appointment.status !== 'booked') return undefined
    if (new Date(appointment.slot.start) > this.#o.clock.now()) return undefined
    record.person.appointment = { ...appointment, status: 'missed' }
    this.#tellLinkWorker(record)
    const when = whenInFull(new Date(appointment.slot.start))
    return this.tell(record, [{ id: 'book.missed', values: { when, worker: appointment.linkWorkerName } }])
  }

  /** The waiting list has given up on them. */
  offList(record: ConversationRecord): Worked | undefined {
    const { waiting, ...person } = record.person
    if (!waiting) return undefined
    record.person = person
    return this.tell(record, [{ id: 'book.offer.over', values: {} }])
  }

  #tellLinkWorker(record: ConversationRecord): void {
    record.effects.push({
      type: 'handoff',
      id: `handoff:${this.#o.newId()}`,
      version: record.person.agreed?.version ?? 0,
    })
  }

  /** A booking that could not be kept is cancelled, told to the young person and to the link worker. */
  loseSlots(record: ConversationRecord, slotIds: readonly string[]): readonly LogEntry[] {
    const { appointment } = record.person
    if (!appointment || appointment.status !== 'booked' || !slotIds.includes(appointment.slot.id)) return []
    record.person.appointment = { ...appointment, status: 'cancelled', sequence: appointment.sequence + 1 }
    this.#tellLinkWorker(record)
    record.effects.push({ type: 'reminder', id: `reminder:${this.#o.newId()}` })
    return this.tell(record, [
      { id: 'book.lost', values: { when: whenInFull(new Date(appointment.slot.start)) } },
    ]).logged
  }

  #context(scope: Scope): TurnContext {
    const context = new TurnContext(this.#adapter, { type: 'message', text: scope.heard.text })
    setScope(context, scope)
    return context
  }

  /** Puts what the dialogs did into the record: the draft, the steps of a visit with their audit, the replies. */
  #finish(record: ConversationRecord, before: Visit | null, scope: Scope): LogEntry[] {
    const now = this.#o.clock.now()
    Object.assign(record, this.#fromDraft(record, scope))
    const steps = visitSteps(before, scope.draft)
    for (const { step, who } of steps) {
      if (step === 'accepted') record.effects.push(this.#audit('came-in', who, now))
      if (step === 'completed') record.effects.push(this.#audit('went-out', who, now))
    }
    return [...this.#log(record, steps), ...this.#append(record, scope.replies)]
  }

  #audit(did: 'came-in' | 'wrote' | 'went-out', who: Visitor, now: Date): Effect {
    return { type: 'audit', id: `audit:${this.#o.newId()}`, did, who, at: now.toISOString() }
  }

  /** A fault of ours: what was heard is kept and passed on all the same, and help stands on the screen. */
  #afterFault(before: ConversationRecord, heard: Heard): Scope {
    const scope = this.#scope(structuredClone(before), heard)
    const { concerns } = heard.screening
    for (const finding of concerns) scope.raise(finding, 'message', 'fault')
    scope.say('trouble', {}, { cards: helpForAll(scope) })
    return scope
  }

  async #hear(record: ConversationRecord, incoming: Incoming): Promise<Heard> {
    if (incoming.type === 'conversationUpdate') return { ...NOTHING_HEARD, type: 'begin' }
    const whole = incoming.text ?? ''
    const offered = ConversationDialogs.offered(record.dialogState)
    const chose = (incoming.tap?.chose ?? []).filter((id) => offered.has(id))
    // A tap's words are our own; anything typed, and a tap on nothing we offered, is screened. So is a tap on a question of ours
    // that crossed with a person coming in: no dialog acts on it now.
    const isTap = chose.length > 0 && chose.length === incoming.tap?.chose.length && record.visit === null
    const isStale = incoming.tap !== undefined && isBeforeLastWords(record, incoming.tap.replyTo)
    return {
      type: 'message',
      text: whole.slice(0, LIMITS.text),
      chose: isStale ? [] : chose,
      isStale,
      hasAttachment: (incoming.attachments ?? []).length > 0,
      wasCut: whole.length > LIMITS.text,
      screening:
        (isTap && this.#isOwnWords(record, chose, whole)) || this.#isLabel(record, whole)
          ? NOTHING_FOUND
          : await this.#screen(record, whole, incoming.tap?.replyTo),
    }
  }

  /** Whether a tap's text is made of the labels it names: a client could write anything beside a tap. */
  #isOwnWords(record: ConversationRecord, chose: readonly string[], text: string): boolean {
    const labels = ConversationDialogs.labels(record.dialogState)
    const known = chose.flatMap((id) => labels.get(id) ?? [])
    return text === '' || (known.length === chose.length && text === known.join(', '))
  }

  /** Whether a choice was typed out instead of tapped: it means what the tap means. Not while a person is there. */
  #isLabel(record: ConversationRecord, text: string): boolean {
    if (record.visit !== null) return false
    const typed = text.trim().toLowerCase()
    const labels = [...ConversationDialogs.labels(record.dialogState).values()]
    return labels.some((label) => label.toLowerCase() === typed)
  }

  async #screen(record: ConversationRecord, text: string, replyTo?: string): Promise<Screening> {
    const worried = record.concerns.some(({ response }) => atLeast(response, 'reach-out'))
    return this.#o.screener.screen(text, { ...exchangesOf(record, replyTo), worried })
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
      visit: record.visit,
      erase: false,
    }
    const { services, newId, clock } = this.#o
    return new Scope({ heard, draft, school, services, now: clock.now(), newId })
  }

  #fromDraft(record: ConversationRecord, { draft }: Scope): Partial<ConversationRecord> {
    if (draft.erase) return this.#erased(record, draft)
    const flow = draft.flow.quiet
      ? draft.flow
      : {
          ...draft.flow,
          later: [
            ...planned(
              { before: record.person, after: draft.person, later: draft.flow.later },
              this.#o.clock.now(),
            ),
          ],
        }
    const handedOff = draft.handedOff || draft.effects.some((effect) => effect.type === 'handoff')
    return {
      person: draft.person,
      flow,
      concerns: draft.concerns,
      effects: draft.effects,
      handedOff,
      visit: draft.visit,
    }
  }

  /** Forgets everything but what an alert that has not left yet still needs, and takes back what was sent or booked. */
  #erased(record: ConversationRecord, draft: Draft): Partial<ConversationRecord> {
    const alerts = draft.effects.filter((effect) => effect.type === 'alert')
    const audit = draft.effects.filter((effect) => effect.type === 'audit')
    const at = this.#o.clock.now().toISOString()
    const slots = [draft.person.holding?.id, draft.person.appointment?.slot.id].filter(
      (id) => id !== undefined,
    )
    return {
      person: newPerson(),
      flow: newFlow(),
      concerns: draft.concerns.filter(({ id }) => alerts.some((alert) => alert.concern === id)),
      effects: [
        ...alerts,
        ...audit,
        ...slots.map((slotId) => ({ type: 'release-slot' as const, id: this.#o.newId(), slotId })),
        { type: 'forget' as const, id: this.#o.newId(), at },
        ...takenBack(draft.person, () => this.#o.newId()),
        ...(record.handedOff ? [{ type: 'withdraw-handoff' as const, id: this.#o.newId() }] : []),
      ],
      handedOff: false,
      visit: null,
      // What comes now is another conversation: a restored backup is known by its age (erasures.ts).
      startedAt: at,
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
    return this.#log(
      record,
      replies.map((reply) => ({ by: 'bot', reply })),
    )
  }

  #log(record: ConversationRecord, entries: readonly Unnumbered[]): LogEntry[] {
    const at = this.#o.clock.now().toISOString()
    record.changedAt = at
    const numbered = entries.map((entry): LogEntry => ({ ...entry, seq: (record.lastSeq += 1), at }))
    record.log.push(...numbered)
    return numbered
  }

  #saidLast(record: ConversationRecord, message: string): boolean {
    const last = record.log.findLast((entry) => entry.by === 'bot')
    return last?.reply.message === message
  }
}

/** What an erased booking takes with it: the entry in the link worker's calendar, the reminder, the place on the list. */
function takenBack({ appointment, reminder, waiting }: Person, newId: () => string): Effect[] {
  const effects: Effect[] = []
  if (appointment?.status === 'booked') {
    const cancelled: Appointment = { ...appointment, status: 'cancelled', sequence: appointment.sequence + 1 }
    effects.push({ type: 'invite', id: newId(), method: 'cancel', appointment: cancelled })
  }
  if (reminder) effects.push({ type: 'reminder', id: newId() })
  if (waiting) effects.push({ type: 'waiting', id: newId() })
  return effects
}

/** An entry of the log before it has its number and time. */
type Unnumbered = LogEntry extends infer E ? (E extends LogEntry ? Omit<E, 'seq' | 'at'> : never) : never

/** So long after their last words they are not in the middle of saying something. */
const PAUSE_MS = 30 * 60_000
const isTalking = (lastHeard: string | undefined, now: Date): boolean =>
  lastHeard !== undefined && now.getTime() - Date.parse(lastHeard) < PAUSE_MS

/** Takes codes that were shown out of the log. */
function hideCodes(record: ConversationRecord, instead: string): void {
  for (const entry of record.log) {
    if (entry.by !== 'bot' || entry.reply.mark !== 'once') continue
    const { message } = entry.reply
    entry.reply = { message, text: instead }
  }
}

const isExit = ({ type, name }: Incoming): boolean => type === 'event' && name === 'quick-exit'

const NOTHING_FOUND: Screening = { response: 'none', concerns: [] }
const NOTHING_HEARD: Heard = {
  type: 'begin',
  text: '',
  chose: [],
  isStale: false,
  hasAttachment: false,
  wasCut: false,
  screening: NOTHING_FOUND,
}
