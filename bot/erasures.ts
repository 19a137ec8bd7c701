import { createHmac } from 'node:crypto'
import { open, readdir, readFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { keptTimes } from './kept-times.ts'
import type { Logger } from './logger.ts'
import { caseworks } from './records/casework.ts'
import { codes } from './records/codes.ts'
import { conversations } from './records/conversations.ts'
import { handoffs } from './records/handoffs.ts'
import { codeOf, makeFolder, nodeDisk } from './storage/durable-file.ts'
import { DamagedRecord } from './storage/errors.ts'
import { deriveKey } from './storage/keys.ts'
import type { Keyring } from './storage/sealing.ts'
import type { Store } from './storage/store.ts'

const PURPOSE = 'erasure'
/** `<key id> <hash of the conversation's id> <when>`: nothing of the young person, and no id that opens anything. */
const LINE = /^(?<key>[\w-]{1,32}) (?<hash>[0-9a-f]{64}) (?<at>\d{4}-\d\d-\d\dT[\d:.]+Z)$/

/**
 * What was erased must stay erased when a backup from before is restored: a list of hashed ids, a line each, appended and synced before
 * an erasure counts as done, and applied at every start. The list belongs outside the backup that it guards (docs/retention.md).
 */
export class Erasures {
  readonly #path: string
  readonly #writer: string | undefined
  readonly #keyring: Keyring
  readonly #logger: Logger
  #isFailing = false

  /** `writer`: of several machines each has a list of its own beside the others, `erased.list.<writer>`, and reads them all. */
  constructor(of: { path: string; writer?: string | undefined; keyring: Keyring; logger: Logger }) {
    this.#path = of.path
    this.#writer = of.writer
    this.#keyring = of.keyring
    this.#logger = of.logger
  }

  /** Whether the last erasure could not be noted: it is tried again, and is not done until it is. */
  get isFailing(): boolean {
    return this.#isFailing
  }

  /** Opens the list as for a note, and makes it where there is none yet. Throws when it cannot be written. */
  async tryOut(): Promise<void> {
    await this.#append(async () => undefined)
  }

  /** Notes an erasure. Noted twice it is one. Throws when the list cannot be written: then the erasure is not done yet. */
  async note(conversation: string, at: string): Promise<void> {
    const { current } = this.#keyring
    try {
      await this.#append(async (file, path) => {
        // A line that a crash tore ends here, so that it spoils no other.
        const torn = !(await readFile(path, 'utf8')).match(/(^|\n)$/)
        await file.appendFile(`${torn ? '\n' : ''}${current} ${this.#hash(conversation, current)} ${at}\n`)
        await file.sync()
      })
      this.#isFailing = false
    } catch (error) {
      this.#isFailing = true
      throw error
    }
  }

  async #append(write: (file: FileHandle, path: string) => Promise<void>): Promise<void> {
    await makeFolder(nodeDisk, dirname(this.#path))
    const path = this.#writer === undefined ? this.#path : `${this.#path}.${this.#writer}`
    const file = await open(path, 'a+', 0o600)
    try {
      await write(file, path)
    } finally {
      await file.close()
    }
  }

  /**
   * Deletes again what a restored backup has brought back: everything of an erased conversation that is older than its erasure. What
   * began since is not touched, nor are safeguarding's alerts. Gives how many records were deleted.
   */
  async apply(store: Store): Promise<number> {
    const erased = await this.#read()
    if (erased.size === 0) return 0
    const keys = [...this.#keyring.keys.keys()]
    const erasedAt = (conversation: string): number =>
      Math.max(...keys.map((key) => erased.get(this.#hash(conversation, key)) ?? -Infinity))
    let deleted = 0
    const times = await keptTimes(store)
    const begunSince = new Set<string>()
    const talks = store.collection(conversations)
    for (const { id } of await talks.list({})) {
      const at = erasedAt(id)
      if (at === -Infinity) continue
      const stored = await this.#readable(talks.get(id), id)
      if (!stored) continue
      if (Date.parse(stored.body.startedAt) >= at) {
        begunSince.add(id)
        continue
      }
      await talks.delete(id)
      deleted += 1
    }
    for (const { conversation, erase } of times) {
      if (erasedAt(conversation) === -Infinity || begunSince.has(conversation)) continue
      await erase()
      deleted += 1
    }
    const sent = store.collection(handoffs)
    for (const { id, index } of await sent.list({})) {
      if (Date.parse(index.at) >= erasedAt(id)) continue
      await sent.delete(id)
      deleted += 1
    }
    const written = store.collection(caseworks)
    // What was written about a concern is a safeguarding record, as its alert is.
    for (const { id, index } of await written.list({ of: 'handoff' })) {
      if (Date.parse(index.at) >= erasedAt(index.conversation)) continue
      await written.delete(id)
      deleted += 1
    }
    const given = store.collection(codes)
    for (const { id, index } of await given.list({})) {
      if (erasedAt(index.conversation) === -Infinity) continue
      const stored = await this.#readable(given.get(id), index.conversation)
      if (!stored || Date.parse(stored.body.at) >= erasedAt(index.conversation)) continue
      await given.delete(id)
      deleted += 1
    }
    if (deleted > 0)
      this.#logger.warn({ deleted }, 'erased records had come back with a backup and were deleted')
    return deleted
  }

  /** One that cannot be read keeps neither the others nor the service from starting: nobody else can read it, and every start tries again. */
  async #readable<T>(reading: Promise<T>, conversation: string): Promise<T | undefined> {
    try {
      return await reading
    } catch (error) {
      if (!(error instanceof DamagedRecord)) throw error
      this.#logger.error({ conversation }, 'a record that was erased had come back and cannot be read')
      return undefined
    }
  }

  async #read(): Promise<ReadonlyMap<string, number>> {
    const erased = new Map<string, number>()
    let unread = 0
    for (const line of (await this.#text()).split('\n').filter((one) => one !== '')) {
      const { hash = '', at = '' } = LINE.exec(line)?.groups ?? {}
      if (Number.isNaN(Date.parse(at))) unread += 1
      else erased.set(hash, Math.max(erased.get(hash) ?? -Infinity, Date.parse(at)))
    }
    if (unread > 0) this.#logger.error({ lines: unread }, 'lines of the list of erasures cannot be read')
    return erased
  }

  async #text(): Promise<string> {
    const name = basename(this.#path)
    try {
      const names = await readdir(dirname(this.#path))
      const lists = names.filter((one) => one === name || one.startsWith(`${name}.`))
      const texts = await Promise.all(lists.map((one) => readFile(join(dirname(this.#path), one), 'utf8')))
      return texts.join('\n')
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return ''
      throw error
    }
  }

  #hash(conversation: string, key: string): string {
    return createHmac('sha256', deriveKey(this.#keyring, PURPOSE, key))
      .update(conversation)
      .digest('hex')
  }
}
