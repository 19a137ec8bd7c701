import { join } from 'node:path'
import { checkScreening } from '../../content/load-screening.ts'
import { loadContent } from '../../content/load.ts'
import { loadSchools } from '../../content/load-schools.ts'
import { ContentError } from '../../content/yaml.ts'
import { loadConfig } from '../config.ts'

/** Reads and checks everything in content/ as the service does at start, and the screening's own examples. Exit code 1 and file:line: reason. */
try {
  const { contentDir } = loadConfig({})
  const content = loadContent(contentDir)
  loadSchools(join(contentDir, 'data/schools'))
  checkScreening(content.screening)
} catch (error) {
  if (!(error instanceof ContentError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
