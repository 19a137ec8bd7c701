import { sentences } from '../directory/plain-text.ts'

/** Young people, however they are called, at the beginning of who may come. */
const YOUNG_FIRST =
  /^(?:(?:only |open )?(?:for|to) )?(?:all |any |local |the )?(?:children|young people|young adults|teenagers|teens|youth|families|pupils|students|(?:anyone|everyone|people) aged)\b/i
/** Who comes along with them: "and professionals who work with them". */
const COMPANY =
  /(?:,? (?:and|or|with)|,| &) (?:their |the )?(?:parents?|carers?|families|guardians|professionals|practitioners|staff|teachers)\b.*/i
/** What some of them have beside the rest: "free for young carers", "support for disabled young people is available". */
const ASIDE =
  /\b(?:free|discount\w*|priority|reduced|cheaper|half[- ]price)\b|\b(?:help|support)\b.*\b(?:available|arranged|offered|given|provided|on request)\b/i
const NAMES_YOUNG = /\b(?:young people|children|teenagers|teens|ages?|aged|\d{1,2} ?(?:-|–|to) ?\d{1,2})\b/i

/** What a text on who may come says of them, without who comes along and what some of them get. */
export function withoutCompany(whoMayCome: string): string[] {
  const told = sentences(whoMayCome)
  return told
    .filter((s, n) => !ASIDE.test(s) || !told.some((other, m) => m !== n && NAMES_YOUNG.test(other)))
    .map((s) => (YOUNG_FIRST.test(s) ? s.replace(COMPANY, '') : s))
}

/** Grown-ups alone: "Parents and carers of disabled children", and not "Parents are welcome to stay". */
const GROWN_UPS =
  /^(?:parents?|carers?|mums|dads|adults|grandparents|kinship|foster|professionals|practitioners|teachers)\b(?!.*\b(?:are|is|can|may|must|needs?|should|will|wish|have to|welcome)\b)/i
const FOR_THEM = /^(?:only |just |open )?(?:for|to)\b/i
const NOT_FOR = /^(?:not|no)\b/i

/** Those of its sentences that say whom it is for, and not what else holds for them. */
export function whomItIsFor(whoMayCome: string): string[] {
  const told = withoutCompany(whoMayCome)
  return told.filter((s) => !NOT_FOR.test(s) && (told.length === 1 || FOR_THEM.test(s) || GROWN_UPS.test(s)))
}

/** So short a sentence on who may come is an audience: "For professionals". */
const SHORT = 6
const NOT_ONLY = /\b(?:all|any\w*|every\w*|includ\w+|or|also|too|as well|no|not|unless|by|from)\b/i

/** Such sentences as are nothing but an audience. */
export const onlyFor = (whoMayCome: string): string[] =>
  whomItIsFor(whoMayCome).filter((s) => !NOT_ONLY.test(s) && s.split(/\s+/).length <= SHORT)
