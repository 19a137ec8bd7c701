import { execFile } from 'node:child_process'
import { readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { compile } from '../../bot/commands/bench/build.ts'

const ROOT = join(import.meta.dirname, '../..')
const FOLDER = join(ROOT, 'dist/compiled')

/**
 * The service and its commands as JavaScript, as `npm start` runs them, written once a run (hooks.ts): a process of it starts in a fraction
 * of the time and of the processor that sources take.
 */
export async function compileService(): Promise<void> {
  await compile(ROOT, ['bot', 'dialogs', 'domain', 'content'], FOLDER)
  // What modules of content/ read beside them.
  const beside = await readdir(join(ROOT, 'content'))
  for (const name of beside.filter((one) => !one.endsWith('.ts')))
    await symlink(join(ROOT, 'content', name), join(FOLDER, 'content', name)).catch(unlessThere)
  await promisify(execFile)(process.execPath, [compiled('bot/commands/build-content.ts')], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '' },
  })
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

/** The program that a source of ours was compiled to: `bot/main.ts`, say. */
export const compiled = (source: string): string => join(FOLDER, source.replace(/\.ts$/, '.js'))
