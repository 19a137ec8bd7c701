import type { Logger } from '../logger.ts'
import { auditEntries } from '../records/audit.ts'
import type { AuditDeed, AuditEntry, AuditLink } from '../records/audit.ts'
import { AlreadyExists } from '../storage/errors.ts'
import type { Keyring } from '../storage/sealing.ts'
import type { Collection, Store } from '../storage/store.ts'
import { macOf } from './link.ts'

/** How often a head that has moved is told to the log: what is cut off after the last one told is not noticed. */
const HEADS_MS = 3_600_000
/** The message of a head in the log; `audit:verify` looks for it. */
export const HEAD_MESSAGE = 'audit head'

/** The last entry of a chain. */
type Head = Pick<AuditLink, 'chain' | 'number' | 'key' | 'mac'> & { readonly at: string }

/**
 * The one writer of the audit. Entries of one run of the service form a chain: each is numbered and carries a mac over itself and the mac
 * before. Heads go to the log, which is kept elsewhere, so that entries cut off at the end are missed too.
 */
export class AuditTrail {
  readonly #entries: Collection<AuditEntry>
  readonly #keyring: Keyring
  readonly #newId: () => string
  readonly #logger: Logger
  #chain: string
  #head: Head | undefined
  #told: Head | undefined
  #last: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined

  constructor(of: { store: Store; keyring: Keyring; newId: () => string; logger: Logger }) {
    this.#entries = of.store.collection(auditEntries)
    this.#keyring = of.keyring
    this.#newId = of.newId
    this.#logger = of.logger
    this.#chain = of.newId()
  }

  /** Resolves when the entry is on disk. Throws AlreadyExists for an id that was written before, and what the store throws. */
  append(id: string, deed: AuditDeed): Promise<void> {
    // One after the other: an entry's mac needs the one before.
    const written = this.#last.then(() => this.#write(id, deed))
    this.#last = written.catch(() => undefined)
    return written
  }

  /** From now on heads are told to the log. */
  start(): void {
    this.#timer = setInterval(() => this.#tellHead(), HEADS_MS)
    this.#timer.unref()
  }

  /** Waits for what is being written, and tells the last head. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#last
    this.#tellHead()
  }

  async #write(id: string, deed: AuditDeed): Promise<void> {
    const link = this.#linkOf(id, deed)
    try {
      await this.#entries.create(id, { ...deed, link })
    } catch (error) {
      // After any other failure it may be on the disk all the same. No other entry may then take its number: a new chain begins.
      if (!(error instanceof AlreadyExists)) this.#beginAnew()
      throw error
    }
    const { chain, number, key, mac } = link
    this.#head = { chain, number, key, mac, at: deed.at }
  }

  #linkOf(id: string, deed: AuditDeed): AuditLink {
    const head = this.#head
    const place = {
      chain: this.#chain,
      number: (head?.number ?? 0) + 1,
      key: this.#keyring.current,
      ...(head && { previous: { mac: head.mac, at: head.at } }),
    }
    return { ...place, mac: macOf(this.#keyring, id, deed, place) }
  }

  #beginAnew(): void {
    this.#tellHead()
    this.#chain = this.#newId()
    this.#head = undefined
  }

  #tellHead(): void {
    if (this.#head === this.#told || this.#head === undefined) return
    this.#told = this.#head
    this.#logger.info({ ...this.#head }, HEAD_MESSAGE)
  }
}
