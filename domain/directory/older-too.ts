import { sentences } from './plain-text.ts'
import { withFigures } from './number-words.ts'
import { withoutSentElsewhere } from './sent-elsewhere.ts'

/** "18 to 25s", behind a field that ends at 17 or 18. */
const RANGE =
  /(?<![\d£.:/-])(\d\d)'?s?\s*(?:-|–|to|and)\s*(\d\d)(?!\d|[:.]\d|\s*(?:%|pm\b|people|places|weeks|minutes|january|february|march|april|may|june|july|august|september|october|november|december))/g
/** "We also support young adult carers up to their 26th birthday". */
const ALSO_UP_TO =
  /\balso (?:support|help|see|work with|take|welcome|run|have)\b[^.!?\n\d]{0,60}\b(?:up )?(?:to|until|till) (?:their |the |your |age )?(\d\d)(th birthday|st birthday|nd birthday|rd birthday)?/
/** Somebody else's age, or somebody else's place. */
const OTHERS =
  /£|\b(?:volunteers?|leaders?|staff|coach(?:es)?|price|fee|fees|sister|other) |\bnot (?:yet |currently )?(?:for|open|take|taking|able)\b/
const OLDEST = 30

/** How old some may be in a text where those who are as old as `oldest`, all that a field knows of, have more beside or behind them. */
export function olderToo(written: string, oldest: number): number | undefined {
  const text = withoutSentElsewhere(withFigures(written.toLowerCase().replace(/’/g, "'")))
  const found = sentences(text)
    .filter((sentence) => !OTHERS.test(sentence))
    .flatMap((sentence) => {
      const ranges = [...sentence.matchAll(RANGE)].filter(([, from]) =>
        [oldest, oldest + 1].includes(Number(from)),
      )
      const [, until, birthday] = ALSO_UP_TO.exec(sentence) ?? []
      const also = until === undefined ? [] : [Number(until) - (birthday === undefined ? 0 : 1)]
      return [...ranges.map(([, , to]) => Number(to)), ...also]
    })
    .filter((to) => to > oldest && to <= OLDEST)
  return found.length > 0 ? Math.max(...found) : undefined
}
