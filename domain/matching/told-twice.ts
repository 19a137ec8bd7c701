import { words } from '../understanding/words.ts'
import { Numbers } from './postings.ts'
import type { Prepared } from './prepare.ts'
import { areForTheSame, toldByAnother } from './told-by-another.ts'

interface Numbered {
  readonly entry: Prepared
  readonly number: number
}

/**
 * A number for each entry, the same for those that are one activity: of one name at one place, or the same thing to do, or a name within the
 * other's, at the same place and hours, told by two organisations, one of which may know of more hours; or help that another organisation tells of by the name of
 * who gives it. Juniors and seniors who share an hour, or girls and boys, stay two.
 */
export function toldTwice(prepared: readonly Prepared[]): Uint32Array {
  const names = new Numbers<string>()
  const sessions = new Map<string, Numbered[]>()
  const numbers = Uint32Array.from(prepared, (entry) => {
    const there = entry.sessionKeys.flatMap((key) => sessions.get(key) ?? [])
    const twin = there.find(
      (other) =>
        isWithin(other.entry, entry) &&
        areForTheSame(other.entry, entry) &&
        (isSameThing(other.entry, entry) || isNamedWithin(other.entry, entry)),
    )
    const number = twin?.number ?? names.of(entry.foldKey)
    for (const key of entry.sessionKeys) {
      const known = sessions.get(key)
      if (known) known.push({ entry, number })
      else sessions.set(key, [{ entry, number }])
    }
    return number
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

const isSameThing = (a: Prepared, b: Prepared): boolean =>
  a.soleSubject !== undefined && a.soleSubject === b.soleSubject

/** "Youth Hub", "Youth Hub @ the college (jobs, training)": one name is told in the other. One word may be anybody's: "Football". */
function isNamedWithin(a: Prepared, b: Prepared): boolean {
  const [one, other] = [a, b].map(({ opportunity }) => new Set(words(opportunity.name)))
  if (one === undefined || other === undefined) return false
  const [short, long] = one.size < other.size ? [one, other] : [other, one]
  return short.size > 1 && [...short].every((word) => long.has(word))
}

/** Whether all the hours of one of the two are hours of the other. */
function isWithin(a: Prepared, b: Prepared): boolean {
  const [few, many] = a.sessionKeys.length < b.sessionKeys.length ? [a, b] : [b, a]
  return few.sessionKeys.every((key) => many.sessionKeys.includes(key))
}
