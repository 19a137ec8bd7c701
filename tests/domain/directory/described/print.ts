import type { Count } from './measure.ts'
import { counts, groupsTogether, missed, readings, wrong } from './measure.ts'

// `npm run --silent described` prints what is found and wrongly read of both files; with labels behind it (`-- ended small`, `-- for:`)
// the descriptions of noticeboard in which they were missed or wrongly read. Those of broadsheet are never printed.

const line = ({ label, written, found, wrong: wrongly }: Count): string =>
  `${label.padEnd(30)}${String(written).padStart(5)}${String(found).padStart(6)}${String(wrongly).padStart(6)}`

const all = readings()
const asked = process.argv.slice(2)
if (asked.length > 0) {
  const isAsked = (label: string) => asked.some((a) => (a.endsWith(':') ? label.startsWith(a) : label === a))
  for (const reading of all.filter(({ voice }) => voice === 'noticeboard')) {
    for (const label of missed(reading).filter(isAsked)) console.log(`missed ${label} | ${reading.text}`)
    for (const label of wrong(reading).filter(isAsked)) console.log(`WRONG ${label} | ${reading.text}`)
  }
} else {
  for (const file of ['noticeboard', 'broadsheet'] as const) {
    const rows = counts(all, file)
    console.log(`${file.padEnd(28)}written found wrong`)
    for (const row of [groupsTogether(rows), ...rows]) console.log(line(row))
  }
}
