import { createHmac, randomInt } from 'node:crypto'
import { makeCode, readCode } from '../../domain/resume/code.ts'
import { codes } from '../records/codes.ts'
import type { ResumeCode } from '../records/codes.ts'
import { deriveKey } from '../storage/keys.ts'
import type { Keyring } from '../storage/sealing.ts'
import { AlreadyExists } from '../storage/errors.ts'
import type { Store } from '../storage/store.ts'

const PURPOSE = 'resume-code'

/**
 * Codes to come back with. Kept is only a code's seal, an HMAC with a key that is not in the data (so a copy of the data opens nothing):
 * a code has 42 random bits, which no slow hash would save without that key, and which nobody guesses at the pace let through.
 */
export class ResumeCodes {
  readonly #words: readonly string[]
  readonly #store: Store
  readonly #current: string
  readonly #keys: ReadonlyMap<string, Buffer>
  readonly #random: (below: number) => number

  constructor(of: {
    store: Store
    keyring: Keyring
    words: readonly string[]
    /** Unguessable; for tests another. */
    random?: (below: number) => number
  }) {
    this.#store = of.store
    this.#words = of.words
    this.#random = of.random ?? ((below) => randomInt(below))
    this.#current = of.keyring.current
    const ids = [...of.keyring.keys.keys()]
    this.#keys = new Map(ids.map((id) => [id, deriveKey(of.keyring, PURPOSE, id)]))
  }

  /** A new code as it is shown, and its seal. */
  newCode(): { shown: string; seal: string } {
    const shown = makeCode(this.#words, this.#random)
    return { shown, seal: this.#seal(shown, this.#current) }
  }

  /** Whether a text is a code by its shape. */
  looksLikeCode(text: string): boolean {
    return readCode(text, this.#words) !== undefined
  }

  /** The text as counted against: the code that it is, or itself. Sealed, so that no code stands in memory longer than a request. */
  countedAs(text: string): string {
    return this.#seal(readCode(text, this.#words) ?? text, this.#current)
  }

  /** The conversation this code opens now, at this school; undefined for a wrong one, one that ended, and one of another school alike. */
  async find(text: string, school: string, now: Date): Promise<ResumeCode | undefined> {
    const code = readCode(text, this.#words) ?? ''
    const collection = this.#store.collection(codes)
    // Always looked up, whatever its shape: the time it takes says nothing. Keys that were rotated away still open what they sealed.
    for (const id of this.#keys.keys()) {
      const found = (await collection.get(this.#seal(code, id)))?.body
      if (found && found.school === school && Date.parse(found.until) > now.getTime()) return found
    }
    return undefined
  }

  /** Keeps a seal; codes given out before for the same conversation end. Done twice it is done once. */
  async keep(seal: string, code: ResumeCode): Promise<void> {
    const collection = this.#store.collection(codes)
    try {
      await collection.create(seal, code)
    } catch (error) {
      if (!(error instanceof AlreadyExists)) throw error
    }
    await this.#endOf(code.conversation, seal)
  }

  /** Lets a conversation's code work until then, if it did not for longer. */
  async extend(conversation: string, until: string): Promise<void> {
    const collection = this.#store.collection(codes)
    for (const { id } of await collection.list({ conversation })) {
      const stored = await collection.get(id)
      if (stored && stored.body.until < until) {
        await collection.put(id, { ...stored.body, until }, stored.version)
      }
    }
  }

  /** Ends every code of a conversation. */
  end(conversation: string): Promise<void> {
    return this.#endOf(conversation, undefined)
  }

  async #endOf(conversation: string, but: string | undefined): Promise<void> {
    const collection = this.#store.collection(codes)
    for (const { id } of await collection.list({ conversation })) if (id !== but) await collection.delete(id)
  }

  #seal(code: string, key: string): string {
    return createHmac('sha256', this.#keys.get(key) ?? '')
      .update(code)
      .digest('hex')
  }
}
