import { randomBytes } from 'node:crypto'
import { constants, copyFile, link, mkdir, open, rename, unlink } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What durable writing needs of a disk; tests hand in one that is full. */
export interface Disk {
  /** Writes a new file and syncs it; fails when there is one of that name. */
  writeNew(path: string, content: string | Uint8Array): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** A second name for a file; fails when the name is taken. */
  link(from: string, to: string): Promise<void>
  unlink(path: string): Promise<void>
  /** Makes the names in a folder durable: a rename that was not synced can be undone by a power cut. */
  syncFolder(path: string): Promise<void>
  /** Lets go of what it keeps open, if anything. */
  close?(): Promise<void>
}

/** Files and folders are for the service's own account. */
const FILE_MODE = 0o600
const FOLDER_MODE = 0o700
/** Ends the name of a file that is being written; such files are swept at start. */
export const TEMPORARY = '.tmp'
/** Disks without hard links (Azure Files, FAT) say one of these. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

export const nodeDisk: Disk = {
  async writeNew(path, content) {
    const file = await open(path, 'wx', FILE_MODE)
    try {
      await file.writeFile(content, 'utf8')
      await file.sync()
    } finally {
      await file.close()
    }
  },
  rename,
  async link(from, to) {
    try {
      await link(from, to)
    } catch (error) {
      if (!NO_LINKS.has(codeOf(error))) throw error
      await copyFile(from, to, constants.COPYFILE_EXCL)
      await syncFile(to)
    }
  },
  unlink,
  async syncFolder(path) {
    // Windows cannot open a folder, and NTFS journals names by itself.
    if (process.platform === 'win32') return
    await syncFile(path)
  },
}

/** Folders kept open: all of the conversations' and some of others'. What is beyond is opened for each sync. */
const MOST_FOLDERS = 300

/**
 * This machine's disk for a store that is open for long: folders stay open between their syncs, which saves two of a save's ten calls. To
 * be closed; used after that, it opens them again.
 */
export function diskOfStore(): Disk & { close(): Promise<void> } {
  const folders = new Map<string, Promise<FileHandle>>()
  const handleOf = (path: string): Promise<FileHandle> => {
    const known = folders.get(path)
    if (known) return known
    const opened = open(path, 'r')
    folders.set(path, opened)
    opened.catch(() => folders.delete(path))
    return opened
  }
  return {
    ...nodeDisk,
    async syncFolder(path) {
      const isBeyond = folders.size >= MOST_FOLDERS && !folders.has(path)
      if (process.platform === 'win32' || isBeyond) return nodeDisk.syncFolder(path)
      await (await handleOf(path)).sync()
    },
    async close() {
      const opened = await Promise.allSettled(folders.values())
      folders.clear()
      for (const folder of opened) if (folder.status === 'fulfilled') await folder.value.close()
    },
  }
}

/**
 * Replaces a file, or makes it: whoever reads it, even after a crash or a power cut at any moment, finds all of the old text or all of the
 * new. With `backup`, what stood there before is kept under that name. On disk when the promise resolves. When it rejects, the old text
 * stands, but for one case: the last step, the sync of the folder, failed.
 */
export async function writeDurably(
  disk: Disk,
  path: string,
  content: string | Uint8Array,
  backup?: string,
): Promise<void> {
  const temporary = temporaryName(path)
  try {
    await disk.writeNew(temporary, content)
    if (backup !== undefined) await keep(disk, path, backup)
    await disk.rename(temporary, path)
  } catch (error) {
    await remove(disk, temporary).catch(() => undefined) // the sweep at start takes what is left
    throw error
  }
  await disk.syncFolder(dirname(path))
}

/** Makes a file, whole or not at all. False when there is one: exclusive between callers and between processes. */
export async function createDurably(disk: Disk, path: string, text: string): Promise<boolean> {
  const temporary = temporaryName(path)
  try {
    await disk.writeNew(temporary, text)
    // A link, not a rename: a rename would replace what someone else made since we looked.
    await disk.link(temporary, path)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await remove(disk, temporary).catch(() => undefined)
  }
  await disk.syncFolder(dirname(path))
  return true
}

/** Deletes a file; false when there is none. Call `syncFolder` after the last one of a folder. */
export async function remove(disk: Disk, path: string): Promise<boolean> {
  try {
    await disk.unlink(path)
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

/** Makes a folder and what leads to it, for our account only, and syncs the folders that hold the new names. */
export async function makeFolder(disk: Disk, path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: FOLDER_MODE })
  if (first === undefined) return
  for (let made = path; made.length >= first.length; made = dirname(made))
    await disk.syncFolder(dirname(made))
}

/** The code of a system error (`ENOSPC`), or an empty text. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Between the two steps there is no backup, and needs none: what it would back up stands whole. */
async function keep(disk: Disk, path: string, backup: string): Promise<void> {
  await remove(disk, backup)
  try {
    await disk.link(path, backup)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

/** Of its own for each write: two writers with one temporary name would mix their texts. */
function temporaryName(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}${TEMPORARY}`
}
