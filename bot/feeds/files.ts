import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { FeedError } from './errors.ts'

const LIMITS = {
  /** A whole county is about 50 MB. */
  mostBytes: 256 * 1024 * 1024,
  mostFiles: 20_000,
} as const

/** The JSON files of a path: itself, or those of a folder in the order of their names. Throws FeedError with the file's name. */
export async function readFiles(path: string): Promise<{ name: string; json: unknown }[]> {
  const files: { name: string; json: unknown }[] = []
  for await (const file of eachFile(path)) files.push(file)
  return files
}

/** As `readFiles`, one file in memory at a time. */
export async function* eachFile(path: string): AsyncGenerator<{ name: string; json: unknown }> {
  let bytes = 0
  for (const one of await pathsOf(path)) {
    const text = await readFile(one, 'utf8')
    bytes += Buffer.byteLength(text)
    if (bytes > LIMITS.mostBytes)
      throw new FeedError(`${basename(path)} has more than ${LIMITS.mostBytes} bytes`)
    yield { name: basename(one), json: parse(one, text) }
  }
}

async function pathsOf(path: string): Promise<string[]> {
  try {
    if ((await stat(path)).isFile()) return [path]
    const names = (await readdir(path)).filter((name) => name.toLowerCase().endsWith('.json')).sort()
    if (names.length === 0) throw new FeedError(`there is no .json file in ${basename(path)}`)
    if (names.length > LIMITS.mostFiles) throw new FeedError(`there are more than ${LIMITS.mostFiles} files`)
    return names.map((name) => join(path, name))
  } catch (error) {
    if (error instanceof FeedError) throw error
    throw new FeedError(`${path} cannot be read`, { cause: error })
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    throw new FeedError(`${basename(path)} is not JSON`)
  }
}
