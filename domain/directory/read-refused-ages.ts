import type { ReadAges } from './read-ages.ts'
import type { FoundAges } from './read-school-years.ts'
import { AROUND, isOnlySo, OTHER_SERVICE_BEFORE, refusal, WHOEVER } from './refused.ts'
import { sentElsewhere } from './sent-elsewhere.ts'

const N = String.raw`(\d{1,2})`
/** A limit, and the youngest (or the oldest) that may come when those beyond it are turned away. */
const LIMITS: readonly { readonly pattern: RegExp; readonly left: (age: number) => ReadAges }[] = [
  {
    pattern: new RegExp(
      String.raw`\b(?:(?:unders?|below|younger than|not yet)[\s-]+(?:the age of |age |turned )?|u-?)${N}(?:'?s)?\b`,
      'g',
    ),
    left: (age) => ({ min: age }),
  },
  {
    pattern: new RegExp(String.raw`\b${N}s? (?:and|or|&) (?:under|younger|below)\b`, 'g'),
    left: (age) => ({ min: age + 1 }),
  },
  {
    pattern: new RegExp(
      String.raw`\b(?:overs?|above|older than)[\s-]+(?:the age of |age )?${N}(?:'?s)?\b`,
      'g',
    ),
    left: (age) => ({ max: age }),
  },
  {
    pattern: new RegExp(String.raw`\b${N}s? (?:and|or|&) (?:over|older|above)\b`, 'g'),
    left: (age) => ({ max: age - 1 }),
  },
]
const YOUNGEST = 2

/** "No one over 25"; not "no under 9s team", "no under 18s are turned away". */
const NOBODY = new RegExp(String.raw`\b(?:no|nobody|no-one) (?:one )?${WHOEVER}$`)
const A_TEAM =
  /^ (?:teams?|squads?|sections?|groups?|leagues?|(?:(?:are|is|will be|ever) )?(?:turned|refused|excluded))\b/

/** "Strictly no children, please". */
const NO_CHILDREN =
  /(?:^|[.!?,;(\n]\s*)(?:sorry,? |strictly |please,? )*(?:no|not for) (?:children|kids|minors)(?: or babies)?(?:,? (?:please|sorry|allowed|admitted|permitted))?(?=\s*(?:$|[.!;)\n]))/
const CHILDREN =
  /\b(?:children|kids|minors)(?:(?: and| or| &) young people)?(?=\s*(?:$|[.,!;)\n]| (?:are|will|cannot|can't|may|must)\b))/g
const SMALL_ONES = /\b(?:younger|young|smaller|small|little|tiny|unaccompanied) $/

/**
 * Limits by whom a text in small letters turns away or sends to somebody else, where the words for it stand: "under 18s are not
 * permitted" admits from 18.
 * Without `min` and `max` something is refused them, and not the group: that is no limit.
 */
export function* findRefused(text: string): Generator<FoundAges> {
  const elsewhere = sentElsewhere(text)
  for (const { pattern, left } of LIMITS) {
    for (const match of text.matchAll(pattern)) {
      const age = Number(match[1])
      const found = { at: match.index, length: match[0].length }
      const [before, after] = around(text, found)
      const nobody = NOBODY.test(before) && (isOnlySo(after) || A_TEAM.test(after) ? 'something' : 'refused')
      const isSent =
        OTHER_SERVICE_BEFORE.test(before) ||
        elsewhere.some(({ at, who }) => at <= found.at && found.at < at + who)
      const refused = isSent ? 'refused' : nobody || refusal(before, after)
      if (age >= YOUNGEST && refused !== undefined)
        yield refused === 'refused' ? { ...found, ...left(age) } : found
    }
  }
}

/** Whether a text in small letters turns children away, and not only young ones. It names no age: one that is named holds beside it. */
export function refusesChildren(text: string): boolean {
  if (NO_CHILDREN.test(text)) return true
  return [...text.matchAll(CHILDREN)].some((match) => {
    const [before, after] = around(text, { at: match.index, length: match[0].length })
    return !SMALL_ONES.test(before) && refusal(before, after) === 'refused'
  })
}

const around = (text: string, { at, length }: { at: number; length: number }): [string, string] => [
  text.slice(Math.max(0, at - AROUND), at),
  text.slice(at + length, at + length + AROUND),
]

/** What was read, less those who are turned away. Where nobody would be left, several groups are told of, and it stands. */
export function withoutRefused(
  read: ReadAges | undefined,
  refused: readonly FoundAges[],
): ReadAges | undefined {
  const mins = refused.flatMap((r) => r.min ?? [])
  const maxes = refused.flatMap((r) => r.max ?? [])
  if (mins.length + maxes.length === 0) return read
  const min = Math.max(read?.min ?? 0, mins.length > 0 ? Math.min(...mins) : 0)
  const max = Math.min(read?.max ?? Infinity, maxes.length > 0 ? Math.max(...maxes) : Infinity)
  if (min > max) return read
  return { ...(min > 0 ? { min } : {}), ...(max < Infinity ? { max } : {}) }
}
