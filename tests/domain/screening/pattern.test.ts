import { expect } from 'chai'
import { PatternError } from '../../../domain/patterns/grammar.ts'
import { Listener } from '../../../domain/screening/listener.ts'
import { unfold } from '../../../domain/screening/unfolding.ts'
import { rules } from './rules.ts'

/** Whether a pattern stands in a text, read as messages are. */
function finds(pattern: string, text: string): boolean {
  return new Listener(rules, [{ is: 'other', says: [pattern] }]).owners(text).size > 0
}

describe('patterns of the screening', () => {
  const found: readonly [string, string, boolean][] = [
    ['lost my dog', 'i lost my dog', true],
    ['lost my dog', 'i lost a dog', false],
    ['lost (my|the) dog', 'lost the dog', true],
    ['lost [all|any] hope', 'lost hope', true],
    ['lost [all|any] hope', 'lost all hope', true],
    ['lost * dog', 'lost my big old dog', true],
    ['lost * dog', 'lost my very big old dog', false],
    ['lost *4 dog', 'lost my very big old dog', true],
    ['lost * dog', 'lost it. my dog', false],
    ['want * go', 'i want to not go', false],
    ['wants * go', 'she wants mum to go', false],
    ['wants ... go', 'she wants mum to go', true],
    ['^ no', 'no idea', true],
    ['^ no', 'oh no', false],
    ['^ (i am|am) (lost|late)', 'im lost', true],
    ['^ [i am|am] (lost|late) again', 'i am lost again', true],
    ['hope $', 'no hope', true],
    ['hope $', 'hope not', false],
    ['took # pills', 'took 12 pills', true],
    ['lost hope | gave up', 'i gave up', true],
    ['i am lost', "I'm lost", true],
    ['going to', 'gonna', true],
  ]
  for (const [pattern, text, expected] of found) {
    it(`"${pattern}" ${expected ? 'finds' : 'does not find'} "${text}"`, () => {
      expect(finds(pattern, text)).to.equal(expected)
    })
  }

  it('refuses slots that are not there, and words that are left out of every message', () => {
    expect(() => finds('{nobody-knows} lost', 'x')).to.throw(PatternError, 'no slot of this name')
    expect(() => finds('lost (literally|my) dog', 'x')).to.throw(PatternError, 'match anywhere')
  })

  it('refuses slots that lean on themselves', () => {
    const circular = { ...rules, slots: { ...rules.slots, a: ['{b}'], b: ['{a} x'] } }
    expect(() => new Listener(circular, [{ is: 'other', says: ['{a}'] }])).to.throw(
      PatternError,
      'leans on itself',
    )
  })
})

describe('reading', () => {
  const listener = new Listener(rules, [], unfold(rules, [], ['i want to kill myself', 'therapist', 'nails']))
  const words = (text: string): string =>
    (listener.readings(text)[0] ?? []).map((token) => token.text).join(' ')

  it('keeps the way back to what was typed', () => {
    const text = 'Ｉ  wänt 2 K1LL\u200b mysèlf!!'
    const tokens = listener.readings(text)[0] ?? []
    expect(tokens.map((token) => text.slice(token.start, token.end))).to.deep.equal([
      'Ｉ',
      'wänt',
      '2',
      'K1LL',
      'mysèlf',
    ])
    expect(words(text)).to.equal('i want 2 kill myself')
  })

  it('writes slang out and leaves ordinary words alone', () => {
    expect(words('ah dinnae wanna')).to.equal('i do not want to')
    expect(words('my therapist likes skills')).to.equal('my therapist likes skills')
  })

  it('tells SA in capitals from sa, but not when all is in capitals', () => {
    expect(words('i was SAd there')).to.include('sexually assaulted')
    expect(words('i was sad there')).to.include('sad')
    expect(words('I WAS SAD THERE')).not.to.include('assaulted')
  })
})
