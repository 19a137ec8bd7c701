import { sentences } from './plain-text.ts'
import { OPEN_TO_ALL } from './read-groups.ts'
import { AROUND, refusal } from './refused.ts'
import { withoutSideSessions } from './side-sessions.ts'

const GIRLS_NAME =
  /\b(?:brownies?|girlguiding|girl guides?|rainbows|guides|rangers|girls'? brigade|girls?'?|ladies|women'?s?|womens|sisters'? (?:circle|group|club|only|night|halaqa|swim\w*))\b/
/** Girlguiding's units, and whatever else is called so: a football club, who shows a museum. */
const GUIDE_UNIT = /\b(?:guides?|rangers?|rainbows|brownies?)\b/
const SAYS_GUIDING = /\b(?:girl ?guid\w+|guiding|brownies|guide units?)\b/
/** What only a unit has, and the ages of its girls. */
const UNIT_LIFE =
  /\b(?:promise|unit|brownies|rainbows|rangers)\b|(?:\bage[ds]?:?|\bguides) \(?(?:from |between )?10 ?(?:-|–|to|and) ?1[345]\b/
const SHOWS_THE_WAY =
  /\b(?:mountain|museum|tour|nature|trail|walking|climbing|city|town|heritage|fell) guides?\b/
/** A club that plays: "Moor Rangers FC". */
const PLAYS =
  /\brangers\b.*\b(?:a?fc|rfc|cc|hc|rlfc|(?:football|rugby|cricket|hockey|netball) club)\b(?! hall)|\ba?fc [a-z]* ?rangers\b/
const NUMBERED_GUIDES = /\b\d+(?:st|nd|rd|th)\b.*\bguides\b/
const BOYS_NAME =
  /\b(?:boys?'?|lads|men'?s|mens|men|brothers'? (?:circle|group|club|only|night|fit|halaqa))\b/
const BOTH =
  /\b(?:mixed|boys ?(?:and|or|&|\/|\+) ?girls|girls ?(?:and|or|&|\/|\+) ?boys|boys', girls|men (?:and|&) women|women (?:and|&) men|brothers (?:and|&|or) sisters|sisters (?:and|&|or) brothers|lads (?:and|&|or) (?:lasses|girls)|all genders|any gender|(?<!\b(?:closed|shut) to (?=everyone (?:else\b|but (?:women|girls|ladies|men|boys|lads)\b)))everyone|co-?ed|boys and young men, girls)\b/
const GIRLS_TEXT =
  /\bsisters(?:-| )only\b|\b(?:closed|shut) to (?:everyone|everybody) but (?:girls|women|ladies)(?: and (?:girls|women))?(?=\s*(?:[.;]|$))|\bfor (?:young |our |muslim )?sisters\b(?!,? (?:and |or |& )?(?:brothers|siblings|friends|parents|mums|dads)| of (?:disabled|autistic|ill|children|people|those|young)\b)|\bidentify as (?:a |an )?(?:girls?|wom[ae]n|young wom[ae]n|female)\b|\bno (?:men|boys|lads),? (?:please|allowed|this)|\bfemale [a-z]+ only\b|\b(?:girls?|women|ladies|female|females)(?:-| )only\b|\bonly (?:for |open to )?(?:girls|women|females)\b|\b(?:exclusively|just|solely) for (?:girls|women|young women)\b|\bfor (?:girls|young women|women and girls|girls and young women|women)\b(?! (?:and|or|&) (?:boys|men|young men))|(?<!without |no )\bgirls (?:aged|who|in (?:school )?years?) |\ball[- ]girls?\b|\ball[- ]female\b|\b(?:space|group|club|session|place|team) (?:for|of) (?:girls|young women|women)\b|\bgirls? and (?:young women|non-?binary)|\bfor (?:local |teenage |young )*girls\b(?! (?:and|or|&) (?:boys|men|young men))|\bfor any (?:girl|young woman)\b(?! or)|(?:^|[.!?\n]\s*)sisters \d\d ?(?:\+|to|-)|(?:^|[.!?\n]\s*)(?:girls|women|ladies) (?:(?:aged )?\d\d ?(?:\+|and|to|-)|u\d\d,)|\bopen to (?:women and girls|girls and (?:young )?women|(?:teenage |young )?(?:girls|women))\b(?! (?:and|or|&) (?:boys|men))|\b(?:girls|women|ladies)['’]?s?['’]? (?:leagues?\b(?= plus|,|\.|$| and a)|division)\b|\b(?:girls|women|ladies)'?s? (?:football|rugby|cricket|netball|boxing|basketball|hockey|coding|skate\w*|climbing|dance|gymnastics|fitness|gym|swim\w*|cycling|choir|group|club|team|squad|sessions?|class(?:es)?|hour|night)\b/
const BOYS_TEXT =
  /\b(?:brothers|gents)(?:-| )only\b|\b(?:closed|shut) to (?:everyone|everybody) but (?:boys|men|lads)(?: and (?:boys|men))?(?=\s*(?:[.;]|$))|\bfor (?:young |our |muslim )?brothers\b(?!,? (?:and |or |& )?(?:sisters|siblings|friends|parents|mums|dads)| of (?:disabled|autistic|ill|children|people|those|young)\b)|\b(?:exclusively|just|solely|only) for the (?:boys|lads|men)\b|\bno (?:girls|women|ladies),? (?:please|allowed|this)|\bmale [a-z]+ only\b|\b(?:boys?|men|male|males|lads)(?:-| )only\b|\bonly (?:for |open to )?(?:boys|men|males)\b|\b(?:exclusively|just|solely) for (?:boys|men|young men)\b|\bfor (?:boys|young men|boys and young men|men)\b(?! (?:and|or|&) (?:girls|women|young women))|(?<!without |no )\bboys (?:aged|who|in (?:school )?years?) |\ball[- ]boys?\b|\ball[- ]male\b|\b(?:space|group|club|session|place|team) (?:for|of) (?:boys|young men|men)\b|\bfor (?:local |teenage |young )*(?:boys|lads)\b(?! (?:and|or|&) (?:girls|women|young women))|\b(?:men and boys|boys and (?:young )?men) only\b|\bfor any (?:boy|lad|young man)\b(?! or)|(?:^|[.!?\n]\s*)brothers \d\d ?(?:\+|to|-)|(?:^|[.!?\n]\s*)(?:boys|men|lads) (?:(?:aged )?\d\d ?(?:\+|and|to|-)|u\d\d,)|\bopen to (?:boys|men and boys|boys and (?:young )?men)\b|\b(?:boys|men|lads)['’]?s?['’]? (?:leagues?\b(?= plus|,|\.|$| and a)|division)\b|\b(?:boys|men|lads)'?s? (?:football|rugby|cricket|netball|boxing|basketball|hockey|coding|skate\w*|climbing|dance|gymnastics|fitness|gym|swim\w*|cycling|choir|group|club|team|squad|sessions?|class(?:es)?|hour|night)\b/
/** "Ladies triples Thurs 11.30": who it is for is how it begins. */
const LADIES_FIRST =
  /^\W{0,3}(?:ladies'?|women's|womens|girls'|female) (?!(?:and|or|&|only if|who|have|are|is|can|may|in|were)\b)[a-z]/
const MEN_FIRST =
  /^\W{0,3}(?:men's|mens|lads'?|boys'|male) (?!(?:and|or|&|only if|who|have|are|is|can|may|in|were)\b)[a-z]/
const ALSO_SINGLE_SEX =
  /\b(?:also|as well as|plus|separate|including|includes|there is|there's|we have|we also|some|one of|additional|optional|a weekly|a monthly)\b[^.]{0,60}$|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?: mornings?| afternoons?| evenings?| nights?)? (?:is|are)\b[^.]{0,20}$/

const GIRL = String.raw`(?:girls|women|ladies|lasses|mums|mams|mothers|sisters|sistas|aunties|wives|daughters|widows|schoolgirls|mums-to-be|mams-to-be|females|lesbians|kaurs)`
const BOY = String.raw`(?:boys|men|gents|gentlemen|lads|dads|fathers|brothers|blokes|fellas|chaps|uncles|husbands|sons|males|singhs|schoolboys)`
const WORD = String.raw`[\p{L}\d'+&-]+`
/** "Girls and boys", "dads with their daughters", "mums, dads". */
const COUPLED = (a: string, b: string) =>
  String.raw`${a}(?:'s?)?(?:,| and| or| &|\/| with)+ (?:(?:their|the|young|little|non-?binary|other) ){0,2}(?:${b}|non-?binary|everyone|anyone|families|partners)`
const BOTH_SEXES = new RegExp(
  String.raw`\b(?:${COUPLED(GIRL, BOY)}|${COUPLED(BOY, GIRL)}|(?:kids|children|students|juniors|colts|firemen|partners|minis|toddlers),? (?:and )?(?:${GIRL}|${BOY}|women)|(?:${GIRL}|${BOY})(?:,| and) (?:kids|children|students|juniors|thirds|vets)|parents|families|mixed|either sex|all genders|gender irrelevant|husbands and wives)\b`,
  'u',
)
/** Who is told not to come, or comes in passing: another sex named so is none that comes. */
const IN_PASSING =
  /\b(?:no|not|without|nor|by|from|than|whose|who've a|their|her|his|your|our|a|violent|of|hurt by|frightened of)(?: [\p{L}'-]+){0,2}? (?:boys|men|gents|lads|dads|fathers|brothers|husbands|sons|blokes|girls|women|ladies|lasses|mums|mams|mothers|sisters|wives|daughters|aunties)\b|\b(?:boys|men|gents|gentlemen|lads|brothers|husbands|fellas|girls|women|ladies|sisters|wives)(?:'s?)?(?: [\p{L}'-]+){0,2}? (?:may|can|are kindly|are asked|wait|have (?:their|its|theirs)|sit separately|meet|session|have plenty|go next door|another day)\b/gu

const opens = (sex: string) =>
  new RegExp(
    String.raw`^["'(*•-]*(?!three|two|four|five|several|some|many|most|if|when|where|what|why|how|run|led|set|started|founded|named|by|our (?:tutor|coach)|as|photos?|portraits?)(?:(?!(?:with|of|for|from|by|to|in|on|at|need|than|we|also|there|have|has|run|separate)\b)${WORD},? ){0,4}?${sex}(?![\p{L}'])(?! (?:who (?:set this up)|set this up|who (?:run|lead|started|set up|founded|cook|teach)|from the [a-z]+ (?:farm|team|office)|beat|won|of the year|in (?:engineering|science|stem)))`,
    'u',
  )
const isFor = (sex: string) =>
  new RegExp(
    String.raw`\b(?:for|just|only|help|helps|support|supports|with other|where|group of|circle of|calling|by and for|open to)(?: (?:the|all|our|local|any|young|little|other|those|some))*(?: ${WORD}| u\d\d?,){0,4}? ${sex}(?![\p{L}'])|\bthis is (?:just |only )?(?:the|our) ${sex}(?:'s?)? (?:sections?|sides?|squads?|teams?)\b(?! and\b)|\b(?:just|only|strictly) (?:the |for )?${sex}\b|\b(?:a|an|the) (?:${WORD} ){0,3}?${sex}'s? (?:${WORD} )?(?:group|circle|club|choir|team|night|session|class|league|network|line|eleven-a-side)`,
    'u',
  )
const GIRLS_READ = { opens: opens(GIRL), isFor: isFor(GIRL), named: new RegExp(String.raw`\b${GIRL}\b`, 'u') }
const BOYS_READ = { opens: opens(BOY), isFor: isFor(BOY), named: new RegExp(String.raw`\b${BOY}\b`, 'u') }

/** "We also run a sisters-only hour", "a separate changing room", "on Wednesdays". */
const ONE_OF_SEVERAL =
  /\b(?:also|as well as|separate|there is an?|there's an?|we have an?|including|changing rooms?)\b|\bonly on [a-z]+days/u

/** By its subject: "Autistic women meet", "For lads with ADHD". */
function bySubject(text: string): 'girls' | 'boys' | undefined {
  if (OPEN_TO_ALL.test(text) || BOTH_SEXES.test(text)) return undefined
  const told = sentences(text).filter((s) => !ONE_OF_SEVERAL.test(s))
  const girls = told.some((s) => GIRLS_READ.opens.test(s) || GIRLS_READ.isFor.test(s))
  const boys = told.some((s) => BOYS_READ.opens.test(s) || BOYS_READ.isFor.test(s))
  if (girls === boys) return undefined
  const rest = text.replace(IN_PASSING, ' ')
  if ((girls ? BOYS_READ : GIRLS_READ).named.test(rest)) return undefined
  return girls ? 'girls' : 'boys'
}

/** Who comes as a parent asks for no group of one sex. */
const YOUNG_PARENTS =
  /\b(?:young|teen|teenage) (?:[a-z]+ ){0,2}?(?:mums?|mams?|dads?|mothers|fathers)\b|\b(?:mums|mams|dads|mothers|fathers)\b[a-z ,-]{0,30} under (?:\d\d|twenty)|\bpregnant or\b/u

/** "Mixed to under 11s, boys only from under 12s": whoever reads this is older than the mixed ones. */
const FROM_AN_AGE =
  /\b(girls|boys|lads)(?:-| )only (?:from|after|above|over) (?:the )?(?:unders?[ -]?|u-?|age (?:of )?|year )?(?:\d|1[0-3])s?\b/u

/** "Mixed to U11s, boys at U12 to U16", where nothing is said of older girls. */
const MIXED_TO =
  /\bmixed (?:up )?(?:to|until|till) (?:the )?(?:u|unders?[ -]?|age )-?(?:\d|1[0-2])s?\b[,;]? (?:and |then )*(girls|boys|lads)(?:'s?)? (?:only )?(?:at|from|after|above) (?:u|under|age|\d)(?![^]*\b(?:girls|women)\b[^.]*\bu)/u

/** "Girls group Thursdays, open session Fridays". */
const OPEN_AT_OTHER_TIMES =
  /days?\b[^.!?\n]{0,30}[,;] (?:and )?(?:an )?open (?:sessions?|nights?|evenings?|training|swims?|class(?:es)?)\b/u

/** Said of a thing that is only called so. */
const NOT_ONLY =
  /\b(?:mixed|all the family|gender|families|family [a-z]+|everybody|(?<!\b(?:closed|shut) to (?=everyone (?:else\b|but (?:women|girls|ladies|men|boys|lads)\b)))everyone|people's|women's|as welcome as|hire)\b/u

const HER = 'girls|women|ladies|lasses|females'
const HIM = 'boys|men|gents|gentlemen|lads|males'
const run = (sex: string) => String.raw`(?:${sex})(?:(?:,| and| or| &) (?:young )?(?:${sex}))*`
const EITHER = new RegExp(String.raw`\b(?:(${run(HER)})|${run(HIM)})\b(?! only\b|'s\b)`, 'g')
const NONE_BEFORE = /(?:^|[.!?,;(\n])\s*(?:sorry,? |strictly |please,? )*no $/
const NONE_BEHIND = /^(?:,? (?:please|sorry|allowed|admitted|permitted))?\s*(?:$|[.!;)\n])/

/** Who is turned away ("men are not permitted", "not for boys"), and the text without them. */
function turnedAway(text: string): { refused: ReadonlySet<'girls' | 'boys'>; rest: string } {
  const refused = new Set<'girls' | 'boys'>()
  const rest = text.replace(EITHER, (who: string, her: string | undefined, at: number) => {
    const before = text.slice(Math.max(0, at - AROUND), at)
    const after = text.slice(at + who.length, at + who.length + AROUND)
    const isNone = NONE_BEFORE.test(before) && NONE_BEHIND.test(after)
    if (!isNone && refusal(before, after) !== 'refused') return who
    refused.add(her === undefined ? 'boys' : 'girls')
    return 'they'
  })
  return { refused, rest }
}

const SENT = new RegExp(
  String.raw`(?<=^|[.!?;(\n]\s*|, (?=for ))(?:for |if you(?:'re| are) an? )?(?:the )?(?:(${HER}|girl|woman)|${HIM}|boy|man)(?:'s?)?(?: (?:teams?|sections?|sides?|players?|football|rugby|cricket|hockey|hurling|camogie))?[,:]?(?: (?:please|should|can|there is|there's|you can|have a look at))* (?:(?:see|visit|try|contact|check|join|look (?:at|for)|go to|head to) (?!us\b|you\b|here\b)|(?:have|are (?:listed|shown|found)) (?:under |on )?(?:(?:their|its) own|an?|our|the) ?(?:separate )?(?:page|listing|entry|section|club)\b|are listed separately)[^.!?\n]*`,
  'g',
)

/** "Our girls' section has folded": it tells of nobody who comes. */
const OF_ONE_SEX_GONE = new RegExp(
  String.raw`\b(?:(?:could not|couldn't|cannot|can't|unable to|not able to) (?:raise|run|field|form|get) (?:an?|our|any) (?:${HER}|${HIM})(?:'s?)? (?:sections?|teams?|sides?|squads?)\b|(?:our |the |an? )?(?:${HER}|${HIM})(?:'s?)? (?:sections?|teams?|sides?|squads?) (?:(?:has|have|had|sadly|now) )*(?:folded|disbanded|closed down|wound up)\b)[^.!?\n,;–]*?(?=\s*(?:[.!?\n,;–]|\b(?:and|but)\b|$))`,
  'gu',
)

/** A text without where it sends those of one sex, "for girls see our camogie section", and without what it has no more. */
function withoutSexSent(whole: string): string {
  const text = whole.replace(OF_ONE_SEX_GONE, '')
  const sent = new Set([...text.matchAll(SENT)].map(([, her]) => (her === undefined ? 'boys' : 'girls')))
  return sent.size === 1 ? text.replace(SENT, '') : text
}

const itsOwn = (sex: string) =>
  new RegExp(
    String.raw`\b(?:${sex})(?:'s?)? (?:(?:teams?|sides?|sections?|sessions?|groups?|training) )?(?:(?:is|are|on|aged?|ages|from|in|at|years?) )*(?:u?\d{1,2}\b|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?\b)`,
    'u',
  )
/** An age or a day for each: "girls 11 to 16 on Mondays, boys on Tuesdays". */
const HAS_ITS_OWN = { girls: itsOwn(HER), boys: itsOwn(HIM) }

/** The one sex a name and a description, in small letters, are for. Where the other is turned away it is for this one. */
export function readOneSex(name: string, whole: string): 'girls' | 'boys' | undefined {
  const { refused, rest } = turnedAway(withoutSexSent(whole))
  const told = toldSex(name, rest)
  if (refused.size !== 1) return told
  if (told === undefined) return BOTH.test(rest) ? undefined : refused.has('boys') ? 'girls' : 'boys'
  return refused.has(told) ? undefined : told
}

/** "All boys' age groups are full", which leaves places for girls where the text names them as well. */
const FULL_FOR =
  /\b(?:all (?:the |our )?)?(girls|boys|women's|men's)'?(?: and mixed)? (?:age groups|teams|sections?|sides|squads|sessions)\b[^.!?\n]{0,24}\b(?:are|is) (?:now |all |currently )*(?:full|closed(?! (?:on|for|over|during|at)\b))\b[^.!?\n]*/gu
const TELLS_OF = { girls: /\b(?:girls|women)\b/u, boys: /\b(?:boys|men|lads)\b/u }

/** The sex for which alone a text that tells of both says that there are places. */
function hasPlacesFor(text: string): 'girls' | 'boys' | undefined {
  const full = new Set(
    [...text.matchAll(FULL_FOR)].map(([, who]) => (/^(?:girls|women)/.test(who ?? '') ? 'girls' : 'boys')),
  )
  if (full.size !== 1) return undefined
  const other = full.has('girls') ? 'boys' : 'girls'
  const rest = text.replace(FULL_FOR, '')
  return TELLS_OF[other].test(rest) && !BOTH.test(rest) ? other : undefined
}

function toldSex(name: string, whole: string): 'girls' | 'boys' | undefined {
  const places = hasPlacesFor(whole)
  if (places) return places
  const text = withoutSideSessions(name, whole)
  if (
    BOTH.test(name) ||
    /\b(?:ladies|lasses|women|girls)(?:'s?)? ?(?:&|and|,|aloud,) ?(?:gents|lads|men|boys)|\b(?:men|gents|lads|boys)(?:'s?)? ?(?:&|and) ?(?:ladies|lasses|women|girls)/u.test(
      name,
    )
  )
    return undefined
  const isOnly = !OPEN_TO_ALL.test(text) && !(NOT_ONLY.test(text) && !/\bonly\b/u.test(text))
  const girls = isOnly && GIRLS_NAME.test(name) && !BOYS_NAME.test(name)
  const boys = isOnly && BOYS_NAME.test(name) && !GIRLS_NAME.test(name)
  if (girls && (!GUIDE_UNIT.test(name) || isGuideUnit(name, text))) return 'girls'
  if (boys && !/boys'? brigade/.test(name)) return 'boys'
  if (YOUNG_PARENTS.test(`${name}. ${text}`) && !/\b(?:only|no (?:men|lads|boys|women|girls))\b/u.test(text))
    return undefined
  if (OPEN_AT_OTHER_TIMES.test(text)) return undefined
  const bySubjectOf = bySubject(text)
  if (bySubjectOf) return bySubjectOf
  const fromAge = FROM_AN_AGE.exec(text)?.[1] ?? MIXED_TO.exec(text)?.[1]
  if (fromAge !== undefined) return fromAge === 'girls' ? 'girls' : 'boys'
  if (BOTH.test(text) || (HAS_ITS_OWN.girls.test(text) && HAS_ITS_OWN.boys.test(text))) return undefined
  if (GIRLS_TEXT.test(text) && BOYS_TEXT.test(text)) return undefined
  const saysGirls = stands(text, GIRLS_TEXT) || LADIES_FIRST.test(text)
  const saysBoys = stands(text, BOYS_TEXT) || MEN_FIRST.test(text)
  if (saysGirls === saysBoys) return undefined
  return saysGirls ? 'girls' : 'boys'
}

function isGuideUnit(name: string, text: string): boolean {
  if (PLAYS.test(name) && !SAYS_GUIDING.test(`${name} ${text}`)) return false
  if (BOTH.test(text) || SHOWS_THE_WAY.test(`${name} ${text}`)) return false
  if (/\bguides\b/.test(name) && UNIT_LIFE.test(text)) return true
  return NUMBERED_GUIDES.test(name) || SAYS_GUIDING.test(name) || /girl|\bguiding\b/.test(`${name} ${text}`)
}

/** "Girls' hour Sat 10am", told after what else there is. */
const AT_ITS_TIME =
  /^[a-z']+'?s? (?:hour|session|night|class|training)(?: is)?(?: on| at)? (?:mon|tue|wed|thu|fri|sat|sun|\d)/u
const ONE_OF_MANY = 30

/** "We also run a girls-only session" is one session of many, not the group. */
function stands(text: string, pattern: RegExp): boolean {
  const found = pattern.exec(text)
  if (
    found !== null &&
    found.index > ONE_OF_MANY &&
    AT_ITS_TIME.test(text.slice(found.index, found.index + 60))
  )
    return false
  return found !== null && !ALSO_SINGLE_SEX.test(text.slice(Math.max(0, found.index - 90), found.index))
}
