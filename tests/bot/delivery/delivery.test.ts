import { expect } from 'chai'
import { afterEach, beforeEach, describe, it } from 'mocha'
import { Webhook } from 'standardwebhooks'
import { z } from 'zod'
import type { AlertChannel, AlertMessage, Outcome } from '../../../bot/delivery/channel.ts'
import { alerts } from '../../../bot/records/alerts.ts'
import { StoreAway } from '../../../bot/storage/errors.ts'
import type { Store } from '../../../bot/storage/store.ts'
import { alert, concern } from '../../support/cases.ts'
import { deliveryForTests, schoolTold, WEBHOOK_SECRET } from '../../support/delivery.ts'
import type { DeliveryForTests } from '../../support/delivery.ts'
import { eventually } from '../../support/eventually.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { MemoryStore } from '../../support/memory-store.ts'
import { MailReceiver, WebhookReceiver } from '../../support/receivers.ts'

const NINE = '2026-11-23T09:00:00.000Z'
const raised = (over: object = {}) => alert({ raisedAt: NINE, ...over })
const readBy = { by: 'ms-demowick', name: 'Ms Wren Demowick', at: '2026-11-23T09:06:00.000Z' }

/** A channel that does what the test says. */
class ScriptedChannel implements AlertChannel {
  readonly kind = 'email'
  readonly sent: AlertMessage[] = []
  answer: () => Promise<Outcome> = async () => ({ ok: true })
  readonly id: string
  constructor(id: string) {
    this.id = id
  }
  send(message: AlertMessage): Promise<Outcome> {
    this.sent.push(message)
    return this.answer()
  }
}

/** A store in which something happens after each reading of a record, before the reader has it. */
function afterReading(store: Store, then: () => Promise<void>): Store {
  return {
    collection(definition) {
      const records = store.collection(definition)
      return {
        async get(id) {
          const found = await records.get(id)
          await then()
          return found
        },
        create: (id, body) => records.create(id, body),
        put: (id, body, version) => records.put(id, body, version),
        delete: (id, version) => records.delete(id, version),
        find: (where, options) => records.find(where, options),
        list: (where) => records.list(where),
      }
    },
    health: () => store.health(),
    close: () => store.close(),
  }
}

const tellBy = (...ids: string[]) => schoolTold({ channels: ids.map((id) => ({ kind: 'email', id })) })

const Body = z.object({
  type: z.string(),
  data: z.object({ event: z.string(), case: z.string(), step: z.int() }).loose(),
})

describe('alerts on their way out, to real receivers', () => {
  let mail: MailReceiver
  let teams: WebhookReceiver
  let casebook: WebhookReceiver
  beforeEach(async () => {
    mail = await new MailReceiver().open()
    teams = await new WebhookReceiver().open()
    casebook = await new WebhookReceiver().open()
  })
  afterEach(async () => {
    await Promise.all([mail.close(), teams.close(), casebook.close()])
  })
  const told = (more: object = {}): DeliveryForTests =>
    deliveryForTests({
      school: schoolTold({
        channels: [
          { kind: 'email', id: 'email' },
          { kind: 'teams', id: 'teams', url: `${teams.url}/invoke?sig=\${ALERT_SECRET_TEAMS}` },
          { kind: 'webhook', id: 'casebook', url: `${casebook.url}/in`, secret: 'ALERT_SECRET_CASEBOOK' },
        ],
        ...more,
      }),
      smtp: mail.url,
      secrets: { ALERT_SECRET_TEAMS: 'a-teams-secret' },
    })

  it('takes every step by every channel while nobody acknowledges: no alert lost, one case', async () => {
    const { delivery, put, pass, read } = told()
    await put(raised())
    await delivery.run()
    expect([mail.mails, teams.posted, casebook.posted].map(({ length }) => length)).to.deep.equal([1, 1, 1])
    await pass(60)
    expect([mail.mails, teams.posted, casebook.posted].map(({ length }) => length)).to.deep.equal([3, 3, 3])
    const bodies = casebook.posted.map(({ body }) => Body.parse(JSON.parse(body)).data)
    expect(bodies.map(({ event }) => event)).to.deep.equal([
      'c1.s0.casebook',
      'c1.s1.casebook',
      'c1.s2.casebook',
    ])
    expect(new Set(bodies.map((data) => data.case))).to.deep.equal(new Set(['c1']))
    const record = await read()
    expect(record.deliveries.map(({ id, doneAt }) => `${id} ${doneAt?.slice(11, 16) ?? ''}`)).to.have.members(
      ['email', 'teams', 'casebook'].flatMap((channel) => [
        `c1.s0.${channel} 09:00`,
        `c1.s1.${channel} 09:05`,
        `c1.s2.${channel} 09:15`,
      ]),
    )
    expect(mail.mails.map(({ to }) => to.length)).to.deep.equal([1, 1, 2])
  })

  it('writes an e-mail that says enough to open the inbox, and nothing more', async () => {
    const { delivery, put } = told()
    await put(raised({ preferredName: 'Robin', age: 14, concern: concern({ alsoSaid: ['tonight'] }) }))
    await delivery.run()
    const [sent] = mail.mails
    expect(sent?.from).to.equal('matters@example.org')
    expect(sent?.to).to.deep.equal(['safeguarding@brackenmere.example.org'])
    expect(sent?.headers.get('message-id')).to.equal('<c1.s0.email@matters.example.org>')
    expect(sent?.headers.get('references')).to.equal('<c1@matters.example.org>')
    expect(sent?.headers.get('auto-submitted')).to.equal('auto-generated')
    expect(sent?.headers.get('subject')).to.equal(
      'A concern is waiting for you: Brackenmere School and Sixth Form',
    )
    expect(sent?.text)
      .to.include('What it is about: Self-harm, about themselves')
      .and.include('Said: Monday 23 November 2026 at 8:10am')
      .and.include('Told: Ms Wren Demowick (Designated safeguarding lead)')
      .and.include('https://matters.example.org/inbox/alerts/c1')
    for (const { raw } of mail.mails) expect(raw).to.not.match(/cutting|tonight|Robin|aunt|\b14\b.*year/u)
    for (const { body } of [...teams.posted, ...casebook.posted])
      expect(body).to.not.match(/cutting|tonight|Robin|aunt/u)
  })

  it('says their words outside only where the school’s settings say so', async () => {
    const { delivery, put } = told({ words: true })
    await put(raised())
    await delivery.run()
    expect(mail.mails[0]?.text).to.include('> been cutting again, mums gonna see')
    expect(teams.posted[0]?.body).to.include('been cutting again')
    expect(casebook.posted[0]?.body).to.include('been cutting again')
  })

  it('posts to Teams one Adaptive Card, with the secret of its address in place', async () => {
    const { delivery, put } = told()
    await put(raised({ concern: concern({ response: 'act-now' }) }))
    await delivery.run()
    const [sent] = teams.posted
    expect(sent?.path).to.equal('/invoke?sig=a-teams-secret')
    const card = z
      .object({
        type: z.literal('message'),
        attachments: z.tuple([
          z.object({
            contentType: z.literal('application/vnd.microsoft.card.adaptive'),
            content: z.object({
              type: z.literal('AdaptiveCard'),
              version: z.literal('1.4'),
              body: z.array(z.object({ type: z.literal('RichTextBlock') }).loose()).min(5),
              actions: z.tuple([
                z.object({
                  type: z.literal('Action.OpenUrl'),
                  title: z.string(),
                  url: z.literal('https://matters.example.org/inbox/alerts/c1'),
                }),
              ]),
            }),
          }),
        ]),
      })
      .safeParse(JSON.parse(sent?.body ?? ''))
    expect(card.error?.message).to.equal(undefined)
    expect(sent?.body).to.include('a young person was told to call 999')
  })

  it('signs the webhook so that a library of others verifies it, and nothing can be changed or sent later', async () => {
    // Their library knows only the real time; the rest of this test runs on the fake clock's.
    const { delivery, put, clock } = told()
    clock.set(new Date().toISOString())
    await put(raised({ raisedAt: clock.now().toISOString(), concern: concern({ response: 'act-now' }) }))
    await delivery.run()
    const [sent] = casebook.posted
    const headers = {
      'webhook-id': String(sent?.headers['webhook-id']),
      'webhook-timestamp': String(sent?.headers['webhook-timestamp']),
      'webhook-signature': String(sent?.headers['webhook-signature']),
    }
    const verifier = new Webhook(WEBHOOK_SECRET)
    const body = sent?.body ?? ''
    const verified = Body.parse(verifier.verify(body, headers))
    expect(verified.type).to.equal('safeguarding.alert')
    expect(verified.data.event).to.equal(headers['webhook-id'])
    expect(() => verifier.verify(body.replace('act-now', 'note'), headers)).to.throw()
    expect(() => verifier.verify(body, { ...headers, 'webhook-id': 'c2.s0.casebook' })).to.throw()
    const later = String(Number(headers['webhook-timestamp']) + 1)
    expect(() => verifier.verify(body, { ...headers, 'webhook-timestamp': later })).to.throw()
    const old = String(Math.floor(Date.now() / 1000) - 3600)
    expect(() => verifier.verify(body, { ...headers, 'webhook-timestamp': old })).to.throw(/old/u)
  })

  it('brings a webhook that was down for two hours everything, once each, and the others at their times', async () => {
    await casebook.close()
    const { delivery, put, pass, read, health, logged } = told()
    await put(raised())
    await delivery.run()
    await pass(119)
    expect(health.failing.get('demo/casebook')).to.equal('connection-refused')
    expect([mail.mails.length, teams.posted.length]).to.deep.equal([3, 3])
    const while_ = (await read()).deliveries.filter(({ channel }) => channel === 'casebook')
    // Twelve minutes and a half at the longest between two tries.
    for (const { tried, attempts } of while_) {
      expect(tried).to.be.within(12, 22)
      expect(new Set(attempts.map(({ ok, code }) => `${ok} ${code ?? ''}`))).to.deep.equal(
        new Set(['false connection-refused']),
      )
    }
    await casebook.open()
    await pass(13)
    const events = casebook.posted.map(({ body }) => Body.parse(JSON.parse(body)).data.event)
    expect(events.sort()).to.deep.equal(['c1.s0.casebook', 'c1.s1.casebook', 'c1.s2.casebook'])
    expect((await read()).deliveries.every(({ doneAt }) => doneAt !== undefined)).to.equal(true)
    expect([mail.mails.length, teams.posted.length]).to.deep.equal([3, 3])
    expect(health.failing.size).to.equal(0)
    const log = logged.join('')
    expect(log).to.include('an alert channel fails').and.include('an alert channel works again')
    expect(log).to.not.match(/cutting|a-teams-secret|whsec|127\.0\.0\.1|brackenmere\.example|Demowick/u)
  })

  it('follows no redirect, and says what a mail server refuses by its number alone', async () => {
    teams.status = 302
    teams.headers = { location: `${casebook.url}/stolen` }
    mail.refused.add('safeguarding@brackenmere.example.org')
    const { delivery, put, read } = told()
    await put(raised())
    await delivery.run()
    expect(casebook.posted.every(({ path }) => path === '/in')).to.equal(true)
    const codes = (await read()).deliveries.map(({ channel, attempts }) => [channel, attempts[0]?.code])
    expect(codes).to.deep.include(['teams', 'http-302']).and.deep.include(['email', 'smtp-550'])
  })

  it('says so when one address of several is refused, and sends to the others once', async () => {
    mail.refused.add('deputy-safeguarding@brackenmere.example.org')
    const { delivery, put, pass, read } = told({ steps: [{ afterMinutes: 0, tell: 'all' }] })
    await put(raised())
    await delivery.run()
    await pass(30)
    expect(mail.mails.map(({ to }) => to)).to.deep.equal([['safeguarding@brackenmere.example.org']])
    const sent = (await read()).deliveries.find(({ channel }) => channel === 'email')
    expect(sent?.attempts.map(({ ok, code }) => [ok, code])).to.deep.equal([[true, 'some-refused']])
  })

  it('gives a receiver the time it asks for', async () => {
    teams.status = 429
    teams.headers = { 'retry-after': '120' }
    const { delivery, put, read, pass } = told({ steps: [{ afterMinutes: 0 }] })
    await put(raised())
    await delivery.run()
    await pass(1)
    expect(teams.posted).to.have.length(1)
    teams.status = 202
    await pass(1)
    expect(teams.posted).to.have.length(2)
    expect((await read()).deliveries.every(({ doneAt }) => doneAt !== undefined)).to.equal(true)
  })

  it('signs in to the mail server with what its address says', async () => {
    const school = schoolTold({ steps: [{ afterMinutes: 0 }] })
    const smtp = `smtp://robot:right@127.0.0.1:${mail.port}`
    const right = deliveryForTests({ school, smtp })
    await right.put(raised())
    await right.delivery.run()
    expect([mail.signedInAs, mail.mails.length]).to.deep.equal([['robot'], 1])
    const wrong = deliveryForTests({ school, smtp: smtp.replace('right', 'hunter2') })
    await wrong.put(raised())
    await wrong.delivery.run()
    expect((await wrong.read()).deliveries[0]?.attempts[0]?.code).to.match(/^(sign-in-refused|smtp-535)$/u)
    expect(wrong.logged.join('')).to.not.include('hunter2')
  })
})

describe('alerts on their way out', () => {
  it('stop when a person has acknowledged, also those that failed', async () => {
    const [good, sick] = [new ScriptedChannel('good'), new ScriptedChannel('sick')]
    sick.answer = async () => ({ ok: false, code: 'http-500' })
    const { delivery, put, pass, change } = deliveryForTests({
      school: tellBy('good', 'sick'),
      channels: [good, sick],
    })
    await put(raised())
    await delivery.run()
    await pass(6)
    const before = sick.sent.length
    expect(good.sent.map(({ step }) => step)).to.deep.equal([1, 2])
    await change('c1', (now) => ({ ...now, acknowledged: readBy }))
    await pass(120)
    expect([good.sent.length, sick.sent.length]).to.deep.equal([2, before])
  })

  it('note what came of a message that was on its way while a person acknowledged', async () => {
    const slow = new ScriptedChannel('slow')
    const { delivery, put, read, change, pass } = deliveryForTests({
      school: tellBy('slow'),
      channels: [slow],
    })
    slow.answer = async () => {
      await change('c1', (now) => ({ ...now, acknowledged: readBy }))
      return { ok: true }
    }
    await put(raised())
    await delivery.run()
    const record = await read()
    expect(record.acknowledged?.name).to.equal('Ms Wren Demowick')
    expect(record.deliveries.map(({ doneAt, claim }) => [doneAt, claim])).to.deep.equal([[NINE, undefined]])
    await pass(30)
    expect(slow.sent).to.have.length(1)
  })

  it('are sent once when two processes look at the same moment', async () => {
    const channel = new ScriptedChannel('email')
    const school = tellBy('email')
    const [store, clock] = [new MemoryStore(), new FakeClock(NINE)]
    const processes = ['one', 'two', 'three'].map((processId) =>
      deliveryForTests({ school, channels: [channel], store, clock, processId }),
    )
    await processes[0]?.put(raised())
    for (const minutes of [0, 5, 10]) {
      clock.advance({ minutes })
      await Promise.all(processes.map(({ delivery }) => delivery.run()))
    }
    expect(channel.sent.map(({ eventId }) => eventId)).to.deep.equal([
      'c1.s0.email',
      'c1.s1.email',
      'c1.s2.email',
    ])
  })

  it('are sent once when another process was faster between reading and signing', async () => {
    const channel = new ScriptedChannel('email')
    const school = tellBy('email')
    const [store, clock] = [new MemoryStore(), new FakeClock(NINE)]
    const faster = deliveryForTests({ school, channels: [channel], store, clock, processId: 'faster' })
    await faster.put(raised())
    let met = false
    const meeting = afterReading(store, async () => {
      if (met) return
      met = true
      await faster.delivery.run()
    })
    const slower = deliveryForTests({
      school,
      channels: [channel],
      store: meeting,
      clock,
      processId: 'slower',
    })
    await slower.delivery.run()
    expect(met).to.equal(true)
    expect(channel.sent.map(({ eventId }) => eventId)).to.deep.equal(['c1.s0.email'])
  })

  it('are sent again, with the same event id, when the process died between sending and noting', async () => {
    const channel = new ScriptedChannel('email')
    const school = tellBy('email')
    const [store, clock] = [new MemoryStore(), new FakeClock(NINE)]
    const dying = deliveryForTests({ school, channels: [channel], store, clock })
    await dying.put(raised())
    channel.answer = () => {
      // It has left; then nothing more can be written.
      store.failCollection = 'alerts'
      return Promise.resolve({ ok: true })
    }
    await dying.delivery.run()
    store.failCollection = undefined
    channel.answer = async () => ({ ok: true })
    const next = deliveryForTests({ school, channels: [channel], store, clock, processId: 'next' })
    await next.delivery.run()
    expect(channel.sent, 'while it may still be on its way').to.have.length(1)
    await next.pass(2)
    expect(channel.sent.map(({ eventId }) => eventId)).to.deep.equal(['c1.s0.email', 'c1.s0.email'])
    const [kept] = (await next.read()).deliveries
    expect(kept?.attempts.map(({ ok, code }) => [ok, code])).to.deep.equal([
      [false, 'interrupted'],
      [true, undefined],
    ])
    await next.pass(30)
    expect(channel.sent).to.have.length(4)
  })

  it('are sent by the others at once when a channel that was to go alone fails, at night too', async () => {
    const [pager, email] = [new ScriptedChannel('pager'), new ScriptedChannel('email')]
    pager.answer = async () => ({ ok: false, code: 'timeout' })
    const { delivery, put } = deliveryForTests({
      school: schoolTold({
        channels: [
          { kind: 'email', id: 'pager', when: 'always' },
          { kind: 'email', id: 'email', when: 'hours' },
        ],
        steps: [{ afterMinutes: 0, channels: ['pager'] }],
      }),
      channels: [pager, email],
      clock: new FakeClock('2026-11-23T23:00:00.000Z'),
    })
    await put(raised({ raisedAt: '2026-11-23T23:00:00.000Z' }))
    await delivery.run()
    expect(email.sent.map(({ eventId }) => eventId)).to.deep.equal(['c1.s0.email'])
  })

  it('wait through a night and a holiday, and begin in the first minute of the next hours', async () => {
    const channel = new ScriptedChannel('email')
    const { delivery, put, pass, clock } = deliveryForTests({
      school: tellBy('email'),
      channels: [channel],
      clock: new FakeClock('2026-12-24T20:00:00.000Z'),
    })
    await put(raised({ raisedAt: '2026-12-24T20:00:00.000Z' }))
    await delivery.run()
    // Christmas on a Friday, the Sunday hour of Mr Samplestone on the 27th.
    clock.set('2026-12-27T16:58:00.000Z')
    await pass(1)
    expect(channel.sent).to.have.length(0)
    await pass(1)
    expect(channel.sent.map(({ told }) => told.map(({ id }) => id))).to.deep.equal([['mr-samplestone']])
  })

  it('begin anew when more was said after a person had read it', async () => {
    const channel = new ScriptedChannel('email')
    const { delivery, put, pass, change } = deliveryForTests({
      school: tellBy('email'),
      channels: [channel],
    })
    await put(raised())
    await delivery.run()
    await change('c1', (now) => ({ ...now, acknowledged: readBy }))
    await pass(10)
    await change('c1', (now) => ({
      ...now,
      acknowledged: undefined,
      round: 2,
      roundAt: '2026-11-23T09:10:00.000Z',
    }))
    delivery.wake('c1')
    await pass(20)
    expect(channel.sent.map(({ eventId }) => eventId)).to.deep.equal([
      'c1.s0.email',
      'c1.r2.s0.email',
      'c1.r2.s1.email',
      'c1.r2.s2.email',
    ])
    expect(new Set(channel.sent.map(({ caseId }) => caseId)).size).to.equal(1)
  })

  it('are tried again after the store could not be written, and one that cannot be opened holds up no other', async () => {
    const channel = new ScriptedChannel('email')
    const store = new MemoryStore()
    const { delivery, put, pass } = deliveryForTests({ school: tellBy('email'), channels: [channel], store })
    await put(raised())
    await put(raised({ id: 'c2' }))
    store.failCollection = 'alerts'
    await delivery.run()
    expect(channel.sent, 'nothing is sent that is not claimed').to.have.length(0)
    store.failCollection = undefined
    await pass(1)
    expect(channel.sent.map(({ caseId }) => caseId).sort()).to.deep.equal(['c1', 'c2'])
  })

  for (const { what, error } of [
    { what: 'the disk is full', error: Object.assign(new Error('no space left'), { code: 'ENOSPC' }) },
    { what: 'the database takes no writes', error: new StoreAway('the database is away (25006)') },
  ])
    it(`leave while ${what}, each step once`, async () => {
      const [email, sick] = [new ScriptedChannel('email'), new ScriptedChannel('sick')]
      sick.answer = async () => ({ ok: false, code: 'http-500' })
      const store = new MemoryStore()
      const { delivery, put, pass, read, change } = deliveryForTests({
        school: tellBy('email', 'sick'),
        channels: [email, sick],
        store,
      })
      await put(raised())
      store.failWrites = error
      await delivery.run()
      await pass(16)
      expect(email.sent.map(({ eventId }) => eventId)).to.deep.equal([
        'c1.s0.email',
        'c1.s1.email',
        'c1.s2.email',
      ])
      expect(sick.sent.length, 'longer and longer waits').to.be.within(6, 30)
      expect((await read()).deliveries).to.deep.equal([])
      store.failWrites = undefined
      sick.answer = async () => ({ ok: true })
      await pass(13)
      expect(email.sent).to.have.length(3)
      const kept = (await read()).deliveries
      expect(kept.map(({ id }) => id)).to.have.members(
        ['email', 'sick'].flatMap((way) => [0, 1, 2].map((step) => `c1.s${step}.${way}`)),
      )
      expect(kept.every(({ doneAt }) => doneAt !== undefined)).to.equal(true)
      await change('c1', (now) => ({ ...now, acknowledged: readBy }))
      await pass(30)
      expect(email.sent).to.have.length(3)
    })

  it('say so to an operator when their school is not here any more, and hold up no other', async () => {
    const channel = new ScriptedChannel('email')
    const { delivery, put, logged, pass } = deliveryForTests({ school: tellBy('email'), channels: [channel] })
    for (const id of ['c0', 'c00']) await put(raised({ id, school: 'renamed' }))
    await put(raised())
    await delivery.run()
    expect(channel.sent.map(({ caseId }) => caseId)).to.deep.equal(['c1'])
    const told = () => logged.filter((line) => line.includes('"school":"renamed","alerts":2'))
    expect(told()).to.have.length(1)
    expect(told()[0]).to.include('"level":50')
    await pass(9)
    expect(told(), 'not every minute').to.have.length(1)
    await pass(1)
    expect(told(), 'until somebody sees to it').to.have.length(2)
  })

  it('leave by themselves once started, and not before', async () => {
    const channel = new ScriptedChannel('email')
    const { delivery, put, store } = deliveryForTests({ school: tellBy('email'), channels: [channel] })
    await put(raised())
    delivery.wake('c1')
    expect(channel.sent).to.have.length(0)
    delivery.start()
    await eventually('what waited has left', () => channel.sent.length === 1)
    await put(raised({ id: 'c2' }))
    delivery.wake('c2')
    await eventually('what was raised has left', () => channel.sent.length === 2)
    await delivery.close()
    const all = await store.collection(alerts).find({})
    expect(all.map(({ body }) => body.deliveries[0]?.doneAt)).to.deep.equal([NINE, NINE])
  })
})
