import { join } from 'node:path'
import { distance } from 'fastest-levenshtein'
import { expect } from 'chai'
import { loadCodeWords } from '../../../content/load-code-words.ts'
import { CODE_SHAPE, makeCode, readCode } from '../../../domain/resume/code.ts'

const words = loadCodeWords(join(import.meta.dirname, '../../../content/codes/en.yaml'))

describe('domain/resume/code', () => {
  const code = 'acorn badger candle dolphin 042'

  it('makes four words and three digits of what chance gives', () => {
    let count = 0
    const made = makeCode(words, (below) => (count += 7) % below)
    expect(made).to.match(/^([a-z]{4,9} ){4}\d{3}$/)
    expect(readCode(made, words)).to.equal(made)
    expect(words.length ** CODE_SHAPE.words * 10 ** CODE_SHAPE.digits).to.be.at.least(2 ** 41)
  })

  it('has words that one slip does not turn into each other', () => {
    const close = words.flatMap((a, at) => words.slice(at + 1).filter((b) => distance(a, b) < 2))
    expect(close).to.deep.equal([])
  })

  it('reads it however it is typed', () => {
    for (const typed of [
      'Acorn Badger Candle Dolphin 042',
      'acorn-badger-candle-dolphin-042',
      'acorn badger candle dolphin042',
      'acorn badger candle dolphin 0 4 2',
      'my code is: acorn, badger, candle, dolphin, 042.',
      'acorn badgr candle dolphin 042',
      '  acorn   badger candle\ndolphin 042 ',
    ])
      expect(readCode(typed, words), typed).to.equal(code)
  })

  it('takes nothing else for one', () => {
    for (const typed of [
      '',
      '042',
      'acorn badger candle 042',
      'acorn badger candle dolphin 42',
      'acorn badger candle dolphin 0421',
      'acorn badger candle swimming 042',
      'i am 14 and like acorn badger candle dolphin',
      `${'so '.repeat(50)}acorn badger candle dolphin 042`,
      '9'.repeat(5_000),
    ])
      expect(readCode(typed, words), typed.slice(0, 60)).to.equal(undefined)
  })
})
