import { join } from 'node:path'
import { loadEarCorpus, writeEar } from '../../content/load-ear.ts'
import { conceptsOf } from '../../content/load-understanding.ts'
import { loadConfig } from '../config.ts'
import { chanceFor, rates, trials } from './train-understanding/judge.ts'
import type { Trial } from './train-understanding/judge.ts'
import { beginning, labelsOf, learn } from './train-understanding/lesson.ts'

/** Of what is heard, so much has to be right before it counts, and before it is as good as said; by voices that were not learnt. */
const RIGHT = { from: 0.7, sure: 0.85 } as const
const SHOWN = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
/** Labels that are heard worst, to say where lines are missing. */
const WORST = 12

/**
 * Learns to hear needs from content/understanding/corpus and writes what was learnt to content/understanding/learnt: `npm run
 * train:understanding`. The same corpus gives the same bytes. Prints how much is heard of each voice when a quarter of them is left out
 * (docs/matching.md).
 */

const folder = join(loadConfig({}).contentDir, 'understanding')
const texts = loadEarCorpus(folder, conceptsOf(folder))
const labels = labelsOf(texts)
console.log(`${texts.length} texts, ${labels.length} labels`)
const all: Trial[] = []
for (const { without, trials: found } of trials(texts, labels)) {
  all.push(...found)
  console.log(`  without ${without.join(', ')}: ${told(found, chanceFor(found, RIGHT.from))}`)
}
const from = chanceFor(all, RIGHT.from)
const sure = Math.max(from, chanceFor(all, RIGHT.sure))
for (const chance of SHOWN) console.log(`  ${told(all, chance)}`)
console.log(`  counts: ${told(all, from)}`)
console.log(`  sure: ${told(all, sure)}`)
const byLabel = labels.map((label) => ({
  label,
  ...rates(
    all.filter((one) => one.label === label),
    from,
  ),
}))
const worst = byLabel.sort((a, b) => a.recall - b.recall).slice(0, WORST)
console.log(`  heard least: ${worst.map(({ label, recall }) => `${label} ${percent(recall)}`).join(', ')}`)
writeEar(folder, { labels, from, sure, began: beginning(texts), weights: learn(texts, labels) })

function told(of: readonly Trial[], chance: number): string {
  const { precision, recall, heard } = rates(of, chance)
  return `from ${chance.toFixed(2)}: ${heard} heard, ${percent(precision)} right, ${percent(recall)} found`
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`
}
