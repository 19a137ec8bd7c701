import { distance } from 'fastest-levenshtein'
import type { Opportunity } from './opportunity.ts'
import { words } from '../understanding/words.ts'
import { together } from './together.ts'

const EMPTY_WORDS = new Set(['the', 'a', 'an', 'and', 'at', 'of', 'in', 'for', 'ltd', 'cic', 'cio'])
/** A spelling slip in a word at least this long is still the same word. */
const LONG_WORD = 5

/** What was folded into a record. */
interface Twins {
  readonly others: Opportunity[]
  /**
   * One of each kind among them, the record included: all must be like whatever is folded as well. Juniors and seniors are both like a club
   * for all, and not like each other. A leisure centre lists one class a thousand times: only what differs is looked at.
   */
  readonly kinds: Map<string, Opportunity>
}

/**
 * Folds what is listed twice, within a feed or across feeds: the same name (a spelling slip allowed) at the same postcode, or with
 * the same web address, and not on other days. The better record stands: one of the ids that are `preferred`, then more of it known,
 * then checked later. What another feed knows besides is added to it (`together`). Order is kept.
 */
export function fold(
  opportunities: readonly Opportunity[],
  preferred: ReadonlySet<string> = new Set(),
): { kept: Opportunity[]; folded: Opportunity[] } {
  const worth = (o: Opportunity): string => `${preferred.has(o.id) ? 1 : 0} ${worthAlone(o)}`
  const groups = new Map<string, Opportunity[]>()
  const named = new Map<Opportunity, readonly string[]>()
  const nameOf = (o: Opportunity): readonly string[] => named.get(o) ?? nameWords(o.name)
  const twins = new Map<Opportunity, Twins>()
  const folded: Opportunity[] = []
  const ids = new Set<string>()
  for (const opportunity of opportunities) {
    if (ids.has(opportunity.id)) {
      folded.push(opportunity)
      continue
    }
    ids.add(opportunity.id)
    const name = nameWords(opportunity.name)
    named.set(opportunity, name)
    const keys = placesToLook(opportunity, name)
    const twin = keys
      .flatMap((key) => groups.get(key) ?? [])
      .find((other) => {
        const { kinds } = twins.get(other) ?? {}
        return (
          kinds !== undefined &&
          sameName(nameOf(other), name) &&
          [...kinds.values()].every((one) => isSame(one, opportunity))
        )
      })
    const better = twin === undefined || worth(opportunity) > worth(twin)
    const known = twin && twins.get(twin)
    if (known) {
      const worse = better ? twin : opportunity
      folded.push(worse)
      known.others.push(worse)
      known.kinds.set(kindOf(opportunity), opportunity)
      if (better) {
        twins.delete(twin)
        twins.set(opportunity, known)
      }
    } else twins.set(opportunity, { others: [], kinds: new Map([[kindOf(opportunity), opportunity]]) })
    if (!better) continue
    for (const key of keys) {
      const group = groups.get(key)
      if (group) group.push(opportunity)
      else groups.set(key, [opportunity])
    }
  }
  const kept = opportunities.flatMap((o) => {
    const found = twins.get(o)
    twins.delete(o)
    return found ? [found.others.reduce(together, o)] : []
  })
  return { kept, folded }
}

/** The name as it is compared. */
export const foldedName = (name: string): string => nameWords(name).join(' ')

/** What stands in brackets is mostly where it is; what tells groups apart stays. */
const BRACKETS = /\(([^()]*)\)/g
const TELLS_APART =
  /\d|\b(?:online|girls?|boys?|juniors?|seniors?|beginners?|advanced|improvers?|women|men|adults?|teens?|children|under|over|mixed)\b/i

function nameWords(name: string): string[] {
  const bare = name.replace(BRACKETS, (all, inside: string) => (TELLS_APART.test(inside) ? all : ' '))
  return words(bare.replace(/&/g, ' and ')).filter((word) => !EMPTY_WORDS.has(word))
}

/**
 * Where a twin would stand: at the same place or address on the web, with as many words in its name and the same numbers, or the same
 * name without its spaces. A whole council may share one web address, so that looking at all of it would take its square.
 */
function placesToLook(opportunity: Opportunity, name: readonly string[]): string[] {
  const numbers = name.filter((word) => /\d/.test(word)).sort()
  const kinds = [`${name.length} ${numbers.join(' ')}`, name.join('')]
  const postcodes = opportunity.places.flatMap((p) => (p.postcode === undefined ? [] : [`at ${p.postcode}`]))
  const url = opportunity.url === undefined ? [] : [`url ${plainUrl(opportunity.url)}`]
  return [...new Set([...postcodes, ...url])].flatMap((place) => kinds.map((kind) => `${place} | ${kind}`))
}

const plainUrl = (url: string): string =>
  url
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/[/?#]+$/, '')

/** All that `isSame` looks at. */
const kindOf = ({ source, ages, times, genderGroup }: Opportunity): string =>
  JSON.stringify([source, ages.min, ages.max, genderGroup?.only, times.map(({ day }) => day)])

/** Whether two of one name are one. */
function isSame(a: Opportunity, b: Opportunity): boolean {
  return agesMeet(a.ages, b.ages) && daysMeet(a.times, b.times) && sexesMeet(a, b)
}

/** Another feed may not know that it is for one sex; a feed that says so of one of two has two. */
function sexesMeet(a: Opportunity, b: Opportunity): boolean {
  const [one, other] = [a.genderGroup?.only, b.genderGroup?.only]
  return one === other || (a.source !== b.source && (one === undefined || other === undefined))
}

/** Word for word in any order; "Under 12s" and "Under 14s" differ, "Climbng" and "Climbing" do not. */
function sameName(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length || a.length === 0) return a.join('') === b.join('') && a.length > 0
  const left = [...b]
  return a.every((word) => {
    const at = left.findIndex((other) => sameWord(word, other))
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
}

function sameWord(a: string, b: string): boolean {
  if (a === b) return true
  if (/\d/.test(a + b)) return false
  return Math.min(a.length, b.length) >= LONG_WORD && distance(a, b) <= 1
}

function agesMeet(a: Opportunity['ages'], b: Opportunity['ages']): boolean {
  return (a.min ?? 0) <= (b.max ?? Infinity) && (b.min ?? 0) <= (a.max ?? Infinity)
}

/** Two groups of one name that meet on other days are two. */
function daysMeet(a: Opportunity['times'], b: Opportunity['times']): boolean {
  const days = (times: Opportunity['times']) => times.flatMap((t) => t.day ?? [])
  const [left, right] = [days(a), days(b)]
  return left.length === 0 || right.length === 0 || left.some((day) => right.includes(day))
}

/** How much is known, and then how lately it was checked; as one comparable text. */
function worthAlone(o: Opportunity): string {
  const known = [
    o.ages.min,
    o.ages.max,
    o.cost.free,
    o.cost.from,
    o.times.some((t) => t.day !== undefined) || undefined,
    o.places.some((p) => p.position !== undefined) || undefined,
    o.url,
    o.email,
    o.phones[0],
    o.description.length > 100 || undefined,
  ].filter((fact) => fact !== undefined).length
  return `${String(known).padStart(2, '0')} ${o.lastChecked ?? '0000-00-00'}`
}
