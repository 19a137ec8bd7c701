import { createHmac, timingSafeEqual } from 'node:crypto'
import type { UseKeys } from '../storage/keys.ts'

/** Signs text for one purpose: what is signed for one is worth nothing for another. */
export class Signer {
  readonly #keys: UseKeys
  readonly #purpose: string

  constructor(keys: UseKeys, purpose: string) {
    this.#keys = keys
    this.#purpose = purpose
  }

  sign(text: string): string {
    return this.#signed(text, this.#keys[0])
  }

  /** Whether one of the keys signed it. Compares in constant time. */
  isGood(text: string, signature: string): boolean {
    const given = Buffer.from(signature)
    return this.#keys.some((key) => {
      const expected = Buffer.from(this.#signed(text, key))
      return given.length === expected.length && timingSafeEqual(given, expected)
    })
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

  #signed(text: string, key: Uint8Array): string {
    return createHmac('sha256', key).update(`${this.#purpose}\n${text}`).digest('base64url')
  }
}
