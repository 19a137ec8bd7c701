import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { LIKELIHOODS, ratingOf, SEVERITIES } from './matrix.ts'
import { testFilesOf, testsIn } from './named-tests.ts'
import { pagesOf } from './pages.ts'
import { problemsOf } from './problems.ts'
import type { Hazard, Rule, Safety } from './records.ts'
import { HazardLog, MustNever, readSafety } from './records.ts'

const ROOT = join(import.meta.dirname, '../../..')
const FOLDER = join(ROOT, 'docs/safety')

describe('docs/safety', () => {
  const safety = readSafety(FOLDER)

  it('names only tests that run, people who are described, and controls that help', () => {
    expect(problemsOf(safety, testFilesOf(ROOT))).to.deep.equal([])
  })

  it('has pages that say what the YAML says', async () => {
    for (const [name, text] of await pagesOf(safety)) {
      expect(readFileSync(join(FOLDER, name), 'utf8'), `${name}: run npm run safety-pages`).to.equal(text)
    }
  })

  it('says on the page of the hazards that no young person is rated', async () => {
    expect((await pagesOf(safety)).get('hazards.md')).to.include('No young person is ever rated')
  })
})

describe('what docs/safety may not say', () => {
  const rating = { severity: 'major', likelihood: 'medium' } as const
  const control = { what: 'it is screened', kind: 'design' } as const
  const files = new Map([['tests/a.test.ts', testsIn("it('hears it', () => {})")]])
  const tests = { 'tests/a.test.ts': ['hears it'] }

  const safetyWith = (hazard: Partial<Hazard>, rule: Partial<Rule> = {}): Safety => ({
    log: {
      version: '1',
      reviewed: '2026-11-25',
      hazards: [
        {
          ...{ id: 'H01', name: 'a', description: 'a', causes: ['a'], effects: ['a'], remains: 'a' },
          ...{ before: rating, after: rating, controls: [{ ...control, tests }] },
          ...hazard,
        },
      ],
    },
    rules: [{ number: 1, rule: 'a', tests, ...rule }],
    people: {},
  })

  it('nothing is wrong with one that is right', () => {
    expect(problemsOf(safetyWith({}), files)).to.deep.equal([])
  })

  it('a test or a file that is not there, of a hazard or of a rule', () => {
    const gone = { 'tests/a.test.ts': ['hears it', 'heard it'], 'tests/b.test.ts': ['hears it'] }
    const problems = ['tests/a.test.ts runs no test "heard it"', 'there is no tests/b.test.ts']
    expect(problemsOf(safetyWith({ controls: [{ ...control, tests: gone }] }), files)).to.deep.equal(
      problems.map((problem) => `H01: ${problem}`),
    )
    expect(problemsOf(safetyWith({}, { tests: gone }), files)).to.deep.equal(
      problems.map((problem) => `rule 1: ${problem}`),
    )
  })

  it('a control or a rule that is nobody’s: no test and no person', () => {
    const { log, rules } = safetyWith({ controls: [control] }, { tests: undefined })
    expect(HazardLog.safeParse(log).error?.issues[0]?.message).to.include('names a test, or the person')
    expect(MustNever.safeParse(rules).error?.issues[0]?.message).to.include('names a test, or the person')
    expect(HazardLog.safeParse(safetyWith({}).log).success).to.equal(true)
  })

  it('a person whom nobody described, and one who holds nothing', () => {
    const person = { who: 'operator', does: 'looks' }
    const operator = { title: 'Operator', is: 'who runs it' }
    const unknown = safetyWith({ controls: [{ ...control, person }] })
    expect(problemsOf(unknown, files)).to.deep.equal(['H01: nobody says who "operator" is'])
    expect(problemsOf({ ...unknown, people: { operator } }, files)).to.deep.equal([])
    expect(problemsOf({ ...safetyWith({}), people: { operator } }, files)).to.deep.equal([
      'people: "operator" holds nothing',
    ])
  })

  it('a hazard that its controls make worse, or one that is signed off and too grave to release', () => {
    const worse = { before: { ...rating, severity: 'minor' as const } }
    expect(problemsOf(safetyWith(worse), files)).to.deep.equal(['H01: is rated worse with its controls'])
    const grave = { severity: 'catastrophic', likelihood: 'medium' } as const
    const unsigned = safetyWith({ before: grave, after: grave })
    expect(problemsOf(unsigned, files)).to.deep.equal([])
    const signedOff = { name: 'a', registration: 'b', on: '2026-11-25' }
    expect(problemsOf({ ...unsigned, log: { ...unsigned.log, signedOff } }, files)).to.deep.equal([
      'H01: may not be released like this',
    ])
  })

  it('fewer than thirty rules, or hazards out of order', () => {
    const rules = Array.from({ length: 30 }, (_, at) => ({ number: at + 1, rule: 'a', tests }))
    expect(MustNever.safeParse(rules).success).to.equal(true)
    expect(MustNever.safeParse(rules.slice(1)).success).to.equal(false)
    expect(MustNever.safeParse(rules.toReversed()).success).to.equal(false)
    expect(HazardLog.safeParse(safetyWith({ id: 'H02' }).log).success).to.equal(false)
  })
})

describe('the matrix of hazards', () => {
  it('never falls when a hazard is graver or likelier, and goes from 1 to 5', () => {
    const all = LIKELIHOODS.map((likelihood) =>
      SEVERITIES.map((severity) => ratingOf({ severity, likelihood })),
    )
    const rises = (row: readonly number[]) =>
      row.every((rating, at) => at === 0 || rating >= (row[at - 1] ?? 0))
    expect(all.every(rises)).to.equal(true)
    expect(SEVERITIES.every((_, at) => rises(all.map((row) => row[at] ?? 0)))).to.equal(true)
    expect([all.flat()[0], all.flat().at(-1)]).to.deep.equal([1, 5])
  })
})
