/** A pattern that cannot be used, with the reason; the loader says where it stands. */
export class PatternError extends Error {
  readonly pattern: string

  constructor(pattern: string, reason: string) {
    super(`"${pattern}": ${reason}`)
    this.name = 'PatternError'
    this.pattern = pattern
  }
}

/**
 * The grammar of all patterns of content/: words, {slots}, this | or that, (one|of these), [left|out|or not], * (a few words between), ... (more
 * words between, also other people), ^ and $ (start and end of the message), # (any number). What is done with the parts is the reader's.
 */
export type Part =
  | { readonly is: 'word'; readonly word: string }
  | { readonly is: 'slot'; readonly name: string }
  | { readonly is: 'gap'; readonly most: number; readonly wide: boolean }
  | { readonly is: 'either'; readonly ways: readonly (readonly Part[])[] }
  | { readonly is: 'maybe'; readonly parts: readonly Part[] }
  | { readonly is: 'start' | 'end' }

/** Words between at most, for `*` and `...`; a number behind the sign asks for another, up to `most`. */
export const GAPS = { narrow: 3, wide: 6, most: 12 } as const

/** Stands for the end of the pattern among the signs that may close a sequence. */
const END = ''

/** Reads one pattern. Throws PatternError when brackets do not close, a way is empty or a sign is not of the grammar. */
export function parsePattern(pattern: string): readonly Part[] {
  const signs =
    pattern
      .toLowerCase()
      .match(/\.\.\.[0-9]*|\*[0-9]*|\{[^{}]*\}|[()[\]|^$#<>]|[^\s()[\]|^$#{}*<>]+|[{}]/gu) ?? []
  let at = 0

  const sequence = (closedBy: readonly string[]): readonly Part[] => {
    const parts: Part[] = []
    while (at < signs.length) {
      const sign = signs[at] ?? ''
      if (closedBy.includes(sign)) return parts
      at += 1
      if (sign === '(') parts.push(either(')'))
      else if (sign === '[') parts.push({ is: 'maybe', parts: [either(']')] })
      else parts.push(single(sign))
    }
    if (!closedBy.includes(END)) throw new PatternError(pattern, `${closedBy.at(-1) ?? ''} is missing`)
    return parts
  }
  const either = (closing: ')' | ']'): Part => {
    const ways: (readonly Part[])[] = []
    for (;;) {
      const way = sequence(['|', closing])
      if (way.length === 0) {
        throw new PatternError(pattern, 'one of the ways is empty: what may be left out stands in [ ]')
      }
      ways.push(way)
      const sign = signs[at]
      at += 1
      if (sign === closing) return { is: 'either', ways }
    }
  }
  const single = (sign: string): Part => {
    if (sign === '^') return { is: 'start' }
    if (sign === '$') return { is: 'end' }
    if (sign.startsWith('*')) return gap(sign.slice(1), GAPS.narrow, false)
    if (sign.startsWith('...')) return gap(sign.slice(3), GAPS.wide, true)
    if (sign.startsWith('{') && sign.length > 2) return { is: 'slot', name: sign.slice(1, -1) }
    if (sign === '#' || /[\p{L}\p{N}]/u.test(sign)) return { is: 'word', word: sign }
    throw new PatternError(pattern, `"${sign}" means nothing here`)
  }
  const gap = (number: string, usual: number, wide: boolean): Part => {
    const most = number === '' ? usual : Number(number)
    if (most < 1 || most > GAPS.most) {
      throw new PatternError(pattern, `a gap is 1 to ${GAPS.most} words`)
    }
    return { is: 'gap', most, wide }
  }

  const ways: (readonly Part[])[] = []
  do {
    ways.push(sequence(['|', END]))
    at += 1
  } while (at <= signs.length)
  const parts: readonly Part[] = ways.length === 1 ? (ways[0] ?? []) : [{ is: 'either', ways }]
  if (ways.some((way) => way.length === 0)) throw new PatternError(pattern, 'is empty')
  return parts
}
