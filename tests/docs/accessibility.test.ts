import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { runs, testsIn } from './safety/named-tests.ts'
import type { TestFile } from './safety/named-tests.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Every success criterion of WCAG 2.2 (4.1.1 was taken out of it), by level. */
const CRITERIA = {
  A: [
    ...['1.1.1', '1.2.1', '1.2.2', '1.2.3', '1.3.1', '1.3.2', '1.3.3', '1.4.1', '1.4.2'],
    ...['2.1.1', '2.1.2', '2.1.4', '2.2.1', '2.2.2', '2.3.1', '2.4.1', '2.4.2', '2.4.3', '2.4.4'],
    ...['2.5.1', '2.5.2', '2.5.3', '2.5.4'],
    ...['3.1.1', '3.2.1', '3.2.2', '3.2.6', '3.3.1', '3.3.2', '3.3.7', '4.1.2'],
  ],
  AA: [
    ...[
      '1.2.4',
      '1.2.5',
      '1.3.4',
      '1.3.5',
      '1.4.3',
      '1.4.4',
      '1.4.5',
      '1.4.10',
      '1.4.11',
      '1.4.12',
      '1.4.13',
    ],
    ...['2.4.5', '2.4.6', '2.4.7', '2.4.11', '2.5.7', '2.5.8'],
    ...['3.1.2', '3.2.3', '3.2.4', '3.3.3', '3.3.4', '3.3.8', '4.1.3'],
  ],
} as const
const ALL = [...CRITERIA.A.map((number) => `${number} A`), ...CRITERIA.AA.map((number) => `${number} AA`)]

interface Criterion {
  /** `1.4.3 AA` */
  readonly id: string
  readonly tests: readonly { readonly file: string; readonly title: string }[]
  readonly persons: number
}

/** The criteria of the page, with what holds each. A heading begins one. */
function criteriaIn(page: string): Criterion[] {
  return page.split(/^#{2,3} /mu).flatMap((part) => {
    const [, number, level] = /^(\d\.\d\.\d+) .+ \((A|AA)\)$/mu.exec(part.split('\n')[0] ?? '') ?? []
    if (number === undefined) return []
    const tests = [...part.matchAll(/^- Held by `([^`]+)`: (.+)$/gmu)].map(([, file = '', title = '']) => ({
      file,
      title,
    }))
    return [{ id: `${number} ${level}`, tests, persons: (part.match(/^- Person: /gmu) ?? []).length }]
  })
}

/** What the files run that the page names. */
function filesOf(page: string): Map<string, TestFile> {
  const named = new Set(criteriaIn(page).flatMap(({ tests }) => tests.map(({ file }) => file)))
  return new Map(
    [...named]
      .filter((file) => /^tests\/.+\.test\.ts$/u.test(file) && existsSync(join(ROOT, file)))
      .map((file) => [file, testsIn(readFileSync(join(ROOT, file), 'utf8'))]),
  )
}

/** What the page says that is not so, a line each. */
function problemsOf(page: string, files: ReadonlyMap<string, TestFile>): string[] {
  const found = criteriaIn(page)
  const ids = found.map(({ id }) => id)
  return [
    ...ALL.filter((id) => !ids.includes(id)).map((id) => `${id} is not there`),
    ...ids.filter((id) => !ALL.includes(id)).map((id) => `${id} is no criterion`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${id} stands twice`),
    ...found
      .filter(({ tests, persons }) => tests.length + persons === 0)
      .map(({ id }) => `${id} is held by nothing`),
    ...found.flatMap(({ id, tests }) =>
      tests
        .filter(({ file, title }) => {
          const tested = files.get(file)
          return !tested || !runs(tested, title)
        })
        .map(({ file, title }) => `${id}: ${file} runs no test "${title}"`),
    ),
  ]
}

describe('docs/accessibility.md', () => {
  const page = readFileSync(join(ROOT, 'docs/accessibility.md'), 'utf8')

  it('has every criterion of WCAG 2.2 A and AA once, each with a test that runs or with what a person checks', () => {
    expect(ALL).to.have.length(55)
    expect(problemsOf(page, filesOf(page))).to.deep.equal([])
  })

  it('would notice a criterion that is missing, twice, unheld, or held by a test that is gone', () => {
    const files = new Map([['tests/a.test.ts', testsIn("it('is read out', () => {})")]])
    const whole = ALL.map((id) => {
      const [number = '', level = ''] = id.split(' ')
      return `### ${number} Something (${level})\n\nSo.\n\n- Held by \`tests/a.test.ts\`: is read out\n`
    })
    expect(problemsOf(whole.join('\n'), files)).to.deep.equal([])
    expect(problemsOf(whole.slice(1).join('\n'), files)).to.deep.equal(['1.1.1 A is not there'])
    expect(problemsOf([...whole, whole[0]].join('\n'), files)).to.deep.equal(['1.1.1 A stands twice'])
    const wrong = whole.with(0, '### 1.1.1 Something (A)\n\nSo.\n').join('\n')
    expect(problemsOf(wrong, files)).to.deep.equal(['1.1.1 A is held by nothing'])
    const gone = whole.join('\n').replace('is read out', 'was read out')
    expect(problemsOf(gone, files)).to.deep.equal(['1.1.1 A: tests/a.test.ts runs no test "was read out"'])
  })

  it('says that nobody who uses assistive technology has tested it, for as long as that is so', () => {
    expect(page).to.include('not yet been tested with people who use').and.include('Draft')
  })
})
