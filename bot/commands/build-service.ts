import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { loadConfig } from '../config.ts'
import { buildService } from './build/service.ts'

/** The part of `npm run build` that a browser does not see. Exit code 1, and why, for content or sources that are wrong. */
const root = dirname(loadConfig({}).contentDir)
const dist = join(root, 'dist')
for (const old of ['bot', 'commands', 'parts']) await rm(join(dist, old), { recursive: true, force: true })
try {
  await buildService(root, dist)
} catch (error) {
  // What wrong content says of itself, with file and line, and not that a process failed.
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
  console.error(said || error)
  process.exitCode = 1
}
