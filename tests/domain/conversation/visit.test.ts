import { expect } from 'chai'
import {
  isSamePerson,
  overBy,
  visitEnds,
  VISIT_LIMITS,
  withSign,
  withWords,
} from '../../../domain/conversation/visit.ts'
import type { Visit } from '../../../domain/conversation/visit.ts'

const START = Date.parse('2026-11-23T10:00:00.000Z')
const after = (ms: number): Date => new Date(START + ms)
const MINUTE = 60_000

const visit: Visit = {
  id: 'v1',
  by: { id: 'dana', name: 'Dana', role: 'safeguarding lead', as: 'duty-contact' },
  session: { id: 's1', until: after(8 * 60 * MINUTE).toISOString() },
  since: after(0).toISOString(),
  from: 3,
  lastSign: after(0).toISOString(),
  raised: [],
}

describe('domain/conversation/visit', () => {
  it('goes on for the quiet time when nothing waits for an answer, and not a moment longer', () => {
    expect(overBy(visit, after(VISIT_LIMITS.quietMs - 1))).to.equal(undefined)
    expect(overBy(visit, after(VISIT_LIMITS.quietMs))).to.equal('silent')
  })

  it('is over sooner when something waits, counted from the first of it', () => {
    const asked = withWords(withWords(visit, after(MINUTE)), after(4 * MINUTE))
    expect(visitEnds(asked).at).to.deep.equal(after(MINUTE + VISIT_LIMITS.unansweredMs))
  })

  it('gives whoever reads a late message the whole time to answer it', () => {
    const late = withWords(visit, after(VISIT_LIMITS.quietMs - 1))
    expect(overBy(late, after(VISIT_LIMITS.quietMs))).to.equal(undefined)
  })

  it('counts anew from a sign of the person; an answer answers, being there does not', () => {
    const asked = withWords(visit, after(MINUTE))
    const there = withSign(asked, after(3 * MINUTE), false)
    expect(visitEnds(there).at).to.deep.equal(after(3 * MINUTE + VISIT_LIMITS.unansweredMs))
    const answered = withSign(asked, after(3 * MINUTE), true)
    expect(visitEnds(answered).at).to.deep.equal(after(3 * MINUTE + VISIT_LIMITS.quietMs))
    expect(answered).to.not.have.property('unanswered')
  })

  it('ends with the session, whatever was written', () => {
    const short = { ...visit, session: { id: 's1', until: after(2 * MINUTE).toISOString() } }
    expect(overBy(withSign(short, after(MINUTE), true), after(2 * MINUTE))).to.equal('session-over')
  })

  it('knows one person by id and name together', () => {
    expect(isSamePerson(visit.by, { id: 'dana', name: 'Dana' })).to.equal(true)
    expect(isSamePerson(visit.by, { id: 'dana', name: 'Another Dana' })).to.equal(false)
  })
})
