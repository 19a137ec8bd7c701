import { slotsOf } from '../domain/booking/slots.ts'
import type { Appointment, Diaries, Slot } from '../domain/booking/types.ts'
import type { LinkWorker, School } from '../domain/school/school.ts'
import type { Clock } from '../domain/time/clock.ts'
import { dayText, inLondon } from '../domain/time/london.ts'
import { slotClaims } from './records/slots.ts'
import type { SlotClaim, SlotClaimIndex } from './records/slots.ts'
import type { Schools } from './schools.ts'
import { AlreadyExists, NotFound, VersionConflict } from './storage/errors.ts'
import type { Collection, Store, Stored } from './storage/store.ts'

/** How long a young person may think about a time that is kept for them: said to them as "ten minutes". */
const HOLD_MS = 10 * 60_000
/** A time that was offered may still be taken this long after its notice has run out: choosing takes a while, too. */
const GRACE_MS = 30 * 60_000
/** How long after a meeting its claim is kept: an effect that is still retried must find it; after that it only tells of the past. */
const KEEP_PAST_MS = 30 * 86_400_000
/** Writers meet on one slot only for moments; more tries than this means that something is wrong, and then nobody gets it. */
const MOST_TRIES = 5

export interface DiariesOptions {
  readonly store: Store
  readonly schools: Schools
  readonly clock: Clock
  /** Bank holidays of a nation as days, `2026-12-25`. */
  readonly holidays: (nation: School['nation']) => ReadonlySet<string>
  /** The appointment this conversation has committed on this slot and not cancelled, from the conversation's own record. */
  readonly appointmentOf: (holder: string, slotId: string) => Promise<Appointment | undefined>
}

/** The diaries with what only effects and the operator do. */
export interface KeptDiaries extends Diaries {
  /** Makes a hold final; the effect of a committed appointment. Again is no harm. False when someone else has the slot. */
  book(slot: Slot, holder: string): Promise<boolean>
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

  constructor(options: DiariesOptions) {
    this.#options = options
    this.#claims = options.store.collection(slotClaims)
  }

  async free(schoolId: string, after: Date, most: number, exclude: readonly string[]): Promise<Slot[]> {
    const school = this.#options.schools.byId(schoolId)
    if (!school) return []
    const now = this.#options.clock.now()
    const diaries = await Promise.all(school.linkWorkers.map((worker) => this.#freeOf(worker, school, now)))
    const seen = new Set(exclude)
    return diaries
      .flat()
      .filter((slot) => Date.parse(slot.start) >= after.getTime() && !seen.has(slot.id))
      .sort((a, b) => a.start.localeCompare(b.start) || a.linkWorker.localeCompare(b.linkWorker))
      .slice(0, most)
  }

  async hold(slot: Slot, holder: string): Promise<boolean> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const claim = await this.#claims.get(slot.id)
      if (claim && (await this.#stands(claim.id, claim.body))) {
        if (claim.body.holder !== holder) return false
        if (await this.#extend(claim)) return true
      } else if (!(await this.#isOffered(slot))) {
        return false
      } else {
        const taken = await this.#take(slot, holder, claim)
        if (taken === 'done') return this.#keepWithinTheDay(slot, holder)
        if (taken === 'lost') return false
      }
    }
    return false
  }

  async book(slot: Slot, holder: string): Promise<boolean> {
    const booked: SlotClaim = { ...this.#claim(slot, holder), state: 'booked' }
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

  async #freeOf(worker: LinkWorker, school: School, from: Date, only?: string): Promise<Slot[]> {
    return slotsOf(worker, from, {
      holidays: this.#options.holidays(school.nation),
      taken: await this.#taken(worker.id, only),
      ...(only !== undefined && { only }),
    })
  }

  /** Claims of this link worker that stand at this moment; with a day, only those that begin on it. */
  async #taken(linkWorker: string, day?: string): Promise<SlotClaimIndex[]> {
    const claims = await this.#claims.list({ linkWorker, ...(day !== undefined && { day }) })
    const standing = await Promise.all(
      claims.map(async ({ id, index }) => {
        if (index.state === 'booked' || !this.#isPast(index.until)) return true
        const claim = await this.#claims.get(id)
        return claim !== undefined && this.#stands(id, claim.body)
      }),
    )
    return claims.flatMap(({ index }, at) => (standing[at] ? [index] : []))
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
  async #isOffered(slot: Slot): Promise<boolean> {
    if (this.#isPast(slot.start)) return false
    const from = new Date(this.#options.clock.now().getTime() - GRACE_MS)
    const day = dayText(inLondon(new Date(slot.start)).day)
    for (const school of this.#options.schools.all()) {
      for (const worker of school.linkWorkers) {
        if (worker.id !== slot.linkWorker) continue
        const offered = await this.#freeOf(worker, school, from, day)
        if (offered.some(({ id, end }) => id === slot.id && end === slot.end)) return true
      }
    }
    return false
  }

  async #extend(claim: Stored<SlotClaim>): Promise<boolean> {
    if (claim.body.state === 'booked') return true
    return attempt(() => this.#claims.put(claim.id, { ...claim.body, until: this.#until() }, claim.version))
  }

  async #take(slot: Slot, holder: string, lapsed?: Stored<SlotClaim>): Promise<'done' | 'lost' | 'again'> {
    const done = await attempt(() => this.#write(slot.id, this.#claim(slot, holder), lapsed?.version))
    if (done) return 'done'
    // Someone was faster: as a rule they have it. Only the same person's other tab is worth another look.
    return (await this.#claims.get(slot.id))?.body.holder === holder ? 'again' : 'lost'
  }

  /** Two people may take the last two times of a day at once: whoever finds the day over its limit afterwards gives theirs back. */
  async #keepWithinTheDay(slot: Slot, holder: string): Promise<boolean> {
    const most = this.#mostPerDay(slot.linkWorker)
    if (most === undefined) return true
    const taken = await this.#taken(slot.linkWorker, dayText(inLondon(new Date(slot.start)).day))
    if (taken.length <= most) return true
    await this.release(slot.id, holder)
    return false
  }

  #mostPerDay(linkWorker: string): number | undefined {
    const limits = this.#options.schools
      .all()
      .flatMap((school) => school.linkWorkers)
      .filter((worker) => worker.id === linkWorker)
      .flatMap((worker) => worker.diary.mostPerDay ?? [])
    return limits.length > 0 ? Math.max(...limits) : undefined
  }

  #write(id: string, body: SlotClaim, version: number | undefined): Promise<unknown> {
    return version === undefined ? this.#claims.create(id, body) : this.#claims.put(id, body, version)
  }

  #claim({ linkWorker, start, end }: Slot, holder: string): SlotClaim {
    return { linkWorker, start, end, holder, state: 'held', until: this.#until() }
  }

  #until(): string {
    return new Date(this.#options.clock.now().getTime() + HOLD_MS).toISOString()
  }
}

/** False when someone else wrote first; every other error is thrown. */
async function attempt(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write()
    return true
  } catch (error) {
    if (error instanceof AlreadyExists || error instanceof VersionConflict || error instanceof NotFound) {
      return false
    }
    throw error
  }
}
