import type { FurtherAges } from './further-ages.ts'
import { readFurtherAges } from './further-ages.ts'
import { withoutBeside } from './beside-the-whole.ts'
import { N, OLD, OLDEST } from './age-words.ts'
import { withoutHours } from './hours-not-ages.ts'
import { withoutMissingTeams } from './missing-teams.ts'
import { NAMED_AGES } from './named-ages.ts'
import { withFigures } from './number-words.ts'
import { readAdults } from './read-adults.ts'
import { findLimits } from './read-age-limits.ts'
import type { FoundAges } from './read-school-years.ts'
import { findRefused, refusesChildren, withoutRefused } from './read-refused-ages.ts'
import { findSchoolYears } from './read-school-years.ts'
import { withoutSentElsewhere } from './sent-elsewhere.ts'
import { adultsAlone, withLimits } from './several-ages.ts'
import { isTheirs } from './whose-age.ts'

/** Ages as people write them in descriptions. All patterns are linear: no nested repetition. */

export interface ReadAges {
  readonly min?: number
  readonly max?: number
  /** Some may be older than all others. */
  readonly further?: FurtherAges
}

/** In law a child is under 18. */
const GROWN_UP = 18
const PLUS = /(\d{1,2})\s*plus\b/g

const DASH = String.raw`\s*(?:-to-|-|–|—|to|and|until|up to|through to|till|&)\s*`

const RANGES: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:aged|ages?|age range|age group)[:\s]*(?:from|between|of)?\s*${N}${OLD}?${DASH}${N}\b`,
    'g',
  ),
  new RegExp(String.raw`\b(?:between )?${N}${OLD}?${DASH}${N}${OLD}`, 'g'),
  new RegExp(String.raw`\b(?:the|our) ${N}${DASH}${N} (?:group|club|team|squad)s?\b`, 'g'),
  new RegExp(String.raw`\b(?:between|from) (?:the ages? of )?${N}${DASH}${N} (?:years?|yrs?)`, 'g'),
  new RegExp(
    String.raw`\b(?!(?:brothers|sisters|siblings) \d+ and\b)(?:young people|children|girls|boys|kids|teenagers|teens|juniors?|minis|youths?|youth club|youth group|young adults|young women|young men|adults|people|seniors?|pupils|students|anyone|everyone|lads|lasses|sisters|brothers|siblings|mums|mams|dads|singles|fellas|men|women|questioning|members|players|learners|those|toddlers|aged|yp|[a-z]{2,12}ers|poles)\s*[,:(]*\s*(?:who are |aged |ages |from |between |of )*${N}${DASH}${N}\b(?!\s*(?:pm|am|:|\.\d|weeks|minutes|hours|sessions|places))`,
    'g',
  ),
]
/** A range by itself: in brackets, or alone on its line. Clock times are ruled out by its size. */
const BARE: readonly RegExp[] = [
  new RegExp(String.raw`\(\s*${N}\s*(?:[-–]|to)\s*${N}\s*\)`, 'g'),
  new RegExp(String.raw`^\s*${N}\s*[-–]\s*${N}\s*$`, 'gm'),
  new RegExp(
    String.raw`(?=\d)(?<=[a-z,;:.] ?)(?<!\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,7},? ?|\b(?:years?|at|room|from) )\b${N}\s*(?:[-–]|to)\s*${N}(?=\s*(?:[,;.?!)]|$|and\b|:\s[a-z]|\((?:up to )?\d\d\b))(?!\.\d)`,
    'gm',
  ),
]
/** "Referral criteria: 18-65 with a GP": its size makes it ages whatever stands behind it. */
const WORKING_AGE =
  /(?<![\d£/–-] ?|\d[.,]|\b(?:at|rooms?|pages?|numbers?|nos?\.?|routes?|bus(?:es)?) )\b(1[68]|19|2[0-5])\s*(?:[-–]|to)\s*([6-9]\d)(?=\s*(?:[,;.?!)]|$|(?:and|with|who|living|in|only)\b))(?!\.\d)/gm
/** Whose ages stand in a price list, or are of a group beside the first: "Adult 18-64, £5". */
const FOR_OTHERS = /\b(?:adults?|parents?|carers?|seniors?)(?: [a-z]+){0,2} [(:]? ?$/
const YOUNGER = /\b(?:juniors?|teens?|teenagers?|youth|young people|children|under)[ -]?\(?\d/
const AROUND = 40
/** "From 13 up to 19". */
const FROM_TO = new RegExp(
  String.raw`\bfrom ${N} (?:right )?(?:up )?to ${N}\b(?!\s*(?:pm|am|:|minutes|hours|weeks|people|places|%))`,
  'g',
)
/** "Between 11 and 16". */
const BETWEEN = new RegExp(
  String.raw`\bbetween ${N} and ${N}\b(?!\s*(?:pm|am|:|\.\d|o'?clock|minutes|hours|weeks|months|people|young people|places|members|children|of us|sessions|%|km|miles))`,
  'g',
)
/** "10½ to 14": at ten and a half one is ten. */
const HALF = /(\d)\s*½/g
const BARE_IN_NAME = new RegExp(String.raw`\b${N}\s*[-–]\s*${N}\b`, 'g')
/** "Group size 10-15", "December 14-18". */
const A_COUNT_OR_DATE =
  /\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|sizes?|max(?:imum)?|ratios?|capacity|numbers?|(?:groups?|class(?:es)?|teams?) of)(?: (?:is|are|of|from|about|around|usually))*[,:]? ?$/
/** Clock times end by 12; nobody writes "11-90". */
const BARE_LIMITS = { lowest: 4, past: 12, highest: 30 } as const
/** Both of them large: no clock, and no group's size. */
const WORKING = { from: 16, until: 60 } as const

/**
 * The ages a name and a description admit; absent when they say nothing. Several groups ("juniors 8-11, seniors 12-16") give the
 * range that spans them.
 */
export function readAges(name: string, description: string): ReadAges | undefined {
  const told = withFigures(`${name.toLowerCase()} .\n${ofVolunteers(name, description).toLowerCase()}`)
    .replace(PLUS, '$1+')
    .replace(HALF, '$1')
  const { text: teams, max: oldestTeam } = withoutMissingTeams(told)
  const text = withoutSentElsewhere(teams)
  const bare = [
    ...findBare(text, [...BARE, FROM_TO, BETWEEN, WORKING_AGE]),
    ...findBare(name.toLowerCase(), [BARE_IN_NAME]),
  ]
  const inWords = [...findRanges(text), ...findNamed(text)]
  const ranges = withoutBeside(text, [...inWords, ...withoutOthers(text, bare, inWords)])
  const refused = [...findRefused(teams)]
  const limits = [...findLimits(text, ranges, refused)]
  const admitted =
    admittedBy(text, withoutHours(text, ranges, limits), limits) ??
    readAdults(name.toLowerCase(), withoutSentElsewhere(withFigures(description.toLowerCase())))
  const taken = withOldest(withoutRefused(admitted, refused), oldestTeam)
  const ages = isOpenToChildren(taken) && refusesChildren(told) ? { ...taken, min: GROWN_UP } : taken
  const further = ages?.max === undefined ? undefined : readFurtherAges(text, ages.max)
  return further ? { ...ages, further } : ages
}

/** Where volunteering is what there is to do, the ages of volunteers are its own: "Volunteers must be 16 or over". */
const ofVolunteers = (name: string, description: string): string =>
  /\bvolunteer(?!s? (?:needed|wanted))/i.test(name)
    ? description.replace(
        /\b(?:our |all )?volunteers?(?= (?:must|need|needs|should|have to|has to|are|aged?|from)\b)/gi,
        'people',
      )
    : description

/** A text's bare ranges without those of grown-ups who are named beside young people, in a price list or with a group of their own. */
function withoutOthers(
  text: string,
  bare: readonly FoundAges[],
  inWords: readonly FoundAges[],
): readonly FoundAges[] {
  const kept = bare.filter(
    ({ at, min = 0 }) => min < WORKING.from || !FOR_OTHERS.test(text.slice(Math.max(0, at - AROUND), at)),
  )
  return kept.length > 0 || inWords.length > 0 || YOUNGER.test(text) ? kept : bare
}

/** With nobody older than those who have a team. */
const withOldest = (ages: ReadAges | undefined, max = OLDEST): ReadAges | undefined =>
  max < (ages?.max ?? OLDEST) && max >= (ages?.min ?? 0) ? { ...ages, max } : ages

/** Whether no youngest age was named where children could be. */
const isOpenToChildren = (ages: ReadAges | undefined): boolean =>
  ages?.min === undefined && (ages?.max ?? OLDEST) >= GROWN_UP

function admittedBy(
  text: string,
  ranges: readonly FoundAges[],
  limits: readonly FoundAges[],
): ReadAges | undefined {
  const range = span(ranges)
  if (range) return withLimits(text, range, ranges, limits)
  const min = lowest(limits.map((l) => l.min))
  const max = highest(limits.map((l) => l.max))
  // "Over 8s and under 12s" is one group.
  if (min !== undefined && max !== undefined) return min <= max ? { min, max } : adultsAlone(text, limits)
  if (min !== undefined) return { min }
  return max === undefined ? undefined : { max }
}

/** "Aged four to under eleven". */
const TO_UNDER = new RegExp(String.raw`\b(?:aged?|ages|from) ${N} to under ${N}\b`, 'g')
/** "For 10-, 11- and 12-year-olds". */
const LISTED = new RegExp(
  String.raw`\b${N}(?:-?,? ?\d{1,2}){0,3}-?,? (?:and|or) ${N}[- ]years?[- ]olds?\b`,
  'g',
)
/** "From six weeks to three years", "birth to five". */
const FROM_BIRTH = new RegExp(
  String.raw`\b(?:(?:from )?birth|newborns?|from \d{1,2} (?:weeks|months)) (?:old )?(?:to|until|up to) ${N}\b(?!\s*(?:weeks|months))`,
  'g',
)

function* findWorded(text: string): Generator<FoundAges> {
  const found = (m: RegExpMatchArray, min: number, max: number) => ({
    min,
    max,
    at: m.index ?? 0,
    length: m[0].length,
  })
  for (const m of text.matchAll(TO_UNDER)) yield found(m, Number(m[1]), Number(m[2]) - 1)
  for (const m of text.matchAll(LISTED)) yield found(m, Number(m[1]), Number(m[2]))
  for (const m of text.matchAll(FROM_BIRTH)) yield found(m, 0, Number(m[1]))
}

function* findRanges(text: string): Generator<FoundAges> {
  yield* [...findWorded(text)].filter(({ min = 0, max = OLDEST }) => min < max)
  const found: FoundAges[] = []
  for (const pattern of RANGES) {
    for (const match of text.matchAll(pattern)) {
      const [min, max] = [Number(match[1]), Number(match[2])]
      const range = { min, max, at: match.index, length: match[0].length }
      if (min < max && max <= OLDEST && isTheirs(text, range)) found.push(range)
    }
  }
  yield* found
  // "For 8 to 18s. Year 9 or above for the trip": a rule for some of them.
  const isWithin = ({ min = 0, max }: FoundAges): boolean =>
    max === undefined && found.some((range) => (range.min ?? 0) < min && min < (range.max ?? OLDEST))
  for (const years of findSchoolYears(text)) if (!isWithin(years)) yield years
}

function* findBare(text: string, patterns: readonly RegExp[]): Generator<FoundAges> {
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const [min, max] = [Number(match[1]), Number(match[2])]
      const highest = min >= WORKING.from && max >= WORKING.until ? OLDEST : BARE_LIMITS.highest
      if (min < BARE_LIMITS.lowest || max <= BARE_LIMITS.past || max > highest || min >= max) continue
      if (A_COUNT_OR_DATE.test(text.slice(Math.max(0, match.index - 30), match.index))) continue
      yield { min, max, at: match.index, length: match[0].length }
    }
  }
}

const IN_FIGURES = /^(?: and young adults)?,? \((?:aged )?\d{1,2}\s*(?:-|–|to)\s*\d{1,2}\)/

function* findNamed(text: string): Generator<FoundAges> {
  for (const { pattern, ages } of NAMED_AGES) {
    for (const match of text.matchAll(pattern)) {
      const found = { at: match.index, length: match[0].length }
      // "Teenagers and young adults (14 to 25)".
      if (!IN_FIGURES.test(text.slice(found.at + found.length))) yield { ...ages, ...found }
    }
  }
}

const lowest = (ages: readonly (number | undefined)[]): number | undefined => {
  const known = ages.filter((a) => a !== undefined)
  return known.length > 0 ? Math.min(...known) : undefined
}
const highest = (ages: readonly (number | undefined)[]): number | undefined => {
  const known = ages.filter((a) => a !== undefined)
  return known.length > 0 ? Math.max(...known) : undefined
}

function span(ranges: readonly FoundAges[]): ReadAges | undefined {
  if (ranges.length === 0) return undefined
  const min = lowest(ranges.map((r) => r.min))
  const open = ranges.some((r) => r.max === undefined)
  const max = open ? undefined : highest(ranges.map((r) => r.max))
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
}
