import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { nodeDisk } from '../../../bot/storage/durable-file.ts'
import type { Disk } from '../../../bot/storage/durable-file.ts'
import { keyringFrom } from '../../../bot/storage/keys.ts'
import type { Keyring } from '../../../bot/storage/sealing.ts'
import type { CollectionDefinition } from '../../../bot/storage/store.ts'

/** A record with words that must never lie on a disk in clear, and index fields that may. */
export const Note = z.object({ school: z.string(), open: z.boolean(), count: z.int(), words: z.string() })
export type Note = z.infer<typeof Note>
export type NoteIndex = { school: string; open: boolean; count: number }

export const notes: CollectionDefinition<Note, NoteIndex> = {
  name: 'conversations',
  schemaVersion: 1,
  schema: Note,
  index: ({ school, open, count }) => ({ school, open, count }),
}

/** The same two releases later: `words` became `said`, and there is a new index field, `mood`. */
const LaterNote = z.object({ school: z.string(), said: z.string(), mood: z.enum(['fine', 'low']) })
export type LaterNote = z.infer<typeof LaterNote>
export const laterNotes: CollectionDefinition<LaterNote, { school: string; mood: string }> = {
  name: 'conversations',
  schemaVersion: 3,
  schema: LaterNote,
  migrations: {
    1: (old) => {
      const { school, words } = z.object({ school: z.string(), words: z.string() }).parse(old)
      return { school, said: words }
    },
    2: (old) => ({ ...z.looseObject({}).parse(old), mood: 'fine' }),
  },
  index: ({ school, mood }) => ({ school, mood }),
}

export function note(given: Partial<Note> = {}): Note {
  return { school: 'hilltop', open: true, count: 0, words: 'I like drawing', ...given }
}

export function keyText(id: string): string {
  return `${id}:${randomBytes(32).toString('base64')}`
}

export function newKeyring(): Keyring {
  return keyringFrom(keyText('k1'))
}

export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'matters-store-'))
  return {
    path,
    async remove() {
      await chmod(path, 0o700)
      await rm(path, { recursive: true, force: true })
    },
  }
}

/** Paths of all files in a folder, however deep. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** All bytes of all files, with the names: what a thief of the disk would have. */
export async function everythingIn(folder: string): Promise<string> {
  const files = await filesIn(folder)
  const texts = await Promise.all(files.map(async (file) => `${file}\n${await readFile(file, 'latin1')}`))
  return texts.join('\n')
}

/** Changes one bit of a file, as a failing disk does; `at` may count from its end: at -40 is the body of a record. */
export async function flip(file: string, at: number): Promise<void> {
  const bytes = await readFile(file)
  bytes[at < 0 ? bytes.length + at : at]! ^= 1
  await writeFile(file, bytes)
}

/** What a promise was rejected with; fails when it was not. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('expected a rejection')
}

/** A disk that can be full (a write leaves half a file and fails, as on a real one), or fail at any other step. */
export class FaultyDisk implements Disk {
  full = false
  fails: keyof Disk | undefined

  async writeNew(path: string, text: string): Promise<void> {
    this.#step('writeNew')
    if (!this.full) return nodeDisk.writeNew(path, text)
    await nodeDisk.writeNew(path, text.slice(0, text.length / 2))
    throw systemError('ENOSPC')
  }

  async rename(from: string, to: string): Promise<void> {
    this.#step('rename')
    await nodeDisk.rename(from, to)
  }

  async link(from: string, to: string): Promise<void> {
    this.#step('link')
    await nodeDisk.link(from, to)
  }

  async unlink(path: string): Promise<void> {
    this.#step('unlink')
    await nodeDisk.unlink(path)
  }

  async syncFolder(path: string): Promise<void> {
    this.#step('syncFolder')
    await nodeDisk.syncFolder(path)
  }

  #step(step: keyof Disk): void {
    if (this.fails === step) throw systemError('EIO')
  }
}

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: made by a test`), { code })
}
