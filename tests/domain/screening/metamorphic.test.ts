import { expect } from 'chai'
import fc from 'fast-check'
import { atLeast } from '../../../domain/screening/types.ts'
import { rules, screener } from './rules.ts'

/** Repeatable, so that a red run can be looked into. */
const RUNS = { seed: 20_26, numRuns: 150 }

/** Each rule's first example, with what it is answered. */
const phrases = rules.rules
  .filter((rule) => !rule.id.startsWith('languages-'))
  .map((rule) => rule.matches[0] ?? '')
  .map((text) => ({ text, response: screener.screen(text).response }))

const TXT: Record<string, string> = {
  you: 'u',
  are: 'r',
  to: '2',
  because: 'cuz',
  tonight: '2nite',
  tomorrow: 'tmrw',
  people: 'ppl',
  someone: 'sm1',
  gonna: 'gna',
  wanna: 'wana',
  im: 'ima'.slice(0, 2),
  and: 'n',
  with: 'wiv',
  my: 'ma',
}

const words = (text: string): readonly string[] => text.split(' ')
const places = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 4 })

/** Says the phrase another way; the places choose where. */
const changes: Record<string, (text: string, at: readonly number[]) => string> = {
  'capital letters': (text, at) =>
    Array.from(text, (c, index) => (at.some((n) => index % (1 + (n % 5)) === 0) ? c.toUpperCase() : c)).join(
      '',
    ),
  'wide spaces': (text, at) => words(text).join(' '.repeat(1 + ((at[0] ?? 0) % 6))),
  'stretched letters': (text, at) =>
    words(text)
      .map((word, index) =>
        at.some((n) => n % words(text).length === index) && /^[a-z]{3,}$/.test(word)
          ? word + word.slice(-1).repeat(2 + ((at[0] ?? 0) % 5))
          : word,
      )
      .join(' '),
  'emoji between words': (text, at) =>
    words(text)
      .flatMap((word, index) => (at.some((n) => n % words(text).length === index) ? [word, '😭'] : [word]))
      .join(' '),
  'laughing at the end': (text, at) =>
    `${text} ${['lol', '😂', '💀', 'haha', 'lmao'][(at[0] ?? 0) % 5] ?? ''}`,
  'txt-speak': (text, at) =>
    words(text)
      .map((word, index) => (at.some((n) => n % words(text).length === index) ? (TXT[word] ?? word) : word))
      .join(' '),
  'invisible characters': (text, at) => {
    const place = (at[0] ?? 0) % text.length
    return `${text.slice(0, place)}\u200b${text.slice(place)}`
  },
}

describe('the same said another way', () => {
  for (const [name, change] of Object.entries(changes)) {
    it(`is not answered less: ${name}`, () => {
      fc.assert(
        fc.property(fc.constantFrom(...phrases), places, ({ text, response }, at) => {
          const changed = change(text, at)
          expect(atLeast(screener.screen(changed).response, response), changed).to.equal(true)
        }),
        RUNS,
      )
    })
  }
})

describe('any text at all', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
      .map((units) => String.fromCharCode(...units)),
    fc
      .array(
        fc.constantFrom('i', 'want', 'to', 'die', 'not', '\u0000', '\ud800', '.', '*', '🔪', '1', 's*', ' '),
        {
          maxLength: 80,
        },
      )
      .map((parts) => parts.join('')),
  )

  it('is answered, with evidence cut from it, and no fault', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { concerns } = screener.screen(text)
        for (const concern of concerns) {
          expect(concern.rule).not.to.equal('fault')
          expect(text).to.include(concern.evidence)
        }
      }),
      { ...RUNS, numRuns: 400 },
    )
  })

  it('is answered after any question and any exchanges', () => {
    fc.assert(
      fc.property(anything, anything, anything, (text, question, yp) => {
        const { concerns } = screener.screen(text, { before: [{ bot: question, yp }], question })
        expect(concerns.map((concern) => concern.rule)).not.to.include('fault')
      }),
      { ...RUNS, numRuns: 150 },
    )
  })

  it('gives the same answer twice: nothing of one message is left for the next', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(...phrases), (text, phrase) => {
        screener.screen(text)
        expect(screener.screen(phrase.text).response).to.equal(phrase.response)
      }),
      RUNS,
    )
  })
})
