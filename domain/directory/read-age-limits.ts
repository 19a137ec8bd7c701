import { N, OLD, OLDEST, TH } from './age-words.ts'
import { isCounted } from './counted.ts'
import type { FoundAges } from './read-school-years.ts'
import { isRuleForSome } from './rules-for-some.ts'
import { isTheirs } from './whose-age.ts'

/** A price after a limit is whose price it is ("under 16s £2"); after a range it is what they pay whom it is for. */
const PRICE_AFTER =
  /^\s*,?\s*(?:and (?:students|seniors|concessions) )?:?\s*\(?(?:£|\d+p\b|\d+ (?:quid|pounds?|pence)\b|\d{1,2}[.]\d\d\b(?!\s*(?:to|-|–|am|pm|start|until|till)))/
/** As far behind a limit as its price stands. */
const AS_FAR = 30
/** Limits that are not reached: "under 12s" are eleven at most. */
const BEFORE_IT = /^u(?:nder|-?\d)|birthday$|^not yet|^below|^younger/

/** "From your 16th birthday you come off junior gym". */
const OUTGROWN = String.raw`,? (?:you|they) (?:come off|move (?:up|on)|leave|are too old|finish|graduate|have to leave|need (?:the |an? )?adult)`

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
    // Not a school year, a grade or a level.
    String.raw`(?<!\b(?:years?|yrs?\.?|grades?|levels?|stages?|bands?) )\b(?:aged? )?${N}${OLD}?(?:\s*of age)?\s*(?:and|or|&)\s*(?:over|above|older|up|upwards)\b`,
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
  new RegExp(String.raw`\b(?:from|after|past) (?:the|your|their|a) ${N}${TH} birthday(?!${OUTGROWN})`, 'g'),
  new RegExp(String.raw`\bat least ${N} (?:on|by) (?:the )?(?:\d|january|may|august|september)`, 'g'),
]
const AT_MOST: readonly RegExp[] = [
  new RegExp(String.raw`\bfrom (?:the|your|their|a) ${N}${TH} birthday(?=${OUTGROWN})`, 'g'),
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

/** Lower and upper limits of age in a text of small letters: "11+", "under 16s". Not within `ranges`, nor where they turn somebody away (`refused`). */
export function* findLimits(
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
        const end = found.at + found.length
        if (inRange(found.at, end) || age < 2 || age > OLDEST) continue
        // A limit by a birthday is never that of the parents, schools and doctors who may refer.
        if (!match[0].endsWith('birthday') && !isTheirs(text, found)) continue
        if (PRICE_AFTER.test(text.slice(end, end + AS_FAR)) || isCounted(text, match)) continue
        if (side === 'max' && isRuleForSome(text, found)) continue
        // "Under 12s" are eleven at most; "12 and under" may be twelve.
        const limit = side === 'max' && BEFORE_IT.test(match[0]) ? age - 1 : age
        yield { ...found, [side]: limit }
      }
    }
  }
}
