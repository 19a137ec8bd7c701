const NUMBER = String.raw`(?:\d{1,3}|a few|some|several|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)`
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
