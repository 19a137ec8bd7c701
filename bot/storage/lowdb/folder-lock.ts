import { readFile, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { codeOf, createDurably, remove, writeDurably } from '../durable-file.ts'
import type { Disk } from '../durable-file.ts'
import { StoreLocked } from '../errors.ts'
import { LOCK } from './layout.ts'
import { ProcessIdentity, stateOf, thisProcess } from './process-identity.ts'

export interface LockTimes {
  /** How often the owner shows that it lives. */
  readonly beatMs: number
  /** How long an owner that cannot be seen may be silent: several beats, as a loaded machine may miss some. */
  readonly silenceMs: number
}
const TIMES: LockTimes = { beatMs: 2_000, silenceMs: 15_000 }
/** How often a watched lock is looked at. */
const LOOKS = 20
/** Owners that vanish while we look are rare; more than this many in a row means that something else is wrong. */
const MOST_ATTEMPTS = 5

interface Found {
  /** Absent when what stands in the lock is not ours to read. */
  readonly owner?: ProcessIdentity
  readonly beat: number
}

/**
 * Exactly one process has a data folder open: two would each trust their own memory and overwrite each other's records.
 * The lock is a file made exclusively. A dead owner's is taken over: on this machine it is looked up by pid, start and boot; elsewhere
 * (a container or machine that shares the disk) it counts as dead when it has not touched its lock for a while.
 */
export class FolderLock {
  readonly #path: string
  readonly #disk: Disk
  readonly #me: ProcessIdentity
  readonly #timer: NodeJS.Timeout
  #lost = false

  private constructor(path: string, disk: Disk, me: ProcessIdentity, times: LockTimes) {
    this.#path = path
    this.#disk = disk
    this.#me = me
    this.#timer = setInterval(() => void this.#beat(), times.beatMs)
    this.#timer.unref()
  }

  /** Throws StoreLocked when a living process has the folder. */
  static async take(folder: string, disk: Disk, times: LockTimes = TIMES): Promise<FolderLock> {
    const path = join(folder, LOCK)
    const me = await thisProcess()
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      try {
        if (await createDurably(disk, path, JSON.stringify(me))) return new FolderLock(path, disk, me, times)
        const found = await look(path)
        if (!found) continue
        if (await lives(path, found, me, times)) throw new StoreLocked(folder, describe(found.owner))
        if (await takeOver(path, found, me, disk, times)) return new FolderLock(path, disk, me, times)
      } catch (error) {
        // Whoever has the lock sweeps unfinished files, which takes ours away if we are just writing it.
        if (codeOf(error) !== 'ENOENT') throw error
      }
    }
    throw new StoreLocked(folder, 'another process that is just starting')
  }

  /** Throws when the lock was taken from us, as after a pause so long that others had to think us dead. */
  check(folder: string): void {
    if (this.#lost) throw new StoreLocked(folder, 'another process that took it over')
  }

  get lost(): boolean {
    return this.#lost
  }

  async release(): Promise<void> {
    clearInterval(this.#timer)
    const found = await look(this.#path)
    if (found?.owner?.token === this.#me.token) await remove(this.#disk, this.#path)
  }

  async #beat(): Promise<void> {
    try {
      const found = await look(this.#path)
      if (found?.owner?.token !== this.#me.token) this.#lost = true
      else await utimes(this.#path, new Date(), new Date())
    } catch {
      // A disk that fails now says so at the next write; the lock is still ours until someone takes it.
    }
  }
}

async function look(path: string): Promise<Found | undefined> {
  try {
    const [text, { mtimeMs }] = [await readFile(path, 'utf8'), await stat(path)]
    const owner = ProcessIdentity.safeParse(parseJson(text)).data
    return { ...(owner && { owner }), beat: mtimeMs }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

async function lives(path: string, found: Found, me: ProcessIdentity, times: LockTimes): Promise<boolean> {
  const state = found.owner ? await stateOf(found.owner, me) : 'unknown'
  if (state !== 'unknown') return state === 'alive'
  // Not by comparing its time with our clock, which may be another machine's: by watching whether it changes.
  for (let looks = 0; looks < LOOKS; looks++) {
    await wait(times.silenceMs / LOOKS)
    const now = await look(path)
    if (!now) return false
    if (now.beat !== found.beat || now.owner?.token !== found.owner?.token) return true
  }
  return false
}

/** Replaces a dead owner's lock. False when someone else was faster. The short lock around it keeps two from both doing so. */
async function takeOver(
  path: string,
  dead: Found,
  me: ProcessIdentity,
  disk: Disk,
  times: LockTimes,
): Promise<boolean> {
  const taking = `${path}.taking`
  if (!(await createDurably(disk, taking, JSON.stringify(me)))) {
    const other = await look(taking)
    // Killed in the moment of taking over: nobody else would ever remove it.
    if (other && !(await lives(taking, other, me, times))) await remove(disk, taking)
    return false
  }
  try {
    const now = await look(path)
    if (now?.owner?.token !== dead.owner?.token || now?.beat !== dead.beat) return false
    await writeDurably(disk, path, JSON.stringify(me))
    return true
  } finally {
    await remove(disk, taking)
  }
}

function describe(owner: ProcessIdentity | undefined): string {
  return owner ? `process ${owner.pid} on ${owner.host}` : 'another process'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
