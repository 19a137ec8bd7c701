const SEX = String.raw`(?:girls|women|ladies|lasses|females?|boys|men|lads|gents|males?)(?:'s?)?`
const WORD = String.raw`[\p{L}\d'-]+`
const WHAT = String.raw`(?:sessions?|swim\w*|football|rugby|cricket|netball|boxing|basketball|hockey|gym\w*|fitness|yoga|dance|skat\w+|climbing|class(?:es)?|groups?|clubs?|teams?|training|nights?|hours?|evenings?|mornings?|afternoons?|lanes?|slots?|areas?|rooms?|sections?|spaces?)`
const DAY = String.raw`(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b`
/** "Women-only swimming Thursdays 8pm", "girls football on Saturdays", "Thursdays 8pm women-only swim", as a sentence or its beginning. */
const ONE_SESSION = new RegExp(
  String.raw`^\W*(?:(?:on|every|each) )*${DAY}(?: (?:mornings?|afternoons?|evenings?|nights?|\d[\d.:apm–-]*))*:? (?:(?:is|are|an?) )*${SEX}(?: (?:and|&|or) ${SEX})?[- ]only(?: ${WHAT}|(?=\s*(?:$|[.,;!(]|with |from |at )))|^\W*${SEX}[- ]only (?:on )?${DAY}|^\W*(?:(?:an?|our|the|weekly|monthly|plus|there is|there are|we have|we run) )*${SEX}(?:[- ]only)?(?: (?:${WORD} )?${WHAT}){1,2}(?: (?:is|are|meets?|trains?|plays?|on|every|each|from|at|other|second|first|last))*:? (?:${DAY}|weekly|monthly|available|\d)`,
  'u',
)
/** One of a list of things: "chess club, men's group, knitting". */
const ONE_OF_A_LIST = new RegExp(
  String.raw`, (?:an? |our )?${SEX} (?:${WORD} )?${WHAT}(?:(?<=,[^,.!?]{1,60},[^,.!?]{1,60})(?=,)|(?= and )|(?=,[^,.!?]{1,60}(?:,| and )))`,
  'gu',
)
const NAMES_A_SEX = new RegExp(String.raw`\b(?:${SEX}|(?:fe)?male)\b`, 'u')
/** A place or a club that is told of as a whole. */
const GENERAL =
  /\b(?:centre|gym|club|courts?|pools?|baths|lanes?|hall|complex|teams?|minis|juniors|seniors|colts|skatepark|hub|academy|studio|all (?:ages|abilities|levels)|(?:nights|days|times) a week|any(?:body|one)|every(?:body|one)|(?:for|aged|ages) \d\d?)/u
/** Where one sex is safe from the other, a session is theirs whatever else there is. */
const SHELTER = /\b(?:refuge|domestic|abus\w+|violen\w+|survivors?|rape|sexual|trafficking)\b/u
/** Kept, so that everything else stays as it stood. */
const BETWEEN_SENTENCES = /((?<=[.!?])\s+|\n)/u

/**
 * A text in small letters without the sessions of one sex that a place or a club for all has beside others: the women's hour of a pool
 * makes it no pool for women.
 */
export function withoutSideSessions(name: string, text: string): string {
  if (SHELTER.test(text) || SHELTER.test(name)) return text
  let before = name
  return text
    .split(BETWEEN_SENTENCES)
    .map((sentence, at) => {
      if (at > 0 && ONE_SESSION.test(sentence) && GENERAL.test(before) && !NAMES_A_SEX.test(before)) return ''
      before += ` ${sentence}`
      // Behind "girls' netball" a women's team is no thing among others.
      return sentence.search(ONE_OF_A_LIST) < sentence.search(NAMES_A_SEX)
        ? sentence.replace(ONE_OF_A_LIST, '')
        : sentence
    })
    .join('')
}
