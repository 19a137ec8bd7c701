import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PROGRAMS } from '../../bot/commands/bench/build.ts'
import { buildService, builtFrom } from '../../bot/commands/build/service.ts'

const ROOT = join(import.meta.dirname, '../..')
export const FOLDER = join(ROOT, 'dist/compiled')
/** Where the widget is built, once a run too, and where the service looks for it. */
export const BUILT_WIDGET = join(ROOT, 'dist/widget')

/**
 * The service, its commands and the bench's programs as `npm start` runs them, written once a run (hooks.ts): a process of it starts in a fraction of the time and
 * of the processor that sources take.
 */
export async function compileService(): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true })
  await buildService(ROOT, FOLDER, PROGRAMS)
}

/** The program that a source of ours was compiled to: `bot/main.ts`, say, or a command. */
export const compiled = (source: string): string => join(FOLDER, builtFrom(source))
