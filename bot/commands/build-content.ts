import { writeFileSync } from 'node:fs'
import { BUILT } from '../../content/built.ts'
import { loadContent } from '../../content/load.ts'
import { ContentError, readsOf } from '../../content/yaml.ts'
import { loadConfig } from '../config.ts'

/**
 * Reads and checks content/ once for all starts of this build, and leaves what it read beside the compiled code; part of `npm run build`.
 * Exit code 1 and file:line: reason for content that is wrong.
 */
try {
  const reads = readsOf(() => loadContent(loadConfig({}).contentDir))
  writeFileSync(BUILT, JSON.stringify(reads))
} catch (error) {
  if (!(error instanceof ContentError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
