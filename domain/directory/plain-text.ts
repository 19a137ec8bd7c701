import { convert } from 'html-to-text'

const LIMITS = {
  /** A directory entry longer than this is a page that was pasted in; nobody reads on. */
  longest: 20_000,
} as const

const LOOKS_LIKE_HTML = /<\/?[a-z][^>]*>|&(?:[a-z]{2,8}|#\d{1,6}|#x[\da-f]{1,5});/i
/** Control and invisible characters, and those that turn the direction of writing. */
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/**
 * Plain text of a feed's HTML or plain text: no tags, no entities, no scripts, no addresses of links or pictures; paragraphs
 * separated by one newline. It is data to be shown as text, never as HTML.
 */
export function plainText(raw: string): string {
  const cut = raw.slice(0, LIMITS.longest)
  const text = LOOKS_LIKE_HTML.test(cut) ? fromHtml(cut) : cut
  return text
    .replace(/\u00a0/g, ' ')
    .replace(/\r\n?/g, '\n')
    .replace(UNSAFE, '')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}

/** Whether `plainText` leaves off the end of this. */
export const isCut = (raw: string): boolean => raw.length > LIMITS.longest

const ACTIVE = /<\s*\/?\s*(?:script|iframe|object|embed|style|svg|form)\b|<[^>]+\son\w+\s*=|javascript:/i

/** Whether it holds markup that does something. `plainText` never lets it through; whoever keeps the directory should know. */
export const hasActiveMarkup = (raw: string): boolean => ACTIVE.test(raw.slice(0, LIMITS.longest))

/** As `plainText`, on one line: for names, addresses and notes. */
export const oneLine = (raw: string): string => plainText(raw).replace(/\n/g, ' ')

function fromHtml(html: string): string {
  const heading = { options: { uppercase: false } }
  return convert(html, {
    wordwrap: false,
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
      { selector: 'script', format: 'skip' },
      { selector: 'style', format: 'skip' },
      { selector: 'iframe', format: 'skip' },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, ...heading })),
      { selector: 'table', options: { uppercaseHeaderCells: false } },
    ],
  })
}

/** A text of at most so many letters, cut behind a word. */
export const cutAtWord = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/\s+\S*$/, '')}…`

const SENTENCE_END = /(?<=[.!?])\s+(?=[\p{Lu}\d£“"'‘])|\n/u

/** The sentences of a plain text, in order. */
export function sentences(text: string): string[] {
  return text
    .split(SENTENCE_END)
    .map((s) => s.trim())
    .filter((s) => s !== '')
}
