import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { checkScreening, loadScreeningRules, readRules } from '../../content/load-screening.ts'
import { ContentError } from '../../content/yaml.ts'
import { ConcernKind } from '../../domain/screening/types.ts'
import { RULES_FOLDER, rules } from '../domain/screening/rules.ts'

describe('the screening rules as shipped', () => {
  it('do what their own examples say', () => expect(checkScreening(rules)).to.deep.equal([]))

  it('have rules for every kind, and examples and near misses in every rule but few', () => {
    expect(new Set(rules.rules.map((rule) => rule.kind))).to.deep.equal(new Set(ConcernKind.options))
    expect(rules.rules.filter((rule) => rule.not.length === 0).length).to.be.below(5)
  })
})

describe('screening rules that cannot be used', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'screening-'))
    cpSync(RULES_FOLDER, folder, { recursive: true })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const problemsAfter = (file: string, from: string, to: string): string => {
    const path = join(folder, file)
    const text = readFileSync(path, 'utf8')
    expect(text).to.include(from)
    writeFileSync(path, text.replace(from, to))
    try {
      loadScreeningRules(folder)
    } catch (error) {
      if (error instanceof ContentError) return error.message
      throw error
    }
    return ''
  }
  const lineOf = (file: string, text: string): number =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1

  it('name file, line and rule when an example is not found', () => {
    const message = problemsAfter('bereavement.yaml', "'my nan died'", "'my nan is grand'")
    const line = lineOf('bereavement.yaml', 'my nan is grand')
    expect(message).to.include(`bereavement.yaml:${line}: bereavement-died does not find "my nan is grand"`)
  })

  it('name a near miss that is found', () => {
    const message = problemsAfter('bereavement.yaml', 'my phone died', 'my nan died')
    expect(message).to.include('bereavement-died finds "my nan died", which it must not')
  })

  it('name an id that is there twice, and guards and raisers that are not there', () => {
    const message = problemsAfter('caring.yaml', 'id: caring-some', 'id: caring-heavy')
    expect(message).to.match(/caring\.yaml:\d+: the id caring-heavy is there twice/)
    writeFileSync(
      join(folder, 'caring.yaml'),
      'kind: caring\nunless: [nobody]\nraised-by: [never]\nrules:\n  - { id: x, response: note, says: [abc], matches: [abc] }\n',
    )
    expect(() => loadScreeningRules(folder)).to.throw(ContentError, 'there is no guard nobody')
    expect(() => loadScreeningRules(folder)).to.throw(ContentError, 'there is no raiser never')
  })

  it('name a slot that is not there and a pattern that does not close', () => {
    writeFileSync(
      join(folder, 'caring.yaml'),
      "kind: caring\nrules:\n  - { id: x, response: note, says: ['{nobody} abc', 'abc (d'], matches: [abc] }\n",
    )
    expect(() => loadScreeningRules(folder)).to.throw(
      ContentError,
      /caring\.yaml:3: "\{nobody\}": there is no slot/,
    )
    expect(() => loadScreeningRules(folder)).to.throw(
      ContentError,
      /caring\.yaml:3: "abc \(d": \) is missing/,
    )
  })

  it('name what is not in the format', () => {
    expect(problemsAfter('caring.yaml', 'response: note', 'response: low')).to.match(
      /caring\.yaml:\d+: rules\.\d+\.response/,
    )
    writeFileSync(
      join(folder, 'caring.yaml'),
      'rules:\n  - { id: x, response: note, says: [abc], matches: [abc] }\n',
    )
    expect(() => readRules(folder)).to.throw(ContentError, 'x: has no kind')
  })

  it('name an answer that is not understood', () => {
    const message = problemsAfter(
      'questions.yaml',
      'yp: not really, response: act-now',
      'yp: not really, response: none',
    )
    expect(message).to.include('safe-now: "not really" is heard as act-now, not none')
  })
})
