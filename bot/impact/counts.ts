import { createHmac } from 'node:crypto'
import type { Happened } from '../../domain/impact/figures.ts'
import { dayText, inLondon } from '../../domain/time/london.ts'
import type { Clock } from '../../domain/time/clock.ts'
import { counts } from '../records/counts.ts'
import type { CountIndex, CountRecord } from '../records/counts.ts'
import { AlreadyExists, isRace } from '../storage/errors.ts'
import type { Collection, Store, Stored } from '../storage/store.ts'

/** Longer than anything is tried again after a restart: until then its row stands, and trying again counts nothing. */
const ROW_DAYS = 7
const DAY_MS = 86_400_000

type Row = Extract<CountRecord, { kind: 'row' }>
type Month = Extract<CountRecord, { kind: 'month' }>

/** What was counted of one school in one month. */
export type Tally = Pick<Month, 'totals' | 'waits'>

/**
 * Counts of what happened, by school and month: they stay when conversations are erased or past their time, as nobody is in them
 * (docs/decisions/0015). Each thing is counted once.
 */
export class ImpactCounts {
  readonly #records: Collection<CountRecord, CountIndex>
  readonly #key: Uint8Array
  readonly #clock: Clock

  /** `key` turns what a thing is told apart by into a name that leads back to nothing. */
  constructor(of: { store: Store; key: Uint8Array; clock: Clock }) {
    this.#records = of.store.collection(counts)
    this.#key = of.key
    this.#clock = of.clock
  }

  /**
   * Counts what happened. `once` tells this thing from every other, `attended:<appointment id>` say: called again with it, nothing is
   * counted. `by: -1` takes back what was counted by mistake, with a `once` of its own.
   */
  async count(
    school: string,
    when: Date,
    { figures, waitDays }: Happened,
    once: string,
    by: 1 | -1 = 1,
  ): Promise<void> {
    const id = `row.${createHmac('sha256', this.#key).update(once).digest('hex')}`
    const row: Row = {
      kind: 'row',
      school,
      month: monthOf(when),
      day: this.#clock.now().toISOString().slice(0, 10),
      figures: [...figures],
      by,
      ...(waitDays === undefined ? {} : { waitDays }),
    }
    try {
      await this.#records.create(id, row)
    } catch (error) {
      if (!(error instanceof AlreadyExists)) throw error
    }
  }

  /** Everything counted of a school, by month. */
  async of(school: string): Promise<ReadonlyMap<string, Tally>> {
    const all = await this.#records.find({ school })
    const months = new Map<string, Month>()
    for (const { body } of all) if (body.kind === 'month') months.set(body.month, body)
    for (const { id, body } of all) {
      const month = months.get(body.month) ?? nothing(body)
      if (body.kind === 'row' && !month.folded.includes(id)) months.set(body.month, added(month, [body]))
    }
    return months
  }

  /**
   * Adds rows that are old enough to their months and deletes them, in an order that a crash does no harm to: first the month with their
   * names, then they. Another process that does the same at this moment is left to it. Gives how many rows are gone.
   */
  async fold(): Promise<number> {
    const oldest = new Date(this.#clock.now().getTime() - ROW_DAYS * DAY_MS).toISOString().slice(0, 10)
    const due = (await this.#records.list({ kind: 'row' })).filter(({ index }) => index.day < oldest)
    let gone = 0
    for (const id of new Set(due.map(({ index }) => monthId(index)))) {
      const rows = due.filter(({ index }) => monthId(index) === id)
      const found = await Promise.all(rows.map((row) => this.#records.get(row.id)))
      const here = found.filter((row) => row !== undefined)
      if (!(await this.#addTo(id, here))) continue
      for (const row of here) await this.#records.delete(row.id)
      gone += here.length
    }
    return gone
  }

  async #addTo(id: string, rows: readonly Stored<CountRecord>[]): Promise<boolean> {
    const [first] = rows
    if (!first) return false
    const stored = await this.#records.get(id)
    const before = stored?.body.kind === 'month' ? stored.body : nothing(first.body)
    const fresh = rows.filter((row) => !before.folded.includes(row.id))
    const bodies = fresh.flatMap(({ body }) => (body.kind === 'row' ? [body] : []))
    const next: Month = { ...added(before, bodies), folded: rows.map((row) => row.id) }
    try {
      if (stored) await this.#records.put(id, next, stored.version)
      else await this.#records.create(id, next)
      return true
    } catch (error) {
      if (isRace(error)) return false
      throw error
    }
  }
}

/** `2026-11`, in London. */
export const monthOf = (when: Date): string => dayText(inLondon(when).day).slice(0, 7)

const monthId = ({ school, month }: { school: string; month: string }): string => `month.${school}.${month}`

const nothing = ({ school, month }: { school: string; month: string }): Month => ({
  kind: 'month',
  school,
  month,
  totals: {},
  waits: {},
  folded: [],
})

function added(month: Month, rows: readonly Row[]): Month {
  const totals = { ...month.totals }
  const waits = { ...month.waits }
  for (const { figures, by, waitDays } of rows) {
    for (const figure of figures) totals[figure] = (totals[figure] ?? 0) + by
    if (waitDays !== undefined) waits[waitDays] = (waits[waitDays] ?? 0) + by
  }
  return { ...month, totals, waits }
}
