/** "We're back", "it has also": what stands between whose news it is and the news. */
export const IS = String.raw`(?:'re|'s| are| is| have| has| also| all)*`
/** What may end, or meet. */
export const THINGS = String.raw`(?:group|service|club|session|sessions|course|project|class|programme|scheme|centre|activity|event|charity|organisation|drop-?in|youth club|website|caf[eé]|clinic|hub|shop|line|helpline|choir|band|team)`
export const A_WEEKDAY = String.raw`(?:mon|tues|wednes|thurs|fri|satur|sun)days?`

const GOES_ON = String.raw`(?:now (?:meet(?:s|ing)?|run(?:s|ning)?(?! by)|open(?! as)|held|takes?(?: place)?|taking place|every|each|weekly)\b|now (?!closed|ended|finished|cancelled|stopped|open as|run by|used|an? )[^.\n]{0,24}\b${A_WEEKDAY}|back\b(?! in 20))`
const NEWS = String.raw`(?:^|[.!?\n]\s*)(?:but |however,? |(?:the )?good news(?: is)?:? )?`
/**
 * It ended, and lives on: "we closed our doors during Covid but are back every Tuesday". An old "we meet on Tuesdays" is no such news, and the
 * hall that is now open to others is somebody else's.
 */
export const LIVES_ON = new RegExp(
  [
    String.raw`^[^.!?\n]*?(?:\b(?:but|and|though)\b|[,;–-])(?: (?:we|it|they|this ${THINGS}))?${IS} ${GOES_ON}`,
    String.raw`${NEWS}(?:we|it|this ${THINGS}|(?:our )?(?:sessions|meetings|classes))${IS} ${GOES_ON}`,
    String.raw`${NEWS}now (?:(?:we|on|at|in|meeting|every)\b[^.\n]{0,24} )?${A_WEEKDAY}(?! (?:the|an?|our|this)\b)`,
  ].join('|'),
  'i',
)
/** Nothing that follows undoes this. */
const FOR_GOOD = /\b(?:permanently|for good|for the last time)\b/i
/** Whether what follows says that it goes on after all. */
export const livesOn = (said: string, after: string): boolean =>
  !FOR_GOOD.test(said + (/^[^.!?\n]*/.exec(after)?.[0] ?? '')) && LIVES_ON.test(after)
