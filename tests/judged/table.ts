import { figures } from './judge.ts'
import type { Verdict } from './judge.ts'

const percent = (part: number): string => `${(100 * part).toFixed(1)} %`

export const HEAD = [
  '| | young people | good of the first three | first one good | right ones found | must never | empty wrongly |',
  '|---|--:|--:|--:|--:|--:|--:|',
]

/** One row of the table that `npm run judge` prints. */
export function row(name: string, verdicts: readonly Verdict[]): string {
  const f = figures(verdicts)
  return `| ${name} | ${f.people} | ${percent(f.precision)} | ${percent(f.first)} | ${percent(f.recall)} | ${f.violations} | ${f.emptyWrongly} |`
}
