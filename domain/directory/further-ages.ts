/** How old some may be who are older than all others may, and the concept that they belong to. */
export interface FurtherAges {
  readonly max: number
  readonly for: string
}

const OLD = String.raw`(?:'?s|(?: |-)?years?(?:[ -]olds?)?| ?yrs?)?`
const RANGE = String.raw`\d{1,2}(?:'?s)?\s*(?:-|–|to|and)\s*\d{1,2}${OLD}`
/** "11-19s (up to 25 for young people with SEND)", "13-19, or up to 25 if you have an EHCP". */
export const BEYOND_THE_RANGE = new RegExp(
  String.raw`(?:(?<=${RANGE}[,;]? ?(?:or |and |but |extended )?)up to |(?<=\d${OLD} ?\((?:or |and |but |extended )?)(?:up )?(?:to )?)(?:the )?(?:age (?:of )?)?(\d\d)${OLD},? (?:(?:for|with|if|when)\b|w\/)([^.!?\n)]*)`,
  'gi',
)
const WHO: readonly (readonly [concept: string, words: RegExp])[] = [
  ['care-experience', /\bcare[- ](?:leav|experienc)|\blooked[- ]after|\bin care\b/],
  [
    'disability',
    /\b(?:sen|send|disab\w+|ehcps?|education,? health|autis\w+|learning difficult\w+|(?:additional|special|support|complex|extra)(?: \w+)? needs)\b/,
  ],
]

/** Who may come in a text of small letters beyond the age of `max`, and until when. */
export function readFurtherAges(text: string, max: number): FurtherAges | undefined {
  for (const [, age, whoever = ''] of text.matchAll(BEYOND_THE_RANGE)) {
    const group = WHO.find(([, words]) => words.test(whoever))
    if (group && Number(age) > max) return { max: Number(age), for: group[0] }
  }
  return undefined
}
