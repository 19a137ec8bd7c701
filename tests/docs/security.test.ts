import { join } from 'node:path'
import { expect } from 'chai'
import { testFilesOf, testsIn } from './safety/named-tests.ts'
import { rowsOf, wrongIn } from './tables.ts'

const ROOT = join(import.meta.dirname, '../..')
const ASVS = /^\d{1,2}\.\d{1,2}\.\d{1,2}$/u
/** Requirements of levels 1 and 2 in each chapter of ASVS 5.0.0, to see that none was left out. */
const CHAPTERS: Readonly<Record<string, number>> = {
  ...{ 1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7 },
  ...{ 10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13, 16: 16, 17: 7 },
}

let read: ReturnType<typeof testFilesOf> | undefined
/** All tests, read once. */
const files = () => (read ??= testFilesOf(ROOT))

describe('docs/security.md', function () {
  // Every file of tests is parsed.
  this.timeout(120_000)

  const rows = rowsOf(join(ROOT, 'docs/security.md'), ASVS)

  it('holds every requirement of its table by a test that runs, or says why not', () => {
    expect(rows.flatMap((row) => wrongIn(row, files()))).to.deep.equal([])
  })

  it('has every requirement of levels 1 and 2 once', () => {
    const ids = rows.map(({ id }) => id)
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).to.deep.equal([])
    const counts: Record<string, number> = {}
    for (const id of ids) counts[id.split('.')[0] ?? ''] = (counts[id.split('.')[0] ?? ''] ?? 0) + 1
    expect(counts).to.deep.equal(CHAPTERS)
  })
})

describe('docs/threat-model.md', () => {
  it('holds every threat by a test that runs, or says what remains', () => {
    const rows = rowsOf(join(ROOT, 'docs/threat-model.md'), /^T\d{2}$/u)
    expect(rows.length).to.be.greaterThan(20)
    expect(rows.flatMap((row) => wrongIn(row, files()))).to.deep.equal([])
  })
})

describe('docs/faults.md', () => {
  const rows = rowsOf(join(ROOT, 'docs/faults.md'), /^\d{1,2}$/u)

  it('names a test for each of the 46 cases, or says why there is none', () => {
    expect(rows.map(({ id }) => Number(id))).to.deep.equal(Array.from({ length: 46 }, (_, at) => at + 1))
    expect(rows.flatMap((row) => wrongIn(row, files()))).to.deep.equal([])
  })
})

describe('a row of these pages', () => {
  const files = new Map([
    ['tests/a.test.ts', testsIn("it('hears it', () => {})\nit('and says so', () => {})")],
  ])
  const wrong = (holds: string) => wrongIn({ id: '1.1.1', holds }, files)

  it('is right with tests that run or a reason, and wrong with neither', () => {
    expect(wrong('`tests/a.test.ts` "hears it"')).to.deep.equal([])
    expect(wrong('`tests/a.test.ts` "hears it", "and says so"')).to.deep.equal([])
    expect(wrong('Reason: there is nothing of the kind here.')).to.deep.equal([])
    for (const holds of ['', 'of course', 'Reason: no', '`tests/a.test.ts`', '`tests/b.test.ts` "hears it"'])
      expect(wrong(holds), holds).to.have.length(1)
    expect(wrong('`tests/a.test.ts` "hears it", "heard it"')).to.have.length(1)
  })
})
