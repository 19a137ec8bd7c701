import { isUnrecorded } from '../../domain/casework/standing.ts'
import { byNextMeeting, byPastMeeting, byUrgency, byWait } from '../../domain/handoff/order.ts'
import type { Alert, Handoff } from '../../domain/handoff/types.ts'
import { alerts } from '../records/alerts.ts'
import type { AlertIndex } from '../records/alerts.ts'
import { handoffs } from '../records/handoffs.ts'
import type { Logger } from '../logger.ts'
import type { Collection, Store } from '../storage/store.ts'
import type { IndexFields } from '../storage/store.ts'
import type { CaseLog } from './casework/case-log.ts'
import type { Staff } from './staff.ts'

/** Twice a full caseload of a link worker with young people (10 to 50 at a time); older ones are found through their own address. */
const MOST_READ = 100

/** Records that were opened, how many could not be, and how many there are in all. */
export interface Opened<T> {
  readonly opened: T[]
  readonly failed: number
  readonly all: number
}

export interface CaseList {
  readonly alerts: {
    readonly waiting: readonly Alert[]
    readonly read: readonly Alert[]
    readonly closed: readonly Alert[]
  }
  readonly handoffs: {
    readonly waiting: readonly Handoff[]
    readonly read: readonly Handoff[]
    /** Those whose meeting has begun, and of which nobody has recorded what came of it. */
    readonly unrecorded: readonly Handoff[]
  }
  /** How many records could not be opened: told to the reader, since one of them may be waiting for them. */
  readonly unreadable: number
}

/** A school's alerts and handoffs, and how one record is read and acknowledged. */
export class Cases {
  readonly alerts: Collection<Alert, ReturnType<(typeof alerts)['index']>>
  readonly handoffs: Collection<Handoff, ReturnType<(typeof handoffs)['index']>>
  readonly #log: CaseLog
  readonly #logger: Logger

  constructor(store: Store, log: CaseLog, logger: Logger) {
    this.#log = log
    this.alerts = store.collection(alerts)
    this.handoffs = store.collection(handoffs)
    this.#logger = logger
  }

  /** All of their school that waits for this person's roles and the latest that was read, each in the order in which to look at it. */
  async of(staff: Staff, now: Date): Promise<CaseList> {
    const school = staff.school.id
    const sees = {
      alerts: staff.roles.includes('duty-contact'),
      handoffs: staff.roles.includes('link-worker'),
    }
    const none: Opened<never> = { opened: [], failed: 0, all: 0 }
    const alerts = (where: Partial<AlertIndex>, most?: number) =>
      sees.alerts ? this.#open(this.alerts, { school, ...where }, most) : none
    const handoffs = (acknowledged: boolean, most?: number) =>
      sees.handoffs ? this.#open(this.handoffs, { school, status: 'sent', acknowledged }, most) : none
    const [waitingAlerts, readAlerts, closedAlerts, waitingHandoffs, readHandoffs] = await Promise.all([
      alerts({ acknowledged: false }),
      alerts({ acknowledged: true, closed: false }),
      alerts({ acknowledged: true, closed: true }, MOST_READ),
      handoffs(false),
      handoffs(true, MOST_READ),
    ])
    const all = [waitingAlerts, readAlerts, closedAlerts, waitingHandoffs, readHandoffs]
    const reader = { id: staff.id.id, school: staff.school }
    const latest = (a: Alert, b: Alert) => b.raisedAt.localeCompare(a.raisedAt)
    return {
      alerts: {
        waiting: waitingAlerts.opened.sort(byUrgency),
        read: readAlerts.opened.sort(latest),
        closed: closedAlerts.opened.sort(latest),
      },
      handoffs: {
        waiting: waitingHandoffs.opened.sort(byWait(reader)),
        read: readHandoffs.opened.sort(byNextMeeting(reader, now)),
        unrecorded: await this.#unrecorded([...waitingHandoffs.opened, ...readHandoffs.opened], staff, now),
      },
      unreadable: all.reduce((n, { failed }) => n + failed, 0),
    }
  }

  /** The latest summaries and bookings of a school that were sent. */
  sentTo(school: string, most: number): Promise<Opened<Handoff>> {
    return this.#open(this.handoffs, { school, status: 'sent' }, most)
  }

  /** The latest concerns of a school. */
  raisedAt(school: string, most: number): Promise<Opened<Alert>> {
    return this.#open(this.alerts, { school }, most)
  }

  /** The reader's own first; of them, the meeting that is longest past. */
  async #unrecorded(handoffs: readonly Handoff[], staff: Staff, now: Date): Promise<Handoff[]> {
    const found: Handoff[] = []
    for (const handoff of handoffs) {
      // Only those are looked up whose meeting has begun.
      if (!isUnrecorded(handoff, [], now)) continue
      const entries = await this.#log.entries({ of: 'handoff', id: handoff.id, school: handoff.school })
      if (isUnrecorded(handoff, entries, now)) found.push(handoff)
    }
    return found.sort(byPastMeeting({ id: staff.id.id, school: staff.school }))
  }

  /** All alerts of one conversation, oldest first. */
  async alertsOf(school: string, conversation: string): Promise<Alert[]> {
    const { opened } = await this.#open(this.alerts, { school, conversation })
    return opened.sort((a, b) => a.raisedAt.localeCompare(b.raisedAt))
  }

  /** Opens one by one, so that a damaged record hides no other. With `most`, only the latest. */
  async #open<T, I extends IndexFields & { at: string }>(
    collection: Collection<T, I>,
    where: Partial<I>,
    most = Infinity,
  ): Promise<Opened<T>> {
    const listed = await collection.list(where)
    const ids = listed.sort((a, b) => b.index.at.localeCompare(a.index.at)).slice(0, most)
    const opened: T[] = []
    let failed = 0
    for (const { id } of ids) {
      try {
        const record = await collection.get(id)
        if (record) opened.push(record.body)
      } catch (error) {
        failed += 1
        this.#logger.error({ record: id, err: error }, 'record cannot be read')
      }
    }
    return { opened, failed, all: listed.length }
  }
}
