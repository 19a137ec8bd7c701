import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
    for (const c of data.concepts.filter((one) => one.kind !== 'barrier' && one.kind !== 'nothing')) {
      expect(c.words.length + c.directory.length + c.near.length + c.points.length, c.id).to.be.greaterThan(0)
    }
  })

  it('knows at least 400 things that young people name, each with the way it is said', () => {
    const { data } = loadUnderstanding()
    const named = data.concepts.filter(
      (one) => one.kind !== 'nothing' && one.words.length + one.said.length > 0,
    )
    expect(named.length).to.be.greaterThan(400)
  })

  it('a tree: nothing is a kind of itself, however far up', () => {
    const { concepts } = loadUnderstanding()
    const above = (id: string, seen: readonly string[] = []): readonly string[] => {
      expect(seen, id).to.not.include(id)
      return (concepts.get(id)?.is ?? []).flatMap((parent) => [parent, ...above(parent, [...seen, id])])
    }
    for (const id of concepts.keys()) above(id)
    expect(above('street-art')).to.include.members(['art', 'creativity'])
    expect(above('kayaking')).to.include.members(['water', 'sport', 'outdoors'])
  })

  for (const { what, file, from, to, said } of [
    {
      what: 'a list with an unknown concept',
      file: 'concepts/sport.yaml',
      from: 'is: team-sport',
      to: 'is: teem-sport',
      said: 'sport.yaml: concept "football": "teem-sport" is no concept',
    },
    {
      what: 'a concept told in two files of facts, of which one would be lost',
      file: 'facts/money.yaml',
      from: /^debt:/m,
      to: 'housing:',
      said: 'facts/money.yaml: concept "housing" stands in facts/home.yaml too',
    },
    {
      what: 'a pattern of facts that does not close',
      file: 'facts/money.yaml',
      from: '[to eat]',
      to: '[to eat',
      said: 'facts/money.yaml: "(nowt|nothing|not much) (in|at) (home|ours|the house|mine|our house) [to eat": ] is missing',
    },
  ]) {
    it(`${what} is refused by file and name`, () => {
      const folder = mkdtempSync(join(tmpdir(), 'understanding-'))
      try {
        cpSync(join(CONTENT, 'understanding'), folder, { recursive: true })
        const path = join(folder, file)
        writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))
        expect(() => loadUnderstanding(folder)).to.throw(ContentError, said)
      } finally {
        rmSync(folder, { recursive: true })
      }
    })
  }
})
