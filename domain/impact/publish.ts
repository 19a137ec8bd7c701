/** Counts under this are not told: in a school, four are four people whom somebody could name. None is under it too. */
export const FEWEST = 5

/** A count as it may be told; undefined where it must not be. */
export type Published = number | undefined

export interface PublishedRow {
  readonly cells: readonly Published[]
  /** Of all cells, the hidden ones too; undefined when it must not be told. */
  readonly total: Published
}

/**
 * One count in each of several places, and their total, so that no hidden one can be worked out from what is told. Under `FEWEST` a
 * count is hidden; where the total would give it away others are hidden with it, until at least two are and what they add up to leaves each
 * of them open: `FEWEST` or more, and not as much as that many small counts can be at most. The others are taken from the last place on
 * and not by size: who knows that the smallest was taken knows that it is no larger than those that are told. Whole numbers from 0; the same
 * cells always give the same answer.
 */
export function publishRow(counts: readonly number[]): PublishedRow {
  const sum = counts.reduce((a, b) => a + b, 0)
  const places = counts.map((_, at) => at)
  const hidden = new Set(places.filter((at) => (counts[at] ?? 0) < FEWEST))
  const told = (): readonly Published[] => counts.map((count, at) => (hidden.has(at) ? undefined : count))
  if (sum < FEWEST) return { cells: told(), total: undefined }
  // A single place is its own total: told, or hidden above.
  const givesAway = () => {
    const together = [...hidden].reduce((all, at) => all + (counts[at] ?? 0), 0)
    // All of them as large as a hidden one can be: then each of them is known.
    const isMost = together === hidden.size * (FEWEST - 1)
    return hidden.size > 0 && (hidden.size < 2 || together < FEWEST || isMost)
  }
  for (const at of places.toReversed()) {
    if (!givesAway()) break
    hidden.add(at)
  }
  return { cells: told(), total: sum }
}

/**
 * The sum over months, told only when each of them is: months are told one after another, and a sum that rose by a hidden one would say
 * what it was.
 */
export function publishSum(months: readonly Published[]): Published {
  return months.reduce<Published>(
    (all, one) => (all === undefined || one === undefined ? undefined : all + one),
    0,
  )
}

/** The middle of values given as how often each was seen; undefined for fewer than `FEWEST` of them. Of an even number the higher middle. */
export function publishMedian(seen: Readonly<Record<string, number>>): Published {
  const values = Object.entries(seen)
    .map(([value, times]) => ({ value: Number(value), times }))
    .sort((a, b) => a.value - b.value)
  const count = values.reduce((all, { times }) => all + times, 0)
  if (count < FEWEST) return undefined
  let before = 0
  for (const { value, times } of values) {
    before += times
    if (before > count / 2) return value
  }
  return undefined
}
