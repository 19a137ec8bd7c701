import { byNextMeeting, byUrgency, byWait } from '../../domain/handoff/order.ts'
import type { Alert, Handoff } from '../../domain/handoff/types.ts'
import { alerts } from '../records/alerts.ts'
import { handoffs } from '../records/handoffs.ts'
import type { Logger } from '../logger.ts'
import type { Collection, Store } from '../storage/store.ts'
import type { IndexFields } from '../storage/store.ts'
import type { Staff } from './staff.ts'

/** Twice a full caseload of a link worker with young people (10 to 50 at a time); older ones are found through their own address. */
const MOST_READ = 100

export interface CaseList {
  readonly alerts: { readonly waiting: readonly Alert[]; readonly read: readonly Alert[] }
  readonly handoffs: { readonly waiting: readonly Handoff[]; readonly read: readonly Handoff[] }
  /** How many records could not be opened: told to the reader, since one of them may be waiting for them. */
  readonly unreadable: number
}

/** A school's alerts and handoffs, and how one record is read and acknowledged. */
export class Cases {
  readonly alerts: Collection<Alert, ReturnType<(typeof alerts)['index']>>
  readonly handoffs: Collection<Handoff, ReturnType<(typeof handoffs)['index']>>
  readonly #logger: Logger

  constructor(store: Store, logger: Logger) {
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
    const none: { opened: never[]; failed: number } = { opened: [], failed: 0 }
    const [waitingAlerts, readAlerts, waitingHandoffs, readHandoffs] = await Promise.all([
      sees.alerts ? this.#open(this.alerts, { school, acknowledged: false }) : none,
      sees.alerts ? this.#open(this.alerts, { school, acknowledged: true }, MOST_READ) : none,
      sees.handoffs ? this.#open(this.handoffs, { school, status: 'sent', acknowledged: false }) : none,
      sees.handoffs
        ? this.#open(this.handoffs, { school, status: 'sent', acknowledged: true }, MOST_READ)
        : none,
    ])
    return {
      alerts: {
        waiting: waitingAlerts.opened.sort(byUrgency),
        read: readAlerts.opened.sort((a, b) => b.raisedAt.localeCompare(a.raisedAt)),
      },
      handoffs: {
        waiting: waitingHandoffs.opened.sort(byWait(staff.id.id)),
        read: readHandoffs.opened.sort(byNextMeeting(staff.id.id, now)),
      },
      unreadable: [waitingAlerts, readAlerts, waitingHandoffs, readHandoffs].reduce(
        (n, { failed }) => n + failed,
        0,
      ),
    }
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
  ): Promise<{ opened: T[]; failed: number }> {
    const ids = (await collection.list(where))
      .sort((a, b) => b.index.at.localeCompare(a.index.at))
      .slice(0, most)
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
    return { opened, failed }
  }
}
