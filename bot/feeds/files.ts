import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { FeedError } from './errors.ts'

const LIMITS = {
  /** One file is held at a time; a whole county in one is about 50 MB. */
  mostBytes: 256 * 1024 * 1024,
  mostFiles: 50_000,
} as const

/** The files of a path with one of these endings: itself whatever its name, or those of a folder in the order of their names. */
export async function filesOf(path: string, endings: readonly string[]): Promise<string[]> {
  try {
    if ((await stat(path)).isFile()) return [path]
    const names = (await readdir(path))
      .filter((name) => endings.some((e) => name.toLowerCase().endsWith(e)))
      .sort()
    if (names.length === 0)
      throw new FeedError(`there is no ${endings.join(' or ')} file in ${basename(path)}`)
    if (names.length > LIMITS.mostFiles) throw new FeedError(`there are more than ${LIMITS.mostFiles} files`)
    return names.map((name) => join(path, name))
  } catch (error) {
    if (error instanceof FeedError) throw error
    throw new FeedError(`${path} cannot be read`, { cause: error })
  }
}

/** A file that cannot be taken for what it should be. */
export class BrokenFile extends FeedError {
  readonly file: string

  constructor(path: string, why: string) {
    super(`${basename(path)} ${why}`)
    this.file = basename(path)
  }
}

/** The JSON of a file. Throws BrokenFile when it is none, FeedError when it is too big to hold. */
export async function jsonOf(path: string): Promise<unknown> {
  const text = await textOf(path)
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    throw new BrokenFile(path, 'is not JSON')
  }
}

/** The text of a file in UTF-8. Throws FeedError when it is too big to hold, or in another encoding. */
async function textOf(path: string): Promise<string> {
  const { size } = await stat(path)
  if (size > LIMITS.mostBytes)
    throw new FeedError(`${basename(path)} has more than ${LIMITS.mostBytes} bytes`)
  const bytes = await readFile(path)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new BrokenFile(path, 'is not in UTF-8: save it as UTF-8')
  }
}
