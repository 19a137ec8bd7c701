import { expect } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'mocha'
import { waitBeforeRetry } from '../../../domain/alerts/backoff.ts'
import { Delivery, withAttempt } from '../../../domain/alerts/record.ts'
import { addressOf, AlertSettings, secretsOf } from '../../../domain/alerts/settings.ts'

describe('the wait after a failed try', () => {
  it('doubles from ten seconds to ten minutes', () => {
    expect([1, 2, 3, 6, 7, 8, 1_000].map((tried) => waitBeforeRetry(tried, 0.5) / 1_000)).to.deep.equal([
      10, 20, 40, 320, 600, 600, 600,
    ])
  })
  it('is moved by chance, by a quarter at most, and is never longer than a quarter over ten minutes', () => {
    const chance = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), chance, (tried, by) => {
        const [least, wait, most] = [0, by, 1].map((one) => waitBeforeRetry(tried, one))
        expect(wait).to.be.within(least ?? 0, most ?? 0)
        expect(wait).to.be.within(7_500, 750_000)
      }),
    )
    expect(waitBeforeRetry(1, 0)).to.equal(7_500)
    expect(waitBeforeRetry(1, 1)).to.equal(12_500)
  })
  it('is as long as a receiver asks, within reason', () => {
    expect(waitBeforeRetry(1, 0.5, 60_000)).to.equal(60_000)
    expect(waitBeforeRetry(1, 0.5, 86_400_000)).to.equal(750_000)
  })
})

describe('the tries of a delivery', () => {
  const none = Delivery.parse({
    id: 'c1.s0.email',
    round: 1,
    step: 0,
    channel: 'email',
    told: [],
    attempts: [],
    tried: 0,
  })
  it('end a claim, and are all counted when not all are listed: the first and the latest are', () => {
    const claim = { by: 'p', at: '2026-11-23T09:00:00.000Z', until: '2026-11-23T09:00:45.000Z' }
    let delivery: Delivery = { ...none, claim }
    for (let n = 0; n < 250; n += 1) {
      const at = new Date(Date.parse('2026-11-23T09:00:00Z') + n * 60_000).toISOString()
      delivery = withAttempt(delivery, { at, ok: false, code: 'timeout' })
    }
    expect(delivery.claim).to.equal(undefined)
    expect(delivery.tried).to.equal(250)
    expect(delivery.attempts).to.have.length(100)
    expect(delivery.attempts[0]?.at).to.equal('2026-11-23T09:00:00.000Z')
    expect(delivery.attempts.at(-1)?.at).to.equal('2026-11-23T13:09:00.000Z')
  })
})

describe('how a school says it is told', () => {
  const problems = (alerts: object): string[] =>
    AlertSettings.safeParse(alerts).error?.issues.map(({ message }) => message) ?? []
  const hook = (url: string) => ({ channels: [{ kind: 'teams', id: 'teams', url }] })

  it('is by e-mail after 0, 5 and 15 minutes without their words, when it says nothing', () => {
    const { channels, steps, words } = AlertSettings.parse({})
    expect(channels.map(({ kind, when }) => [kind, when])).to.deep.equal([['email', 'act-now']])
    expect(steps.map(({ afterMinutes, tell }) => [afterMinutes, tell])).to.deep.equal([
      [0, 'on-duty'],
      [5, 'on-duty'],
      [15, 'all'],
    ])
    expect(words).to.equal(false)
  })
  for (const url of [
    'http://hooks.example/x',
    'ftp://hooks.example/x',
    'file:///etc/passwd',
    'https://user:pass@hooks.example/x',
    'https://hooks.example/x#part',
    'not an address',
    'https://${ALERT_SECRET_HOST}/x',
    'https://hooks.example/${ALERT_SECRET_PATH}',
    'https://hooks.example/x?key=${MATTERS_KEYS}',
    'https://hooks.example/x?key=${HOME}',
    'http://localhost.evil.example/x',
  ]) {
    it(`refuses the address ${url}`, () => expect(problems(hook(url))).to.have.length.greaterThan(0))
  }
  for (const url of [
    'https://hooks.example/x',
    'https://prod-1.example:443/workflows/a/triggers/manual/paths/invoke?api-version=2016-06-01&sig=${ALERT_SECRET_TEAMS}',
    'http://127.0.0.1:9/x',
    'http://localhost:9/x',
  ]) {
    it(`takes the address ${url}`, () => expect(problems(hook(url))).to.deep.equal([]))
  }
  it('refuses a secret written into the file, and one from elsewhere in the environment', () => {
    const webhook = (secret: string) => ({
      channels: [{ kind: 'webhook', id: 'x', url: 'https://hooks.example/x', secret }],
    })
    expect(problems(webhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'))).to.have.length(1)
    expect(problems(webhook('MATTERS_KEYS'))).to.have.length(1)
    expect(problems(webhook('ALERT_SECRET_CASEBOOK'))).to.deep.equal([])
  })
  it('puts secrets in where they stand, and names them all', () => {
    const url = 'https://hooks.example/x?a=${ALERT_SECRET_A}&b=${ALERT_SECRET_B}'
    const [channel] = AlertSettings.parse({
      channels: [{ kind: 'webhook', id: 'x', url, secret: 'ALERT_SECRET_KEY' }],
    }).channels
    expect(channel && secretsOf(channel)).to.deep.equal([
      'ALERT_SECRET_A',
      'ALERT_SECRET_B',
      'ALERT_SECRET_KEY',
    ])
    expect(addressOf(url, (name) => name.slice(-1).toLowerCase())).to.equal('https://hooks.example/x?a=a&b=b')
  })
  it('refuses steps out of order, a first step that waits, unknown channels and an id used twice', () => {
    expect(problems({ steps: [{ afterMinutes: 5 }] })).to.have.length(1)
    expect(problems({ steps: [{ afterMinutes: 0 }, { afterMinutes: 0 }] })).to.have.length(1)
    expect(problems({ steps: [{ afterMinutes: 0, channels: ['pager'] }] })).to.have.length(1)
    expect(
      problems({
        channels: [
          { kind: 'email', id: 'a' },
          { kind: 'email', id: 'a' },
        ],
      }),
    ).to.have.length(1)
    expect(problems({ steps: [] })).to.have.length(1)
  })
})
