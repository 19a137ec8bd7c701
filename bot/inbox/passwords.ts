import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { MattersError } from '../errors.ts'
import { KeyedQueue } from '../queue.ts'
import type { PasswordHash } from '../records/accounts.ts'

export interface Cost {
  readonly n: number
  readonly r: number
  readonly p: number
}

/** 32 MB and about a fifth of a second each: OWASP's second figure for scrypt, as the first (128 MB) would end a small machine. */
export const COST: Cost = { n: 2 ** 15, r: 8, p: 3 }
const BYTES = 32
const SALT_BYTES = 16
/** How many are worked out side by side: one core is left for the young people's turns. */
const LANES = 2
/** Ten seconds of waiting; who comes then is told to try again instead of waiting longer. */
const MOST_WAITING = 50

export class TooBusy extends MattersError {
  constructor() {
    super(
      'passwords-busy',
      'Many people are signing in just now. Try again in a minute.',
      'too many passwords',
    )
  }
}

/** Makes and checks hashes of passwords (scrypt, RFC 7914), with their cost beside them. */
export class Passwords {
  readonly #cost: Cost
  readonly #lanes = new KeyedQueue()
  #waiting = 0
  #next = 0

  constructor(cost: Cost = COST) {
    this.#cost = cost
  }

  /** Throws TooBusy. */
  async hash(password: string): Promise<PasswordHash> {
    const salt = randomBytes(SALT_BYTES)
    const hash = await this.#derive(password, salt, this.#cost)
    return {
      algorithm: 'scrypt',
      ...this.#cost,
      salt: salt.toString('base64url'),
      hash: hash.toString('base64url'),
    }
  }

  /** Whether it is this password. With nothing to compare it takes as long: who has no account cannot be told by the clock. Throws TooBusy. */
  async isRight(password: string, kept: PasswordHash | undefined): Promise<boolean> {
    if (!kept) {
      await this.#derive(password, Buffer.alloc(SALT_BYTES), this.#cost)
      return false
    }
    const hash = await this.#derive(password, Buffer.from(kept.salt, 'base64url'), kept)
    const expected = Buffer.from(kept.hash, 'base64url')
    return expected.length === hash.length && timingSafeEqual(expected, hash)
  }

  /** Whether it was made at another cost than today's, so that it is made anew while the password is at hand. */
  isOld({ n, r, p }: PasswordHash): boolean {
    return n !== this.#cost.n || r !== this.#cost.r || p !== this.#cost.p
  }

  async #derive(password: string, salt: Buffer, { n, r, p }: Cost): Promise<Buffer> {
    if (this.#waiting >= MOST_WAITING) throw new TooBusy()
    this.#waiting += 1
    this.#next = (this.#next + 1) % LANES
    try {
      return await this.#lanes.run(
        String(this.#next),
        () =>
          new Promise<Buffer>((resolve, reject) => {
            const maxmem = 256 * n * r
            // The same letters typed on another keyboard are the same password.
            scrypt(password.normalize('NFKC'), salt, BYTES, { N: n, r, p, maxmem }, (error, key) =>
              error ? reject(error) : resolve(key),
            )
          }),
      )
    } finally {
      this.#waiting -= 1
    }
  }
}
