import type { Measure } from './figures.ts'
import type { Report } from './run.ts'

const TURNS_HEAD = ['', 'at once', 'x echo', 'CPU ms', 'turns/s', 'p50 ms', 'p99 ms', 'RSS MB']
const MEASURES_HEAD = ['', 'value', 'goal', '']

/** One object on one line, for programs. */
export const json = ({ measures }: Report): string => JSON.stringify({ measures })

/** The report as two plain tables: turns side by side, then everything that has a goal or is not a turn. */
export function tables(report: Report): string {
  const turns = report.turns.map((row) => [
    row.row,
    String(row.load),
    row.timesEcho.toFixed(2),
    row.cpuMs.toFixed(3),
    row.perSecond.toFixed(0),
    row.p50.toFixed(2),
    row.p99.toFixed(1),
    row.rssMb.toFixed(0),
  ])
  const shown = report.measures.filter(({ name, goal }) => goal !== null || !name.includes('at once'))
  return `${table(TURNS_HEAD, turns)}\n\n${table(MEASURES_HEAD, shown.map(line))}\n`
}

function line({ name, value, unit, goal, ok }: Measure): string[] {
  return [name, `${value} ${unit}`, goal === null ? '' : `<= ${goal}`, ok ? '' : 'missed']
}

/** Columns as wide as their widest cell; the first reads from the left, the others end on the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const padded = (row: readonly string[]) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
  return all.map((row) => padded(row).join('  ').trimEnd()).join('\n')
}
