import { byNextMeeting, byPastMeeting, byUrgency, byWait } from '../../domain/handoff/order.ts'
import type { Reader } from '../../domain/handoff/order.ts'
import { meetingKey, meetingsOf } from '../../domain/handoff/meetings.ts'
import type { ToRecord } from '../../domain/handoff/meetings.ts'
import type { Alert, Handoff } from '../../domain/handoff/types.ts'
import { alerts } from '../records/alerts.ts'
import type { AlertIndex } from '../records/alerts.ts'
import { handoffs, meetingsIn } from '../records/handoffs.ts'
import type { HandoffIndex } from '../records/handoffs.ts'
import type { Logger } from '../logger.ts'
import type { Collection, IndexFields, SetAside, Store } from '../storage/store.ts'
import type { CaseLog } from './casework/case-log.ts'
import { may } from './permissions.ts'
import type { Session } from './sessions.ts'
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
    /** Meetings that have begun, and of which nobody has recorded what came of them. */
    readonly unrecorded: readonly ToRecord[]
  }
  /** How many more summaries were read, and concerns closed, than are listed. */
  readonly unlisted: { readonly read: number; readonly closed: number }
  /** How many records could not be opened: told to the reader, since one of them may be waiting for them. */
  readonly unreadable: number
}

/** Somebody at one of their schools, and how much waits there for what they are. */
export interface Waiting {
  readonly staff: Staff
  readonly alerts: number
  readonly handoffs: number
}

/** What a school's link workers were sent, as far as it is listed. */
interface Sent {
  readonly waiting: Handoff[]
  readonly read: Handoff[]
  readonly unrecorded: ToRecord[]
  readonly unlisted: number
  readonly failed: number
}
const NOTHING_SENT: Sent = { waiting: [], read: [], unrecorded: [], unlisted: 0, failed: 0 }

/** A school's alerts and handoffs, and how one record is read and acknowledged. */
export class Cases {
  readonly alerts: Collection<Alert, ReturnType<(typeof alerts)['index']>>
  readonly handoffs: Collection<Handoff, ReturnType<(typeof handoffs)['index']>>
  readonly #store: Store
  readonly #log: CaseLog
  readonly #logger: Logger

  constructor(store: Store, log: CaseLog, logger: Logger) {
    this.#store = store
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
    // Before the lists are opened: what is set aside on the way is counted there.
    const setAside = await this.#setAside(school, sees)
    const none: Opened<never> = { opened: [], failed: 0, all: 0 }
    const alerts = (where: Partial<AlertIndex>, most?: number) =>
      sees.alerts ? this.#open(this.alerts, { school, ...where }, most) : none
    const [waitingAlerts, readAlerts, closedAlerts, sent] = await Promise.all([
      alerts({ acknowledged: false }),
      alerts({ acknowledged: true, closed: false }),
      alerts({ acknowledged: true, closed: true }, MOST_READ),
      sees.handoffs ? this.#sent(school, now) : NOTHING_SENT,
    ])
    const all = [waitingAlerts, readAlerts, closedAlerts, sent]
    const latest = (a: Alert, b: Alert) => b.raisedAt.localeCompare(a.raisedAt)
    const reader: Reader = { id: staff.id.id, school: staff.school }
    return {
      alerts: {
        waiting: waitingAlerts.opened.sort(byUrgency),
        read: readAlerts.opened.sort(latest),
        closed: closedAlerts.opened.sort(latest),
      },
      handoffs: {
        waiting: sent.waiting.sort(byWait(reader)),
        read: sent.read.sort(byNextMeeting(reader, now)),
        unrecorded: sent.unrecorded.sort(byPastMeeting(reader)),
      },
      unlisted: { read: sent.unlisted, closed: Math.max(0, closedAlerts.all - MOST_READ) },
      unreadable: all.reduce((n, { failed }) => n + failed, setAside),
    }
  }

  /** How many records are out of use, and so in no list. One whose school nobody can tell any more may be any school's. */
  async #setAside(school: string, sees: { alerts: boolean; handoffs: boolean }): Promise<number> {
    const all = (await this.#store.setAside?.()) ?? []
    const isSeen = ({ collection }: SetAside) =>
      (collection === alerts.name && sees.alerts) || (collection === handoffs.name && sees.handoffs)
    return all.filter((one) => isSeen(one) && (one.index?.['school'] ?? school) === school).length
  }

  /** What waits for this person at their other schools, where anything does: counted, and not opened. */
  async elsewhere({ staff: here, places }: Pick<Session, 'staff' | 'places'>): Promise<Waiting[]> {
    const others = places.filter((staff) => staff.school.id !== here.school.id)
    const counted = await Promise.all(others.map((staff) => this.#waiting(staff)))
    return counted.filter(({ alerts, handoffs }) => alerts + handoffs > 0)
  }

  async #waiting(staff: Staff): Promise<Waiting> {
    const school = staff.school.id
    const [alerts, handoffs] = await Promise.all([
      may(staff, 'read-alerts') ? this.alerts.list({ school, acknowledged: false }) : [],
      may(staff, 'read-summaries') ? this.handoffs.list({ school, status: 'sent', acknowledged: false }) : [],
    ])
    return { staff, alerts: alerts.length, handoffs: handoffs.length }
  }

  /** What was sent to link workers: all that waits, the most of what was read, and every meeting to record however old its summary is. */
  async #sent(school: string, now: Date): Promise<Sent> {
    const [listed, recorded] = await Promise.all([
      this.handoffs.list({ school, status: 'sent' }),
      this.#log.recorded(school),
    ])
    const isAhead = (index: HandoffIndex) =>
      meetingsIn(index).some(({ start }) => Date.parse(start) > now.getTime())
    const toRecord = new Set(
      listed.flatMap(({ index }) =>
        meetingsIn(index).flatMap(({ key, start }) =>
          Date.parse(start) <= now.getTime() && !recorded.has(key) ? [key] : [],
        ),
      ),
    )
    const hasToRecord = (index: HandoffIndex) => meetingsIn(index).some(({ key }) => toRecord.has(key))
    const all = listed
      .filter(({ index }) => index.acknowledged)
      .sort(
        (a, b) => Number(isAhead(b.index)) - Number(isAhead(a.index)) || b.index.at.localeCompare(a.index.at),
      )
    const most = new Set(all.slice(0, MOST_READ).map(({ id }) => id))
    const wanted = listed.filter(({ id, index }) => !index.acknowledged || most.has(id) || hasToRecord(index))
    const { opened, failed } = await this.#openThese(this.handoffs, wanted)
    return {
      waiting: opened.filter(({ acknowledged }) => !acknowledged),
      read: opened.filter(({ id, acknowledged }) => acknowledged && most.has(id)),
      unrecorded: opened.flatMap((handoff) =>
        meetingsOf(handoff)
          .filter((one) => toRecord.has(meetingKey(one)))
          .map((meeting) => ({ handoff, meeting })),
      ),
      unlisted: Math.max(0, all.length - MOST_READ),
      failed,
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

  /** All alerts of one conversation, oldest first. */
  async alertsOf(school: string, conversation: string): Promise<Alert[]> {
    const { opened } = await this.#open(this.alerts, { school, conversation })
    return opened.sort((a, b) => a.raisedAt.localeCompare(b.raisedAt))
  }

  /** With `most`, only the latest. */
  async #open<T, I extends IndexFields & { at: string }>(
    collection: Collection<T, I>,
    where: Partial<I>,
    most = Infinity,
  ): Promise<Opened<T>> {
    const listed = await collection.list(where)
    const latest = listed.sort((a, b) => b.index.at.localeCompare(a.index.at)).slice(0, most)
    return { ...(await this.#openThese(collection, latest)), all: listed.length }
  }

  /** Opens one by one, so that a damaged record hides no other. */
  async #openThese<T, I extends IndexFields>(
    collection: Collection<T, I>,
    these: readonly { readonly id: string }[],
  ): Promise<Omit<Opened<T>, 'all'>> {
    const opened: T[] = []
    let failed = 0
    for (const { id } of these) {
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
