import type { ConversationDialogs } from '../dialogs/conversation.ts'
import type { SaidValues } from '../dialogs/scope.ts'
import type { Later } from '../domain/follow-up/later.ts'
import { dueBy, isStale } from '../domain/follow-up/plan.ts'
import type { Clock } from '../domain/time/clock.ts'
import type { Drafts, Worked } from './drafts.ts'
import type { ConversationRecord, LogEntry } from './records/conversations.ts'

/** What the bot says and does outside a turn of the young person; records given in are changed, and nothing is written. */
export class Unprompted {
  readonly #drafts: Drafts
  readonly #dialogs: ConversationDialogs
  readonly #clock: Clock
  readonly #newId: () => string

  constructor(of: { drafts: Drafts; dialogs: ConversationDialogs; clock: Clock; newId: () => string }) {
    this.#drafts = of.drafts
    this.#dialogs = of.dialogs
    this.#clock = of.clock
    this.#newId = of.newId
  }

  /** The bot says something. */
  tell(record: ConversationRecord, lines: readonly { id: string; values: SaidValues }[]): Worked {
    const scope = this.#drafts.scope(record)
    for (const { id, values } of lines) scope.say(id, values)
    return { record, logged: this.#drafts.append(record, scope.replies) }
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
    const scope = this.#drafts.scope(record)
    await this.#dialogs.comesBack(scope, record.dialogState, { wrote })
    return { record, logged: this.#drafts.finish(record, null, scope) }
  }

  /** What the bot does by itself, when its time has come; undefined when there is nothing to do now. Does not count as a change for retention. */
  async later(record: ConversationRecord): Promise<Worked | undefined> {
    const { changedAt } = record
    const now = this.#clock.now()
    const isBusy = record.visit !== null || isTalking(record.flow.lastHeard, now)
    const scope = this.#drafts.scope(record)
    const done: Later[] = []
    for (const one of dueBy(record.flow.later, now)) {
      if (one.type === 'hide-code') {
        hideCodes(record, scope.text('code.gone'))
        done.push(one)
      } else if (isStale(one, now)) {
        done.push(one)
      } else if (!isBusy && scope.replies.length === 0) {
        const asked = await this.#dialogs.asks(scope, record.dialogState, one)
        if (asked !== 'not-now') done.push(one)
      }
    }
    if (done.length === 0) return undefined
    const later = scope.draft.flow.later.filter((one) => !done.includes(one))
    scope.draft.flow = { ...scope.draft.flow, later }
    const logged = this.#drafts.finish(record, record.visit, scope)
    record.changedAt = changedAt
    return { record, logged }
  }

  /** Erases what they said, from outside the chat (their data's page). */
  erase(record: ConversationRecord): Worked {
    const scope = this.#drafts.scope(record)
    const before = record.visit
    scope.say(scope.afterWorry ? 'delete.done.concern' : 'delete.done')
    scope.draft.erase = true
    return { record, logged: this.#drafts.finish(record, before, scope) }
  }

  /** The link worker says that the young person did not come: met with kindness, and a new offer. */
  missed(record: ConversationRecord, appointmentId: string): Worked | undefined {
    const { appointment } = record.person
    if (appointment?.id !== appointmentId || appointment.status !== 'booked') return undefined
    if (new Date(appointment.slot.start) > this.#clock.now()) return undefined
    record.person.appointment = { ...appointment, status: 'missed' }
    record.effects.push(this.#drafts.counts({ figures: ['missed'] }))
    this.#tellLinkWorker(record)
    const when = { at: appointment.slot.start, as: 'dayAndTime' } as const
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
      id: `handoff:${this.#newId()}`,
      version: record.person.agreed?.version ?? 0,
    })
  }

  /** A booking that could not be kept is cancelled, told to the young person and to the link worker. */
  loseSlots(record: ConversationRecord, slotIds: readonly string[]): readonly LogEntry[] {
    const { appointment } = record.person
    if (!appointment || appointment.status !== 'booked' || !slotIds.includes(appointment.slot.id)) return []
    record.person.appointment = { ...appointment, status: 'cancelled', sequence: appointment.sequence + 1 }
    this.#tellLinkWorker(record)
    record.effects.push(this.#drafts.counts({ figures: ['cancelled'] }))
    record.effects.push({ type: 'reminder', id: `reminder:${this.#newId()}` })
    return this.tell(record, [
      { id: 'book.lost', values: { when: { at: appointment.slot.start, as: 'dayAndTime' } } },
    ]).logged
  }
}

/** What the bot has said from this moment on: ids of texts. */
export const saidSince = ({ log }: ConversationRecord, since: string): string[] =>
  log.flatMap((entry) => (entry.by === 'bot' && entry.at >= since ? [entry.reply.message] : []))

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
