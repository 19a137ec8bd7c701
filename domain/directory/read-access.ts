const NUMBER = String.raw`(?:\d{1,3}|a few|some|several|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)`
/** Flights, stairs, steps: two and more. */
const FLIGHTS = String.raw`(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-[a-z]+|several)`
const STAIRS = String.raw`(?:stairs|staircase|steps|flights?(?: of (?:stairs|steps))?)`

const STEP_FREE =
  /\b(?:step[- ]?free|wheelchair (?:access|accessible|friendly|users? welcome)|(?:fully|full|disabled|level|ramp(?:ed)?|good) access(?:ible)?|accessible (?:building|venue|entrance|toilet|by wheelchair|for wheelchair|throughout|to wheelchair)|ramp|lift (?:to|access|available)|(?:take|use|by) (?:the |our )?lift\b|ground floor|is accessible|accessible for|no (?:steps|stairs)\b(?! free)|(?:all )?on (?:one|the same) level|level (?:throughout|entrance)|wheelchair)\b|\(lift\)/i
const NOT_STEP_FREE = new RegExp(
  [
    String.raw`\bno (?:wheelchair|disabled|step[- ]?free|level) access\b`,
    String.raw`\bnot (?:fully )?(?:wheelchair |step[- ]?free )?accessible\b`,
    String.raw`\bnot (?:suitable for (?:people (?:in|who use) )?wheelchairs?|step[- ]?free)\b`,
    String.raw`\b(?:no|without (?:a )?) ?(?:lift|ramp)\b`,
    String.raw`\blift (?:is )?(?:currently )?(?:broken|out of (?:order|use|action)|not working)\b`,
    String.raw`\bstairs (?:to the [a-z]+ floor )?only\b`,
    String.raw`\b(?:access|entry|entrance|reached|in|only) (?:is )?(?:only )?(?:by|via|up) (?:a |the |some )?(?:[a-z]+ )?${STAIRS}\b`,
    String.raw`\b(?:up|down) (?:a |the )?(?:${NUMBER} |steep |spiral |narrow |stone )+${STAIRS}\b`,
    String.raw`\b(?:spiral|steep|narrow|flight of) (?:stairs|staircase|steps)\b`,
    String.raw`\b(?:cannot|can't|can not|unable to) (?:take|accommodate|manage|admit|fit) wheelchairs?\b`,
    String.raw`\bwheelchair access is (?:very )?(?:limited|poor|difficult|restricted)\b`,
    String.raw`\b(?:climb|up|down) (?:a|the) ladder\b`,
    String.raw`\binaccessible\b`,
    String.raw`\b(?:spiral|steep|narrow|stone|iron|ladder) (?:[a-z]+ ){0,2}(?:stairs?|staircase|steps)\b`,
    String.raw`\b${FLIGHTS} (?:flights|stairs)\b`,
    String.raw`\b(?:up|down|climb|climbing|by) (?:[a-z]+ ){0,2}${FLIGHTS} (?:[a-z-]+ ){0,3}(?:steps|treads|ladders|rungs)\b`,
    String.raw`\b${FLIGHTS} (?:[a-z-]+ ){0,3}(?:steps|treads) (?:up|down)\b`,
    String.raw`\b(?:stair)?lift(?:'s| is| has)? (?:been )?(?:currently )?(?:broken|condemned|kaput|bust|out of|not working)\b`,
    String.raw`\b(?:neither (?:a )?lift nor|no lift (?:or|and|nor)|no step[- ]free way|not doable on wheels|floor walk-up|(?:stairs|staircase|steps) only|stairs (?:are|is) (?:very )?steep|can't manage (?:the )?(?:steps|stairs))`,
    String.raw`\b(?:by|up|down|is) (?:an? |the |our )?(?:[a-z]+ ){0,3}(?:staircase|stair|ladder|fire escape)\b`,
  ].join('|'),
  'i',
)
/** Steps that a ramp or a lift may stand beside. */
const STEPS = new RegExp(
  String.raw`\b${NUMBER} (?:[a-z]+ )?steps\b,? ?(?:up|down|at|and (?:a|no)|into|outside|from the|in front)`,
  'i',
)

/** Whether a text says that there is a way in without steps. Stairs that are told of beat a field that says it is accessible. */
export function readAccess(text: string): 'step-free' | 'not' | 'unknown' {
  if (NOT_STEP_FREE.test(text)) return 'not'
  if (STEP_FREE.test(text)) return 'step-free'
  return STEPS.test(text) ? 'not' : 'unknown'
}
