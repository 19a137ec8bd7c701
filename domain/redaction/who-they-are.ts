import type { Span } from './types.ts'

const MONTHS =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const DAY = String.raw`\d{1,2}(?:st|nd|rd|th)?`
const DATE = [
  String.raw`\d{1,2} ?[/.-] ?\d{1,2}(?: ?[/.-] ?(?:\d{4}|\d{2}))?`,
  String.raw`\d{4}-\d{2}-\d{2}`,
  String.raw`(?:the )?${DAY}(?: of)? ${MONTHS}(?:,? (?:19|20)?\d{2})?`,
  String.raw`${MONTHS} (?:the )?${DAY}(?:,? (?:19|20)\d{2})?`,
].join('|')
/** A date is somebody's birthday only where they say so: other dates are of things to go to. */
const BORN = new RegExp(
  String.raw`\b(?:d\.?o\.?b\.?|date of birth|birth ?day|b-?day|born)(?:'s| is| was|:|,| on| the)*\s*(${DATE})(?![\w/])`,
  'gi',
)

/** Words that follow "my name is" and are no name. */
const NOT_A_NAME =
  /^(?:not|on|in|at|the|a|an|so|too|really|very|spelled|spelt|pronounced|being|been|always|never|like|just|out|off|all|no|none|your|my|and|but|or|because|cos|cuz|coz|i|im|i'm|its|it's|is|was|who|what|that|this|they|he|she|we|you|to|for|with|from|wrong|private|secret|common|rare|weird|boring|also|pls|please|lol|idk|if|when|get|gets|got|are|were|keep|keeps|changed?|cant|can't|dont|don't|age|aged)$/i
const WORD = String.raw`\p{L}[\p{L}'’-]*`
const MY_NAME = new RegExp(
  String.raw`\b(?:my (?:(?:full|real|first|last|actual|legal|sur) ?)?name(?: is|'s|’s|s|:)|name:)[ \t]+(?=(${WORD}(?: ${WORD}){0,2}))`,
  'giu',
)
/** Only with a capital: "I'm called names", "call me later". */
const CALLED = new RegExp(
  String.raw`\b(?:[Ii]['’]?m called|[Ii] am called|[Ii] go by|(?<!(?:they|he|she|people|everyone|kids|boys|girls|always|to|never) )[Cc]all me|[Ii]['’]?m|[Ii] am) (?=(\p{Lu}\p{Ll}[\p{L}'’-]*(?: \p{Lu}\p{Ll}[\p{L}'’-]*)?))`,
  'gu',
)
/** "I'm Polish", "I'm Year Ten": what somebody is, and not who. */
const WHAT_THEY_ARE =
  /^(?:Year|Black|White|Asian|African|Caribbean|British|English|Welsh|Scottish|Irish|Polish|Romanian|Somali|Indian|Pakistani|Bangladeshi|Chinese|Arab|Roma|Gypsy|Traveller|Ukrainian|European|American|Muslim|Christian|Catholic|Roman|Jewish|Hindu|Sikh|Buddhist|Autistic|Deaf|Gay|Bi|Trans|Lesbian|Mum|Dad|Ok|Okay|Fine|Sorry|Not|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Later|Back|So|Just|Really|Very|Scared|Sad|Lonely)$/

/** Dates of birth, and names that somebody gives as their own. `known`: the name they go by here, if they told us one. */
export function whoTheyAre(text: string, known?: string): Span[] {
  return [...birthDates(text), ...ownNames(text), ...(known === undefined ? [] : mentions(text, known))]
}

function birthDates(text: string): Span[] {
  return [...text.matchAll(BORN)].map(({ 0: found, 1: date = '', index }) => ({
    from: index + found.length - date.length,
    to: index + found.length,
    kind: 'birth-date',
  }))
}

function ownNames(text: string): Span[] {
  const saidOutright = [...text.matchAll(MY_NAME)].flatMap(({ 0: lead, 1: words = '', index }) =>
    span(index + lead.length, nameIn(words)),
  )
  const called = [...text.matchAll(CALLED)].flatMap(({ 0: lead, 1: words = '', index }) => {
    const parts = words.split(' ')
    if (parts.some((word) => WHAT_THEY_ARE.test(word) || NOT_A_NAME.test(word))) return []
    // After a bare "I'm", one word is a name only when an age or a stop follows: "I'm Sam, 14", "I'm Sam and I'm 14".
    const after = text.slice(index + lead.length + words.length)
    const isBare = /^i(?:['’]?m| am) $/i.test(lead)
    const isIntroduced = parts.length > 1 || /^(?:,? (?:and )?(?:i['’]?m )?\d{1,2}\b)/i.test(after)
    return isBare && !isIntroduced ? [] : span(index + lead.length, words)
  })
  return [...saidOutright, ...called]
}

const span = (from: number, name: string): Span[] =>
  name === '' ? [] : [{ from, to: from + name.length, kind: 'name' }]

/** The words of it that can be a name: a first and perhaps a last one. After a name with a capital only another with one. */
function nameIn(words: string): string {
  const parts = words.split(' ')
  const end = parts.findIndex(
    (word, at) => NOT_A_NAME.test(word) || at > 1 || (at === 1 && isCapital(parts[0]) && !isCapital(word)),
  )
  return parts.slice(0, end < 0 ? 2 : end).join(' ')
}

const isCapital = (word = ''): boolean => /^\p{Lu}/u.test(word)

/** Where the name stands as they write it. A nickname that is an everyday word ("will") is told from it by its capital. */
function mentions(text: string, known: string): Span[] {
  const name = known.trim()
  if (name.length < 3 || !isCapital(name)) return []
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`, 'gu')
  return [...text.matchAll(pattern)].map(({ index }) => ({
    from: index,
    to: index + name.length,
    kind: 'name',
  }))
}
