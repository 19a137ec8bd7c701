import { expect } from 'chai'
import fc from 'fast-check'
import { PatternError } from '../../../domain/patterns/grammar.ts'
import { PatternBook } from '../../../domain/understanding/patterns.ts'
import { words } from '../../../domain/understanding/words.ts'

function book(...patterns: string[]): PatternBook<string> {
  const made = new PatternBook<string>({ kin: ['mum', 'step dad'] }, new Set(['really']))
  for (const pattern of patterns) made.add(pattern, pattern)
  return made
}
const length = (found: { length: number } | undefined): number => found?.length ?? 0
const longest = (patterns: string[], text: string): number =>
  length(book(...patterns).longestAt(words(text), 0))

describe('patterns', () => {
  it('takes one way of several, a way of several words, and none where it may be left out', () => {
    const patterns = ['(kicked|chucked out of) [my] home']
    expect(longest(patterns, 'kicked my home')).to.equal(3)
    expect(longest(patterns, 'chucked out of home')).to.equal(4)
    expect(longest(patterns, 'kicked his home')).to.equal(0)
  })

  it('knows its lists, leaves fillers out, and begins with any way of what may be left out', () => {
    expect(longest(['{kin} really wants me out'], 'step dad wants me out')).to.equal(5)
    expect(longest(['[i] really love {kin}'], 'love mum')).to.equal(2)
    expect(longest(['{kin} wants me out'], 'dad wants me out')).to.equal(0)
  })

  it('stretches over three words and no more, and never into another thought', () => {
    const owe = ['owe * # quid']
    expect(longest(owe, 'owe them like about 300 quid')).to.equal(6)
    expect(longest(owe, 'owe 300 quid')).to.equal(3)
    expect(longest(owe, 'owe 300ish quid')).to.equal(3)
    expect(longest(owe, 'owe some quid')).to.equal(0)
    expect(longest(owe, 'owe a b c d 300 quid')).to.equal(0)
    expect(longest(['owe *4 # quid'], 'owe a b c d 300 quid')).to.equal(7)
    const list = words('owe them, 300 quid')
    expect(book(...owe).longestAt(list, 0, (at) => at === 2)).to.equal(undefined)
  })

  it('knows where a thought ends', () => {
    const leaving = ['mum leaving (cos|$)']
    expect(longest(leaving, 'mum leaving')).to.equal(2)
    expect(longest(leaving, 'mum leaving cos')).to.equal(3)
    expect(longest(leaving, 'mum leaving me with him')).to.equal(0)
    expect(length(book(...leaving).longestAt(words('mum leaving, so'), 0, (at) => at === 2))).to.equal(2)
  })

  it('takes the longest, and everything that is as long', () => {
    const many = book('no bus', 'no (bus|train) after', '(no|last) bus after')
    expect(many.longestAt(words('no bus after 6'), 0)).to.deep.equal({
      length: 3,
      values: ['no (bus|train) after', '(no|last) bus after'],
    })
    expect(many.longestAt(words('no train'), 0)).to.equal(undefined)
  })

  for (const [pattern, why] of [
    ['(a|b', ') is missing'],
    ['a {nobody}', 'which is no list'],
    ['^ a b', 'no ^'],
    ['fridge is (really|empty)', 'a way of fillers alone'],
    ['fridge is [really] empty', 'a way of fillers alone'],
    ['# quid', 'may begin with no word'],
    ['owe them *', 'ends open'],
    ['owe (them|you *)', 'ends open'],
    ['* quid', 'may begin with no word'],
  ] as const) {
    it(`refuses "${pattern}"`, () => expect(() => book(pattern)).to.throw(PatternError, why))
  }

  it('reads anything in step with its length', () => {
    const made = book('{kin} (wants|*) [me|us] * out', '(a|a a) [a] * [a] b')
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'mum', 'wants', 'me', 'out', 'step', '7')), (list) => {
        for (let at = 0; at < list.length; at += 1)
          expect(length(made.longestAt(list, at))).to.be.at.most(list.length - at)
      }),
    )
  })
})
