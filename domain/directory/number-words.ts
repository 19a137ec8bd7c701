const SMALL =
  'four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, i): [string, number] => [word, i + 4])
const TENS = 'twenty thirty forty fifty sixty seventy'
  .split(' ')
  .map((word, i): [string, number] => [word, (i + 2) * 10])
const ONES = 'one two three four five six seven eight nine'.split(' ')
const NUMBERS = new Map([['two', 2], ['three', 3], ...SMALL, ...TENS])

const WORD = new RegExp(
  String.raw`\b(${TENS.map(([word]) => word).join('|')})[- ](${ONES.join('|')})\b|\b(${[...NUMBERS.keys()].join('|')})(s?)\b`,
  'gi',
)

/** A text with its numbers, two to seventy-nine, as figures: "eleven to sixteen", "the over-fifties" stays. */
export const withFigures = (text: string): string =>
  text.replace(
    WORD,
    (all, ten: string | undefined, one: string | undefined, word: string | undefined, s = '') => {
      if (ten !== undefined && one !== undefined)
        return String((NUMBERS.get(ten.toLowerCase()) ?? 0) + ONES.indexOf(one.toLowerCase()) + 1)
      const number = NUMBERS.get((word ?? '').toLowerCase())
      return number === undefined ? all : `${number}${String(s)}`
    },
  )
