import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { beginning } from '../../../bot/commands/train-understanding/lesson.ts'
import { loadEar, loadEarCorpus } from '../../../content/load-ear.ts'
import { CONTENT } from '../../../content/root.ts'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { listen } from '../../../domain/understanding/ear.ts'
import { words } from '../../../domain/understanding/words.ts'
import { understand } from '../../../domain/understanding/interests.ts'

const FOLDER = join(CONTENT, 'understanding')
const vocabulary = loadUnderstanding()
const ear = loadEar(FOLDER)
const corpus = loadEarCorpus(FOLDER, [...vocabulary.concepts.values()])

describe('hearing needs that no list has words for', () => {
  it('adds what lists do not hear, says that it is guessed, and gives back the sentence it was heard in', () => {
    const text = 'school is fine. the cupboards are bare again and theres no tea'
    const heard = understand(text, { ...vocabulary, ear })
    expect(heard.practical.map(({ concept }) => concept)).to.include('food-help')
    const { practical } = understand('my brother got locked up last month', vocabulary)
    expect(practical.map(({ concept }) => concept)).to.include('prison-family')
    for (const { word } of [...heard.practical, ...practical])
      expect(text + 'my brother got locked up').to.include(word.slice(0, 12))
  })

  it('says back the beginning of a long sentence, as typed', () => {
    const long = corpus.filter(({ text }) => text.length > 90 && !/[.!?;]/.test(text))
    const words = long.flatMap(({ text }) =>
      understand(text, vocabulary).practical.map(({ word }) => ({ text, word })),
    )
    const cut = words.filter(({ word }) => word.endsWith('…'))
    expect(cut).to.have.length.of.at.least(5)
    for (const { text, word } of cut) {
      expect(word.length).to.be.at.most(61)
      expect(text.startsWith(`${word.slice(0, -1)} `), word).to.equal(true)
    }
  })

  it('takes nothing away but words that are often only spoken of', () => {
    const spokenOf = new Set(vocabulary.data.grammar.spokenOf.map((phrase) => words(phrase).join(' ')))
    let taken = 0
    for (const { text } of corpus.filter((_, at) => at % 97 === 0)) {
      const { ear: _, ...lists } = vocabulary
      const [without, withEar] = [
        understand(text, { ...lists, ear: undefined }),
        understand(text, vocabulary),
      ]
      expect(without.interests, text).to.include.deep.members([...withEar.interests])
      expect(withEar.dislikes, text).to.deep.equal(without.dislikes)
      for (const list of ['interests', 'wishes', 'barriers', 'practical'] as const) {
        const missing = without[list].filter((one) => !withEar[list].some((o) => o.concept === one.concept))
        taken += missing.length
        for (const { word } of missing) expect(spokenOf.has(words(word).join(' ')), text).to.equal(true)
      }
    }
    expect(taken).to.be.at.least(10)
  })

  it('tells what is asked for from what is only spoken of', () => {
    const practical = (text: string) => understand(text, vocabulary).practical.map(({ concept }) => concept)
    expect(practical('i cant get out of bed for college since my nan died')).not.to.include('training')
    expect(practical('i want to do a college course but i dont know how to apply')).to.include('training')
    expect(practical('college')).to.include('training')
    expect(practical('help with college')).to.include('training')
  })

  it('guesses nothing of a few words, of what is over, nor of what was said to be otherwise', () => {
    expect(understand('bare cupboards', vocabulary).practical.filter(({ guessed }) => guessed)).to.deep.equal(
      [],
    )
    for (const over of ['we were skint but its sorted now', 'got kicked out, back home now']) {
      const { practical, wishes } = understand(over, vocabulary)
      expect([...practical, ...wishes], over).to.deep.equal([])
    }
    const { wishes } = understand('im not lonely at all', vocabulary)
    expect(wishes.map(({ concept }) => concept)).not.to.include('friends')
  })

  it('gives a chance of everything that may be heard, whatever it is given', () => {
    const texts = [
      '',
      '\ud800 \u0000',
      'no '.repeat(20_000),
      'we keep running out of electric, mum cant top up',
    ]
    for (const text of texts) {
      const chances = listen(text, ear)
      expect([...chances.keys()]).to.deep.equal([...ear.labels])
      for (const chance of chances.values()) expect(chance).to.be.within(0, 1)
    }
  })
})

describe('learning the ear again', () => {
  it('comes, from its first lines, to what it came to when the shipped weights were learnt', () =>
    expect(beginning(corpus)).to.equal(ear.began))

  it('is from lines of many voices, four in ten of which tell of nothing', () => {
    expect(new Set(corpus.map(({ voice }) => voice)).size).to.be.at.least(8)
    const harmless = corpus.filter(({ labels }) => labels.length === 0).length / corpus.length
    expect(harmless).to.be.within(0.35, 0.5)
    for (const label of ear.labels) expect(vocabulary.concepts.has(label), label).to.equal(true)
  })

  it('ships less than nine megabytes', () =>
    expect(readFileSync(join(FOLDER, 'learnt/ear.bin')).length).to.be.below(9_000_000))
})
