import { IntlMessageFormat } from 'intl-messageformat'

export type Values = Readonly<Record<string, string | number>>

/** What only an ICU message has: places for values, or a quotation mark that may hide one. Most texts have neither. */
const MARKS = /[{}']/u

/** One text of a language, as ICU MessageFormat: read when it is first said, since of three thousand a conversation says a few dozen. */
export class Message {
  readonly written: string
  readonly #locale: string
  #read: IntlMessageFormat | undefined

  constructor(written: string, locale: string) {
    this.written = written
    this.#locale = locale
  }

  /** Throws when a value that it asks for is not there. */
  format(values?: Values): string {
    if (!MARKS.test(this.written)) return this.written
    this.#read ??= read(this.written, this.#locale)
    const made: unknown = this.#read.format(values)
    return typeof made === 'string' ? made : String(made)
  }
}

/** Why a text cannot be read, or undefined when it can. */
export function whyNoMessage(written: string): string | undefined {
  if (!MARKS.test(written)) return undefined
  try {
    read(written, 'en-GB')
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown'
  }
}

const read = (written: string, locale: string) =>
  new IntlMessageFormat(written, locale, undefined, { ignoreTag: true })
