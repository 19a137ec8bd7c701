import { isDeepStrictEqual } from 'node:util'
import { pathOf } from '../dialogs/journey.ts'
import type { Reply } from '../dialogs/reply.ts'
import { Scope } from '../dialogs/scope.ts'
import type { Draft, Heard } from '../dialogs/scope.ts'
import type { Services } from '../dialogs/services.ts'
import type { Effect } from '../domain/conversation/effect.ts'
import type { Visit, VisitEnd, Visitor } from '../domain/conversation/visit.ts'
import { planned } from '../domain/follow-up/plan.ts'
import type { Happened } from '../domain/impact/figures.ts'
import { happened } from '../domain/impact/happened.ts'
import type { Response, Screening } from '../domain/screening/types.ts'
import type { Clock } from '../domain/time/clock.ts'
import { erased } from './erased.ts'
import { MattersError } from './errors.ts'
import type { ConversationRecord, LogEntry } from './records/conversations.ts'
import type { Schools } from './schools.ts'
import { visitSteps } from './visit-steps.ts'
import type { VisitAfter, VisitBefore } from './visit-steps.ts'

export const NOTHING_FOUND: Screening = { response: 'none', concerns: [] }
const NOTHING_HEARD: Heard = {
  type: 'event',
  text: '',
  chose: [],
  isStale: false,
  isAfterOthers: false,
  isOurs: false,
  mayBegin: false,
  hasAttachment: false,
  wasCut: false,
  screening: NOTHING_FOUND,
}
/** The first word is ours. */
export const BEGINS: Heard = { ...NOTHING_HEARD, type: 'begin' }

/** What a turn did to the record, before it is committed. */
export interface Worked {
  /** Of a message of the young person: what it was answered to. */
  readonly response?: Response
  readonly record: ConversationRecord
  readonly logged: readonly LogEntry[]
}

export interface DraftOptions {
  readonly schools: Schools
  readonly services: Services
  readonly clock: Clock
  /** Unguessable ids. */
  readonly newId: () => string
  /** Whether an agent hub stands where this conversation is held; without it none does anywhere. */
  readonly hasHub?: ((record: ConversationRecord) => boolean) | undefined
}

/** An entry of the log before it has its number and time. */
type Unnumbered = LogEntry extends infer E ? (E extends LogEntry ? Omit<E, 'seq' | 'at'> : never) : never

/**
 * Between a record and the dialogs: the scope they work in, and what they did in it put back into the record with its numbers and
 * times. Nothing is written here; records given in are changed.
 */
export class Drafts {
  readonly #o: DraftOptions

  constructor(options: DraftOptions) {
    this.#o = options
  }

  scope(record: ConversationRecord, heard: Heard = NOTHING_HEARD): Scope {
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
      hub: record.hub,
      erase: false,
    }
    const { services, newId, clock } = this.#o
    const hasHub = this.#o.hasHub?.(record) ?? false
    return new Scope({ heard, draft, school, services, now: clock.now(), newId, hasHub })
  }

  #fromDraft(record: ConversationRecord, scope: Scope): Partial<ConversationRecord> {
    const { draft } = scope
    if (draft.erase) return erased(record, draft, this.#o)
    this.#count(record, draft)
    this.#tellOfWorries(record, scope)
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
      hub: draft.hub,
    }
  }

  /** What was heard of a worry after a summary was sent follows it: whoever reads it would be told that there was none. */
  #tellOfWorries({ concerns }: ConversationRecord, scope: Scope): void {
    const { draft } = scope
    const { agreed } = draft.person
    if (!agreed || isDeepStrictEqual(draft.concerns, concerns)) return
    // One that waits may be being done at this moment, from the record as it was; the newest has everything.
    draft.effects = draft.effects.filter(({ type }) => type !== 'handoff')
    scope.effect({ type: 'handoff', version: agreed.version })
  }

  /** What happened in this turn is counted, by an effect of it. */
  #count(record: ConversationRecord, draft: Draft): void {
    const { now, counted } = happened({
      before: record.person,
      after: draft.person,
      flow: draft.flow,
      hasSpoken: record.log.some(({ by }) => by === 'young-person'),
      path: pathOf(draft.person),
      themesIn: (words) => this.#o.services.themesIn(words),
    })
    draft.flow = { ...draft.flow, counted: [...counted] }
    if (now.figures.length > 0) draft.effects = [...draft.effects, this.counts(now)]
  }

  counts({ figures, waitDays }: Happened): Effect {
    const at = this.#o.clock.now().toISOString()
    const id = `count:${this.#o.newId()}`
    return { type: 'count', id, at, figures: [...figures], ...(waitDays === undefined ? {} : { waitDays }) }
  }

  /** Puts what the dialogs did into the record: the draft, the steps of a visit with their audit, the replies. */
  finish(record: ConversationRecord, before: Visit | null, scope: Scope): LogEntry[] {
    const stood = { visit: before, hub: record.hub, log: record.log }
    Object.assign(record, this.#fromDraft(record, scope))
    const after = { ...scope.draft, visit: record.visit, hub: record.hub }
    return [...this.#logSteps(record, stood, after), ...this.append(record, scope.replies)]
  }

  /** Whether the record's school is still here. Where it was removed or renamed nobody can speak for it. */
  hasSchool({ school }: ConversationRecord): boolean {
    return this.#o.schools.byId(school) !== undefined
  }

  /** Whoever is in the chat, or was asked to come, is not any more: without a word to anyone, so that no school is needed for it. */
  empty(record: ConversationRecord, why: VisitEnd): LogEntry[] {
    const { visit, hub, log, concerns } = record
    record.visit = null
    record.hub = undefined
    const after = { visit: null, hub: undefined, visitEnd: why, hubEnd: why, concerns }
    return this.#logSteps(record, { visit, hub, log }, after)
  }

  /** Puts the steps of a visit into the log, and into the audit. */
  #logSteps(record: ConversationRecord, before: VisitBefore, after: VisitAfter): LogEntry[] {
    const now = this.#o.clock.now()
    const steps = visitSteps(before, after)
    for (const { step, who, visit } of steps) {
      if (step === 'accepted') record.effects.push(this.audit('came-in', who, now))
      // Whoever was only asked for has not been in.
      if (step === 'completed' && visit === before.visit?.id)
        record.effects.push(this.audit('went-out', who, now))
    }
    return this.log(record, steps)
  }

  audit(did: 'came-in' | 'wrote' | 'went-out', who: Visitor, now: Date): Effect {
    return { type: 'audit', id: `audit:${this.#o.newId()}`, did, who, at: now.toISOString() }
  }

  append(record: ConversationRecord, replies: readonly Reply[]): LogEntry[] {
    return this.log(
      record,
      replies.map((reply) => ({ by: 'bot', reply })),
    )
  }

  log(record: ConversationRecord, entries: readonly Unnumbered[]): LogEntry[] {
    const at = this.#o.clock.now().toISOString()
    record.changedAt = at
    const numbered = entries.map((entry): LogEntry => ({ ...entry, seq: (record.lastSeq += 1), at }))
    record.log.push(...numbered)
    return numbered
  }
}
