import { expect } from 'chai'
import { parsePattern, PatternError } from '../../../domain/patterns/grammar.ts'

describe('the grammar of patterns', () => {
  it('reads words, slots, figures, ways, what may be left out, and gaps with and without a number', () => {
    expect(parsePattern('{kin} Owes (me|# quid) [still] * a *2 b ... c')).to.deep.equal([
      { is: 'slot', name: 'kin' },
      { is: 'word', word: 'owes' },
      {
        is: 'either',
        ways: [
          [{ is: 'word', word: 'me' }],
          [
            { is: 'word', word: '#' },
            { is: 'word', word: 'quid' },
          ],
        ],
      },
      { is: 'maybe', parts: [{ is: 'either', ways: [[{ is: 'word', word: 'still' }]] }] },
      { is: 'gap', most: 3, wide: false },
      { is: 'word', word: 'a' },
      { is: 'gap', most: 2, wide: false },
      { is: 'word', word: 'b' },
      { is: 'gap', most: 6, wide: true },
      { is: 'word', word: 'c' },
    ])
  })

  it('reads start, end, and one or the other', () => {
    const [start, no, end] = [{ is: 'start' }, { is: 'word', word: 'no' }, { is: 'end' }]
    expect(parsePattern('^ no | no $')).to.deep.equal([
      {
        is: 'either',
        ways: [
          [start, no],
          [no, end],
        ],
      },
    ])
  })

  for (const [pattern, reason] of [
    ['lost (my|the dog', ') is missing'],
    ['lost [my', '] is missing'],
    ['lost my) dog', '")" means nothing here'],
    ['lost }', '"}" means nothing here'],
    ['<kin> lost', '"<" means nothing here'],
    ['lost *20 dog', 'a gap is 1 to 12 words'],
    ['lost (my|) dog', 'one of the ways is empty'],
    ['lost [] dog', 'one of the ways is empty'],
    ['lost |', 'is empty'],
    ['', 'is empty'],
  ] as const) {
    it(`refuses "${pattern}": ${reason}`, () => {
      expect(() => parsePattern(pattern)).to.throw(PatternError, reason)
    })
  }
})
