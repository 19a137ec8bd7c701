import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadUnderstanding } from '../../content/load-understanding.ts'
import { ANSWER_FILES, FIELDS, hear, precision, readAnswers, recall } from './understanding/hearing.ts'
import type { Hearing } from './understanding/hearing.ts'

/**
 * Reads labelled answers and prints, field by field, how many of the right things were heard (recall) and how many of the things heard
 * were right (precision): `npm run --silent understanding -- [--wrong] [FILE…]`. With `--wrong` also which answers were not heard
 * rightly: `-` was missed, `+` was made up.
 */
const ANSWERS = join(import.meta.dirname, '../../tests/domain/understanding')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { wrong: { type: 'boolean', default: false } },
})
const files = positionals.length > 0 ? positionals : ANSWER_FILES.map((name) => join(ANSWERS, name))
const vocabulary = loadUnderstanding()
for (const file of files) {
  const hearing = hear(readAnswers(file), vocabulary)
  console.log(table(basename(file), hearing))
  if (values.wrong) for (const { say, what } of hearing.wrong) console.log(`${what.join(' ')}\t${say}`)
}

function table(title: string, { answers, whole, fields }: Hearing): string {
  const percent = (part: number) => `${(100 * part).toFixed(1)} %`
  return [
    `${title}: ${answers} answers, ${whole} (${percent(whole / answers)}) heard wholly right`,
    '| field | labelled | precision | recall |',
    '|---|--:|--:|--:|',
    ...FIELDS.map((field) => {
      const tally = fields[field]
      return `| ${field} | ${tally.found + tally.missed} | ${percent(precision(tally))} | ${percent(recall(tally))} |`
    }),
    '',
  ].join('\n')
}
