import type { Alert, Handoff } from '../../../domain/handoff/types.ts'
import type { Cases } from '../cases.ts'
import type { Session } from '../sessions.ts'
import { may } from '../permissions.ts'
import type { Caseloads, CaseRow } from './caseload.ts'
import { ALL, isTheirs } from './caseload-page.ts'

/** Records of each kind that are opened for one search: two seconds of work at most; more is found by its reference. */
export const MOST_SEARCHED = 1_000
/** More lines than anyone reads: then it is better to say more. */
const MOST_FOUND = 50
/** The longest thing that is looked for: a name or a reference. */
export const LONGEST_QUERY = 128

export const STATUSES = ['any', 'unread', 'overdue', 'unrecorded', 'ahead', 'ended', 'closed'] as const
export type Status = (typeof STATUSES)[number]

export interface Asked {
  /** A nickname or part of one, or a reference. Empty: everyone. */
  readonly query: string
  /** A link worker's id, `all` or `nobody`. */
  readonly whose: string
  readonly status: Status
}

export interface FoundCases {
  readonly rows: readonly CaseRow[]
  readonly alerts: readonly Alert[]
  /** How many were looked through and how many there are, of both kinds. */
  readonly looked: number
  readonly all: number
  readonly unreadable: number
  /** There were more than are shown. */
  readonly isCut: boolean
}

/**
 * Finds young people by the name they gave, a reference, a link worker or where the work stands. Names stand in sealed records only, so
 * the school's latest records are opened one by one, up to a bound that the page says; no index holds a name.
 */
export class CaseSearch {
  readonly #cases: Cases
  readonly #caseloads: Caseloads

  constructor(of: { cases: Cases; caseloads: Caseloads }) {
    this.#cases = of.cases
    this.#caseloads = of.caseloads
  }

  async find({ staff }: Session, asked: Asked, now: Date): Promise<FoundCases> {
    const school = staff.school.id
    const none = { opened: [], failed: 0, all: 0 }
    const [sent, raised] = await Promise.all([
      may(staff, 'read-summaries') ? this.#cases.sentTo(school, MOST_SEARCHED) : none,
      may(staff, 'read-alerts') && asked.whose === ALL ? this.#cases.raisedAt(school, MOST_SEARCHED) : none,
    ])
    const handoffs = await this.#withReference(
      sent.opened.filter((one) => matches(one, [one.id], asked.query)),
      asked.query,
      school,
      may(staff, 'read-summaries'),
    )
    const rows: CaseRow[] = []
    for (const handoff of handoffs.filter((one) => isTheirs(one, asked.whose, staff.school))) {
      const row = await this.#caseloads.row(handoff, now)
      if (hasStatus(row, asked.status)) rows.push(row)
    }
    const alerts = raised.opened.filter(
      (one) => matches(one, [one.id, one.conversation], asked.query) && isInStatus(one, asked.status),
    )
    return {
      rows: rows.slice(0, MOST_FOUND),
      alerts: alerts.slice(0, MOST_FOUND),
      looked: sent.opened.length + raised.opened.length,
      all: sent.all + raised.all,
      unreadable: sent.failed + raised.failed,
      isCut: rows.length > MOST_FOUND || alerts.length > MOST_FOUND,
    }
  }

  /** A reference is looked up by itself, however old the record is. */
  async #withReference(
    found: readonly Handoff[],
    query: string,
    school: string,
    mayRead: boolean,
  ): Promise<readonly Handoff[]> {
    if (!mayRead || !RECORD_ID.test(query) || found.some(({ id }) => id === query)) return found
    const record = (await this.#cases.handoffs.get(query))?.body
    return record?.school === school && record.status === 'sent' ? [record, ...found] : found
  }
}

const RECORD_ID = /^[A-Za-z0-9._:-]{1,128}$/
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().trim()

function matches(of: Pick<Alert, 'preferredName'>, references: readonly string[], query: string): boolean {
  const wanted = plain(query)
  if (wanted === '') return true
  return plain(of.preferredName ?? '').includes(wanted) || references.some((one) => plain(one) === wanted)
}

function hasStatus(row: CaseRow, status: Status): boolean {
  switch (status) {
    case 'any':
      return true
    case 'unread':
      return !row.handoff.acknowledged
    case 'overdue':
      return row.overdue !== undefined
    case 'unrecorded':
      return row.isUnrecorded
    case 'ahead':
      return row.nextMeeting !== undefined
    case 'ended':
      return row.hasEnded
    case 'closed':
      return false
  }
}

const isInStatus = ({ acknowledged, closed }: Alert, status: Status): boolean =>
  status === 'any' || (status === 'unread' && !acknowledged) || (status === 'closed' && closed !== undefined)
