import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { loadExamples } from '../../content/load-examples.ts'
import { loadEar } from '../../content/load-ear.ts'
import { ContentError } from '../../content/yaml.ts'

describe('labelled texts', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'matters-examples-'))))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)

  it('are read voice by voice, with their labels or none', () => {
    write('b.txt', '# a comment\nfood, money | tea was toast | again\n\n- | i like toast\n')
    write('a.txt', 'money|no bar\n'.replace('|no bar', ' | skint'))
    write('README.md', 'not | read')
    expect(loadExamples(folder, () => true)).to.deep.equal([
      { voice: 'a', labels: ['money'], text: 'skint' },
      { voice: 'b', labels: ['food', 'money'], text: 'tea was toast | again' },
      { voice: 'b', labels: [], text: 'i like toast' },
    ])
  })

  it('are refused with file and line for all that is wrong with them', () => {
    write('a.txt', 'no bar\nmoney | fine\nmoeny | slip\n- | \n')
    expect(() => loadExamples(folder, (label) => label === 'money'))
      .to.throw(ContentError)
      .with.property('message')
      .that.matches(/a\.txt:1: there is no " \| "[^]*a\.txt:3: "moeny" is no label[^]*a\.txt:4: there is no/)
  })

  it('that were not learnt from are no ear', () => {
    expect(() => loadEar(folder)).to.throw(ContentError, 'what was learnt cannot be used')
  })
})
