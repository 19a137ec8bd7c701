import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildService } from '../build/service.ts'

/** What is measured beside the service, by the names that run.ts starts it under. */
export const PROGRAMS = {
  'bench/behind-azure': 'tests/support/bench/behind-azure.ts',
  'bench/echo': 'tests/support/bench/echo.ts',
  'bench/waterfall': 'tests/support/bench/waterfall.ts',
  ...Object.fromEntries(
    ['fill-store', 'matching', 'screening', 'usage-report'].map((name) => [
      `bench/${name}`,
      `bot/commands/bench/programs/${name}.ts`,
    ]),
  ),
}

/** The service and its peers as `npm run build` writes them, so that all start alike. */
export interface Build {
  readonly folder: string
  remove(): Promise<void>
}

/** Writes a build into a temporary folder. Throws what esbuild throws for a file that is not TypeScript. */
export async function buildAll(root: string): Promise<Build> {
  const folder = await mkdtemp(join(tmpdir(), 'matters-bench-build-'))
  await cp(join(root, 'package.json'), join(folder, 'package.json'))
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  await buildService(root, folder, PROGRAMS)
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
