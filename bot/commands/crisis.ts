import { join } from 'node:path'
import { loadCrisis } from '../../content/load-crisis.ts'
import { loadSchools } from '../../content/load-schools.ts'
import { ContentError } from '../../content/yaml.ts'
import { rowsOf, toCheckLine } from '../crisis-check.ts'
import { loadConfig } from '../config.ts'

/**
 * `npm run --silent crisis`: every row of the crisis register and of the schools' own lines that a person must look at, with the
 * reasons, where to look and what exactly is doubtful. Exit code 1 while there are any: for a release check, and for a calendar.
 */
try {
  const { contentDir, schoolsDir } = loadConfig()
  const rows = rowsOf(loadCrisis(join(contentDir, 'crisis.yaml')), loadSchools(schoolsDir), new Date())
  for (const row of rows) console.log(toCheckLine(row))
  console.log(
    rows.length === 0 ? 'Every row was checked by a person in the last 90 days.' : `${rows.length} to check.`,
  )
  if (rows.length > 0) process.exitCode = 1
} catch (error) {
  if (!(error instanceof ContentError)) throw error
  console.error(error.message)
  process.exitCode = 2
}
