import { withoutAsides } from './asides.ts'

/** Groups that a service may be made for. */
export type AudienceGroup =
  | 'carers'
  | 'lgbt'
  | 'send'
  | 'refugees'
  | 'care'
  | 'bereaved'
  | 'parents'
  | 'forces'
  | 'prison'

export interface ReadAudience {
  readonly group: AudienceGroup
  /** As it is written: "care-experienced young people". */
  readonly words: string
}

const YOUNG = String.raw`(?:children and (?:young people|teenagers|teens)|pupils and students|young people|those(?: of you)?|anyone|anybody|learners|children|teenagers|teens|students|pupils|people|adults|young adults|kids|youth|families|women|men|girls|boys)`

/** Somebody at home. */
const KIN = String.raw`(?:parents?|mums?|dads?|mothers?|fathers?|brothers?|sisters?|siblings?|family members?|relatives?)`
const ONE_OF_KIN = String.raw`(?:a |an |their )?${KIN}(?:(?:,| or|, or) (?:a )?${KIN})*`

/** What such a group is called. All patterns are linear; each names people, never a place or a manner ("wheelchair accessible"). */
const GROUPS: Readonly<Record<AudienceGroup, string>> = {
  carers: String.raw`young (?:adult )?carers?|sibling carers|${YOUNG} (?:who|that) (?:care for|look after|are caring for|help (?:to )?(?:care for|look after)) (?:someone|somebody|an? (?:ill |disabled |older )?(?:parent|family member|relative|sibling|brother|sister)|their|family)[a-z ]{0,20}|${YOUNG} (?:(?:with|who have) ${ONE_OF_KIN} (?:who (?:is|are|has|have)|with)|whose ${KIN}(?:(?:,| or|, or) ${KIN})* (?:is|are|has|have|lives? with)) (?:[a-z]+,? ){0,3}(?:ill|unwell|disabled|disabilit(?:y|ies)|illness|autis(?:m|tic)|conditions?|addictions?|additional needs|send)\b|${YOUNG} who help out at home|(?:brothers and sisters|siblings|sisters and brothers) of (?:disabled|autistic|ill|sick) ${YOUNG}`,
  lgbt: String.raw`(?:young )?(?:lgbt\w*\+?|lgbtqia?\+?|queer|trans(?:gender)?|non-?binary|gay|lesbian|bisexual|gender[- ](?:diverse|questioning))(?:(?:,| and| or|,? &| \/|\/) ?(?:lgbt\w*\+?|queer|trans(?:gender)?|non-?binary|gay|lesbian|bi(?:sexual)?|questioning|gender[- ]diverse))*\+?(?: ${YOUNG})?|${YOUNG} who are (?:gay|lesbian|bi|bisexual|trans|transgender|queer|lgbt\w*\+?|non-?binary|questioning)(?:,? (?:and |or )?(?:gay|lesbian|bi|bisexual|trans|queer|questioning|non-?binary))*|${YOUNG} who identify as lgbt\w*\+?`,
  send: String.raw`(?:young )?(?:disabled|autistic|neuro-?di(?:verse|vergent)|deaf|blind|visually impaired|hearing impaired|partially sighted)(?:(?:,| and| or) (?:disabled|autistic|deaf|blind|neuro-?di(?:verse|vergent)|visually impaired))* ${YOUNG}|${YOUNG} (?:with|who have)(?: [a-z]+){0,2} ?(?:send\b|sen\b|special (?:educational )?needs|additional (?:support )?needs|(?:learning |physical )?(?:disabilit(?:y|ies)|difficulties)|autism|asd|adhd|down'?s syndrome|an? (?:visual|sight|hearing) (?:impairment|loss)|(?:visual|sight|hearing) (?:impairments?|loss)|ehcps?|education,? health and care plans?|cerebral palsy|complex needs|sensory (?:needs|impairments?))(?:(?:,| and| or)? (?:disabilities|autism|adhd|additional needs|send))*|wheelchair users|(?:people|${YOUNG}) who use (?:a )?wheelchairs?|young wheelchair users|the deaf community`,
  refugees: String.raw`(?:young |newly arrived |unaccompanied )*(?:refugees?|asylum[- ]seek(?:ers|ing)|sanctuary seekers|migrants)(?:(?:,| and| or| &) (?:young )?(?:refugees?|asylum[- ]seek(?:ers|ing)|migrants))*(?: ${YOUNG})?|${YOUNG} (?:who are )?seeking (?:asylum|sanctuary)(?:,? (?:and|or) (?:young )?refugees)?|unaccompanied (?:minors|${YOUNG})|${YOUNG} who (?:have |had to )?(?:fled|flee|come here (?:without|alone|to be safe)|sought (?:asylum|sanctuary))[a-z ]{0,30}`,
  care: String.raw`care[- ](?:leavers?|experienced(?: ${YOUNG})?)|(?:looked[- ]after|fostered|adopted) (?:${YOUNG})(?: (?:and|or) care leavers)?|${YOUNG} (?:in|leaving|who (?:are|is|has been|have been|have left|has left|were) in) (?:foster |residential |local authority )?care\b(?: and care leavers)?|${YOUNG} living (?:with (?:a )?foster (?:carers?|famil(?:y|ies)|parents)|in (?:foster|residential) care|in (?:a )?children's homes?)|children in care`,
  bereaved: String.raw`bereaved ${YOUNG}|${YOUNG} who (?:have|has) (?:been bereaved|had (?:a death|someone die)[a-z ]{0,20}|lost (?:a|someone|somebody|their)[a-z ]{0,24}|experienced (?:a )?(?:bereavement|loss))|${YOUNG} (?:affected by|coping with|dealing with|experiencing) (?:grief|bereavement|the death of)|${YOUNG} whose [a-z, ]{0,40} (?:has|have) died`,
  forces: String.raw`service children|(?:armed )?forces (?:children|families)|${YOUNG} (?:with ${ONE_OF_KIN}(?: who (?:is|are))?(?: serving)?|whose ${KIN}(?: or ${KIN})* (?:is|are|serves?)(?: serving)?) in the (?:armed forces|forces|army|navy|raf|military)`,
  prison: String.raw`(?:children|families) of prisoners|prisoners' families|${YOUNG} (?:with ${ONE_OF_KIN}(?: who (?:is|are))?|whose ${KIN}(?: or ${KIN})* (?:is|are)|who have ${ONE_OF_KIN}) (?:in|serving time in) (?:prison|jail|custody)`,
  parents: String.raw`(?:young|teenage|teen) (?:parents?|mums?|mothers|dads?|fathers)(?: (?:and|or|&) (?:young )?(?:dads?|mums?|parents|parents-to-be))?|(?:mums?|dads?|parents|mothers|fathers)(?:(?:,|,? and|,? or) (?:mums|dads|parents|mothers|fathers|carers|mums-to-be|dads-to-be|parents-to-be))* (?:who are |who is |aged )?(?:under|below|not yet) (?:the age of )?(?:18|19|20|21|22|23|24|25)|(?:pregnant|expectant) (?:teenagers|young women|teens)(?: (?:and|or) young parents)?|(?:parents|mums|dads|mums and dads|mothers) (?:aged )?(?:under|below) (?:19|20|21|22|23|24|25)`,
}

const AGE_BETWEEN = String.raw`(?:(?:aged|ages|age|between|from|of) [\d\-–to and+]{1,12}|\d\d?\s*[-–]\s*\d\d?(?: year olds)?)`
/** Words that say for whom, directly before the group (ages and "our local" may stand between). */
const LEAD = String.raw`(?:\bfor|\bsupport(?:s|ing)?|\bhelp(?:s|ing)?|\b(?:aimed|targeted) at|\bopen (?:only )?to|\bworks? with|\bworking with|\b(?:group|club|project|service|space|network|programme|activities|sessions|community) (?:of|by and for)|\bdesigned (?:for|with)|\bonly|\b(?:with|alongside|meet) other|^\W*)(?: (?:the|our|local|all|any|other|those|some|to|anyone|everyone|who are|people|more|vulnerable|${AGE_BETWEEN}))*`
/** The group is who does it, not who is helped along the way: "young carers meet every week". */
const ACT = String.raw`(?:meet|get together|can|come|aged|relax|have fun|socialise)\b`
const NAMES = /(?:group|club|project|service|youth|network|space|support|hub|forum|team|drop-?in)/
/** Someone is named among others, or a building is. */
const AMONG =
  /\b(?:open to (?:all|everyone|anyone)|hoists?|ramps?|toilets?|parking|equipment|including|includes|include|such as|especially|particularly|as well as|whether|friendly|everyone|everybody|anyone|all (?:young )?(?:people|abilities)|inclusive|also|some)\b[^.]{0,50}$|\baccessible (?:to|for)\b[^.]{0,12}$/
/** A group of parents is no young parents; support about a group is not for it. */
const ABOUT =
  /\b(?:parents and carers of|parents of|carers of|families of|training|awareness|volunteer(?:ing)? (?:with|for|to)|mentor for)\b[^.]{0,30}$/
const FRIENDLY = /^[- ]*(?:\+ )?(?:friendly|inclusive|aware|awareness|welcome|allies)\b/

const patterns = Object.entries(GROUPS).map(([group, people]) => ({
  group: group as AudienceGroup,
  led: new RegExp(String.raw`${LEAD} (${people})`, 'g'),
  acts: new RegExp(String.raw`(?:^|[.!?\n] )(${people}),? ${ACT}`, 'g'),
  alone: new RegExp(String.raw`^(?:${people})`),
  named: new RegExp(String.raw`^(?:the )?(${people})\b|\b(${people})$|\b(${people}) ${NAMES.source}`),
}))

/** "Grief support for children": named by the matter, not by the people. */
const MATTERS: readonly { readonly group: AudienceGroup; readonly pattern: RegExp }[] = [
  {
    group: 'bereaved',
    pattern: new RegExp(
      String.raw`\b((?:grief|bereavement|child bereavement|loss) (?:support|counselling|group|service|sessions?)(?: for ${YOUNG})?)\b`,
    ),
  },
  {
    group: 'parents',
    pattern:
      /\b(if you(?:'re| are) (?:pregnant|expecting) or (?:a (?:young|new) (?:mum|dad|parent)|(?:have|already have) (?:a )?(?:bab(?:y|ies)|child|children))[a-z ]{0,16}(?:not yet|under|below))\b/,
  },
  {
    group: 'lgbt',
    pattern:
      /\b(?:welcome|for you|join us|come along) if you(?:'re| are) ((?:lgbt\w*\+?|gay|lesbian|bi|bisexual|trans|transgender|queer|non-?binary)(?:(?:,|,? or|,? and) (?:lgbt\w*\+?|gay|lesbian|bi|bisexual|trans|transgender|queer|non-?binary|questioning))*)\b(?!,? (?:or |and )?(?:straight|not|none))/,
  },
]

/** The group that words of an audience name; for words that a list of names does not have: "pupils with SEND". */
export function groupNamed(audience: string): AudienceGroup | undefined {
  const text = audience.toLowerCase().replace(/’/g, "'")
  return (
    patterns.find(({ alone }) => alone.test(text))?.group ??
    MATTERS.find(({ pattern }) => pattern.test(`welcome if you are ${text}`) || pattern.test(text))?.group
  )
}

/**
 * The groups a name and a description say it is made for. One that is welcome among others is not who it is made for, and is left
 * out: a young person would be turned away from what is open to them.
 */
export function readAudience(name: string, description: string): ReadAudience[] {
  const title = name.toLowerCase().replace(/’/g, "'")
  const text = withoutAsides(description.toLowerCase().replace(/’/g, "'"))
  const found: ReadAudience[] = []
  for (const { group, led, acts, named } of patterns) {
    const words = inName(title, named) ?? inText(text, led) ?? inText(text, acts)
    if (words !== undefined) found.push({ group, words })
  }
  for (const { group, pattern } of MATTERS) {
    const words = pattern.exec(`${title}. ${text}`)?.[1]
    if (words !== undefined && !found.some((f) => f.group === group)) found.push({ group, words })
  }
  return found
}

function inName(title: string, pattern: RegExp): string | undefined {
  const match = pattern.exec(title)
  return match?.slice(1).find((words: string | undefined) => words !== undefined)
}

function inText(text: string, pattern: RegExp): string | undefined {
  for (const match of text.matchAll(pattern)) {
    const words = (match[1] ?? '').trim()
    const at = match.index + match[0].indexOf(words)
    const before = text.slice(Math.max(0, at - 80), at)
    const after = text.slice(match.index + match[0].length)
    if (!AMONG.test(before) && !ABOUT.test(before) && !FRIENDLY.test(after)) return words
  }
  return undefined
}
