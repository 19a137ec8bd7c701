import { codeOf, diskOfStore, makeFolder } from '../durable-file.ts'
import type { Disk } from '../durable-file.ts'
import { isDiskFault, KeyMissing, KeyWrong, StoreAway } from '../errors.ts'
import type { Keyring } from '../sealing.ts'
import { COLLECTIONS } from '../store.ts'
import type {
  Collection,
  CollectionDefinition,
  CollectionName,
  IndexFields,
  SetAside,
  Store,
  StoreHealth,
} from '../store.ts'
import { FolderLock } from './folder-lock.ts'
import type { LockTimes } from './folder-lock.ts'
import { silentLog } from '../store-log.ts'
import type { StoreLog } from '../store-log.ts'
import { LowdbCollection } from './lowdb-collection.ts'
import { Quarantine } from './quarantine.ts'
import { Shelf } from './shelf.ts'
import type { ShelfParts } from './shelf.ts'
import { scan, sweepRoot } from './start-up.ts'
import { WriteGate } from './write-gate.ts'

export interface LowdbStoreOptions {
  /** The data folder; made when it is not there. */
  readonly folder: string
  readonly keyring: Keyring
  readonly logger?: StoreLog
  /** For tests: a disk that fails, a lock that is quick. */
  readonly disk?: Disk
  readonly lockTimes?: LockTimes
}

/**
 * Opens the data folder: takes its lock, sweeps what a killed process left, reads the heads of all records, and brings back or sets aside
 * what is damaged. Throws StoreLocked (another process has it), StoreAway (its disk takes no lock), KeyMissing or KeyWrong (the keyring does
 * not open what is there; nothing was changed).
 */
export async function openLowdbStore(options: LowdbStoreOptions): Promise<Store> {
  const { folder, keyring, logger: log = silentLog, disk = diskOfStore() } = options
  const lock = await takeLock(folder, disk, options.lockTimes)
  try {
    const gate = new WriteGate(folder, disk, lock)
    const quarantine = await Quarantine.open(folder, disk)
    const parts: ShelfParts = { root: folder, keyring, disk, gate, quarantine, log }
    sweepRoot(folder)
    const scans = COLLECTIONS.map((name) => ({ name, ...scan(folder, name) }))
    const shelves = new Map(scans.map(({ name, index }) => [name, new Shelf(name, index, parts)]))
    await checkKeys(keyring, scans, shelves)
    for (const { name, damaged, swept } of scans) {
      if (swept > 0)
        log.warn({ collection: name, files: swept }, 'unfinished files of a killed process were swept')
      const before = quarantine.lost(name)
      for (const [id, why] of damaged) await shelves.get(name)?.recover(id, why)
      await shelves.get(name)?.takeBack()
      for (const id of before)
        if (quarantine.has(name, id)) log.error({ collection: name, id }, 'a record is still set aside')
    }
    return new LowdbStore(shelves, parts, lock)
  } catch (error) {
    await lock.release()
    await disk.close?.()
    throw error
  }
}

/** Without its lock a folder is not opened, so a disk that is full keeps the service from starting: said in words, to whoever started it. */
async function takeLock(folder: string, disk: Disk, times: LockTimes | undefined): Promise<FolderLock> {
  try {
    await makeFolder(disk, folder)
    return await FolderLock.take(folder, disk, times)
  } catch (cause) {
    await disk.close?.()
    if (!isDiskFault(cause)) throw cause
    const why = `DATA_DIR: ${folder} cannot be written (${codeOf(cause)})`
    throw new StoreAway(`${why}: is there room, and may this account write there?`, { cause })
  }
}

class LowdbStore implements Store {
  readonly #shelves: ReadonlyMap<CollectionName, Shelf>
  readonly #parts: ShelfParts
  readonly #lock: FolderLock

  constructor(shelves: ReadonlyMap<CollectionName, Shelf>, parts: ShelfParts, lock: FolderLock) {
    this.#shelves = shelves
    this.#parts = parts
    this.#lock = lock
  }

  collection<T, I extends IndexFields>(definition: CollectionDefinition<T, I>): Collection<T, I> {
    const shelf = this.#shelves.get(definition.name)
    if (!shelf) throw new RangeError('a collection that store.ts does not name')
    return new LowdbCollection(definition, shelf)
  }

  /** `ok` is about now: whether writes are taken. A damaged record is reported, and is no reason to turn everyone else away. */
  async health(): Promise<StoreHealth> {
    const trouble = await this.#parts.gate.trouble()
    const report = this.#parts.quarantine.report()
    return { ok: trouble === undefined, ...report, ...(trouble !== undefined && { detail: trouble }) }
  }

  setAside(): Promise<readonly SetAside[]> {
    return this.#parts.quarantine.setAside()
  }

  /** Lets what was begun end, then gives the folder free. Twice is no harm. */
  async close(): Promise<void> {
    this.#parts.gate.close()
    await Promise.all([...this.#shelves.values()].map((shelf) => shelf.idle()))
    await this.#lock.release()
    await this.#parts.disk.close?.()
  }
}

/** Records opened to find out whether a key is the right one: more than one, as a single one may itself be damaged. */
const SAMPLES = 3

/**
 * Refuses to start with a keyring that does not fit. Otherwise each record met would look damaged and be set aside: a wrong setting
 * would empty the store.
 */
async function checkKeys(
  keyring: Keyring,
  scans: readonly { name: CollectionName; keys: ReadonlyMap<string, readonly string[]> }[],
  shelves: ReadonlyMap<CollectionName, Shelf>,
): Promise<void> {
  const samples = new Map<string, { shelf: Shelf; id: string }[]>()
  for (const { name, keys } of scans) {
    const shelf = shelves.get(name)
    for (const [keyId, ids] of keys) {
      if (!keyring.keys.has(keyId)) throw new KeyMissing(keyId)
      const some = shelf ? ids.slice(0, SAMPLES).map((id) => ({ shelf, id })) : []
      samples.set(keyId, [...(samples.get(keyId) ?? []), ...some].slice(0, SAMPLES))
    }
  }
  for (const [keyId, records] of samples) {
    const opened = await Promise.all(records.map(({ shelf, id }) => shelf.tryKey(id)))
    if (opened.includes(false) && !opened.includes(true)) throw new KeyWrong(keyId)
  }
}
