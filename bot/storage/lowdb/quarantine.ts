import { randomBytes } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { codeOf, makeFolder, remove } from '../durable-file.ts'
import type { Disk } from '../durable-file.ts'
import { COLLECTIONS } from '../store.ts'
import type { CollectionName, IndexFields, SetAside } from '../store.ts'
import { QUARANTINE } from './layout.ts'
import { decodeHead } from './record-file.ts'

/**
 * Why a file lies here. `lost`: it could not be read, nor could its backup, so the record is out of use. `replaced`: its backup took its
 * place, so the record is in use, without its last write.
 */
type Reason = 'lost' | 'replaced'
/** `3f9a1b2c4d5e-abc.json.0a1b2c3d.lost`, or `.json.bak.` for a backup that could not be read either. */
const NAME = /^[0-9a-f]{12}-(?<id>.+)\.json(?<backup>\.bak)?\.[0-9a-f]{8}\.(?<reason>lost|replaced)$/

/** Files that could not be read, kept for a human: moved, never deleted, except with their record. Survives restarts until they are taken away. */
export class Quarantine {
  readonly #root: string
  readonly #disk: Disk
  /** Names of files here, by `collection/id`. */
  readonly #files: Record<Reason, Map<string, string[]>> = { lost: new Map(), replaced: new Map() }
  /** Intact on disk, but not readable by this release: left where they are, since another release may read them. */
  readonly #unreadable = new Set<string>()

  private constructor(root: string, disk: Disk) {
    this.#root = join(root, QUARANTINE)
    this.#disk = disk
  }

  static async open(root: string, disk: Disk): Promise<Quarantine> {
    const quarantine = new Quarantine(root, disk)
    for (const collection of COLLECTIONS) {
      for (const name of await namesIn(join(quarantine.#root, collection))) quarantine.#add(collection, name)
    }
    return quarantine
  }

  /** Whether the record is out of use. */
  has(collection: CollectionName, id: string): boolean {
    return this.#files.lost.has(`${collection}/${id}`)
  }

  /** Ids of a collection that are out of use. */
  lost(collection: CollectionName): string[] {
    const prefix = `${collection}/`
    return [...this.#files.lost.keys()].flatMap((key) =>
      key.startsWith(prefix) ? [key.slice(prefix.length)] : [],
    )
  }

  /** All that is out of use, with what its files still say of it. */
  async setAside(): Promise<SetAside[]> {
    const all = COLLECTIONS.flatMap((collection) => this.lost(collection).map((id) => ({ collection, id })))
    const described = await Promise.all(all.map((one) => this.#describe(one)))
    return described.filter((one) => one !== undefined)
  }

  /** Undefined when somebody has just taken its files away. */
  async #describe({ collection, id }: Pick<SetAside, 'collection' | 'id'>): Promise<SetAside | undefined> {
    const names = this.#files.lost.get(`${collection}/${id}`) ?? []
    const looks = await Promise.all(names.map((name) => lookAt(join(this.#root, collection, name))))
    const seen = looks.filter((one) => one !== undefined).sort((a, b) => b.written - a.written)
    const [latest] = seen
    if (!latest) return undefined
    // Not those of the generation before: they may say that nothing was sent of what was sent since.
    const index = seen.find(({ isBackup }) => !isBackup)?.index
    return {
      collection,
      id,
      day: new Date(latest.written).toISOString().slice(0, 10),
      ...(index && { index }),
    }
  }

  /** Somebody has put the record back in its place: what lies here of it was replaced, and keeps it out of use no longer. */
  async release(collection: CollectionName, id: string): Promise<void> {
    const key = `${collection}/${id}`
    const folder = join(this.#root, collection)
    for (const name of this.#files.lost.get(key) ?? []) {
      const replaced = name.replace(/lost$/, 'replaced')
      await this.#disk.rename(join(folder, name), join(folder, replaced))
      this.#add(collection, replaced)
    }
    await this.#disk.syncFolder(folder)
    this.#files.lost.delete(key)
  }

  /** Moves a file here. */
  async take(collection: CollectionName, file: string, reason: Reason): Promise<void> {
    const folder = join(this.#root, collection)
    await makeFolder(this.#disk, folder)
    const name = `${basename(file)}.${randomBytes(4).toString('hex')}.${reason}`
    try {
      await this.#disk.rename(file, join(folder, name))
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error
      if (reason === 'lost') return
      // The file was gone before its backup took its place: an empty one stands for it, so that it is still reported after a restart.
      await this.#disk.writeNew(join(folder, name), '')
    }
    await this.#disk.syncFolder(folder)
    this.#add(collection, name)
  }

  /** Deletes what lies here of a record: an erasure that leaves copies is none. */
  async erase(collection: CollectionName, id: string): Promise<void> {
    const key = `${collection}/${id}`
    this.#unreadable.delete(key)
    for (const files of Object.values(this.#files)) {
      const names = files.get(key)
      if (!names) continue
      for (const name of names) await remove(this.#disk, join(this.#root, collection, name))
      await this.#disk.syncFolder(join(this.#root, collection))
      files.delete(key)
    }
  }

  /** False when it was noted before. */
  noteUnreadable(collection: CollectionName, id: string): boolean {
    const before = this.#unreadable.size
    return this.#unreadable.add(`${collection}/${id}`).size > before
  }

  noteReadable(collection: CollectionName, id: string): void {
    this.#unreadable.delete(`${collection}/${id}`)
  }

  /** `collection/id` of what is out of use, and of what is in use without its last write. */
  report(): { quarantined: string[]; restored: string[] } {
    return {
      quarantined: [...new Set([...this.#files.lost.keys(), ...this.#unreadable])].sort(),
      restored: [...this.#files.replaced.keys()].sort(),
    }
  }

  #add(collection: CollectionName, name: string): void {
    const { id, reason } = NAME.exec(name)?.groups ?? {}
    if (id === undefined || (reason !== 'lost' && reason !== 'replaced')) return
    const key = `${collection}/${id.replaceAll('~', ':')}`
    this.#files[reason].set(key, [...(this.#files[reason].get(key) ?? []), name])
  }
}

interface Look {
  /** In milliseconds since 1970: moving a file here changes nothing of it. */
  readonly written: number
  readonly isBackup: boolean
  readonly index?: IndexFields
}

/** What a file here says of itself. Undefined when it is gone. */
async function lookAt(path: string): Promise<Look | undefined> {
  try {
    const { mtimeMs: written } = await stat(path)
    // It lies here because it is damaged, perhaps as a disk that does not give it.
    const head = decodeHead(await readFile(path, 'utf8').catch(() => ''))
    const isBackup = NAME.exec(basename(path))?.groups?.['backup'] !== undefined
    return { written, isBackup, ...('index' in head && { index: head.index }) }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}
