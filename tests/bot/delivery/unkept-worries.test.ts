import { expect } from 'chai'
import { afterEach, beforeEach, describe, it } from 'mocha'
import { ChannelHealth } from '../../../bot/delivery/health.ts'
import { channelsOf } from '../../../bot/delivery/channels.ts'
import type { AlertChannel } from '../../../bot/delivery/channel.ts'
import { UnkeptWorries } from '../../../bot/delivery/unkept-worries.ts'
import { createLogger } from '../../../bot/logger.ts'
import { schoolsOf } from '../../../bot/schools.ts'
import { concern } from '../../support/cases.ts'
import { content } from '../../support/conversation.ts'
import { schoolTold, WEBHOOK_SECRET } from '../../support/delivery.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { MailReceiver, WebhookReceiver } from '../../support/receivers.ts'

describe('worries that the disk did not take', () => {
  let mail: MailReceiver
  let casebook: WebhookReceiver
  beforeEach(async () => {
    mail = await new MailReceiver().open()
    casebook = await new WebhookReceiver().open()
  })
  afterEach(() => Promise.all([mail.close(), casebook.close()]))

  /** At night, when no step of an alert would go. */
  const given = () => {
    const school = schoolTold({
      channels: [
        { kind: 'email', id: 'email' },
        { kind: 'webhook', id: 'casebook', url: `${casebook.url}/in`, secret: 'ALERT_SECRET_CASEBOOK' },
      ],
    })
    const clock = new FakeClock('2026-11-23T23:00:00.000Z')
    const logged: string[] = []
    const logger = createLogger({
      level: 'info',
      stream: { write: (text: string) => void logged.push(text) },
    })
    const posted: unknown[] = []
    const bot: AlertChannel = {
      ...{ id: 'bot', kind: 'teams-bot' },
      async send(message) {
        posted.push(message)
        return { ok: true }
      },
    }
    const { working } = channelsOf(school, {
      mail: { url: mail.url, from: 'Matters <matters@example.org>' },
      secrets: new Map([['ALERT_SECRET_CASEBOOK', WEBHOOK_SECRET]]),
      host: 'matters.example.org',
    })
    let count = 0
    const worries = new UnkeptWorries({
      schools: schoolsOf([school]),
      channels: () => [...working, bot],
      texts: content().texts,
      publicUrl: 'https://matters.example.org',
      clock,
      newId: () => `n${(count += 1)}`,
      health: new ChannelHealth(logger),
      logger,
    })
    const tell = async (
      conversation: string,
      response: 'reach-out' | 'act-now',
      { school = 'demo', message, ...said }: { school?: string; message?: string; alsoSaid?: string[] } = {},
    ) => {
      worries.tell({ conversation, school, concern: concern({ response, ...said }), message })
      await worries.close()
    }
    return { tell, clock, logged, posted }
  }

  it('are told at once, at night too', async () => {
    const { tell, logged, posted } = given()
    await tell('talk-1', 'act-now')
    const [sent] = mail.mails
    expect(sent?.to).to.deep.equal([
      'safeguarding@brackenmere.example.org',
      'deputy-safeguarding@brackenmere.example.org',
    ])
    expect(sent?.text)
      .to.include('It is not in the inbox')
      .and.include('What it is about: Self-harm, about themselves')
      .and.include('What it asks for: A person at once')
      .and.include('Conversation: talk-1')
    for (const said of [sent?.raw, casebook.posted[0]?.body, logged.join('')])
      expect(said)
        .to.be.a('string')
        .and.not.match(/cutting|mums/u)
    expect([casebook.posted.length, posted.length]).to.deep.equal([1, 0])
    expect(logged.join('')).to.include('"conversation":"talk-1"').and.include('a worry could not be kept')
  })

  it('are told of once in five minutes a conversation, but at once when it is graver or nobody took it', async () => {
    const { tell, clock } = given()
    const told = () => mail.mails.length
    await tell('talk-1', 'reach-out')
    await tell('talk-1', 'reach-out')
    expect(told()).to.equal(1)
    await tell('talk-2', 'reach-out')
    expect(told(), 'another conversation').to.equal(2)
    await tell('talk-1', 'act-now')
    await tell('talk-1', 'reach-out')
    expect(told(), 'graver').to.equal(3)
    clock.advance({ minutes: 5 })
    await tell('talk-1', 'act-now')
    expect(told(), 'later').to.equal(4)
    await Promise.all([mail.close(), casebook.close()])
    await tell('talk-3', 'reach-out')
    await mail.open()
    await tell('talk-3', 'reach-out')
    expect(told(), 'nobody had taken it').to.equal(5)
    await tell('talk-4', 'act-now', { school: 'no-such-school' })
    expect(told()).to.equal(5)
  })

  it('that can not be kept for good are told again later and later: a damaged record is no mail every five minutes', async () => {
    const { tell, clock } = given()
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      await tell('talk-1', 'act-now')
      clock.advance({ minutes: 1 })
    }
    // At once, and after 5 minutes, half an hour and four hours.
    expect(mail.mails).to.have.length(4)
    await tell('talk-1', 'reach-out')
    expect(mail.mails, 'something else of it').to.have.length(5)
  })

  it('are told anew of each new message, also of a worry of before and of words that were told in an earlier outage', async () => {
    const { tell, clock } = given()
    const told = () => mail.mails.length
    for (const alsoSaid of ['i have a rope', 'im on the bridge now', 'going to jump']) {
      await tell('talk-1', 'act-now', { alsoSaid: [alsoSaid] })
      clock.advance({ minutes: 6 })
    }
    expect(told(), 'a channel which names no messages').to.equal(3)
    for (const message of ['m1', 'm1', 'm1', 'm2']) {
      await tell('talk-2', 'act-now', { message })
      clock.advance({ minutes: 6 })
    }
    expect(told(), 'one sent again, then the same words typed anew').to.equal(6)
  })

  it('are told again soon by a way that refused them, and by none that took them', async () => {
    const { tell, clock } = given()
    await mail.close()
    for (let minute = 0; minute < 30; minute += 1) {
      if (minute === 20) await mail.open()
      await tell('talk-1', 'act-now', { message: 'm1' })
      clock.advance({ minutes: 1 })
    }
    // The mail at 20 and 25 minutes; the casebook at once and after five.
    expect([mail.mails.length, casebook.posted.length]).to.deep.equal([2, 2])
  })
})
