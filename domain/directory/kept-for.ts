import { words } from '../understanding/words.ts'
import { sentences } from './plain-text.ts'

const HOMES =
  'Flats|Courts?|House|Towers?|Estate|estate|Close|Terrace|Gardens|Road|Street|Rise|Avenue|Buildings|Mansions|Lodge|Square|Drive|Crescent|Lane|Villas|Way|Walk|Grove|Mews|Row|flats|blocks|Blocks'
const NAME = String.raw`(?:the |The )?(?:\p{Lu}[\p{L}'’-]*|\([^)]{0,40}\)|and|or|&|,|${HOMES})`
/** Some houses or streets by name: "Heron, Kestrel or Teal Court". A town or a county is nobody's own. */
const HOMES_NAMED = String.raw`((?:${NAME},? ?){1,10}?(?:${HOMES})\b(?:,? (?:and|or|&) (?:${NAME} ?){1,5}?(?:${HOMES})\b)*)`
const LIVE_THERE = new RegExp(
  String.raw`\b(?:must (?:live|be living|be resident)|(?:[Ff]or|to|of) (?:people|those|anyone|anybody|tenants|residents|families|households|young people|children|kids) (?:who (?:live|are living)|living|resident)|(?:[Ff]or|to|of) (?:the )?(?:residents|tenants)(?: and (?:their )?(?:families|residents|tenants|children))?) (?:in|at|on|of) ${HOMES_NAMED}`,
  'u',
)
const ONLY = /\b(?:only(?! £| \d)|exclusively|solely|restricted to|must (?:live|be living|be resident))\b/iu
const NOBODY_ELSE =
  /\b(?:nobody else|no[- ]one else|no exceptions|(?:cannot|can't|not able to|unable to) (?:take|accept|admit|help|offer places to) (?:any )?(?:others|anyone else|anybody else|other people)|not (?:for|open to) (?:anyone|anybody) else)\b/iu

/** "On the Osier Estate only (Heron Way, Grebe House)". */
const LISTED = /\bonly \(([^)]{3,160})\)/u

const ENROLLED =
  /\b(?:(?:current(?:ly)?|fully|enrolled|registered|full[- ]time|part[- ]time|our own|college|university) ){1,4}(?:students|learners)\b[^.!?\n£]{0,60}\bonly\b(?! £)|\b(?:only|exclusively) (?:for|open to|available to) (?:our |its |(?:current(?:ly)?|fully|enrolled|registered|full[- ]time) ){1,4}(?:students|learners)\b|\bfor (?:all |current )?(?:students|undergraduates) (?:enrolled at|of|at) (?:the )?(?:[\p{L}]+ ){0,3}university\b/iu
const COLLEGE = String.raw`(?:the )?(?:\p{Lu}[\p{L}'’-]*\.? ){1,5}?(?:College|University|Campus|Sixth Form)|the (?:college|university|campus)`
const ENDS = String.raw`(?=\s*(?:[.;!(]|$))`
/** Students of one place by its name: "enrolled Downs students only", "current Met students with a valid student card". */
const ENROLLED_THERE = new RegExp(
  [
    String.raw`\b[Ee]nrolled (?:\p{Lu}[\p{L}'’-]+ ){1,3}(?:students|learners) only\b${ENDS}`,
    String.raw`\b[Oo]pen to (?:all )?(?:(?:current|enrolled|registered) )+(?:\p{Lu}[\p{L}'’-]+ ){1,3}(?:students|learners) (?:with|who have|holding) (?:an? )?(?:valid |current )*(?:student|campus|college|university) (?:cards?|id|ID|lanyards?)\b${ENDS}`,
    String.raw`\b[Ff]or (?:students|learners) (?:at|of) (?:${COLLEGE}) only\b${ENDS}`,
    String.raw`\b(?:[Yy]ou|[Mm]embers|[Ee]veryone) (?:must|need to|have to) be (?:an? )?(?:(?:current|enrolled|registered) )*(?:students? (?:at|of)|studying at|enrolled at) (?:${COLLEGE})\b${ENDS}`,
  ].join('|'),
  'u',
)
/** Others may come as well. */
const OTHERS_TOO =
  /\b(?:public|community|everyone|everybody|anyone|anybody|non-students|open to all|local residents|pay|discounts?|free)\b/iu
const AT_UNIVERSITY = /\buniversity|undergraduates|campus|students'? union|freshers\b/iu
const STUDENTS = {
  university: ['uni', 'university', 'campus', 'halls', 'degree', 'freshers', 'undergrad', 'undergraduate'],
  college: ['college', 'student', 'students', 'uni', 'campus', 'lanyard'],
  sixthForm: ['sixth form', 'sixth', 'student', 'students', 'a levels'],
} as const

/** "For customers claiming Universal Credit"; not a price, nor one group of several. */
const ON_BENEFITS =
  /\b(?:only (?:for|open to) (?:people |those |customers |anyone |claimants )?|(?:is|are) for customers |for customers (?:aged \d\d ?(?:-|–|to) ?\d\d )?(?=claiming)|(?<!\b(?:not|don['’]t|no) )(?:must|have to|need to) be )(?:already |currently )?(?:claiming|receiving|in receipt of|on) (?:universal credit|benefits|jsa|esa)\b(?!,| or\b)/iu
const A_PRICE = /\b(?:prices?|(?<!\bin one )places?|membership|concessions?|rates?|costs?)\b|£/iu
const BENEFITS = [
  'uc',
  'universal',
  'benefits',
  'jsa',
  'esa',
  'dole',
  'jobseekers',
  'signing',
  'claiming',
  'sanctioned',
]

const LANGUAGES: Readonly<Record<string, readonly string[]>> = {
  polish: ['polish', 'poland', 'polski', 'polska'],
  romanian: ['romanian', 'romania'],
  bulgarian: ['bulgarian', 'bulgaria'],
  lithuanian: ['lithuanian', 'lithuania'],
  latvian: ['latvian', 'latvia'],
  ukrainian: ['ukrainian', 'ukraine'],
  russian: ['russian', 'russia'],
  hungarian: ['hungarian', 'hungary'],
  portuguese: ['portuguese', 'portugal', 'brazil', 'brazilian'],
  spanish: ['spanish', 'spain'],
  italian: ['italian', 'italy'],
  german: ['german', 'germany'],
  turkish: ['turkish', 'turkey'],
  arabic: ['arabic', 'arab'],
  farsi: ['farsi', 'persian', 'iran', 'iranian'],
  urdu: ['urdu', 'pakistan', 'pakistani'],
  punjabi: ['punjabi', 'panjabi'],
  bengali: ['bengali', 'bangla', 'bangladesh'],
  gujarati: ['gujarati'],
  tamil: ['tamil'],
  somali: ['somali', 'somalia'],
  cantonese: ['cantonese', 'chinese', 'hong'],
  mandarin: ['mandarin', 'chinese', 'china'],
  bsl: ['bsl', 'sign', 'deaf'],
}
const LANGUAGE = `(${Object.keys(LANGUAGES).join('|')})`
/** "Lessons are all in Polish", "you must already speak it". */
const ALL_IN = new RegExp(
  String.raw`\b(?:lessons|classes|sessions|everything|teaching|tuition|meetings|activities)(?: (?:is|are))?(?: (?:all|only|entirely|taught|held|given|run|completely))+ in ${LANGUAGE}\b(?! and\b|, | or\b)|\b(?:you|child|children|students|pupils|learners|participants|members|everyone|they) (?:must|need to|needs to|have to|has to) (?:already |be able to |be fluent in )?(?:speak |understand )?${LANGUAGE}\b(?! (?:to see|for)\b|[^.]*\beveryone else\b)`,
  'iu',
)
const NAMES = /\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)+/gu
const TOKENS = /\p{Lu}[\p{L}'’-]+/gu
/** "St". */
const A_TITLE = 2
/** In the names of many streets, and said by anyone: "i like going to the park". */
const OF_MANY_STREETS = new Set(
  'park church hill green station high main school mill bridge north south east west old new market river lake king queen kings queens'.split(
    ' ',
  ),
)
const KINDS = new RegExp(String.raw`^(?:${HOMES}|The|And|Or)$`, 'u')

/**
 * Words, or names of streets in small letters, of which somebody has to have said one before they are shown something that is kept for the
 * people of some houses, the students of one place, who speaks a language or who is on benefits. None: nothing of the kind is said of it.
 */
export function keptFor(name: string, description: string): readonly string[] {
  const text = `${name}. ${description}`
  const told = sentences(description)
  for (const [at, sentence] of told.entries()) {
    const homes = LIVE_THERE.exec(sentence)?.[1]
    const isOnly = ONLY.test(sentence) || NOBODY_ELSE.test(`${sentence} ${told[at + 1] ?? ''}`)
    if (
      homes !== undefined &&
      isOnly &&
      !/\b(?:any(?:one|body) else|neighbours)\b/iu.test(sentence.replace(NOBODY_ELSE, ''))
    )
      return streetWords(`${homes} ${LISTED.exec(sentence)?.[1] ?? ''}`)
    if ((ENROLLED.test(sentence) || ENROLLED_THERE.test(sentence)) && !OTHERS_TOO.test(sentence))
      return STUDENTS[whereEnrolled(text)]
    if (ON_BENEFITS.test(sentence) && !OTHERS_TOO.test(sentence) && !A_PRICE.test(sentence)) return BENEFITS
    const [, taught, needed] = ALL_IN.exec(sentence) ?? []
    const language = LANGUAGES[(taught ?? needed ?? '').toLowerCase()]
    if (language) return language
  }
  return []
}

function whereEnrolled(text: string): keyof typeof STUDENTS {
  if (AT_UNIVERSITY.test(text)) return 'university'
  return /\bsixth form\b/iu.test(text) && !/\bcollege\b/iu.test(text) ? 'sixthForm' : 'college'
}

/** Words by which somebody names these houses. Where all of them are in many names, by the whole of it: "park road". */
function streetWords(homes: string): string[] {
  const own = (homes.match(TOKENS) ?? [])
    .filter((word) => !KINDS.test(word) && word.length > A_TITLE)
    .flatMap(words)
  const telling = own.filter((word) => !OF_MANY_STREETS.has(word))
  return telling.length > 0 ? telling : (homes.match(NAMES) ?? []).map((name) => words(name).join(' '))
}
