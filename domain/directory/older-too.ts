import { sentences } from './plain-text.ts'
import { withFigures } from './number-words.ts'
import { withoutSentElsewhere } from './sent-elsewhere.ts'

/** "18 to 25s", behind a field that ends at 17 or 18. */
const RANGE =
  /(?<![\d£.:/-])(\d\d)'?s?\s*(?:-|–|to|and)\s*(\d\d)(?!\d|[:.]\d|\s*(?:%|pm\b|people|places|weeks|minutes|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|aug|sept?|oct|nov|dec)\b|\s+(?:[a-z'-]+ ){0,2}(?:street|road|lane|avenue|close|terrace|place|st|rd)\b)/g
/** What says that a range is of ages. */
const OF_AGES =
  /^\W*\d\d\W+\d\d\b|\d\d'?s\b|year[- ]?olds?|\byears?\b|\bag(?:e|es|ed)\b|\b(?:young|youth|teens?|adults?|people|seniors?|students?|carers?|open to|for|if you are)\b/
/** "We also support young adult carers up to their 26th birthday". */
const ALSO_UP_TO =
  /\balso (?:support|help|see|work with|take|welcome|run|have)\b(?![^.!?\n\d]*\b(?:groups|parents|trips?|open|miles)\b)[^.!?\n\d]{0,60}\b(?:up )?(?:to|until|till) (?:their |the |your |age )?(\d\d)(?:(th birthday|st birthday|nd birthday|rd birthday)|(?=\s*(?:$|[,;)]|\.(?!\d)|years?\b|and\b|with\b|who\b)))/
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
      const ranges = [...(OF_AGES.test(sentence) ? sentence.matchAll(RANGE) : [])].filter(([, from]) =>
        [oldest, oldest + 1].includes(Number(from)),
      )
      const [, until, birthday] = ALSO_UP_TO.exec(sentence) ?? []
      const also = until === undefined ? [] : [Number(until) - (birthday === undefined ? 0 : 1)]
      return [...ranges.map(([, , to]) => Number(to)), ...also]
    })
    .filter((to) => to > oldest && to <= OLDEST)
  return found.length > 0 ? Math.max(...found) : undefined
}
