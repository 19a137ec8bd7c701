import { withFigures } from './number-words.ts'
import { cutAtWord, sentences } from './plain-text.ts'

export interface ReadCost {
  readonly free?: boolean
  /** Pounds, the lowest amount named. */
  readonly from?: number
  /** The sentence that says so. */
  readonly text?: string
}

const LIMITS = {
  /** Above this it is a grant, a prize or a turnover, not what a session costs. */
  dearest: 600,
  longestText: 160,
} as const

const AMOUNT =
  /(?:£|\bgbp)\s?(\d{1,4}(?:,\d{3})*)(?:[.-](\d{2}))?(?!,?\d)(?!(?:\.\d+)?\s?(?:k|m|bn|million|billion)\b)|\b(\d{1,2})\s?(?:p|pence)\b(?!\.?m)|\b(\d{1,3})\s(?:pounds?|quid)\b(?:\s(?:and\s)?(\d{2})\b(?!\s?(?:min|hour|week|people|places|years?|sessions?|%)))?/gi
/** A pound is a weight, too. */
const IN_WORDS: readonly (readonly [words: RegExp, figures: string])[] = [
  [/\b(?:a|one)(?: single)? (?:pound|quid)\b(?! (?:of|shop|coin|note|sign)\b)/gi, '1 pound'],
  [/\ba couple of (?:pounds|quid)\b/gi, '2 pounds'],
  [/\ba fiver\b/gi, '5 pounds'],
  [/\ba tenner\b/gi, '10 pounds'],
]
const WEIGHT = /\b(?:lose|losing|lost|shed|weighs?|gain)\b/i
/** That it costs something, and not how much. */
const PAID =
  /\bpays? (?:weekly |monthly |small )?subs\b|\b(?:fees?|charges?|costs?|subs) (?:apply|applies|payable|vary|varies)\b|\bthere(?:'s| is| will be) (?:a |an )(?:small |weekly |modest |entry |membership |joining )*(?:fee|charge|cost)\b(?! (?:for|of) (?:refreshments|tuck|snacks|food|parking|materials|trips|the trips))/i
/** Where or how it is paid, and not how much. */
const PAY_THERE =
  /(?<!\b(?:no need to|nothing to|not have to|don't have to|without having to|to help you|able to|can't) )\b(?:pay|payment|payable|paid)(?: is| are)?(?: taken| due| required| made)? (?:at (?:the )?(?:reception|desk|door|venue|till|time of booking)|on (?:the )?(?:door|day|arrival|night|entry)|when you (?:arrive|book)|in advance|online when booking|per (?:session|class|term|month|visit)|termly|monthly|weekly)\b|\bpay for (?:a|your|the) (?:trial|taster|first)\b|\bpaid (?:trial|taster)\b|\bpay[- ]as[- ]you[- ](?:go|play|train)\b(?! (?:phone|sim|mobile|electric|meter))|\b(?:prices|fees) (?:start|vary|from|on request)\b|\b(?:membership|payment) (?:is )?required\b/i
/** Money that is not the price of coming. */
const NOT_A_PRICE =
  /\b(?:raised?|raising|funded|funding|grants?|prizes?|win|bursar(?:y|ies)|worth|sav(?:e|ings)|vouchers?|earn|wage|paid to|per hour wage|an hour wage|salary|loan|debts?|donat(?:ed|ions? of)|investment|award(?:ed)?|turnover|allowance|deposit scheme|fine|expenses|(?:you(?:'re| are|'ll be| will be| get)|get) paid|up to £\d+ (?:to|towards))\b/i
/** How far money goes, and not what coming costs: "feed yourself for a week on 20 pounds". */
const STRETCHED =
  /\b(?:feed|live|eat|cook|shop|spend|get by|manage|cope|meal|dinner|tea)(?:s|ing|ed)?\b[^.;]{0,40}\b(?:on|with) (?:only |just |about |less than |under )?(?:£\s?\d+(?:\.\d\d)?|\d+ (?:pounds?|quid))\b/gi
const FREE =
  /[,;.-] (?:and )?free(?=[,;.]|$)|\b(?:(?<!\b(?:try|taste|first)\b[^.]{0,40})for nothing(?=[,.;]|$)|on the house|(?:costs?|for) (?:zilch|nowt|nil)|not a penny|nobody pays|no-cost|no bill|at no charge|free of charge|completely free|totally free|absolutely free|always free|free to (?:attend|join|all|use|access|take part|come|everyone|young people|local)|(?:is|are|it's|its|all|costs?:|price:|fee:|entry:) (?:all |also |totally |completely )?free\b(?! (?:from|until|till|for under|of (?!charge)|if|trial|when|with)|ing)|no charge|no cost|costs? (?:nothing|nowt)|(?:do not|don't) charge(?! (?:extra|more|for)\b)|(?:does not|doesn't|won't|will not) cost (?:you )?(?:anything|a penny)|nothing to pay|(?:do not|don't) (?:have to|need to) pay|no fees?\b|free and (?:open|fun|friendly|easy|for)|without charge|free (?:sessions?|activit(?:y|ies)|club|support|service|advice|counselling|workshops?|class(?:es)?|lessons?|course|courses|group|youth|places?|event|events|drop[- ]in|entry|admission|and confidential|confidential|independent|coaching|training|programme|help|football|music|art|taster sessions every)|for free\b|free!)|^free\b(?! (?:parking|wifi|wi-fi|trial|taster|running|weights|tea|coffee|toast|snacks?|food|drinks?|squash|lunch|breakfast|pizza|cake|refreshments|kit|transport|minibus))/i
const FREE_FOR_SOME =
  /\bfree (?:if|when|unless)\b|\bfree,? with (?:[a-z'-]+ ){0,4}?(?:pass(?:es)?|cards?|memberships?|tickets?|vouchers?|permits?|id)\b|\bfree (?:for|to)\b[^.]{0,25}\b(?:under|over|members|children|students|those|unemployed|low income|carers|benefits|universal credit|residents|pupil premium|first)\b|\b(?:under[- ]?\d\d'?s?|members|students|concessions|residents)(?: (?:go|are|get in|come|attend))? free\b/i
/** A price, and none for who cannot pay it. */
const IF_TIGHT =
  /\bor (?:nothing|free|nowt) (?:if|when)\b|\bif (?:money(?:'s| is)|things are|you(?:'re| are)) (?:tight|skint|short|struggling|hard up)\b[^.]{0,40}\b(?:free|nothing|come anyway|still come|just (?:come|say|tell|ask))|\b(?:can't|cannot) (?:pay|afford)\b[^.]{0,20}\b(?:come anyway|still come|just (?:come|say|tell|ask))/i
/** What may be free where coming is not, and who comes with somebody. */
const THING = String.raw`(?:(?:car |street )?parking|wi-?fi|spectators?|spectating|carers?|companions?|supporters|parents|adults|drinks?|tea|coffee|squash|refreshments|snacks?|biscuits|cake|lunch|food|kit|equipment|boots|helmets|shoes|rackets?|racquets|hire|kit hire|equipment hire|transport|(?:mini|shuttle )?bus(?:es)?|shuttle|travel|lifts? home|delivery|babies|toddlers|pensioners|car park|the car park)`
/** Nobody of 11 to 25. */
const TOO_YOUNG_OR_OLD = String.raw`(?:children |kids |those |anyone |siblings )?(?:aged )?(?:under|below|u)[ -]?(?:the age of )?(?:[1-9]|1[01])(?:'?s)?|(?:under|over)[- ](?:fives|60s|65s)|over[- ]?(?:[3-9]\d)s?`
/** Free, but not what it costs to come: parking, who watches, who is younger or older than anyone here. */
const FREE_ELSEWHERE: readonly RegExp[] = [
  new RegExp(
    String.raw`\bfree (?:school meals|(?:on-?site |on-street |hot |secure )*${THING}(?:(?:,| and| &) ${THING})*)\b`,
    'gi',
  ),
  new RegExp(
    String.raw`(?<!\band |& |, )\b${THING}(?:(?:,| and| &) ${THING})*(?: (?:is|are|go|goes|get in|come))?(?: all| also| always)? free\b(?: of charge)?`,
    'gi',
  ),
  new RegExp(
    String.raw`\b(?:for )?(?:${TOO_YOUNG_OR_OLD})(?: (?:is|are|go|goes|get in|come|attend|swim|play))?(?: all| also| always)? free\b(?: of charge)?|\bfree (?:(?!and\b)[a-z-]+ ){0,2}?(?:for|to|if) (?:all |any )?(?:${TOO_YOUNG_OR_OLD})\b(?:(?:,| and| or| &) (?:${TOO_YOUNG_OR_OLD})\b)*`,
    'gi',
  ),
  /\bfree (?:entry |admission )?(?:to (?:watch|spectate|view)|for (?:spectators|supporters))\b/gi,
  // People are free to do something; only what they come to is free of charge.
  /\b(?:feel|(?:you|they|we|people|members|visitors|everyone|everybody|anyone) (?:are|is)|you're|they're) (?:all )?(?:also |more than )?free to\b/gi,
  // No vacancy, or a thing that there is none of.
  /\bno free (?:places?|spaces?|slots?|sessions?|parking|entry)\b/gi,
]
/** "Sessions are not free", "we cannot offer free places"; not "are you not free on Tuesdays". */
const NOT_FREE =
  /(?<!\byou )(?<!\byou are )(?:\b(?:not|never|no longer)|n't)(?: a| an| currently| always| completely| entirely| totally| necessarily| available)* free\b(?! (?:on|at|then|when|that|this|from|to (?!attend|join|use|access|enter|take part|all|everyone)))|\b(?:cannot|can't|can not|unable to|not able to|do not|don't|no longer|won't|will not)(?: currently| now| yet)? (?:offer|provide|run|give|have|be|make)(?: (?:any|you|this|it|a|our|the|these|them|for|sessions|places|classes)){0,3} free\b(?! (?:place|space|slot))/i
/** Once is a try: what it costs afterwards is what it costs. */
const FREE_ONCE =
  /\bfree (?:trial|taster)\b|\b(?:try|trying)\b(?! to\b)[^.,;]{0,30}\bfree\b|\b(?:first|1st)(?: \w+){0,2} (?:is |are )?free\b/i
const FREE_OF_SOMETHING =
  /\b(?:gluten|drug|alcohol|smoke|dairy|sugar|stress|hands|judg(?:e)?ment|risk|nut|tax|duty|step|barrier|screen|phone|pain)[- ]free\b/gi
const DONATION = /\b(?:donations?|pay what you can|pay as you feel|contribution)\b/i

/** What a text says about cost. A price beats "free" in the same text: it is the safer thing to tell someone with no money. */
export function readCost(text: string): ReadCost | undefined {
  let from: number | undefined
  let free = false
  let some = false
  let paid = false
  let said: string | undefined
  let saidOfSome: string | undefined
  for (const sentence of sentences(text.replace(/’/g, "'"))) {
    const bare = FREE_ELSEWHERE.reduce(
      (s, elsewhere) => s.replace(elsewhere, ' '),
      sentence.replace(FREE_OF_SOMETHING, ' '),
    )
    const price = lowestPrice(bare)
    if (price !== undefined) {
      from = from === undefined ? price : Math.min(from, price)
      said ??= sentence
    }
    const forSome = FREE_FOR_SOME.test(bare) || (price !== undefined && IF_TIGHT.test(bare))
    if (forSome) {
      some = true
      saidOfSome ??= sentence
    }
    const notFree = NOT_FREE.test(bare)
    if (notFree || ((PAID.test(bare) || PAY_THERE.test(bare)) && !NOT_A_PRICE.test(bare))) {
      paid = true
      said ??= sentence
    }
    if (!notFree && !forSome && !FREE_ONCE.test(bare) && FREE.test(bare)) {
      free = true
      if (price === undefined && from === undefined) said ??= sentence
    }
    if (DONATION.test(bare) && said === undefined && !NOT_A_PRICE.test(bare)) said = sentence
  }
  said ??= saidOfSome
  const words = said === undefined ? {} : { text: cutAtWord(said, LIMITS.longestText) }
  if (from !== undefined && from > 0)
    return some && !free ? { from, ...words } : { free: false, from, ...words }
  if (paid && !free) return { free: false, ...words }
  if (from === 0 || (free && !some && !paid)) return { free: true, ...words }
  return said === undefined ? undefined : words
}

function lowestPrice(sentence: string): number | undefined {
  if (NOT_A_PRICE.test(sentence)) return undefined
  const amounts = [...inFigures(sentence).replace(STRETCHED, ' ').matchAll(AMOUNT)].map((m) => {
    if (m[3] !== undefined) return Number(m[3]) / 100
    if (m[4] !== undefined) return Number(m[4]) + Number(m[5] ?? 0) / 100
    return Number((m[1] ?? '').replace(/,/g, '')) + Number(m[2] ?? 0) / 100
  })
  const possible = amounts.filter((a) => a <= LIMITS.dearest)
  return possible.length > 0 ? Math.min(...possible) : undefined
}

/** Money in words as figures: "two pounds fifty", "a couple of quid", "a fiver". */
function inFigures(sentence: string): string {
  const figures = withFigures(sentence)
  if (WEIGHT.test(sentence)) return figures
  return IN_WORDS.reduce((text, [words, said]) => text.replace(words, said), figures)
}
