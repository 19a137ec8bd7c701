import { expect } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'mocha'
import { classOf, withOpinions, worthAsking } from '../../../domain/screening/opinions.ts'
import type { OpinionRules, Opinions } from '../../../domain/screening/opinions.ts'
import { UNREAD } from '../../../domain/screening/screener.ts'
import { atLeast, ConcernKind, RESPONSES } from '../../../domain/screening/types.ts'
import type { Finding, Response, Screening } from '../../../domain/screening/types.ts'

const RULES: OpinionRules = {
  leastWords: 5,
  negative: 0.9,
  classification: { note: 0.7, 'reach-out': 0.8, 'act-now': 0.9 },
  language: { confidence: 0.9, read: ['en'] },
}
const NONE: Screening = { response: 'none', concerns: [] }
const TEXT = 'It was ok. Home is horrible these days.'
const heard = (response: Response, more: Partial<Finding> = {}): Screening => ({
  response,
  concerns: [
    { kind: 'bullying', about: 'self', when: 'now', response, evidence: 'x', rule: 'bullying-said', ...more },
  ],
})
const sentence = (negative: number, badly = 0) => ({ from: 11, to: TEXT.length, negative, badly })

describe('domain/screening/opinions', () => {
  it('asks as little as it can', () => {
    const long = 'one two three four five'
    expect(worthAsking(NONE, long, RULES)).to.deep.equal(['sentiment', 'classification', 'language'])
    expect(worthAsking(NONE, 'one two 3 4 5', RULES), 'a short answer').to.deep.equal([])
    expect(worthAsking(heard('act-now'), long, RULES), 'help is on the screen').to.deep.equal([])
    expect(worthAsking(heard('reach-out'), long, RULES)).to.deep.equal(['classification'])
    expect(worthAsking(heard('note', { rule: UNREAD }), long, RULES)).to.deep.equal(['language'])
  })

  it('takes a very negative sentence for a note and never for more, quoting it', () => {
    const raised = withOpinions(NONE, TEXT, { sentiment: { sentences: [sentence(0.99, 1)] } }, RULES)
    expect(raised).to.deep.equal({
      response: 'note',
      concerns: [
        {
          ...{ kind: 'mental-state', about: 'self', when: 'unclear', response: 'note' },
          ...{ evidence: 'Home is horrible these days.', rule: 'opinion-sentiment' },
        },
      ],
    })
    expect(withOpinions(NONE, TEXT, { sentiment: { sentences: [sentence(0.89)] } }, RULES)).to.deep.equal(
      NONE,
    )
  })

  it('takes a class at its name once it is sure enough', () => {
    const asks = (label: string, confidence: number, before = NONE) =>
      withOpinions(before, TEXT, { classification: { label, confidence } }, RULES)
    expect(asks('reach_out_abuse', 0.8).concerns[0]).to.include({ kind: 'abuse', response: 'reach-out' })
    expect(asks('reach_out_abuse', 0.79)).to.deep.equal(NONE)
    expect(asks('act-now', 0.95).concerns[0]).to.include({ kind: 'mental-state', response: 'act-now' })
    expect(asks('none', 1)).to.deep.equal(NONE)
    expect(asks('angry', 1)).to.deep.equal(NONE)
    const lifted = asks('act-now', 0.95, heard('reach-out'))
    expect(lifted.concerns).to.deep.equal(heard('act-now').concerns)
  })

  it('reads the names of classes however a project may write them', () => {
    expect(classOf('Act Now: Self-Harm')).to.deep.equal({ response: 'act-now', kind: 'self-harm' })
    expect(classOf('note')).to.deep.equal({ response: 'note' })
    expect(classOf('note_happiness')).to.equal(undefined)
    expect(classOf('notebook')).to.equal(undefined)
  })

  it('says which language it may be, and brings help for one that is not read', () => {
    const somali: Opinions = { language: { code: 'so', confidence: 0.95 } }
    expect(withOpinions(heard('note', { rule: UNREAD }), TEXT, somali, RULES).concerns[0]).to.include({
      language: 'so',
      response: 'note',
    })
    expect(withOpinions(NONE, TEXT, somali, RULES).concerns[0]).to.include({ rule: UNREAD, language: 'so' })
    for (const language of [
      { code: 'so', confidence: 0.5 },
      { code: 'en', confidence: 1 },
    ])
      expect(withOpinions(NONE, TEXT, { language }, RULES)).to.deep.equal(NONE)
  })

  it('must never lower what was heard, whatever another service says (b 2)', () => {
    const response = fc.constantFrom(...RESPONSES)
    const score = fc.double({ min: 0, max: 1, noNaN: true })
    const finding = fc.record({
      kind: fc.constantFrom(...ConcernKind.options),
      about: fc.constantFrom('self' as const, 'other' as const),
      when: fc.constantFrom('now' as const, 'past' as const),
      response: fc.constantFrom('note' as const, 'reach-out' as const, 'act-now' as const),
      evidence: fc.string(),
      rule: fc.constantFrom(UNREAD, 'a-rule'),
    })
    const opinions = fc.record(
      {
        sentiment: fc.record({
          sentences: fc.array(
            fc.record({ from: fc.nat(50), to: fc.nat(50), negative: score, badly: fc.nat(3) }),
          ),
        }),
        classification: fc.record({
          label: fc.oneof(
            fc.string(),
            response,
            response.map((one) => `${one}_bullying`),
          ),
          confidence: score,
        }),
        language: fc.record({ code: fc.constantFrom('en', 'so', 'und'), confidence: score }),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(
        fc.uniqueArray(finding, { selector: ({ kind }) => kind }),
        fc.string(),
        opinions,
        (found, text, said) => {
          const before: Screening = {
            response: found
              .map((one): Response => one.response)
              .reduce((a, b) => (atLeast(a, b) ? a : b), 'none'),
            concerns: found,
          }
          const after = withOpinions(before, text, said, RULES)
          expect(atLeast(after.response, before.response)).to.equal(true)
          for (const one of found) {
            const now = after.concerns.find(({ kind }) => kind === one.kind)
            expect(now !== undefined && atLeast(now.response, one.response), one.kind).to.equal(true)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
