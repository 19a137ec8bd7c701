import { sureFrom } from '../domain/booking/busy.ts'
import type { Busy } from '../domain/booking/busy.ts'
import { daysOf, isFullOn, slotsOf } from '../domain/booking/slots.ts'
import type { SlotOptions } from '../domain/booking/slots.ts'
import type { Appointment, Diaries, Slot, Standing } from '../domain/booking/types.ts'
import type { Diary, LinkWorker, School } from '../domain/school/school.ts'
import type { Clock } from '../domain/time/clock.ts'
import { addDays, dayText, inLondon } from '../domain/time/london.ts'
import type { DiaryBook } from './diary-book.ts'
import { KeyedQueue } from './queue.ts'
import { slotClaims } from './records/slots.ts'
import type { SlotClaim, SlotClaimIndex } from './records/slots.ts'
import type { Schools } from './schools.ts'
import { attempt } from './storage/attempt.ts'
import { VersionConflict } from './storage/errors.ts'
import type { Collection, Store, Stored } from './storage/store.ts'

/** How long a young person may think about a time that is kept for them: said to them as "ten minutes". */
const HOLD_MS = 10 * 60_000
/** A time that was offered may still be taken this long after its notice has run out: choosing takes a while, too. */
const GRACE_MS = 30 * 60_000
/** How long after a meeting its claim is kept: an effect that is still retried must find it; after that it only tells of the past. */
const KEEP_PAST_MS = 30 * 86_400_000
/** Claims of the week that is running count towards its limit, also those that are over. */
const WEEK_MS = 7 * 86_400_000
/** Writers meet on one slot only for moments; more tries than this means that something is wrong, and then nobody gets it. */
const MOST_TRIES = 5

export interface DiariesOptions {
  readonly store: Store
  readonly schools: Schools
  readonly book: DiaryBook
  /** When the link worker of a diary is busy elsewhere; `toBook` wants it newer. Undefined: there is no other calendar. */
  readonly busy: (diary: Diary, toBook: boolean) => Promise<Busy | undefined>
  readonly clock: Clock
  /** Bank holidays of a nation as days, `2026-12-25`. */
  readonly holidays: (nation: School['nation']) => ReadonlySet<string>
  /** The appointment this conversation has committed on this slot and not cancelled, from the conversation's own record. */
  readonly appointmentOf: (holder: string, slotId: string) => Promise<Appointment | undefined>
}

/** A claim with what is known of it without opening it. */
interface Claimed {
  readonly id: string
  readonly index: SlotClaimIndex
}

/** The diaries with what only effects and the operator do. */
export interface KeptDiaries extends Diaries {
  /** Makes a hold final; the effect of a committed appointment. Again is no harm. False when someone else has the slot. */
  book(slot: Slot, holder: string): Promise<boolean>
  /** Keeps a slot for someone longer than for a moment of thought: who waited for it must first hear of it. */
  keepFor(slot: Slot, holder: string, until: Date): Promise<boolean>
  /** Deletes claims of long past times; gives how many. To be called now and then. */
  tidy(): Promise<number>
}

/**
 * Link workers' diaries over the `slots` collection: a claim is a record, made exclusively, so two people never have one slot.
 * A link worker's id is one person wherever it stands: in two schools' settings it is one diary with two sets of hours.
 * A conversation that confirms must call `hold` again in the turn that commits: that keeps a late "yes" from losing its slot
 * between the commit and `book`.
 */
export function openDiaries(options: DiariesOptions): KeptDiaries {
  return new StoredDiaries(options)
}

class StoredDiaries implements KeptDiaries {
  readonly #options: DiariesOptions
  readonly #claims: Collection<SlotClaim, SlotClaimIndex>
  /** Holds of one link worker's times, one after another: two who meet at the last time of a day do not both lose it. */
  readonly #queue = new KeyedQueue()

  constructor(options: DiariesOptions) {
    this.#options = options
    this.#claims = options.store.collection(slotClaims)
  }

  async free(
    schoolId: string,
    after: Date,
    most: number,
    exclude: readonly string[],
    holder?: string,
  ): Promise<Slot[]> {
    const school = this.#options.schools.byId(schoolId)
    if (!school) return []
    const asked = { toBook: false, ...(holder === undefined ? {} : { holder }) }
    const diaries = await Promise.all(school.linkWorkers.map((worker) => this.#freeOf(worker, school, asked)))
    const seen = new Set(exclude)
    return diaries
      .flat()
      .filter((slot) => Date.parse(slot.start) >= after.getTime() && !seen.has(slot.id))
      .sort((a, b) => a.start.localeCompare(b.start) || a.linkWorker.localeCompare(b.linkWorker))
      .slice(0, most)
  }

  async offered(schoolId: string, slotId: string, holder: string): Promise<Slot | undefined> {
    const school = this.#options.schools.byId(schoolId)
    if (!school) return undefined
    const asked = { graceMs: GRACE_MS, holder, toBook: false }
    const diaries = await Promise.all(school.linkWorkers.map((worker) => this.#freeOf(worker, school, asked)))
    return diaries.flat().find(({ id }) => id === slotId)
  }

  async standing(schoolId: string): Promise<Standing> {
    const school = this.#options.schools.byId(schoolId)
    const all = await Promise.all(
      (school?.linkWorkers ?? []).map((worker) => this.#standingOf(worker, school)),
    )
    // The one that is nearest to a time is what is true for who asks.
    return (['open', 'full', 'unread', 'paused'] as const).find((one) => all.includes(one)) ?? 'open'
  }

  hold(slot: Slot, holder: string): Promise<boolean> {
    return this.#queue.run(slot.linkWorker, () => this.#hold(slot, holder, this.#until()))
  }

  keepFor(slot: Slot, holder: string, until: Date): Promise<boolean> {
    return this.#queue.run(slot.linkWorker, () => this.#hold(slot, holder, until.toISOString()))
  }

  async #hold(slot: Slot, holder: string, until: string): Promise<boolean> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const claim = await this.#claims.get(slot.id)
      if (claim && (await this.#stands(claim.id, claim.body))) {
        if (claim.body.holder !== holder) return false
        if (await this.#extend(claim, until)) return true
      } else if (!(await this.#isOffered(slot, holder))) {
        return false
      } else {
        const taken = await this.#take(slot, holder, until, claim)
        if (taken === 'done') return this.#keepWithinLimits(slot, holder)
        if (taken === 'lost') return false
      }
    }
    return false
  }

  async book(slot: Slot, holder: string): Promise<boolean> {
    const booked: SlotClaim = { ...this.#claim(slot, holder, this.#until()), state: 'booked' }
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const claim = await this.#claims.get(slot.id)
      if (claim?.body.holder === holder && claim.body.state === 'booked') return true
      if (claim && claim.body.holder !== holder && (await this.#stands(claim.id, claim.body))) return false
      if (await attempt(() => this.#write(slot.id, booked, claim?.version))) return true
    }
    return false
  }

  async release(slotId: string, holder: string): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const claim = await this.#claims.get(slotId)
      if (claim?.body.holder !== holder) return
      if (await attempt(() => this.#claims.delete(slotId, claim.version))) return
    }
    throw new VersionConflict('slots', slotId, 0, 0)
  }

  async tidy(): Promise<number> {
    const before = this.#options.clock.now().getTime() - KEEP_PAST_MS
    const past = (await this.#claims.list({})).filter(({ index }) => Date.parse(index.end) < before)
    for (const { id } of past) await this.#claims.delete(id)
    return past.length
  }

  async #freeOf(
    configured: LinkWorker,
    school: School,
    asked: { graceMs?: number; only?: string; holder?: string; toBook: boolean },
  ): Promise<Slot[]> {
    const worker = await this.#options.book.current(school, configured)
    const busy = await this.#options.busy(worker.diary, asked.toBook)
    const now = this.#options.clock.now()
    const from = sureFrom(busy, now)
    if (!from) return []
    const claims = await this.#claimed(worker.id)
    const isTheirs = ({ index }: Claimed) => asked.holder !== undefined && index.holder === asked.holder
    const slots = slotsOf(worker, now, {
      ...this.#rulesOf(school),
      ...(asked.graceMs !== undefined && { graceMs: asked.graceMs }),
      taken: claims.filter((claim) => !isTheirs(claim)).map(({ index }) => index),
      kept: new Set(claims.filter(isTheirs).map(({ id }) => id)),
      ...(busy && busy.state !== 'unknown' && { busy: busy.times }),
      ...(asked.only !== undefined && { only: asked.only }),
    })
    return busy?.state === 'old' ? slots.filter(({ start }) => Date.parse(start) >= from.getTime()) : slots
  }

  #rulesOf(school: School): SlotOptions {
    return { holidays: this.#options.holidays(school.nation), terms: school.terms }
  }

  async #standingOf(configured: LinkWorker, school: School | undefined): Promise<Standing> {
    if (!school) return 'open'
    const { diary } = await this.#options.book.current(school, configured)
    const now = this.#options.clock.now()
    const today = inLondon(now).day
    const { paused } = diary
    if (paused && (paused.until === undefined || paused.until > dayText(addDays(today, diary.horizonDays))))
      return 'paused'
    const busy = await this.#options.busy(diary, false)
    if (busy && busy.state !== 'read') return 'unread'
    const days = daysOf((await this.#claimed(configured.id)).map(({ index }) => index))
    // A time that only the limits keep away is what "full" means.
    const unlimited = { ...configured, diary: { ...diary, mostPerDay: undefined, mostPerWeek: undefined } }
    const isFull = slotsOf(unlimited, now, this.#rulesOf(school)).some(({ start }) =>
      isFullOn(diary, inLondon(new Date(start)).day, days),
    )
    return isFull ? 'full' : 'open'
  }

  /** Claims of this link worker that stand at this moment. */
  async #claimed(linkWorker: string): Promise<Claimed[]> {
    const claims = await this.#claims.list({ linkWorker })
    const ahead = this.#options.clock.now().getTime() - WEEK_MS
    const standing = await Promise.all(
      claims.map(async ({ id, index }) => {
        if (Date.parse(index.end) < ahead) return false
        if (index.state === 'booked' || !this.#isPast(index.until)) return true
        const claim = await this.#claims.get(id)
        return claim !== undefined && this.#stands(id, claim.body)
      }),
    )
    return claims.filter((_claim, at) => standing[at])
  }

  /** Whether a claim keeps others out. A lapsed hold does not, unless its conversation has committed an appointment on it. */
  async #stands(id: string, claim: SlotClaim): Promise<boolean> {
    if (claim.state === 'booked' || !this.#isPast(claim.until)) return true
    try {
      return (await this.#options.appointmentOf(claim.holder, id)) !== undefined
    } catch {
      // Their record cannot be read at the moment: a time too few on offer is better than one given to two people.
      return true
    }
  }

  #isPast(instant: string): boolean {
    return Date.parse(instant) <= this.#options.clock.now().getTime()
  }

  /** Still in the diary now: leave may have been entered, or the notice long run out, since it was offered. */
  async #isOffered(slot: Slot, holder: string): Promise<boolean> {
    if (this.#isPast(slot.start)) return false
    const only = dayText(inLondon(new Date(slot.start)).day)
    const asked = { graceMs: GRACE_MS, only, holder, toBook: true }
    for (const school of this.#options.schools.all()) {
      for (const worker of school.linkWorkers) {
        if (worker.id !== slot.linkWorker) continue
        const offered = await this.#freeOf(worker, school, asked)
        if (offered.some(({ id, end }) => id === slot.id && end === slot.end)) return true
      }
    }
    return false
  }

  async #extend(claim: Stored<SlotClaim>, until: string): Promise<boolean> {
    if (claim.body.state === 'booked' || claim.body.until >= until) return true
    return attempt(() => this.#claims.put(claim.id, { ...claim.body, until }, claim.version))
  }

  async #take(
    slot: Slot,
    holder: string,
    until: string,
    lapsed?: Stored<SlotClaim>,
  ): Promise<'done' | 'lost' | 'again'> {
    const done = await attempt(() => this.#write(slot.id, this.#claim(slot, holder, until), lapsed?.version))
    if (done) return 'done'
    // Someone was faster: as a rule they have it. Only the same person's other tab is worth another look.
    return (await this.#claims.get(slot.id))?.body.holder === holder ? 'again' : 'lost'
  }

  /** Two processes may take the last two times of a day or week at once: whoever finds it over its limit afterwards gives theirs back. */
  async #keepWithinLimits(slot: Slot, holder: string): Promise<boolean> {
    const limits = await this.#limitsOf(slot.linkWorker)
    if (limits.length === 0) return true
    const claims = await this.#claimed(slot.linkWorker)
    const others = daysOf(claims.flatMap(({ index }) => (index.holder === holder ? [] : [index])))
    const day = inLondon(new Date(slot.start)).day
    if (limits.some((diary) => !isFullOn(diary, day, others))) return true
    await this.release(slot.id, holder)
    return false
  }

  /** The diaries of this person that have limits; of two schools' the wider one counts. */
  async #limitsOf(linkWorker: string) {
    const diaries = await Promise.all(
      this.#options.schools
        .all()
        .flatMap((school) =>
          school.linkWorkers
            .filter((worker) => worker.id === linkWorker)
            .map(async (worker) => (await this.#options.book.current(school, worker)).diary),
        ),
    )
    return diaries.filter((diary) => diary.mostPerDay !== undefined || diary.mostPerWeek !== undefined)
  }

  #write(id: string, body: SlotClaim, version: number | undefined): Promise<unknown> {
    return version === undefined ? this.#claims.create(id, body) : this.#claims.put(id, body, version)
  }

  #claim({ linkWorker, start, end }: Slot, holder: string, until: string): SlotClaim {
    return { linkWorker, start, end, holder, state: 'held', until }
  }

  #until(): string {
    return new Date(this.#options.clock.now().getTime() + HOLD_MS).toISOString()
  }
}
