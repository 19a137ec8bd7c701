import { expect } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'mocha'
import { loadBankHolidays } from '../../../content/load-bank-holidays.ts'
import { dueOf, planOf, toldBy } from '../../../domain/alerts/plan.ts'
import { AlertSettings } from '../../../domain/alerts/settings.ts'
import { nextRead } from '../../../domain/school/duty.ts'
import type { School } from '../../../domain/school/school.ts'
import { alert, concern } from '../../support/cases.ts'
import { demoSchool } from '../../support/conversation.ts'

const holidays = loadBankHolidays('content/bank-holidays.yaml').of('england')
const email = { kind: 'email', id: 'email' }
const teams = { kind: 'teams', id: 'teams', url: 'https://teams.example/x' }

function schoolWith(alerts: object, over: Partial<School> = {}): School {
  return { ...demoSchool(), ...over, alerts: AlertSettings.parse(alerts) }
}
const optionsFor = (school: School) => ({
  school,
  working: new Set(school.alerts.channels.map(({ id }) => id)),
  nextRead: (at: Date) => nextRead(school.dutyContacts, at, holidays),
})
/** Lines like `s0 email Mon 23 Nov 09:00`, in UTC, which is London's time in winter. */
function lines(school: School, at: string, over: object = {}): string[] {
  const raised = alert({ raisedAt: at, ...over })
  return planOf(raised, optionsFor(school)).map(
    ({ step, channel, dueAt }) =>
      `s${step} ${channel.id} ${dueAt.toUTCString().slice(0, 11)} ${dueAt.toISOString().slice(11, 16)}`,
  )
}
const actNow = { concern: concern({ response: 'act-now' }) }

describe('the plan of an alert', () => {
  const both = schoolWith({ channels: [email, teams] })

  it('is at once, after 5 and after 15 minutes, by every channel, within the hours', () => {
    expect(lines(both, '2026-11-23T09:00:00.000Z')).to.deep.equal([
      's0 email Mon, 23 Nov 09:00',
      's0 teams Mon, 23 Nov 09:00',
      's1 email Mon, 23 Nov 09:05',
      's1 teams Mon, 23 Nov 09:05',
      's2 email Mon, 23 Nov 09:15',
      's2 teams Mon, 23 Nov 09:15',
    ])
  })
  it('waits at night for the next morning', () => {
    // Monday at 11 at night; on Tuesday Ms Demowick reads from eight.
    expect(lines(schoolWith({ channels: [email] }), '2026-11-23T23:00:00.000Z')).to.deep.equal([
      's0 email Tue, 24 Nov 08:00',
      's1 email Tue, 24 Nov 08:05',
      's2 email Tue, 24 Nov 08:15',
    ])
  })
  it('goes on in the next hours when they end between two steps, with the same time between', () => {
    // Friday: Mr Samplestone reads until five, then nobody before Sunday at five.
    expect(lines(schoolWith({ channels: [email] }), '2026-11-27T16:58:00.000Z')).to.deep.equal([
      's0 email Fri, 27 Nov 16:58',
      's1 email Sun, 29 Nov 17:00',
      's2 email Sun, 29 Nov 17:10',
    ])
  })
  it('waits over bank holidays and leave', () => {
    const lead = demoSchool().dutyContacts.slice(0, 1)
    const school = schoolWith({ channels: [email] }, { dutyContacts: lead })
    // Away from 21 December to 3 January, and before that a Friday afternoon.
    expect(lines(school, '2026-12-18T15:40:00.000Z')[0]).to.equal('s0 email Mon, 04 Jan 08:00')
    // Good Friday and Easter Monday 2026; British Summer Time.
    expect(lines(school, '2026-04-03T09:00:00.000Z')[0]).to.equal('s0 email Tue, 07 Apr 07:00')
  })
  it('does not wait on a channel marked always, while the others do', () => {
    const school = schoolWith({ channels: [email, { ...teams, when: 'always' }] })
    expect(lines(school, '2026-11-23T23:00:00.000Z').filter((line) => line.startsWith('s1'))).to.deep.equal([
      's1 email Tue, 24 Nov 08:05',
      's1 teams Mon, 23 Nov 23:05',
    ])
  })
  it('does not wait when a young person was told to call 999, unless the channel keeps to its hours', () => {
    const school = schoolWith({ channels: [email, { ...teams, when: 'hours' }] })
    expect(lines(school, '2026-11-23T23:00:00.000Z', actNow).slice(0, 2)).to.deep.equal([
      's0 email Mon, 23 Nov 23:00',
      's0 teams Tue, 24 Nov 08:00',
    ])
  })
  it('waits for nobody where nobody is known to read', () => {
    const school = schoolWith({ channels: [email] }, { dutyContacts: [] })
    expect(lines(school, '2026-11-23T23:00:00.000Z')[0]).to.equal('s0 email Mon, 23 Nov 23:00')
  })
  it('keeps to the channels of a step, and takes the others when none of them is set up', () => {
    const steps = [
      { afterMinutes: 0, channels: ['teams'] },
      { afterMinutes: 2, channels: 'all' },
    ]
    const school = schoolWith({ channels: [email, teams], steps })
    expect(lines(school, '2026-11-23T09:00:00.000Z').map((line) => line.slice(0, 8))).to.deep.equal([
      's0 teams',
      's1 email',
      's1 teams',
    ])
    const raised = alert({ raisedAt: '2026-11-23T09:00:00.000Z' })
    const onlyMail = { ...optionsFor(school), working: new Set(['email']) }
    expect(planOf(raised, onlyMail).map(({ id }) => id)).to.deep.equal(['c1.s0.email', 'c1.s1.email'])
  })
  it('ends when a person has acknowledged', () => {
    const acknowledged = { by: 'ms-demowick', name: 'Ms Demowick', at: '2026-11-23T09:01:00.000Z' }
    expect(lines(both, '2026-11-23T09:00:00.000Z', { acknowledged })).to.deep.equal([])
  })
  it('begins anew, with other event ids, when people must be told anew', () => {
    const again = { round: 2, roundAt: '2026-11-23T10:00:00.000Z' }
    const raised = alert({ raisedAt: '2026-11-23T09:00:00.000Z', ...again })
    const [first] = planOf(raised, optionsFor(both))
    expect([first?.id, first?.dueAt.toISOString()]).to.deep.equal([
      'c1.r2.s0.email',
      '2026-11-23T10:00:00.000Z',
    ])
  })

  it('takes a failed step to every other channel at once, in hours or not', () => {
    const school = schoolWith({
      channels: [
        { ...email, when: 'hours' },
        { ...teams, when: 'always' },
      ],
      steps: [{ afterMinutes: 0, channels: ['teams'] }],
    })
    const at = '2026-11-23T23:00:00.000Z'
    expect(lines(school, at)).to.have.length(1)
    const failed = delivery('c1.s0.teams', { attempts: [{ at, ok: false, code: 'http-503' }], tried: 1 })
    expect(lines(school, at, { deliveries: [failed] })).to.deep.equal([
      's0 email Mon, 23 Nov 23:00',
      's0 teams Mon, 23 Nov 23:00',
    ])
    const ourOwn = delivery('c1.s0.teams', { attempts: [{ at, ok: false, code: 'interrupted' }], tried: 1 })
    expect(lines(school, at, { deliveries: [ourOwn] }), 'we were interrupted').to.have.length(1)
  })

  it('never comes before the time a young person is told of, at any moment of a year', () => {
    const school = schoolWith({ channels: [{ ...email, when: 'hours' }] })
    const minute = fc.integer({ min: 0, max: 365 * 24 * 60 })
    fc.assert(
      fc.property(minute, (minutes) => {
        const raisedAt = new Date(Date.parse('2026-01-01T00:00:00Z') + minutes * 60_000)
        const plan = planOf(alert({ raisedAt: raisedAt.toISOString() }), optionsFor(school))
        const told = nextRead(school.dutyContacts, raisedAt, holidays)
        expect(plan[0]?.dueAt).to.deep.equal(told?.at)
        for (const { dueAt } of plan)
          expect(nextRead(school.dutyContacts, dueAt, holidays)?.reading).to.equal(true)
      }),
      { numRuns: 60 },
    )
  })
})

const delivery = (id: string, over: object) => ({
  id,
  round: 1,
  step: 0,
  channel: id.split('.').at(-1),
  told: ['ms-demowick'],
  attempts: [],
  tried: 0,
  ...over,
})

describe('what is due of a plan', () => {
  const school = schoolWith({ channels: [email] })
  const at = '2026-11-23T09:00:00.000Z'
  const due = (over: object, now: string) => {
    const raised = alert({ raisedAt: at, ...over })
    const found = dueOf(raised, planOf(raised, optionsFor(school)), new Date(now))
    return [found.now.map(({ id }) => id), found.next?.toISOString()]
  }

  it('is what has come and is not done, and then the next', () => {
    expect(due({}, at)).to.deep.equal([['c1.s0.email'], '2026-11-23T09:05:00.000Z'])
    expect(due({ deliveries: [delivery('c1.s0.email', { doneAt: at })] }, at)).to.deep.equal([
      [],
      '2026-11-23T09:05:00.000Z',
    ])
    expect(due({}, '2026-11-23T08:59:59.000Z')).to.deep.equal([[], at])
  })
  it('is nothing somebody is at, until their claim has lapsed', () => {
    const claim = { by: 'another', at, until: '2026-11-23T09:00:45.000Z' }
    const deliveries = [delivery('c1.s0.email', { claim })]
    expect(due({ deliveries }, '2026-11-23T09:00:44.000Z')).to.deep.equal([[], '2026-11-23T09:00:45.000Z'])
    expect(due({ deliveries }, '2026-11-23T09:00:45.000Z')[0]).to.deep.equal(['c1.s0.email'])
  })
  it('is nothing that waits after a failure', () => {
    const deliveries = [delivery('c1.s0.email', { retryAt: '2026-11-23T09:00:10.000Z', tried: 1 })]
    expect(due({ deliveries }, '2026-11-23T09:00:09.000Z')).to.deep.equal([[], '2026-11-23T09:00:10.000Z'])
    expect(due({ deliveries }, '2026-11-23T09:00:10.000Z')[0]).to.deep.equal(['c1.s0.email'])
  })
  it('is nothing at all when every step is done', () => {
    const deliveries = [0, 1, 2].map((step) => delivery(`c1.s${step}.email`, { step, doneAt: at }))
    expect(due({ deliveries }, '2026-11-23T12:00:00.000Z')).to.deep.equal([[], undefined])
  })
})

describe('whom a step tells', () => {
  const school = schoolWith({ channels: [email] })
  const told = (step: object, at: string) => {
    const [parsed] = AlertSettings.parse({ steps: [{ afterMinutes: 0, ...step }] }).steps
    return toldBy(parsed, new Date(at), optionsFor(school)).map(({ id }) => id)
  }
  it('whoever reads then, or next', () => {
    expect(told({ tell: 'on-duty' }, '2026-11-23T09:00:00Z')).to.deep.equal(['ms-demowick'])
    expect(told({ tell: 'on-duty' }, '2026-11-23T17:00:00Z')).to.deep.equal(['mr-samplestone'])
  })
  it('all, or those it names', () => {
    expect(told({ tell: 'all' }, '2026-11-23T09:00:00Z')).to.deep.equal(['ms-demowick', 'mr-samplestone'])
    expect(told({ tell: ['mr-samplestone'] }, '2026-11-23T09:00:00Z')).to.deep.equal(['mr-samplestone'])
  })
})
