import type { Appointment } from '../domain/booking/types.ts'
import type { Casework } from '../domain/casework/entries.ts'
import type { Concern } from '../domain/conversation/concern.ts'
import type { Effect } from '../domain/conversation/effect.ts'
import { standingAssignment } from '../domain/handoff/assigned.ts'
import { asShared } from '../domain/handoff/audiences.ts'
import { earlierOf, sentAt, standingReading } from '../domain/handoff/changes.ts'
import { handoffFrom, languageOf } from '../domain/handoff/from-conversation.ts'
import { earlierMeetingsOf } from '../domain/handoff/meetings.ts'
import { withOutgoing } from '../domain/handoff/outgoing.ts'
import { dueToBeRead, newAlert } from '../domain/handoff/new-alert.ts'
import type { Alert, Handoff } from '../domain/handoff/types.ts'
import { atLeast } from '../domain/screening/types.ts'
import type { NextRead } from '../domain/school/duty.ts'
import type { School } from '../domain/school/school.ts'
import type { Clock } from '../domain/time/clock.ts'
import type { AuditTrail } from './audit/trail.ts'
import type { ResumeCodes } from './coming-back/resume-codes.ts'
import type { UnkeptWorry } from './delivery/unkept-worries.ts'
import type { KeptDiaries } from './diaries.ts'
import type { Erasures } from './erasures.ts'
import { MattersError } from './errors.ts'
import type { ImpactCounts } from './impact/counts.ts'
import { idAfter, leavingAsFhir } from './leaving.ts'
import { nameUuid } from './ids.ts'
import type { Logger } from './logger.ts'
import { alerts } from './records/alerts.ts'
import { auditId } from './records/audit.ts'
import { caseworkId, caseworks } from './records/casework.ts'
import type { ConversationRecord } from './records/conversations.ts'
import { handoffs } from './records/handoffs.ts'
import type { Schools } from './schools.ts'
import { AlreadyExists, isRace } from './storage/errors.ts'
import type { Collection, Store } from './storage/store.ts'

/** Two writers meet on one record only for a moment (an inbox page that acknowledges); more tries mean something else is wrong. */
const MOST_TRIES = 5

export interface Performed {
  /** Ids of effects that need not be done again. */
  readonly done: readonly string[]
  /** Slots that were to be booked and belong to someone else: the young person must be told. */
  readonly lostSlots: readonly string[]
}

/** What bookings set in motion outside the diary. */
export interface BookingEffects {
  invite(record: ConversationRecord, method: 'request' | 'cancel', appointment: Appointment): Promise<void>
  remind(record: ConversationRecord): Promise<void>
  wait(record: ConversationRecord): Promise<void>
  /** Someone may be waiting for it. What comes of it is not this conversation's. */
  timeIsFree(school: string): void
}

/** Does what a conversation's record says still has to happen. Each effect may be done again without harm. */
export class Effects {
  readonly #handoffs: Collection<Handoff>
  readonly #alerts: Collection<Alert>
  readonly #casework: Collection<Casework>
  readonly #trail: AuditTrail
  readonly #diaries: KeptDiaries
  readonly #codes: ResumeCodes
  readonly #erasures: Pick<Erasures, 'note'>
  readonly #bookings: BookingEffects
  readonly #impact: Pick<ImpactCounts, 'count'>
  readonly #schools: Schools
  readonly #nextRead: (school: School) => NextRead | undefined
  readonly #alertRaised: (id: string) => void
  readonly #worryNotKept: (worry: UnkeptWorry) => void
  readonly #handoffSent: (id: string) => void
  readonly #clock: Clock
  readonly #logger: Logger

  constructor(of: {
    store: Store
    trail: AuditTrail
    diaries: KeptDiaries
    codes: ResumeCodes
    erasures: Pick<Erasures, 'note'>
    bookings: BookingEffects
    impact: Pick<ImpactCounts, 'count'>
    schools: Schools
    nextRead: (school: School) => NextRead | undefined
    /** An alert is in the inbox, or has more in it: whoever takes it further may look. */
    alertRaised: (id: string) => void
    /** A worry is in no inbox, as the store takes no writes. */
    worryNotKept: (worry: UnkeptWorry) => void
    /** A handoff is in the inbox, has changed or is gone: whoever takes it further may look. */
    handoffSent: (id: string) => void
    clock: Clock
    logger: Logger
  }) {
    this.#handoffs = of.store.collection(handoffs)
    this.#alerts = of.store.collection(alerts)
    this.#casework = of.store.collection(caseworks)
    this.#trail = of.trail
    this.#diaries = of.diaries
    this.#codes = of.codes
    this.#erasures = of.erasures
    this.#bookings = of.bookings
    this.#impact = of.impact
    this.#schools = of.schools
    this.#nextRead = of.nextRead
    this.#alertRaised = of.alertRaised
    this.#worryNotKept = of.worryNotKept
    this.#handoffSent = of.handoffSent
    this.#clock = of.clock
    this.#logger = of.logger
  }

  /** The record could not be written: people are told of the gravest worry in it without it. */
  notKept(record: ConversationRecord): void {
    const raised = record.effects.flatMap((effect) => (effect.type === 'alert' ? [effect.concern] : []))
    const gravest = record.concerns
      .filter(({ id }) => raised.includes(id))
      .reduce<Concern | undefined>(
        (top, one) => (top && atLeast(top.response, one.response) ? top : one),
        undefined,
      )
    const typed = record.log.findLast((entry) => entry.by === 'young-person')
    const message = typed?.by === 'young-person' ? typed.clientActivityId : undefined
    if (gravest)
      this.#worryNotKept({ conversation: record.id, school: record.school, concern: gravest, message })
  }

  /** Does what waits. What failed is left for another time, and does not hold up the rest. */
  async perform(record: ConversationRecord): Promise<Performed> {
    const done: string[] = []
    const lostSlots: string[] = []
    for (const effect of record.effects) {
      try {
        // Who has lost the slot has no meeting to be invited to: what follows from that is the conversation's to say.
        const isLost = effect.type === 'invite' && lostSlots.includes(effect.appointment.slot.id)
        const kept = isLost || (await this.#do(effect, record))
        if (!kept && effect.type === 'book-slot') lostSlots.push(effect.slot.id)
        done.push(effect.id)
      } catch (error) {
        const code = error instanceof MattersError ? error.code : 'unexpected'
        this.#logger.error(
          { conversation: record.id, effect: effect.type, code },
          'an effect failed and will be tried again',
        )
      }
    }
    return { done, lostSlots }
  }

  /** False only when a slot that was to be booked belongs to someone else by now. */
  async #do(effect: Effect, record: ConversationRecord): Promise<boolean> {
    switch (effect.type) {
      case 'alert':
        await this.#alert(effect.concern, record)
        return true
      case 'handoff':
        await this.#handOff(record)
        return true
      case 'withdraw-handoff':
        // Nothing of it stays: what the audit log says of it names no one.
        await this.#handoffs.delete(record.id)
        await this.#casework.delete(caseworkId('handoff', record.id))
        this.#handoffSent(record.id)
        return true
      case 'give-code': {
        const { seal, at, until } = effect
        await this.#codes.keep(seal, { conversation: record.id, school: record.school, at, until })
        return true
      }
      case 'keep-code':
        await this.#codes.extend(record.id, effect.until)
        return true
      case 'forget':
        await this.#erasures.note(record.id, effect.at)
        await this.#codes.end(record.id)
        return true
      case 'book-slot':
        return this.#diaries.book(effect.slot, record.id)
      case 'release-slot':
        await this.#diaries.release(effect.slotId, record.id)
        this.#bookings.timeIsFree(record.school)
        return true
      case 'invite':
        await this.#bookings.invite(record, effect.method, effect.appointment)
        return true
      case 'reminder':
        await this.#bookings.remind(record)
        return true
      case 'waiting':
        await this.#bookings.wait(record)
        return true
      case 'count': {
        const { id, at, figures, waitDays } = effect
        const happened = { figures, ...(waitDays === undefined ? {} : { waitDays }) }
        await this.#impact.count(record.school, new Date(at), happened, id, effect.by ?? 1)
        return true
      }
      case 'audit':
        await this.#write(effect, record)
        return true
    }
  }

  /** One entry for one deed, however often this runs: the effect's own id is in the entry's. */
  async #write(effect: Extract<Effect, { type: 'audit' }>, record: ConversationRecord): Promise<void> {
    const { did, at, who } = effect
    try {
      await this.#trail.append(auditId(at, effect.id), {
        at,
        school: record.school,
        who: { id: who.id, name: who.name, role: who.as },
        did,
        what: 'conversation',
        id: record.id,
      })
    } catch (error) {
      if (!(error instanceof AlreadyExists)) throw error
    }
  }

  /** Makes the alert, or adds to it. One that was acknowledged opens again when more was said since: nobody has read that. */
  async #alert(concernId: string, record: ConversationRecord): Promise<void> {
    const concern = record.concerns.find((one) => one.id === concernId)
    const school = this.#schools.byId(record.school)
    if (!concern) return
    const now = this.#clock.now()
    const read = school && this.#nextRead(school)?.at
    const dueAt = dueToBeRead(read, now)
    const { nickname, age } = record.person
    const kept = upsert(this.#alerts, concern.id, (before) => {
      const { acknowledged, closed, ...standing } =
        before ?? newAlert(concern, { conversation: record.id, school: record.school, read, now })
      const hasMore = before !== undefined && concern.count > before.concern.count
      const reopens = acknowledged !== undefined && hasMore
      // Graver than what they were told: they are told anew, from the first step.
      const rises = hasMore && !atLeast(before.concern.response, concern.response)
      return {
        ...standing,
        ...(reopens || rises ? { round: standing.round + 1, roundAt: now.toISOString() } : {}),
        // Another process may have told more by now.
        concern: before !== undefined && before.concern.count > concern.count ? before.concern : concern,
        ...(nickname === undefined ? {} : { preferredName: nickname }),
        ...(age == null ? {} : { age }),
        ...languageOf(record.flow),
        ...(reopens ? { raisedAt: now.toISOString(), dueAt } : {}),
        ...(acknowledged && !reopens ? { acknowledged } : {}),
        // A person closed what had been said; nobody has closed what was said since.
        ...(closed && !hasMore ? { closed } : {}),
      }
    })
    try {
      await kept
    } catch (error) {
      if (!isRace(error)) this.#worryNotKept({ conversation: record.id, school: record.school, concern })
      throw error
    }
    this.#alertRaised(concern.id)
  }

  /** Sends what was agreed, or what has changed of it. */
  async #handOff(record: ConversationRecord): Promise<void> {
    const now = this.#clock.now()
    const made = handoffFrom({ ...record, now })
    await upsert(this.#handoffs, record.id, (before) => {
      const next: Handoff = {
        ...made,
        agreedAt: sentAt(made, before),
        ...standingAssignment(made, before),
        ...standingReading(made, before, now),
        earlier: earlierOf(before, made.version),
        earlierMeetings: earlierMeetingsOf(before, made, now),
        codes: before?.codes ?? [],
      }
      return { ...next, outgoing: withOutgoing(before?.outgoing ?? [], this.#leaving(record, next), idAfter) }
    })
    this.#handoffSent(record.id)
  }
  /** What is to leave besides: to school and GP exactly what was shared with them, the whole to a system. */
  #leaving({ person, id }: ConversationRecord, handoff: Handoff) {
    const settings = this.#schools.byId(handoff.school)?.handoffs ?? {}
    const lines = person.agreed?.lines ?? []
    const shared = (['school', 'gp'] as const).flatMap((to) => {
      const own = asShared(lines, to)
      if (!settings[to] || own.length === 0) return []
      const said = own.map((line) => [line.id, line.text])
      return [{ id: nameUuid(JSON.stringify([id, to, said])), to, version: handoff.version, lines: own }]
    })
    return settings.fhir ? [...shared, leavingAsFhir(handoff)] : shared
  }
}

async function upsert<T>(
  collection: Collection<T>,
  id: string,
  change: (before: T | undefined) => T,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const stored = await collection.get(id)
    const body = change(stored?.body)
    try {
      if (stored) await collection.put(id, body, stored.version)
      else await collection.create(id, body)
      return
    } catch (error) {
      if (!isRace(error) || tries >= MOST_TRIES) throw error
    }
  }
}
