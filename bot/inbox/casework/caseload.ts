import { hasEnded, lastContact, overdueOf, unrecordedOf } from '../../../domain/casework/standing.ts'
import type { Overdue } from '../../../domain/casework/standing.ts'
import { weekOf } from '../../../domain/casework/load.ts'
import { nextMeeting } from '../../../domain/handoff/order.ts'
import type { Handoff } from '../../../domain/handoff/types.ts'
import type { School } from '../../../domain/school/school.ts'
import type { Bookings } from '../../bookings.ts'
import { slotClaims } from '../../records/slots.ts'
import type { SlotClaimIndex } from '../../records/slots.ts'
import type { Collection, Store } from '../../storage/store.ts'
import type { Cases } from '../cases.ts'
import type { CaseLog } from './case-log.ts'

/** Ten full caseloads: more than any one school's link workers have open; what is older is found by search or reference. */
export const MOST_CASES = 500
/** Enough to find each link worker's next free time among all of the school's. */
const ALL_TIMES = 500

/** One young person on somebody's list. */
export interface CaseRow {
  readonly handoff: Handoff
  readonly nextMeeting: string | undefined
  readonly lastContact: string | undefined
  readonly overdue: Overdue | undefined
  readonly isUnrecorded: boolean
  readonly hasEnded: boolean
}

/** How much of a link worker's time is taken. */
export interface Capacity {
  readonly id: string
  readonly name: string
  /** Young people whose support has not ended. */
  readonly open: number
  readonly overdue: number
  /** New people's meetings from Monday to Sunday of this week, and the most the diary takes. */
  readonly thisWeek: number
  readonly mostPerWeek: number | undefined
  /** Nobody new, until a day when there is one. */
  readonly paused: { readonly until?: string | undefined } | undefined
  readonly nextFree: string | undefined
}

export interface Caseload {
  readonly rows: readonly CaseRow[]
  readonly capacity: readonly Capacity[]
  readonly waiting: number
  /** How many there are, when more than were opened, and how many could not be. */
  readonly all: number
  readonly unreadable: number
}

/** Everyone that a school's link workers are with, and how much more they can take. */
export class Caseloads {
  readonly #cases: Cases
  readonly #log: CaseLog
  readonly #bookings: Bookings
  readonly #claims: Collection<unknown, SlotClaimIndex>

  constructor(of: { cases: Cases; log: CaseLog; bookings: Bookings; store: Store }) {
    this.#cases = of.cases
    this.#log = of.log
    this.#bookings = of.bookings
    this.#claims = of.store.collection(slotClaims)
  }

  async of(school: School, now: Date): Promise<Caseload> {
    const { opened, failed, all } = await this.#cases.sentTo(school.id, MOST_CASES)
    const rows: CaseRow[] = []
    for (const handoff of opened) rows.push(await this.row(handoff, now))
    const { diaries, waiting } = this.#bookings
    const free = await diaries.free(school.id, now, ALL_TIMES, [])
    const capacity = await Promise.all(
      school.linkWorkers.map(async (worker): Promise<Capacity> => {
        const { diary } = await this.#bookings.book.open(school, worker)
        const own = rows.filter(({ handoff, hasEnded }) => handoff.linkWorker === worker.id && !hasEnded)
        return {
          id: worker.id,
          name: worker.name,
          open: own.length,
          overdue: own.filter(({ overdue }) => overdue !== undefined).length,
          thisWeek: await this.#thisWeek(worker.id, now),
          mostPerWeek: diary.mostPerWeek,
          paused: diary.paused,
          nextFree: free.find(({ linkWorker }) => linkWorker === worker.id)?.start,
        }
      }),
    )
    return { rows, capacity, waiting: await waiting.ahead(school.id, ''), all, unreadable: failed }
  }

  /** How one of them stands. */
  async row(handoff: Handoff, now: Date): Promise<CaseRow> {
    const { id, school } = handoff
    const entries = await this.#log.entries({ of: 'handoff', id, school })
    return {
      handoff,
      nextMeeting: nextMeeting(handoff, now),
      lastContact: lastContact(entries),
      overdue: overdueOf(handoff, entries, now),
      isUnrecorded: unrecordedOf(handoff, entries, now).length > 0,
      hasEnded: hasEnded(handoff, entries),
    }
  }

  async #thisWeek(linkWorker: string, now: Date): Promise<number> {
    const { from, before } = weekOf(now)
    const claims = await this.#claims.list({ linkWorker, state: 'booked' })
    return claims.filter(({ index }) => index.day >= from && index.day < before).length
  }
}
