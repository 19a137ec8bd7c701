import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PROGRAMS } from '../../bot/commands/bench/build.ts'
import { buildService, builtFrom } from '../../bot/commands/build/service.ts'
import { buildWidget } from '../../widget/build.ts'
import { onceARun } from './run-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
export const FOLDER = join(ROOT, 'dist/compiled')
/** Where the widget is built, and where the service looks for it. */
export const BUILT_WIDGET = join(ROOT, 'dist/widget')

/** A busy machine gets time. */
const BUILD_MS = 180_000

/**
 * The widget, the service, its commands and the bench's programs as `npm start` runs them: a process of a build starts in a fraction of
 * the time and of the processor that sources take. Gives the widget's sizes.
 */
export async function buildAll(): ReturnType<typeof buildWidget> {
  await rm(FOLDER, { recursive: true, force: true })
  await buildService(ROOT, FOLDER, PROGRAMS)
  return buildWidget({ outDir: BUILT_WIDGET })
}

// Whoever imports this has need of it: built once a run, before their first test. Files that run side by side may not build over each other.
if ('before' in globalThis)
  before(async function () {
    this.timeout(BUILD_MS)
    await onceARun('build', BUILD_MS, async () => void (await buildAll()))
  })

/** The program that a source of ours was compiled to: `bot/main.ts`, say, or a command. */
export const compiled = (source: string): string => join(FOLDER, builtFrom(source))
