const SMALL =
  'four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, i): [string, number] => [word, i + 4])
const TENS = 'twenty thirty forty fifty sixty seventy'
  .split(' ')
  .map((word, i): [string, number] => [word, (i + 2) * 10])
const ONES = 'one two three four five six seven eight nine'.split(' ')
const NUMBERS = new Map([['two', 2], ['three', 3], ...SMALL, ...TENS])
/** "The fifties", people of fifty and more. */
const DECADES = TENS.map(([word, n]): [string, string] => [word.replace(/y$/, 'ies'), `${n}s`])
/** Birthdays are counted. */
const NTH = new Map([
  ...[
    'twelfth',
    'thirteenth',
    'fourteenth',
    'fifteenth',
    'sixteenth',
    'seventeenth',
    'eighteenth',
    'nineteenth',
  ].map((word, i): [string, number] => [word, i + 12]),
  ['eleventh', 11],
  ['twentieth', 20],
  ['twenty-first', 21],
  ['twenty-fifth', 25],
])
const SAID_OTHERWISE = new Map<string, string>([
  ...DECADES,
  ...[...NTH].map(([word, n]): [string, string] => [word, `${n}th`]),
])
const OTHERWISE = new RegExp(String.raw`\b(?:${[...SAID_OTHERWISE.keys()].join('|')})\b`, 'gi')
/** With its tens and ones in figures already: "a hundred and 60". */
const HUNDREDS = /\b(a|one|[2-9]) hundred(?: and (\d{1,2}))?\b/gi

const WORD = new RegExp(
  String.raw`\b(${TENS.map(([word]) => word).join('|')})[- ](${ONES.join('|')})\b|\b(${[...NUMBERS.keys()].join('|')})(s|es|)\b`,
  'gi',
)

/** A text with its numbers, two to nine hundred and seventy-nine, as figures: "11 to 16", "the over-50s", "18th birthday". */
export const withFigures = (text: string): string =>
  underHundred(text.replace(OTHERWISE, (word) => SAID_OTHERWISE.get(word.toLowerCase()) ?? word)).replace(
    HUNDREDS,
    (_, hundreds: string, rest: string | undefined) =>
      String((Number(hundreds) || 1) * 100 + Number(rest ?? 0)),
  )

const underHundred = (text: string): string =>
  text.replace(
    WORD,
    (all, ten: string | undefined, one: string | undefined, word: string | undefined, s = '') => {
      if (ten !== undefined && one !== undefined)
        return String((NUMBERS.get(ten.toLowerCase()) ?? 0) + ONES.indexOf(one.toLowerCase()) + 1)
      const number = NUMBERS.get((word ?? '').toLowerCase())
      return number === undefined ? all : `${number}${s === '' ? '' : 's'}`
    },
  )
