import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { FULL, QUICK } from './bench/plan.ts'
import { runBench } from './bench/run.ts'
import { json, tables } from './bench/print.ts'

/**
 * Our full turn beside bare Bot Framework in the same run, with matching, screening and start-up (docs/performance.md says what the
 * figures mean). `--quick` takes under a minute; `--json` prints `{"measures":[{"name","value","unit","goal","ok"}]}`, where every
 * goal is the most that a value may be. What is under way is said on standard error.
 */
const { values } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } })
const root = dirname(loadConfig({}).contentDir)
const report = await runBench(root, values.quick === true ? QUICK : FULL, (line) => console.error(line))
console.log(values.json === true ? json(report) : tables(report))
