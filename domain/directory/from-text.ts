import type { ReadAudience } from './read-audience.ts'
import { readAudience } from './read-audience.ts'
import type { ReadAges } from './read-ages.ts'
import { readAges } from './read-ages.ts'
import type { ReadCost } from './read-cost.ts'
import { readCost } from './read-cost.ts'
import { readEnd } from './read-end.ts'
import { readReferral } from './read-referral.ts'
import { readTermTime } from './read-term-time.ts'
import { sentences } from './plain-text.ts'

/** What a name and a description say that the feed's fields often leave out. Absent: the text says nothing about it. */
export interface FromText {
  readonly ages?: ReadAges
  readonly only?: 'girls' | 'boys'
  readonly cost?: ReadCost
  readonly needsReferral?: boolean
  readonly status?: 'defunct' | 'temporarily-closed'
  /** ISO date after which it is over. */
  readonly ends?: string
  /** A sentence that has to be seen: full, not taking new people. */
  readonly alert?: string
  /** Who it is made for, in the text's own words. */
  readonly audience: readonly ReadAudience[]
  /** Only while schools are open. */
  readonly termTime?: true
  readonly modes: readonly ('online' | 'phone')[]
}

const GIRLS_NAME =
  /\b(?:brownies?|girlguiding|girl guides?|rainbows|guides|rangers|girls'? brigade|girls?'?|ladies|women'?s?|womens|sisters'? (?:circle|group|club|only|night|halaqa|swim\w*))\b/
const GUIDE_UNIT = /\b(?:guides?|rangers?|rainbows|brownies?)\b/
const BOYS_NAME =
  /\b(?:boys?'?|lads|men'?s|mens|men|brothers'? (?:circle|group|club|only|night|fit|halaqa))\b/
const BOTH =
  /\b(?:mixed|boys (?:and|&) girls|girls (?:and|&) boys|boys', girls|men (?:and|&) women|women (?:and|&) men|brothers (?:and|&|or) sisters|sisters (?:and|&|or) brothers|lads (?:and|&|or) (?:lasses|girls)|all genders|any gender|everyone|co-?ed|boys and young men, girls)\b/
const GIRLS_TEXT =
  /\bsisters(?:-| )only\b|\bfor (?:young |our |muslim )?sisters\b(?!,? (?:and |or |& )?(?:brothers|siblings|friends|parents|mums|dads)| of (?:disabled|autistic|ill|children|people|those|young)\b)|\bidentify as (?:a |an )?(?:girls?|wom[ae]n|young wom[ae]n|female)\b|\bno (?:men|boys|lads),? (?:please|allowed|this)|\bfemale [a-z]+ only\b|\b(?:girls?|women|ladies|female|females)(?:-| )only\b|\bonly (?:for |open to )?(?:girls|women|females)\b|\b(?:exclusively|just|solely) for (?:girls|women|young women)\b|\bfor (?:girls|young women|women and girls|girls and young women|women)\b(?! (?:and|or|&) (?:boys|men|young men))|(?<!without |no )\bgirls (?:aged|who|in (?:school )?years?) |\ball[- ]girls?\b|\ball[- ]female\b|\b(?:space|group|club|session|place|team) (?:for|of) (?:girls|young women|women)\b|\bgirls? and (?:young women|non-?binary)|\bfor (?:local |teenage |young )*girls\b(?! (?:and|or|&) (?:boys|men|young men))|\bopen to (?:women and girls|girls and (?:young )?women|(?:teenage |young )?(?:girls|women))\b(?! (?:and|or|&) (?:boys|men))|\b(?:girls|women|ladies)'?s? (?:football|rugby|cricket|netball|boxing|basketball|hockey|coding|skate\w*|climbing|dance|gymnastics|fitness|gym|swim\w*|cycling|choir|group|club|team|squad|sessions?|class(?:es)?|hour|night)\b/
const BOYS_TEXT =
  /\b(?:brothers|gents)(?:-| )only\b|\bfor (?:young |our |muslim )?brothers\b(?!,? (?:and |or |& )?(?:sisters|siblings|friends|parents|mums|dads)| of (?:disabled|autistic|ill|children|people|those|young)\b)|\b(?:exclusively|just|solely|only) for the (?:boys|lads|men)\b|\bno (?:girls|women|ladies),? (?:please|allowed|this)|\bmale [a-z]+ only\b|\b(?:boys?|men|male|males|lads)(?:-| )only\b|\bonly (?:for |open to )?(?:boys|men|males)\b|\b(?:exclusively|just|solely) for (?:boys|men|young men)\b|\bfor (?:boys|young men|boys and young men|men)\b(?! (?:and|or|&) (?:girls|women|young women))|(?<!without |no )\bboys (?:aged|who|in (?:school )?years?) |\ball[- ]boys?\b|\ball[- ]male\b|\b(?:space|group|club|session|place|team) (?:for|of) (?:boys|young men|men)\b|\bfor (?:local |teenage |young )*(?:boys|lads)\b(?! (?:and|or|&) (?:girls|women|young women))|\b(?:men and boys|boys and (?:young )?men) only\b|\bopen to (?:boys|men and boys|boys and (?:young )?men)\b|\b(?:boys|men|lads)'?s? (?:football|rugby|cricket|netball|boxing|basketball|hockey|coding|skate\w*|climbing|dance|gymnastics|fitness|gym|swim\w*|cycling|choir|group|club|team|squad|sessions?|class(?:es)?|hour|night)\b/
/** "Ladies triples Thurs 11.30": who it is for is how it begins. */
const LADIES_FIRST =
  /^\W{0,3}(?:ladies'?|women's|womens|girls'|female) (?!(?:and|or|&|only if|who|have|are|is|can|may|in|were)\b)[a-z]/
const MEN_FIRST =
  /^\W{0,3}(?:men's|mens|lads'?|boys'|male) (?!(?:and|or|&|only if|who|have|are|is|can|may|in|were)\b)[a-z]/
const ALSO_SINGLE_SEX =
  /\b(?:also|as well as|plus|separate|including|includes|there is|there's|we have|we also|some|one of|additional|optional|a weekly|a monthly)\b[^.]{0,60}$|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?: mornings?| afternoons?| evenings?| nights?)? (?:is|are)\b[^.]{0,20}$/

const FULL =
  /(?<!\b(?:no|without a|not a) )(?:long )?\bwaiting list\b|\b(?:we|groups?|sessions?|class(?:es)?|course|club)(?: are| is|'re)? (?:currently |now |all |completely )?(?:full|at capacity|oversubscribed)\b|\ball (?:the |our )?(?:places|spaces) (?:are |have (?:now )?been )?(?:taken|filled|gone|booked|full)\b|\bno (?:spaces|places|vacancies) (?:left|available|at the moment|at present|currently)\b|\b(?:currently (?:full|closed to new|not (?:taking|accepting))|not (?:currently )?(?:accepting|taking)(?: on)?(?: any)?(?: new)? (?:referrals|members|people|bookings|applications)|fully booked|referrals are (?:currently )?closed)\b/i

const ONLINE =
  /\b(?:online (?:group|session|sessions|club|chat|course|courses|support|community|counselling|workshop|workshops|class|classes|service|forum|only|meet-?ups?|platform)|(?:via|on|over|through|by) (?:zoom|microsoft teams|ms teams|google meet|discord|video call)|zoom (?:sessions?|calls?|group)|virtual (?:group|session|sessions|club|meet-?ups?)|(?:is|are|held|meets|meet|runs|run|takes place) online|web ?chat|online and|video (?:calls?|hang-?outs?|chats?|meetings?)|(?:phone|telephone) or video)\b/
const PHONE =
  /\b(?:help ?line|phone ?line|telephone (?:support|counselling|befriending|advice|helpline|service)|phone support|by (?:phone|telephone)|over the phone|text (?:service|line|us)|(?:advice|support|crisis|listening|money|debt|help|chat|phone|text|information)[ -]?line|phone or video|by text)\b|^text a\b|\btext a (?:question|nurse|school nurse|message)\b/

/** Reads a name and a plain-text description. Pure; it only ever adds what is written there. */
export function fromText(name: string, description: string): FromText {
  const small = {
    name: name.toLowerCase().replace(/’/g, "'"),
    text: description.toLowerCase().replace(/’/g, "'"),
  }
  const ages = readAges(small.name, small.text)
  const cost = readCost(description)
  const end = readEnd(name, description)
  const only = readOnly(small.name, small.text)
  const referral = readReferral(`${small.name}.\n${small.text}`)
  const full = sentences(description).find((s) => FULL.test(s))
  return {
    ...(ages ? { ages } : {}),
    ...(only ? { only } : {}),
    ...(cost ? { cost } : {}),
    ...(referral === undefined ? {} : { needsReferral: referral }),
    ...(end.status ? { status: end.status } : {}),
    ...(end.ends ? { ends: end.ends } : {}),
    ...(full ? { alert: full.slice(0, LONGEST_ALERT) } : {}),
    ...(readTermTime(description) ? { termTime: true } : {}),
    audience: readAudience(name, description),
    modes: [
      ...(ONLINE.test(`${small.name} . ${small.text}`) || /\bonline\b/.test(small.name)
        ? (['online'] as const)
        : []),
      ...(PHONE.test(`${small.name} . ${small.text}`) ? (['phone'] as const) : []),
    ],
  }
}

/** An alert is read at a glance. */
const LONGEST_ALERT = 240

function readOnly(name: string, text: string): 'girls' | 'boys' | undefined {
  if (BOTH.test(name)) return undefined
  const girls = GIRLS_NAME.test(name) && !BOYS_NAME.test(name)
  const boys = BOYS_NAME.test(name) && !GIRLS_NAME.test(name)
  if (girls && !(GUIDE_UNIT.test(name) && !/girl/.test(text + name) && !/brownies|guiding|guides/.test(name)))
    return 'girls'
  if (boys && !/boys'? brigade/.test(name)) return 'boys'
  if (BOTH.test(text)) return undefined
  if (GIRLS_TEXT.test(text) && BOYS_TEXT.test(text)) return undefined
  const saysGirls = stands(text, GIRLS_TEXT) || LADIES_FIRST.test(text)
  const saysBoys = stands(text, BOYS_TEXT) || MEN_FIRST.test(text)
  if (saysGirls === saysBoys) return undefined
  return saysGirls ? 'girls' : 'boys'
}

/** "We also run a girls-only session" is one session of many, not the group. */
function stands(text: string, pattern: RegExp): boolean {
  const found = pattern.exec(text)
  return found !== null && !ALSO_SINGLE_SEX.test(text.slice(Math.max(0, found.index - 90), found.index))
}
