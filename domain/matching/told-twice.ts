import { Numbers } from './postings.ts'
import type { Prepared } from './prepare.ts'
import { toldByAnother } from './told-by-another.ts'

/**
 * A number for each entry, the same for those that are one activity: of one name at one place, or the same thing to do at the same place
 * and hours, told by two organisations, or listed by one that says who provides it. Juniors and seniors who share an hour, or girls and boys,
 * stay two.
 */
export function toldTwice(prepared: readonly Prepared[]): Uint32Array {
  const names = new Numbers<string>()
  const sessions = new Map<string, { entry: Prepared; number: number }[]>()
  const numbers = Uint32Array.from(prepared, (entry) => {
    const number = names.of(entry.foldKey)
    if (entry.sessionKey === undefined) return number
    const known = sessions.get(entry.sessionKey) ?? []
    sessions.set(entry.sessionKey, known)
    const twin = known.find((other) => isOne(other.entry, entry))
    known.push({ entry, number: twin?.number ?? number })
    return twin?.number ?? number
  })
  const again = toldByAnother(prepared)
  for (const at of again.keys()) numbers[at] = numbers[firstOf(at, again)] ?? 0
  return numbers
}

/** Through what is told again of what is told again. */
function firstOf(at: number, again: ReadonlyMap<number, number>): number {
  const seen = new Set<number>()
  let first = at
  while (!seen.has(first)) {
    seen.add(first)
    first = again.get(first) ?? first
  }
  return first
}

function isOne(a: Prepared, b: Prepared): boolean {
  const [one, other] = [a.opportunity, b.opportunity]
  const isSameGroup = [...a.madeFor].sort().join() === [...b.madeFor].sort().join()
  return (
    one.organisation !== other.organisation &&
    one.genderGroup?.only === other.genderGroup?.only &&
    isSameGroup &&
    (one.ages.min ?? 0) <= (other.ages.max ?? Infinity) &&
    (other.ages.min ?? 0) <= (one.ages.max ?? Infinity)
  )
}
