import { expect } from 'chai'
import { Letters } from '../../../domain/network/letters.ts'
import type { Batch } from '../../../domain/network/network.ts'
import { batchOf } from '../../../domain/network/network.ts'

const WRITTEN = ['', '', '', '', '', '', '▁fri', 'dge', '▁Fridge', '▁is', '.', 'x']
const PLACES = 60_000

describe('words by their letters', () => {
  const letters = new Letters(
    WRITTEN.map((piece) => [piece, -1] as const),
    PLACES,
  )
  const of = (...messages: number[][]): Batch => batchOf(messages.map((pieces) => ({ pieces })))
  const shared = (one: readonly number[] = [], other: readonly number[] = []): number[] =>
    [...new Set(one)].filter((place) => other.includes(place))

  it('are put together from their pieces, without capitals and stops', () => {
    const { words, wordOf } = letters.of(of([6, 7], [8, 10]))
    expect([...wordOf]).to.deep.equal([0, 0, 1, 1])
    expect(words[0]).to.deep.equal(words[1])
  })

  it('end with their message', () => {
    expect([...letters.of(of([6], [7])).wordOf]).to.deep.equal([0, 1])
  })

  it('are not what stands for no writing: each mark is by itself', () => {
    expect([...letters.of(of([4, 7, 3, 6, 0, 11])).wordOf]).to.deep.equal([0, 1, 2, 3, 4, 5])
  })

  it('share rows of letters with words that are spelt nearly alike', () => {
    const [one, other] = letters.of(of([8], [8, 11])).words
    expect(shared(one, other).length).to.be.within(8, (one?.length ?? 0) - 1)
  })

  it('share a pair with the word beside them, in its order, and it counts twice', () => {
    const [one, two, three, four] = letters.of(of([8, 9], [9, 8])).words
    const [pair] = shared(one, two)
    expect(one?.filter((place) => place === pair)).to.have.length(2)
    expect(shared(three, four)).not.to.include(pair)
  })

  it('have places within the table', () => {
    for (const place of letters.of(of([6, 7, 9, 8, 11])).words.flat())
      expect(place).to.be.within(0, PLACES - 1)
  })
})
