import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { loadCorpus } from '../../content/load-corpus.ts'
import { readRules } from '../../content/load-screening.ts'
import { createScreener } from '../../domain/screening/screener.ts'
import { loadConfig } from '../config.ts'
import { openScreening } from '../screening/screening.ts'
import { screenTurns } from './screen.ts'
import { tables } from './score/tables.ts'
import type { Scored } from './score/tables.ts'

/**
 * Screens a part of the corpus as turns are screened and prints, as tables, what was found and what was a false alarm:
 * `npm run --silent score -- --part test`. With `--missed yes` it prints what was missed and what was alarmed about instead.
 */
const { values } = parseArgs({
  options: { part: { type: 'string', default: 'test' }, missed: { type: 'string', default: 'no' } },
})
const part = z.enum(['train', 'dev', 'test', 'newer', 'later']).parse(values.part)
const { contentDir } = loadConfig({})
const lines = loadCorpus(join(contentDir, 'screening', 'corpus')).filter((line) => line.part === part)
const screening = openScreening({
  contentDir,
  rules: () => createScreener(readRules(join(contentDir, 'screening'))),
  onFault: (what) => console.error(`the screening failed: ${what}`),
})
await screening.ready
const scored: Scored[] = []
for (const line of lines) {
  const began = performance.now()
  const { response, concerns } = await screenTurns(line.turns, screening)
  scored.push({ line, response, concerns, ms: (performance.now() - began) / line.turns.length })
}
await screening.close()
console.log(tables(scored, values.missed === 'yes'))
