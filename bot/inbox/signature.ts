import { createHmac, timingSafeEqual } from 'node:crypto'

/** Signs text for one purpose: what is signed for one is worth nothing for another. */
export class Signer {
  readonly #key: Uint8Array
  readonly #purpose: string

  constructor(key: Uint8Array, purpose: string) {
    this.#key = key
    this.#purpose = purpose
  }

  sign(text: string): string {
    return createHmac('sha256', this.#key).update(`${this.#purpose}\n${text}`).digest('base64url')
  }

  /** Compares in constant time. */
  isGood(text: string, signature: string): boolean {
    const expected = Buffer.from(this.sign(text))
    const given = Buffer.from(signature)
    return given.length === expected.length && timingSafeEqual(given, expected)
  }

  /** The text with its signature behind it: `text.signature`. */
  seal(text: string): string {
    return `${text}.${this.sign(text)}`
  }

  /** The text of what `seal` made; undefined when it was made by someone else or changed. */
  open(sealed: string): string | undefined {
    const dot = sealed.lastIndexOf('.')
    const text = sealed.slice(0, Math.max(0, dot))
    return dot > 0 && this.isGood(text, sealed.slice(dot + 1)) ? text : undefined
  }
}
