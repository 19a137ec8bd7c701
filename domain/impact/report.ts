import { publishMedian, publishRow } from './publish.ts'
import type { Published, PublishedRow } from './publish.ts'

/** What was counted of one school in one month: by figure, and how many waited how many days. */
export interface MonthTally {
  readonly totals: Readonly<Record<string, number>>
  readonly waits: Readonly<Record<string, number>>
}

/** One school with everything counted of it, by month (`2026-11`). */
export interface SchoolTallies {
  readonly id: string
  readonly name: string
  readonly months: ReadonlyMap<string, MonthTally>
}

/**
 * The counts that a reader of some schools may be told. What is hidden is worked out over all of the reader's schools together, always:
 * a school shown alone shows the same as beside the others, so that no two pages give away what one hides.
 */
export class ImpactReport {
  readonly schools: readonly SchoolTallies[]
  /** Those that are over, the newest first: a month is told once, when nothing more comes to it. */
  readonly months: readonly string[]

  constructor(schools: readonly SchoolTallies[], thisMonth: string) {
    this.schools = schools
    const all = new Set(schools.flatMap(({ months }) => [...months.keys()]))
    this.months = [...all].filter((month) => month < thisMonth).sort((a, b) => b.localeCompare(a))
  }

  /** One figure in one month, in each school and in all of them. */
  row(figure: string, month: string): PublishedRow {
    return publishRow(this.schools.map(({ months }) => count(months.get(month), figure)))
  }

  /** The same for all schools together. */
  all(figure: string, month: string): Published {
    return this.row(figure, month).total
  }

  /** Days from asking for a time until it, in the middle, for all schools together. */
  wait(month: string): Published {
    const seen: Record<string, number> = {}
    for (const { months } of this.schools) {
      for (const [days, times] of Object.entries(months.get(month)?.waits ?? {}))
        seen[days] = (seen[days] ?? 0) + times
    }
    return publishMedian(seen)
  }

  /** Figures that are the whole of something, such as better, the same and worse, in all schools together, with their sum. */
  parts(figures: readonly string[], month: string): PublishedRow {
    return publishRow(
      figures.map((figure) =>
        this.schools.reduce((sum, { months }) => sum + count(months.get(month), figure), 0),
      ),
    )
  }
}

/** Never under none, whatever was taken back. */
const count = (tally: MonthTally | undefined, figure: string): number =>
  Math.max(0, tally?.totals[figure] ?? 0)
