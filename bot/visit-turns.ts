import type { ConversationDialogs } from '../dialogs/conversation.ts'
import { arrive } from '../dialogs/interruptions/visit.ts'
import { withSign } from '../domain/conversation/visit.ts'
import type { Seen, Visit, VisitEnd, Visitor } from '../domain/conversation/visit.ts'
import type { Clock } from '../domain/time/clock.ts'
import type { Drafts, Worked } from './drafts.ts'
import type { ConversationRecord } from './records/conversations.ts'

/** What a person in the chat does to its record; records given in are changed, and nothing is written. */
export class VisitTurns {
  readonly #drafts: Drafts
  readonly #dialogs: ConversationDialogs
  readonly #clock: Clock

  constructor(drafts: Drafts, dialogs: ConversationDialogs, clock: Clock) {
    this.#drafts = drafts
    this.#dialogs = dialogs
    this.#clock = clock
  }

  /** A person comes into the chat, in the place of the one who is there. */
  begin(record: ConversationRecord, visit: Omit<Visit, 'from'>, seen: Seen): Worked {
    const scope = this.#drafts.scope(record)
    const before = record.visit
    // Who is there leaves with one entry of the log; the next is the first of this visit.
    arrive(scope, { ...visit, from: record.lastSeq + (before ? 2 : 1) }, seen)
    return { record, logged: this.#drafts.finish(record, before, scope) }
  }

  /** The person leaves it, and the bot goes on where it was; without a word where the school is not here any more. */
  async end(record: ConversationRecord, why: VisitEnd): Promise<Worked> {
    if (!this.#drafts.hasSchool(record)) return { record, logged: this.#drafts.empty(record, why) }
    const scope = this.#drafts.scope(record)
    const before = record.visit
    await this.#dialogs.endVisit(scope, record.dialogState, why)
    if (scope.draft.hub) scope.draft.hubEnd = why
    delete scope.draft.hub
    return { record, logged: this.#drafts.finish(record, before, scope) }
  }

  /** Nobody of the agent hub comes, or whoever came could not stay. `why` is `silent` when the hub said nothing. */
  async hubFails(record: ConversationRecord, why: VisitEnd): Promise<Worked> {
    if (!this.#drafts.hasSchool(record)) return { record, logged: this.#drafts.empty(record, why) }
    const scope = this.#drafts.scope(record)
    const before = record.visit
    scope.draft.hubEnd = why
    await this.#dialogs.hubFails(scope, record.dialogState)
    return { record, logged: this.#drafts.finish(record, before, scope) }
  }

  /** The person in the chat writes, or shows that they are there (`said` undefined). */
  acts(record: ConversationRecord, visit: Visit, said?: { text: string; key: string }): Worked {
    const now = this.#clock.now()
    record.visit = withSign(visit, now, said !== undefined)
    if (!said) return { record, logged: [] }
    const { by: who } = visit
    record.effects.push(this.#drafts.audit('wrote', who, now))
    return { record, logged: this.#drafts.log(record, [{ by: 'visitor', who, ...said }]) }
  }

  /** A member of staff leaves words in a chat that they are not in. */
  leaves(record: ConversationRecord, who: Visitor, said: { text: string; key: string }): Worked {
    record.effects.push(this.#drafts.audit('wrote', who, this.#clock.now()))
    return { record, logged: this.#drafts.log(record, [{ by: 'visitor', who, ...said }]) }
  }
}
