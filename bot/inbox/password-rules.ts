/** Three random words reach it (NCSC); nothing is said about capitals, digits or signs, and nothing expires. */
export const SHORTEST = 12
/** Long enough for any sentence; what is longer is somebody trying the service. */
export const LONGEST = 200
/** "aaaaaaaaaaaa" and "abababababab" are long and are nothing. */
const FEWEST_DIFFERENT = 5
/** Shorter parts of a name stand in many good passwords by chance. */
const SHORTEST_OWN_WORD = 4

export type PasswordFault = 'short' | 'long' | 'common' | 'own'

/** The most used passwords that leaked, as zxcvbn-ts keeps them: megabytes, for whoever chooses one. */
let leaked: Promise<ReadonlySet<string>> | undefined
const readLeaked = async (): Promise<ReadonlySet<string>> =>
  new Set((await import('@zxcvbn-ts/language-common')).dictionary.passwords)

/**
 * What is wrong with a password, by NCSC's rules: too short, one that many people have (as it is, or with digits and signs around it), or
 * little more than the person's own name, address or school. Undefined when it will do.
 */
export async function passwordFault(
  password: string,
  own: readonly string[],
): Promise<PasswordFault | undefined> {
  const text = password.normalize('NFKC').toLowerCase()
  const length = lettersIn(text)
  if (length < SHORTEST) return 'short'
  if (length > LONGEST) return 'long'
  const common = await (leaked ??= readLeaked())
  const bare = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  if (
    isCommon(text, common) ||
    (bare !== '' && isCommon(bare, common)) ||
    new Set(text).size < FEWEST_DIFFERENT
  )
    return 'common'
  const words = own
    .flatMap((one) => one.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= SHORTEST_OWN_WORD)
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), text)
  return rest !== text && lettersIn(rest.replace(/[^\p{L}]/gu, '')) < SHORTEST_OWN_WORD ? 'own' : undefined
}

/** On the list, or one on the list written several times, or digits that only count on. */
function isCommon(text: string, common: ReadonlySet<string>): boolean {
  if (common.has(text) || '01234567890123456789'.includes(text) || '98765432109876543210'.includes(text))
    return true
  const repeated = /^(.{2,}?)\1+$/u.exec(text)?.[1]
  return repeated !== undefined && (repeated.length < FEWEST_DIFFERENT || common.has(repeated))
}

/** Whole characters, where `length` would count an emoji twice. */
const lettersIn = (text: string): number => Array.from(text).length
