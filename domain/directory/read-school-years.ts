import type { ReadAges } from './read-ages.ts'

export interface FoundAges extends ReadAges {
  readonly at: number
  readonly length: number
}

/**
 * The ages of school stages: England and Wales' year n is n + 4 to n + 5; Northern Ireland's, a year earlier, is n + 3 to n + 4; in
 * Scotland P n is n + 3 to n + 5 and S n is n + 10 to n + 12, since children may begin at four and a half or five and a half.
 */
const STAGES = {
  year: { from: 4, to: 5, last: 13 },
  irish: { from: 3, to: 4, last: 14 },
  primary: { from: 3, to: 5, last: 7 },
  secondary: { from: 10, to: 12, last: 6, oldest: 18 },
} as const

/** The age at which secondary school begins. */
const SECONDARY = 11

const AND = String.raw`\s*(?:-|–|to|and|&|,|\/)\s*`
const YEAR = String.raw`(?:school )?(?:years?|yrs?\.?)`
const YEARS = new RegExp(
  String.raw`\b${YEAR} ?(\d{1,2})(?:${AND}(?:${YEAR} ?)?(\d{1,2}))?(?:${AND}(?:${YEAR} ?)?(\d{1,2}))?(\s*\+| (?:and|or) (?:above|over|up|older)| upwards| onwards)?(?!\d|\s*(?:of|old|-old|olds|ago|years?)\b)`,
  'g',
)
/** "Y10-Y13", "y7 to y9", "Y12 students". */
const SHORT_YEARS = new RegExp(String.raw`\by(\d{1,2})(?:${AND}y?(\d{1,2}))?()(\s*\+)?(?![\d:]|\.\d)`, 'g')
const NOT_A_SCHOOL_YEAR =
  /(?:\d|\bevery|\bper|\blast|\bthis|\bnext|\beach|\ba|\bfinancial|\bthe past|\bover|\bfor)\s*$/
/** "Up to Year 11" is an end, and "secondary pupils up to Year 11" from eleven. */
const UP_TO_YEAR =
  /(?<!\b(?:free|half|price|charge|cheaper|for adults)\b[^.!?\n]{0,30})\b(secondary (?:school )?)?(?:pupils|students) up to(?: and including)? $/
/** "You don't have to be in Year 9 or above". */
const NOT_NEEDED = /(?:\bnot|n't|\bnever|\bno) (?:have|need)(?: to be)?(?: in)? ?$/
/** "Must be in Year 9 or above", of all: not "Year 9 or above can come on the trip". */
const OR_ABOVE = /\bor (?:above|over|up|older)$/
const OF_ALL =
  /(?:^|[.!?\n;]\s*)(?:(?:(?:you|everyone|members|they|children|young people|all) )?(?:must|needs? to|have to|has to) be (?:in )?|(?:(?:we are|we're|it is|it's) )?(?:open to|only for|for) (?:(?:anyone|everyone|those|children|young people|pupils|students) )?(?:in )?)$/
const FOR_SOMETHING =
  /^[^.!?\n]*\b(?:can|may|to|for|on|if|trips?|tours?|camps?|alone|lead|help)\b(?<!\bable to)/
/** "From Year 8" is a beginning; a single year in passing ("if you are in Year 8") is no limit. */
const FROM_YEAR = /\b(?:from|above|over|at least|starting in|join in)\s*$/
const ONLY_YEAR = /\b(?:for|only|all)\s*$/
const ITS_PUPILS = /^\s*(?:pupils|students|girls|boys|young people|only\b|children)/
const NORTHERN_IRELAND = /\bnorthern ireland\b|\bpost-primary\b|\bbt\d{1,2}\b|\byear 14\b/

const SCOTS = new RegExp(
  String.raw`(?<![a-z\d£-])(?:(p|s)|(primary|secondary) )([1-7])(?:${AND}(?:(p|s)|(primary|secondary) )?([1-7]))?(\s*\+| (?:and|or) (?:above|over|up|older)| upwards| onwards)?(?![\d:]|\s*\d[a-z]{2}\b|-\d)`,
  'g',
)
/** "S1" is a postcode in Sheffield, and "Primary 1" a box on a form: one alone needs its pupils beside it. */
const SHEFFIELD = /\bsheffield\b/

/** School years, P and S stages in a text of small letters. */
export function* findSchoolYears(text: string): Generator<FoundAges> {
  yield* years(text)
  yield* scots(text)
}

function* years(text: string): Generator<FoundAges> {
  const stage = NORTHERN_IRELAND.test(text) ? STAGES.irish : STAGES.year
  for (const pattern of [YEARS, SHORT_YEARS]) {
    for (const match of text.matchAll(pattern)) {
      const first = Number(match[1])
      const last = Number(match[3] || match[2] || match[1])
      if (first < 1 || last > stage.last || first > last) continue
      const before = text.slice(Math.max(0, match.index - 12), match.index)
      const after = text.slice(match.index + match[0].length)
      if (NOT_A_SCHOOL_YEAR.test(before) && !(ONLY_YEAR.test(before) && !/\d\s*$/.test(before))) continue
      if (NOT_NEEDED.test(text.slice(Math.max(0, match.index - 24), match.index))) continue
      if (isForSome(text, match)) continue
      const alone = match[2] === undefined
      const upTo = alone ? UP_TO_YEAR.exec(text.slice(0, match.index)) : null
      if (upTo) {
        const at = { at: match.index, length: match[0].length }
        yield { ...(upTo[1] === undefined ? {} : { min: SECONDARY }), max: last + stage.to, ...at }
        continue
      }
      const open = match[4] !== undefined || (alone && FROM_YEAR.test(before))
      if (alone && !open && !ONLY_YEAR.test(before) && !ITS_PUPILS.test(after)) continue
      const at = { at: match.index, length: match[0].length }
      yield { min: first + stage.from, ...(open ? {} : { max: last + stage.to }), ...at }
    }
  }
}

/** Whether "Year 9 or above" is no rule for all. */
function isForSome(text: string, { index, 0: said }: RegExpExecArray): boolean {
  if (!OR_ABOVE.test(said)) return false
  return (
    !OF_ALL.test(text.slice(Math.max(0, index - 60), index)) ||
    FOR_SOMETHING.test(text.slice(index + said.length))
  )
}

function* scots(text: string): Generator<FoundAges> {
  for (const match of text.matchAll(SCOTS)) {
    const [, letter, word, first, toLetter, toWord, last, up] = match
    if (isForSome(text, match)) continue
    const from = stageOf(letter ?? word)
    const to = toLetter === undefined && toWord === undefined ? from : stageOf(toLetter ?? toWord)
    const after = text.slice(match.index + match[0].length)
    const alone = last === undefined
    if (alone && up === undefined && !ITS_PUPILS.test(after)) continue
    if (from === STAGES.secondary && SHEFFIELD.test(text)) continue
    const [low, high] = [Number(first), Number(last ?? first)]
    if (low > from.last || high > to.last || (from === to && low > high)) continue
    const max = Math.min(high + to.to, STAGES.secondary.oldest)
    const open = up !== undefined
    yield { min: low + from.from, ...(open ? {} : { max }), at: match.index, length: match[0].length }
  }
}

const stageOf = (written: string | undefined) =>
  written === 's' || written === 'secondary' ? STAGES.secondary : STAGES.primary
