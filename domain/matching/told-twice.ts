import { words } from '../understanding/words.ts'
import { Numbers } from './postings.ts'
import type { Prepared } from './prepare.ts'
import { STRENGTH } from './about.ts'
import { areForTheSame, isSubjectWord, ownWords, toldByAnother } from './told-by-another.ts'

interface Numbered {
  readonly entry: Prepared
  readonly number: number
}

/**
 * A number for each entry, the same for those that are one activity: of one name at one place; the same thing to do, or a name within the
 * other's, at the same place and hours, told by two organisations, one of which may know of more hours or of none; or help that another
 * organisation tells of by the name of who gives it. Juniors and seniors who share an hour, or girls and boys, stay two.
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
  for (const [at, other] of withoutHours(prepared)) numbers[at] = numbers[other] ?? 0
  const again = toldByAnother(prepared)
  for (const at of again.keys()) numbers[at] = numbers[firstOf(at, again)] ?? 0
  return numbers
}

/** At one place, by a name of its own that both have, the same thing to do: "The Junction", "Junction Youth Hub (drop in)", which tells no hours. */
function withoutHours(prepared: readonly Prepared[]): Map<number, number> {
  const atPlace = new Map<string, number[]>()
  prepared.forEach(({ opportunity: { places } }, at) => {
    const postcode = places.length === 1 ? places[0]?.postcode : undefined
    if (postcode === undefined) return
    const there = atPlace.get(postcode)
    if (there) there.push(at)
    else atPlace.set(postcode, [at])
  })
  const found = new Map<number, number>()
  for (const there of atPlace.values()) {
    for (const at of there) {
      const entry = prepared[at]
      if (entry === undefined || entry.opportunity.times.length > 0) continue
      const other = there.find((one) => one !== at && isToldFuller(prepared[one], entry))
      if (other !== undefined) found.set(at, other)
    }
  }
  return found
}

const isToldFuller = (one: Prepared | undefined, entry: Prepared): boolean =>
  one !== undefined &&
  one.opportunity.times.length > 0 &&
  areForTheSame(one, entry) &&
  [...one.about.keys()].some((id) => (entry.about.get(id) ?? 0) >= STRENGTH.twice) &&
  isCalledTheSame(one, entry)

/** The words of the shorter name that are not in the names of many are in the other, and there is one. */
function isCalledTheSame(a: Prepared, b: Prepared): boolean {
  const [one, other] = [a, b].map(({ opportunity }) => ownWords(opportunity.name))
  if (one === undefined || other === undefined) return false
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return short.length > 0 && short.every((word) => long.includes(word) && !isSubjectWord(word, a))
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

/** "Youth Hub", "Youth Hub @ the college (jobs, training)": where and what for is told behind the name. Table tennis is no tennis. */
function isNamedWithin(a: Prepared, b: Prepared): boolean {
  const [one, other] = [a, b].map(({ opportunity }) => opportunity.name.toLowerCase().trim())
  if (one === undefined || other === undefined) return false
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return words(short).length > 1 && long.startsWith(short) && BEHIND_A_NAME.test(long.slice(short.length))
}

const BEHIND_A_NAME = /^\s*(?:[@(:,]|[-–] |at\b)/

/** Whether all the hours of one of the two are hours of the other. */
function isWithin(a: Prepared, b: Prepared): boolean {
  const [few, many] = a.sessionKeys.length < b.sessionKeys.length ? [a, b] : [b, a]
  return few.sessionKeys.every((key) => many.sessionKeys.includes(key))
}
