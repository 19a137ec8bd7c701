import type { FurtherAges } from './further-ages.ts'
import { readFurtherAges } from './further-ages.ts'
import { withoutBeside } from './beside-the-whole.ts'
import { isCounted } from './counted.ts'
import { isRuleForSome } from './rules-for-some.ts'
import { withoutHours } from './hours-not-ages.ts'
import { withoutMissingTeams } from './missing-teams.ts'
import { NAMED_AGES } from './named-ages.ts'
import { withFigures } from './number-words.ts'
import { readAdults } from './read-adults.ts'
import type { FoundAges } from './read-school-years.ts'
import { findRefused, refusesChildren, withoutRefused } from './read-refused-ages.ts'
import { findSchoolYears } from './read-school-years.ts'
import { withoutSentElsewhere } from './sent-elsewhere.ts'
import { adultsAlone, withLimits } from './several-ages.ts'

/** Ages as people write them in descriptions. All patterns are linear: no nested repetition. */

export interface ReadAges {
  readonly min?: number
  readonly max?: number
  /** Some may be older than all others. */
  readonly further?: FurtherAges
}

const OLDEST = 99
/** In law a child is under 18. */
const GROWN_UP = 18
/** Words before an age that say it is someone else's: "volunteers must be 18". */
const SOMEONE_ELSE =
  /\b(?:volunteers?|leaders?|coach(?:es)?|staff|instructors?|trustees?|helpers?|drivers?|tutors?|mentors?|hirers?|bookings? by|supervis\w+ by|accompanied by|with an adult|responsible)\b(?! (?:to|for|with) (?:young|children|teen))[^.]{0,40}$|(?<!young |teen |teenage |adult |unpaid |^|[.!?\n] ?|for )\b(?:parents?|carers?)\b[^.,]{0,25}$/
/** "Parents must stay with children under 8" is about them wherever it stands; "young parents must be" is not. */
const PARENTS_HAVE_TO =
  /(?<!\b(?:young|teen|teenage|adult|unpaid) )\b(?:parents?|carers?|guardians?|mums|dads)\b(?: (?:of|and|or|&|\/|carers?|guardians?|dads|kids|children|those|aged))*(?: (?:must|should|need to|have to|has to|are (?:asked|required|expected) to)(?! be\b)| (?:stay|remain|accompany|supervise)\b)[^.]{0,40}$/
/** Words before an age that make it a price: "free to under 16s". */
const A_PRICE =
  /(?:£\s*|\bcharge\s*|\bno fees\s*|£[\d.]+ for (?=[^.]*$)|\b(?:free|half price|discounts?|cheaper|reduced|no (?:charge|fees?|cost)) (?:to|for|if)\s*(?:all |anyone |everyone |those |you(?:'re| are) )?)$/
/** Words after an age that make it a rule within a wider group: "under 16s must be accompanied", "under 18s free". */
const WITHIN_GROUP =
  /^\s*,?\s*(?:\(?(?:must|need|needs|should|bring|sign|come with|come in|on their own|unaccompanied|can come|have to|require|are required|will need|free|go free|get in free|half|discount|pay|price|accompanied|to be accompanied|to volunteer|are free|cost|come free|with an adult|only if|\)? ?can (?:work towards|train as|earn|help (?:out|run|with))\b|by arrangement|by appointment|at our discretion))/
/** A price after a limit is whose price it is ("under 16s £2"); after a range it is what they pay whom it is for. */
const PRICE_AFTER =
  /^\s*,?\s*(?:and (?:students|seniors|concessions) )?:?\s*\(?(?:£|\d+p\b|\d+ (?:quid|pounds?|pence)\b|\d{1,2}[.]\d\d\b(?!\s*(?:to|-|–|am|pm|start|until|till)))/
const NOT_YEARS =
  /^\s*(?:people|places|members|groups|sessions|activities|volunteers|clubs|organisations|families|partners|schools|hours?|mins?|minutes?|weeks?|months?|days|%|percent|miles|km|pm|am|years? (?:of|experience|ago)|years?'? experience|(?:local |small )?(?:businesses|companies|charities)|books|titles|routes|locations|venues|courses|different|ways|services|classes|tables|other|more|participants|countries|staff|times|acres|metres|m\b)/
const PLUS = /(\d{1,2})\s*plus\b/g

const N = String.raw`(\d{1,2})`
const OLD = String.raw`(?:\s*-?\s*(?:years?|yrs?|y\/?o|yr)(?:[\s-]+olds?)?|\s*s\b|\s*-?year-?olds?)`
const TH = String.raw`(?:st|nd|rd|th)`
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
/** Limits that are not reached: "under 12s" are eleven at most. */
const BEFORE_IT = /^u(?:nder|-?\d)|birthday$|^not yet|^below|^younger/
const BARE_IN_NAME = new RegExp(String.raw`\b${N}\s*[-–]\s*${N}\b`, 'g')
/** "Group size 10-15", "December 14-18". */
const A_COUNT_OR_DATE =
  /\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|sizes?|max(?:imum)?|ratios?|capacity|numbers?|(?:groups?|class(?:es)?|teams?) of)(?: (?:is|are|of|from|about|around|usually))*[,:]? ?$/
/** Clock times end by 12; nobody writes "11-90". */
const BARE_LIMITS = { lowest: 4, past: 12, highest: 30 } as const
/** Both of them large: no clock, and no group's size. */
const WORKING = { from: 16, until: 60 } as const

const AT_LEAST: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:aged?|ages)\s*:?\s*(?:from |over |above )?(?:the age of )?${N}\s*\+`, 'g'),
  new RegExp(
    String.raw`(?<![\d£.,])\b${N}${OLD}?\s*\+(?=\s*(?:$|[.,;()\]/!]|only|years?|yrs?|year|and|yo\b|s\b|(?:who|with|living|in|of (?:any|all)|to (?:join|attend|enter|come|take part))\b))`,
    'g',
  ),
  new RegExp(String.raw`\b(?:an? |of |and )${N}${OLD}?\s*\+(?=\s[a-z])`, 'g'),
  new RegExp(
    String.raw`\b(?:for|over|strictly|aged|ages|open to|adults|people|everyone|anyone|suitable for|seniors?)\s*\(?${N}\s*\+`,
    'g',
  ),
  new RegExp(String.raw`\b(?:aged |ages |age |for )?overs?[\s-]+(?:the age of )?${N}['’]?s?\b`, 'g'),
  new RegExp(
    String.raw`\b(?:aged? )?${N}${OLD}?(?:\s*of age)?\s*(?:and|or|&)\s*(?:over|above|older|up|upwards)\b`,
    'g',
  ),
  new RegExp(String.raw`\b(?:aged?|ages|from(?: age)?) ${N}${OLD}? (?:up|upwards|onwards)\b`, 'g'),
  new RegExp(String.raw`\b${N}${OLD} (?:up|upwards|onwards)\b`, 'g'),
  new RegExp(
    String.raw`\b(?:no|not (?:suitable|open|right|appropriate)(?: for)?(?: to)?|unsuitable for|nobody|no one)\s+(?:children |anyone |people |those )?(?:under|younger than|below)[\s-]+(?:the age of )?${N}['’]?s?\b`,
    'g',
  ),
  new RegExp(String.raw`\bmin(?:imum)?\.?\s*age(?:\s*(?:is|of|limit))?\s*:?\s*(?:is\s*)?${N}${OLD}?\b`, 'g'),
  new RegExp(
    String.raw`\b(?:must|need to|have to|has to|should) be (?:at least |over |aged )?(?:the age of )?${N}${OLD}?(?:\s*(?:or|and) (?:over|older|above))?\b`,
    'g',
  ),
  new RegExp(String.raw`\bat least ${N}(?: years? (?:old|of age)|\s*yrs)`, 'g'),
  new RegExp(String.raw`\b(?:from|above|older than) (?:the )?age (?:of )?${N}\b`, 'g'),
  new RegExp(String.raw`\bfrom ${N}\s*(?:years?|yrs?)\b`, 'g'),
  new RegExp(String.raw`\b(?:juniors|minis|cadets) from ${N}\b(?=\s*(?:[,;.)]|$|and\b))(?!\.\d)`, 'g'),
  new RegExp(
    String.raw`\b(?:anyone|anybody|everyone|people|those|(?:by|on) your ?(?:self|own)|any nationality,) from ${N}\b(?=\s*(?:$|[.,;!)]|and (?:up|over)|who |with |in ))(?!\.\d)`,
    'g',
  ),
  new RegExp(String.raw`(?<=(?:^|[.,;!(\n])\s*)${N} (?:upwards|and upwards|onwards)\b`, 'g'),
  new RegExp(String.raw`\b(?:from|after|past) (?:the|your|their|a) ${N}${TH} birthday`, 'g'),
  new RegExp(String.raw`\bat least ${N} (?:on|by) (?:the )?(?:\d|january|may|august|september)`, 'g'),
]
const AT_MOST: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:up to|until|till|before|up until)(?: the| your| their| a| a young person's)? ${N}${TH} birthday`,
    'g',
  ),
  new RegExp(String.raw`\bnot yet (?:turned |reached )?${N}\b`, 'g'),
  new RegExp(
    String.raw`(?<!\b(?:no|not|suitable for|nobody|no one|not for anyone|children) )\b(?:below|younger than) (?:the age of )?${N}\b(?!\s*(?:%|°|degrees|metres))`,
    'g',
  ),
  new RegExp(
    String.raw`(?<!\b(?:no|not|suitable for|suitable for children|nobody|anyone|no one|from|play at|mixed (?:up )?(?:to|until|till)) )\b(?:unders?[\s-]+(?:the age of )?|u-?)${N}['’]?s?\b`,
    'g',
  ),
  new RegExp(String.raw`\bup to (?:the )?(?:age|ages) (?:of )?${N}\b`, 'g'),
  new RegExp(
    String.raw`(?<!\b(?:free|half|fares?|prices?|must|cheaper|reduced|discount\w*)\b[^.!?\n]{0,40})\b(?:people|children|anyone|anybody|everyone|kids|teenagers|teens|youngsters|those|girls|boys|students|pupils|year \d{1,2})(?: aged)? up to ${N}\b(?=\s*(?:$|[.,;!)]|and |or |who |in |with |can |may ))(?!\.\d)`,
    'g',
  ),
  new RegExp(String.raw`\bup to ${N}\s*(?:years?|yrs?)[\s-]*(?:old|of age)`, 'g'),
  new RegExp(String.raw`\b${N}${OLD}?\s*(?:and|or|&) (?:under|younger|below)\b`, 'g'),
  new RegExp(String.raw`\bmax(?:imum)?\.?\s*age(?:\s*(?:is|of|limit))?\s*:?\s*${N}${OLD}?\b`, 'g'),
]

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
  for (const pattern of RANGES) {
    for (const match of text.matchAll(pattern)) {
      const [min, max] = [Number(match[1]), Number(match[2])]
      const found = { min, max, at: match.index, length: match[0].length }
      if (min >= max || max > OLDEST || !stands(text, found)) continue
      yield found
    }
  }
  yield* findSchoolYears(text)
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

/** "From your 16th birthday you come off junior gym". */
const OUTGROWN =
  /^,? (?:you|they) (?:come off|move (?:up|on)|leave|are too old|finish|graduate|have to leave|need (?:the |an? )?adult)/

function* findLimits(
  text: string,
  ranges: readonly FoundAges[],
  refused: readonly FoundAges[],
): Generator<FoundAges> {
  // "For over 25s" may begin before "over 25s", who are turned away.
  const inRange = (at: number, end: number) =>
    ranges.some((r) => r.at <= at && at < r.at + r.length) ||
    refused.some((r) => r.at < end && at < r.at + r.length)
  for (const [patterns, side] of [
    [AT_LEAST, 'min'],
    [AT_MOST, 'max'],
  ] as const) {
    for (const pattern of patterns) {
      for (const match of text.matchAll(pattern)) {
        const age = Number(match[1])
        const found = { at: match.index, length: match[0].length }
        const isPrice = PRICE_AFTER.test(
          text.slice(match.index + match[0].length, match.index + match[0].length + 30),
        )
        // A limit by a birthday is never that of the parents, schools and doctors who may refer.
        const isTheirs = match[0].endsWith('birthday') || stands(text, found)
        if (inRange(found.at, found.at + found.length) || age < 2 || age > OLDEST) continue
        if (isPrice || !isTheirs || isCounted(text, match)) continue
        if (OUTGROWN.test(text.slice(found.at + found.length))) {
          yield { ...found, max: age - 1 }
          continue
        }
        if (side === 'max' && isRuleForSome(text, found)) continue
        // "Under 12s" are eleven at most; "12 and under" may be twelve.
        const limit = side === 'max' && BEFORE_IT.test(match[0]) ? age - 1 : age
        yield { ...found, [side]: limit }
      }
    }
  }
}

function stands(text: string, found: { at: number; length: number }): boolean {
  const before = text.slice(Math.max(0, found.at - 60), found.at)
  const after = text.slice(found.at + found.length, found.at + found.length + 40)
  return (
    !SOMEONE_ELSE.test(before) &&
    !PARENTS_HAVE_TO.test(before) &&
    !WITHIN_GROUP.test(after) &&
    !NOT_YEARS.test(after) &&
    !A_PRICE.test(before)
  )
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
