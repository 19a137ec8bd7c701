import { join } from 'node:path'
import { expect } from 'chai'
import {
  ANSWER_FILES,
  FIELDS,
  hear,
  precision,
  readAnswers,
  recall,
} from '../../../bot/commands/understanding/hearing.ts'
import { loadUnderstanding } from '../../../content/load-understanding.ts'

const vocabulary = loadUnderstanding()
const read = (name: string) => readAnswers(join(import.meta.dirname, name))

describe('hearing labelled answers', () => {
  it('has at least 450 of them, each once, labelled with things that are there', () => {
    const all = ANSWER_FILES.flatMap(read)
    expect(all.length).to.be.at.least(450)
    expect(new Set(all.map(({ say }) => say)).size).to.equal(all.length)
    for (const { say, interests, dislikes, wishes, barriers, practical, may } of all) {
      for (const id of [interests, dislikes, wishes, barriers, practical, may].flat()) {
        expect(vocabulary.concepts.has(id), `${say}: ${id}`).to.equal(true)
      }
    }
  })

  it('keeps each label in the list its kind belongs to', () => {
    const kinds = {
      interests: 'interest',
      wishes: 'wish',
      barriers: 'barrier',
      practical: 'practical',
    } as const
    for (const answer of ANSWER_FILES.flatMap(read)) {
      for (const list of ['interests', 'wishes', 'barriers', 'practical'] as const) {
        for (const id of answer[list]) {
          expect(vocabulary.concepts.get(id)?.kind, `${answer.say}: ${id}`).to.equal(kinds[list])
        }
      }
    }
  })

  for (const [file, least] of [
    ['answers.yaml', 0.95],
    ['answers-held-out.yaml', 0.85],
    ['answers-by-others.yaml', 0.8],
    ['answers-last-draw.yaml', 0.6],
    ['answers-needs.yaml', 0.95],
    ['answers-needs-second.yaml', 0.9],
    ['answers-needs-last.yaml', 0.4],
    ['answers-sayings.yaml', 0.9],
  ] as const) {
    it(`hears in ${file} at least ${least} of what was said, and makes up no more than that leaves`, () => {
      const { fields } = hear(read(file), vocabulary)
      const total = { found: 0, missed: 0, extra: 0 }
      for (const field of FIELDS) {
        total.found += fields[field].found
        total.missed += fields[field].missed
        total.extra += fields[field].extra
      }
      expect(recall(total)).to.be.at.least(least)
      expect(precision(total)).to.be.at.least(least)
    })
  }

  it('counts a kind of the thing meant as the thing, and nothing else', () => {
    const [answer] = read('answers.yaml')
    if (!answer) throw new Error('no answers')
    const labelled = { ...answer, say: 'football', interests: ['sport'], may: [] }
    expect(hear([labelled], vocabulary).whole).to.equal(1)
    expect(hear([{ ...labelled, interests: ['art'] }], vocabulary).fields.interests).to.deep.equal({
      found: 0,
      missed: 1,
      extra: 1,
    })
  })
})
