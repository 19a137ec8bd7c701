import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, writeDurably } from '../durable-file.ts'
import type { Disk } from '../durable-file.ts'
import { StoreClosed } from '../errors.ts'
import type { FolderLock } from './folder-lock.ts'

const PROBE = 'probe'

/** Every write goes through here: it is refused once the store is closed or its lock lost, and it is known whether the disk takes writes. */
export class WriteGate {
  readonly #root: string
  readonly #disk: Disk
  readonly #lock: FolderLock
  #closed = false
  /** The code of the last write's failure (`ENOSPC`); absent while the disk takes writes. */
  #failure: string | undefined

  constructor(root: string, disk: Disk, lock: FolderLock) {
    this.#root = root
    this.#disk = disk
    this.#lock = lock
  }

  close(): void {
    this.#closed = true
  }

  checkOpen(): void {
    if (this.#closed) throw new StoreClosed()
  }

  async write<R>(work: () => Promise<R>): Promise<R> {
    this.checkOpen()
    this.#lock.check(this.#root)
    try {
      const result = await work()
      this.#failure = undefined
      return result
    } catch (error) {
      // Errors of the disk have a system code in capitals; ours (a record that exists already) say nothing about the disk.
      if (/^[A-Z]/.test(codeOf(error))) this.#failure = codeOf(error)
      throw error
    }
  }

  /** What is wrong with writing, if anything is. After a failure it is tried again, so that health recovers by itself. */
  async trouble(): Promise<string | undefined> {
    if (this.#closed) return 'closed'
    if (this.#lock.lost) return 'lock-lost'
    if (this.#failure !== undefined) {
      const probe = join(this.#root, PROBE)
      try {
        await this.write(() => writeDurably(this.#disk, probe, PROBE))
      } catch {
        // Noted by `write`.
      }
      await rm(probe, { force: true }).catch(() => undefined)
    }
    return this.#failure
  }
}
