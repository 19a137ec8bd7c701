import { mkdtempSync, rmSync, writeFileSync, copyFileSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { loadTexts } from '../../content/load-texts.ts'
import { loadUnderstanding } from '../../content/load-understanding.ts'
import { ContentError } from '../../content/yaml.ts'

const CONTENT = join(import.meta.dirname, '../../content')

describe('the vocabulary of content/understanding', () => {
  it('has concepts for every card but "something else"', () => {
    const cards = loadTexts(join(CONTENT, 'en'), 'en')
      .choices('what-matters.cards')
      .map((c) => c.id)
    const { cards: known } = loadUnderstanding().data
    expect(Object.keys(known).sort()).to.deep.equal(cards.filter((id) => id !== 'something-else').sort())
  })

  it('every concept that can be wanted has words, or points to one that has', () => {
    const { data } = loadUnderstanding()
    for (const c of data.concepts.filter((one) => one.kind !== 'barrier')) {
      expect(c.words.length + c.directory.length + c.near.length, c.id).to.be.greaterThan(0)
    }
  })

  it('a list with an unknown concept is refused by file and id', () => {
    const folder = mkdtempSync(join(tmpdir(), 'understanding-'))
    try {
      const interests = readFileSync(join(CONTENT, 'understanding/interests.yaml'), 'utf8')
      writeFileSync(join(folder, 'interests.yaml'), interests.replace('is: team-sport', 'is: teem-sport'))
      copyFileSync(join(CONTENT, 'understanding/unsuitable.yaml'), join(folder, 'unsuitable.yaml'))
      expect(() => loadUnderstanding(folder)).to.throw(ContentError, 'teem-sport')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
