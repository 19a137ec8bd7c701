import { expect } from 'chai'
import { randomFrom } from '../../../domain/chance/random.ts'
import { addText, placesIn } from '../../../domain/grams/cut.ts'
import type { Hashes } from '../../../domain/grams/cut.ts'
import { learnRegressions } from '../../../domain/grams/learn.ts'
import { regressionScores } from '../../../domain/grams/regressions.ts'
import { packSparse, placesOf, sparse, sparseScores, unpackSparse } from '../../../domain/grams/sparse.ts'

const PLACES = 2 ** 12
const grams = (text: string): Int32Array => {
  const hashes: Hashes = []
  addText(text.split(' '), hashes)
  return placesIn(hashes, PLACES)
}
const lesson = (text: string, ...wanted: number[]) => ({
  grams: grams(text),
  wanted: Float32Array.from(wanted),
})
const learnt = learnRegressions(
  [
    lesson('the fridge is empty again', 1, 0),
    lesson('no tea in the house', 1, 0),
    lesson('my mates moved away', 0, 1),
    lesson('nobody sits with me', 0, 1),
    lesson('we had pizza and a film', 0, 0),
    lesson('the house has a garden', 0, 0),
  ],
  { places: PLACES, outputs: 2, epochs: 30 },
  randomFrom(1),
)

describe('regressions of which few weights are kept', () => {
  const kept = sparse(learnt)

  it('say what the whole table says, nearly', () => {
    for (const text of ['empty fridge', 'mates moved', 'a film and pizza']) {
      const [whole, few] = [regressionScores(learnt, grams(text)), sparseScores(kept, grams(text))]
      for (const [n, score] of whole.entries()) expect(few[n], `${text} ${n}`).to.be.closeTo(score, 0.5)
    }
    expect(sparseScores(kept, grams('fridge empty'))[0]).to.be.greaterThan(0)
    expect(sparseScores(kept, grams('fridge empty'))[1]).to.be.lessThan(0)
  })

  it('come back from their bytes as they were, wherever those stand, and refuse others', () => {
    const bytes = packSparse(kept)
    expect(placesOf(kept)).to.equal(PLACES)
    expect(packSparse(unpackSparse(bytes, 2))).to.deep.equal(bytes)
    const window = new Uint8Array([1, ...bytes]).subarray(1)
    expect(packSparse(unpackSparse(window, 2))).to.deep.equal(bytes)
    for (const bad of [bytes.slice(1), new Uint8Array(0), new Uint8Array(12)])
      expect(() => unpackSparse(bad, 2)).to.throw(RangeError, 'weights are of')
    expect(() => unpackSparse(bytes, 3)).to.throw(RangeError, 'of 2 outputs')
  })

  it('refuse more outputs than a byte can number', () => {
    const many = { table: new Int8Array(600), scales: new Float32Array(300), bias: new Float32Array(300) }
    expect(() => sparse(many)).to.throw(RangeError, '300 outputs')
  })
})
