import { expect } from 'chai'
import { describe, it } from 'mocha'
import { loadBankHolidays } from '../../../content/load-bank-holidays.ts'
import { loadCrisis } from '../../../content/load-crisis.ts'
import type { CrisisRequest } from '../../../domain/safety/crisis.ts'
import { crisisServices, hrefOf, rowsToCheck } from '../../../domain/safety/crisis.ts'
import type { CrisisService } from '../../../domain/safety/register.ts'
import { Nation as Nations } from '../../../domain/school/nation.ts'
import type { Nation } from '../../../domain/school/nation.ts'
import { ConcernKind } from '../../../domain/screening/types.ts'

const register = loadCrisis('content/crisis.yaml')
const bankHolidays = loadBankHolidays('content/bank-holidays.yaml')

type Asked = Partial<Omit<CrisisRequest, 'now'>> & { now?: string }
const choices = ({ now = '2026-11-23T12:00:00Z', nation = 'england', ...rest }: Asked) =>
  crisisServices(register, {
    nation,
    age: 15,
    kinds: [],
    holidays: bankHolidays.of(nation),
    ...rest,
    now: new Date(now),
  })
const ids = (asked: Asked) => choices(asked).map((choice) => choice.service.id)
const extras = (asked: Asked) =>
  choices(asked)
    .filter((c) => !c.service.place)
    .map((c) => c.service.id)

/** A row of our own, so that the rules are tested apart from what stands in the register today. */
const row = (over: Partial<CrisisService>): CrisisService => ({
  id: 'row',
  name: 'Row',
  about: 'A row',
  nations: ['england'],
  kinds: ['eating'],
  localOnly: false,
  channels: [{ kind: 'call', number: '01632 960000', label: 'Call' }],
  hours: 'always',
  cost: 'free',
  showsOnBill: 'no',
  confidentiality: 'Private',
  source: 'https://source.example',
  strength: 'official',
  lastVerified: '2026-11-23',
  verifiedBy: 'safeguarding lead',
  site: 'https://site.example',
  ...over,
})
const fromRows = (rows: CrisisService[], over: Partial<CrisisRequest> = {}) =>
  crisisServices(rows, {
    nation: 'england',
    age: 15,
    now: new Date('2026-11-23T12:00:00Z'),
    holidays: new Set(),
    kinds: ['eating'],
    ...over,
  })

const monday = (from: string, to: string): CrisisService['hours'] => ({
  weekly: [{ day: 'monday', from, to }],
  bankHolidays: 'closed',
})

describe('crisis services: always first', () => {
  const urgent: Record<Nation, string> = {
    england: 'nhs-111-england',
    wales: 'nhs-111-wales',
    scotland: 'nhs-24-scotland',
    'northern-ireland': 'lifeline-northern-ireland',
  }
  for (const nation of Nations.options) {
    for (const age of [11, 15, 17, 18]) {
      it(`${nation}, ${age}: 999, ${urgent[nation]}, Childline, Shout`, () =>
        expect(ids({ nation, age })).to.deep.equal(['emergency-999', urgent[nation], 'childline', 'shout']))
    }
    for (const age of [19, 24]) {
      it(`${nation}, ${age}: Samaritans instead of Childline, which is for under 19s`, () =>
        expect(ids({ nation, age })).to.deep.equal(['emergency-999', urgent[nation], 'samaritans', 'shout']))
    }
  }

  it('stays at any hour, on any day, with any concern, at any age, in any nation', () => {
    for (const nation of Nations.options) {
      for (const age of [11, 15, 17, 19, 24, null]) {
        for (const kind of ConcernKind.options) {
          for (const now of ['2026-12-25T03:30:00Z', '2027-03-28T01:00:00Z', '2029-07-04T12:00:00Z']) {
            const shown = ids({ nation, age, kinds: [kind], now })
            expect(shown.slice(0, 2)).to.deep.equal(['emergency-999', urgent[nation]])
            expect(shown).to.include('shout')
            expect(shown).to.include(age !== null && age > 18 ? 'samaritans' : 'childline')
            expect(shown.length).to.be.at.most(6)
            expect(new Set(shown).size).to.equal(shown.length)
          }
        }
      }
    }
  })

  it('shows both someone for under 19s and someone for any age when no age was told', () =>
    expect(ids({ age: null })).to.deep.equal([
      'emergency-999',
      'nhs-111-england',
      'childline',
      'samaritans',
      'shout',
    ]))
})

describe('crisis services: what was said decides the others', () => {
  it('Beat for eating', () => expect(extras({ kinds: ['eating'] })).to.deep.equal(['beat-england']))
  it('Report Remove for online harm under 18, and the helpline for adults from 18', () => {
    expect(extras({ kinds: ['online-harm'], age: 17 })).to.deep.equal(['report-remove', 'ceop'])
    expect(extras({ kinds: ['online-harm'], age: 18 })).to.deep.equal(['revenge-porn-helpline'])
  })
  it('SafeCall for leaving home and for exploitation, up to 25', () => {
    expect(extras({ kinds: ['missing-home'], age: 25 })).to.deep.equal(['safecall'])
    expect(extras({ kinds: ['missing-home'], age: 26 })).to.deep.equal([])
    expect(extras({ kinds: ['exploitation', 'missing-home'], age: 24 })).to.deep.equal(['safecall'])
  })
  it('a second one for the same kind where a place is left, unless it is closed', () => {
    expect(extras({ kinds: ['exploitation'], age: 16 })).to.deep.equal(['ceop', 'safecall'])
    expect(extras({ kinds: ['exploitation', 'suicide'], age: 16 })).to.deep.equal([
      'ceop',
      'papyrus-hopeline247',
    ])
    const rows = [row({ id: 'first' }), row({ id: 'closed', hours: monday('18:00', '20:00') })]
    expect(fromRows(rows).map((choice) => choice.service.id)).to.deep.equal(['first'])
  })
  it('PAPYRUS for suicide', () =>
    expect(extras({ kinds: ['suicide'] })).to.deep.equal(['papyrus-hopeline247']))
  it('FRANK for drugs', () => expect(extras({ kinds: ['substances'] })).to.deep.equal(['frank']))
  it('Rape Crisis from 16 in England and Wales; under 16 Childline, which is there already', () => {
    expect(extras({ kinds: ['sexual-harm'], age: 16 })).to.deep.equal(['rape-crisis-england-wales'])
    expect(extras({ kinds: ['sexual-harm'], age: 15 })).to.deep.equal([])
    expect(extras({ kinds: ['sexual-harm'], age: 17, nation: 'scotland' })).to.deep.equal([])
  })
  it('the nation decides for domestic abuse', () => {
    expect(extras({ kinds: ['domestic-abuse'], age: 17 })).to.deep.equal(['refuge-england'])
    expect(extras({ kinds: ['domestic-abuse'], age: 13 })).to.deep.equal([])
    expect(extras({ kinds: ['domestic-abuse'], age: 17, nation: 'wales' })).to.deep.equal([
      'live-fear-free-wales',
    ])
  })
  it('at most two, the gravest first, one for each kind', () => {
    const kinds: ConcernKind[] = ['suicide', 'eating', 'substances']
    expect(extras({ kinds })).to.deep.equal(['papyrus-hopeline247', 'beat-england'])
  })

  it('guesses nobody: services for a group are shown to those who said so themselves', () => {
    expect(extras({ kinds: ['identity-hate'], age: 17 })).to.deep.equal([])
    expect(extras({ kinds: ['identity-hate'], age: 17, said: ['lgbt'] })).to.deep.equal([
      'galop',
      'switchboard',
    ])
    expect(
      extras({ kinds: ['identity-hate'], age: 17, said: ['muslim'], now: '2026-11-23T17:00:00Z' }),
    ).to.deep.equal(['muslim-youth-helpline'])
  })

  it('never shows services for worried adults, nor what an area may not have, unasked', () => {
    for (const nation of Nations.options) {
      for (const kind of ConcernKind.options) {
        const shown = ids({ nation, age: 15, kinds: [kind] })
        expect(shown).to.not.include.members(['nspcc-helpline'])
        for (const id of shown) {
          const found = register.find((service) => service.id === id)
          expect(found?.localOnly).to.equal(false)
          expect(found?.onlyIf).to.equal(undefined)
        }
      }
    }
  })

  it('puts the line of the area first when the deployment names one', () => {
    const line = register.find((service) => service.id === 'surrey-crisis-line')
    expect(
      extras({ kinds: ['suicide'], localLines: line ? [{ ...line, localOnly: false }] : [] }),
    ).to.deep.equal(['surrey-crisis-line', 'papyrus-hopeline247'])
  })

  it('with no age told shows nothing with a lower limit, and leaves an upper one to the words', () => {
    expect(extras({ age: null, kinds: ['sexual-harm'] })).to.deep.equal([])
    expect(extras({ age: null, kinds: ['online-harm'] })).to.deep.equal(['report-remove'])
  })
})

describe('crisis services: open now', () => {
  const breathing = (now: string) =>
    choices({ nation: 'scotland', age: 17, kinds: ['mental-state'], now }).find(
      (choice) => choice.service.id === 'breathing-space-scotland',
    )?.opening

  it('Breathing Space runs from six in the evening to two in the morning, and through the weekend', () => {
    expect(breathing('2026-11-23T17:59:00Z')).to.equal(undefined)
    expect(breathing('2026-11-23T18:00:00Z')?.open).to.equal('now')
    expect(breathing('2026-11-24T01:59:00Z')?.open).to.equal('now')
    expect(breathing('2026-11-28T10:00:00Z')).to.deep.equal({
      open: 'now',
      closesAt: new Date('2026-11-30T06:00:00Z'),
    })
  })
  it('in summer an hour earlier by UTC', () => {
    expect(breathing('2026-07-06T17:00:00Z')?.open).to.equal('now')
    expect(breathing('2026-07-06T16:59:00Z')?.open).to.not.equal('now')
  })
  it('is unknown on a bank holiday of that nation, not of another', () => {
    // St Andrew's Day 2026, a Monday.
    const asked = { age: 17, kinds: ['mental-state'], said: ['lgbt'], now: '2026-11-30T12:00:00Z' } as const
    const switchboard = (nation: Nation) =>
      choices({ ...asked, nation }).find((c) => c.service.id === 'switchboard')?.opening.open
    expect(switchboard('england')).to.equal('now')
    expect(switchboard('scotland')).to.equal('unknown')
  })

  it('prefers open now to unknown, and unknown to later', () => {
    const open = row({ id: 'open', hours: monday('11:00', '13:00') })
    const unknown = row({ id: 'unknown', hours: 'unknown' })
    const later = row({ id: 'later', hours: monday('14:00', '15:00') })
    expect(fromRows([later, unknown, open])[0]?.service.id).to.equal('open')
    expect(fromRows([later, unknown])[0]?.service.id).to.equal('unknown')
    expect(fromRows([later])[0]?.opening).to.deep.equal({
      open: 'later',
      opensAt: new Date('2026-11-23T14:00:00Z'),
    })
  })
  it('leaves out what opens only in days', () =>
    expect(fromRows([row({ hours: monday('09:00', '10:00') })])).to.deep.equal([]))
})

describe('crisis services: age of a row', () => {
  it('older than 90 days: "check their site"', () => {
    const at = (now: string) => fromRows([row({})], { now: new Date(now) })[0]?.checkSite
    expect(at('2027-02-20T12:00:00Z')).to.equal(false)
    expect(at('2027-02-22T12:00:00Z')).to.equal(true)
  })
  it('never read at a source: "check their site" at once', () =>
    expect(fromRows([row({ strength: 'general-knowledge' })])[0]?.checkSite).to.equal(true))
  it('never for a service without a site: 999 is not doubted in front of a child', () => {
    const far = choices({ now: '2029-01-01T12:00:00Z' })
    expect(far.find((c) => c.service.id === 'emergency-999')?.checkSite).to.equal(false)
    expect(far.find((c) => c.service.id === 'childline')?.checkSite).to.equal(true)
  })
  it('lists the rows a person must check, with the reasons', () => {
    const rows = [
      row({ id: 'fine' }),
      row({ id: 'old', lastVerified: '2026-06-01' }),
      row({ id: 'nobody', verifiedBy: 'not yet verified by a person' }),
    ]
    const found = rowsToCheck(rows, new Date('2026-11-23T12:00:00Z'))
    expect(found.map(({ service, reasons }) => [service.id, ...reasons])).to.deep.equal([
      ['old', 'older-than-90-days'],
      ['nobody', 'no-person'],
    ])
  })
})

describe('links of a channel', () => {
  it('calls, texts with the word ready, opens the site', () => {
    expect(hrefOf({ kind: 'call', number: '0800 1111', label: 'Call' })).to.equal('tel:08001111')
    expect(hrefOf({ kind: 'text', number: '85258', body: 'SHOUT', label: 'Text' })).to.equal(
      'sms:85258?&body=SHOUT',
    )
    expect(hrefOf({ kind: 'text', number: '88247', label: 'Text' })).to.equal('sms:88247')
    expect(hrefOf({ kind: 'chat', url: 'https://www.kooth.com', label: 'Chat' })).to.equal(
      'https://www.kooth.com',
    )
  })
})
