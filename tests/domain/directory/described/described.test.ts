import { expect } from 'chai'
import { fromText } from '../../../../domain/directory/from-text.ts'
import { readGroups } from '../../../../domain/directory/read-groups.ts'
import type { Count, File } from './measure.ts'
import { counts, groupsTogether, readings } from './measure.ts'

/** Found at least, wrongly read at most: a little worse than what was reached. */
type Floor = readonly [found: number, wrong: number]
const FLOORS: Readonly<Record<File, Readonly<Record<string, Floor>>>> = {
  noticeboard: {
    for: [655, 61],
    adults: [86, 17],
    girls: [73, 7],
    boys: [38, 7],
    small: [50, 29],
    ended: [43, 3],
    weight: [22, 2],
    gambling: [22, 4],
    dating: [17, 4],
    trial: [21, 1],
    referral: [41, 2],
    paid: [128, 11],
    free: [71, 5],
    stairs: [25, 3],
  },
  broadsheet: {
    for: [608, 69],
    adults: [130, 24],
    girls: [79, 13],
    boys: [37, 8],
    small: [33, 24],
    ended: [11, 6],
    weight: [14, 4],
    gambling: [16, 4],
    dating: [14, 2],
    trial: [6, 3],
    referral: [19, 6],
    paid: [194, 22],
    free: [126, 12],
    stairs: [18, 2],
  },
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

describe('reading of long texts', () => {
  const LONGEST = 20_000
  const hostile = [
    'a',
    'people with a ',
    'young muslim girls and ',
    'if you are a ',
    'the group has now sadly been ',
    'through the school ',
    ", women's group",
    'for 11-18s (up to 25 for ',
    'for under 18s ',
  ]
  for (const piece of hostile)
    it(`takes no longer than its length: ${piece}`, () => {
      const text = piece.repeat(LONGEST / piece.length)
      const started = performance.now()
      fromText('A group', text)
      readGroups('A group', text)
      expect(performance.now() - started).to.be.below(3_000)
    })
})
