import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BUILT, BUILT_SCREENING } from '../../content/built.ts'
import { loadContent } from '../../content/load.ts'
import { madeReady, sumOfRules } from '../../content/load-screening.ts'
import { ContentError, readsOf } from '../../content/yaml.ts'
import { loadConfig } from '../config.ts'

/**
 * Reads and checks content/ (or the folder that is named) once for all starts of this build, and leaves what it read in the build's
 * folder; part of `npm run build`. Exit code 1 and file:line: reason for content that is wrong.
 */
try {
  const folder = process.argv[2] ?? loadConfig({}).contentDir
  const reads = readsOf(() => loadContent(folder))
  writeFileSync(BUILT, JSON.stringify(reads))
  const screening = join(folder, 'screening')
  writeFileSync(BUILT_SCREENING, JSON.stringify({ [sumOfRules(screening)]: madeReady(screening) }))
} catch (error) {
  if (!(error instanceof ContentError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
