import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eventually } from './eventually.ts'

/** Where the processes of one run find each other; set before any of them begins (hooks.ts). */
const FOLDER = 'MATTERS_TEST_RUN'

export function useRunFolder(folder: string): void {
  process.env[FOLDER] = folder
}

/** Throws outside of a run. */
export function runFolder(): string {
  const folder = process.env[FOLDER]
  if (folder === undefined) throw new Error('hooks.ts has not reserved a folder for the run')
  return folder
}

/** Does a piece of work once a run, whichever process asks first; the others wait for it. Rejects where it failed. */
export async function onceARun(name: string, withinMs: number, work: () => Promise<void>): Promise<void> {
  const mark = (what: string) => join(runFolder(), `${name}-${what}`)
  const is = async (what: string) => (await stat(mark(what)).catch(() => undefined)) !== undefined
  try {
    await mkdir(mark('begun'))
  } catch {
    await eventually(name, async () => (await is('done')) || (await is('failed')), withinMs)
    if (await is('failed')) throw new Error(`${name}: failed where it was done`)
    return
  }
  try {
    await work()
    await writeFile(mark('done'), '')
  } catch (error) {
    await writeFile(mark('failed'), '')
    throw error
  }
}
