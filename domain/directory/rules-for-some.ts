/** Behind "under 16s": what they have to do or may do among others who are older. */
const BEHIND =
  /^\s*,?\s*\(?(?:please (?:bring|come|be|have|stay|arrive)\b|with an? [a-z' -]{0,30}?(?:adults?|parents?|carers?|grown[ -]?ups?|guardian|leader)\b|with (?:an? )?(?:parent(?:'s|al)? |signed )?(?:consent|note|permission)|(?:till|until|out by|out at|home by|leave (?:by|at)|away by) \d|(?:non|no)[ -]contact\b|always\b|(?:may|can) (?:only )?(?:come|use|swim|stay|join in)\b|(?:are )?(?:seen|paired|sat) )/
/** Before it: those to whom something holds as well, a form, a price. */
const BEFORE =
  /(?:\b(?:confidential|private|includ(?:ing|es)|even|also|consent form|permission|parent(?:'s|al)? (?:note|consent))(?: (?:if|when|for|to|is|it is|those|people|anyone|young people|you(?:'re| are)|to be))* )$/
/** "14+, under 16s out by 8": whom all is for has been said. */
const SAID =
  /\b(?:(?:from |from age |age )(\d{1,2})(?: and up| upwards)?|(\d{1,2}) ?(?:\+|(?:and|or) (?:up|over|above|older|upwards)))[^\d]{0,30}\W$/
/** What they have to do, or until when they stay: else the limit is one of all. */
const HAVE_TO =
  /^\s*,?\s*\(?(?:must|should|need|have to|are|out|till|until|with|leave|go home|home|by|may|can|please|pay|free)\b/
const AGE = /^\D*(\d{1,2})/
const SENTENCE_OR_LESS = 44

/** Whether an upper limit in a text of small letters is that of some of those who come, and not of all. */
export function isRuleForSome(text: string, { at, length }: { at: number; length: number }): boolean {
  const before = text.slice(Math.max(0, at - SENTENCE_OR_LESS), at)
  const after = text.slice(at + length, at + length + SENTENCE_OR_LESS)
  if (/^\s*,?\s*\(?with /.test(after) && /\bfor (?:all |our )?$/.test(before)) return false
  if (BEHIND.test(after) || BEFORE.test(before)) return true
  const said = SAID.exec(before)
  const limit = AGE.exec(text.slice(at))
  return (
    said !== null && limit !== null && HAVE_TO.test(after) && Number(said[1] ?? said[2]) < Number(limit[1])
  )
}
