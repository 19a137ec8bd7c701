import { expect } from 'chai'
import type { Count, File } from './measure.ts'
import { counts, groupsTogether, readings } from './measure.ts'

/** Found at least, wrongly read at most: a little worse than what was reached. */
type Floor = readonly [found: number, wrong: number]
const FLOORS: Readonly<Record<File, Readonly<Record<string, Floor>>>> = {
  noticeboard: {},
  broadsheet: {},
}

const all = readings()

describe('labelled descriptions', () => {
  for (const file of ['noticeboard', 'broadsheet'] as const) {
    const rows = counts(all, file)
    const byLabel = new Map<string, Count>([...rows, groupsTogether(rows)].map((row) => [row.label, row]))
    describe(file, () => {
      for (const [label, [found, wrong]] of Object.entries(FLOORS[file])) {
        it(`${label}: ${found} are found, ${wrong} at most wrongly read`, () => {
          const row = byLabel.get(label)
          expect(row?.found).to.be.at.least(found)
          expect(row?.wrong).to.be.at.most(wrong)
        })
      }
    })
  }
})
