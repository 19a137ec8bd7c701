import { expect } from 'chai'
import { afterEach, beforeEach, describe, it } from 'mocha'
import { z } from 'zod'
import { alerts } from '../../../bot/records/alerts.ts'
import type { Alert } from '../../../domain/handoff/types.ts'
import { fromWhen } from '../../../dialogs/dates.ts'
import { content, said, serviceForTests, speaker } from '../../support/conversation.ts'
import { deliveryForTests, schoolTold } from '../../support/delivery.ts'
import { emptyDirectory } from '../../support/directory.ts'
import { eventually } from '../../support/eventually.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { MemoryStore } from '../../support/memory-store.ts'
import { MailReceiver } from '../../support/receivers.ts'
import { RunningService } from '../../support/running-service.ts'

const WORRY = 'been cutting again, mums gonna see'
const GRAVER = 'i have just cut really deep and it wont stop bleeding, i want to die'

describe('from a turn to the duty contact', () => {
  let mail: MailReceiver
  beforeEach(async () => (mail = await new MailReceiver().open()))
  afterEach(() => mail.close())

  async function talking(at: string) {
    const school = schoolTold({})
    const [store, clock] = [new MemoryStore(), new FakeClock(at)]
    const way = deliveryForTests({ school, smtp: mail.url, store, clock })
    const talk = serviceForTests({
      school,
      store,
      clock,
      directory: emptyDirectory,
      alertRaised: (id) => way.delivery.wake(id),
    })
    await talk.service.start(speaker)
    const say = async (text: string) => {
      const { logged } = await talk.service.take(speaker, { type: 'message', text, clientActivityId: text })
      await eventually('the alert is in the inbox', async () => (await all()).length > 0)
      return logged
    }
    const all = async (): Promise<Alert[]> =>
      (await store.collection(alerts).find({})).map(({ body }) => body)
    return { ...way, say, all, school, services: talk.services }
  }

  it('says who reads it and when, and tells that very person at that very time', async () => {
    // Monday evening after Mr Samplestone's hours.
    const { say, all, delivery, clock, services, school } = await talking('2026-11-23T20:00:00Z')
    const logged = await say(WORRY)
    expect(said(logged)).to.include('safety.told.later')
    const promised = services.nextRead(school)
    const words = fromWhen(promised?.at ?? clock.now(), clock.now(), content().texts)
    expect(JSON.stringify(logged)).to.include(words)
    const [alert] = await all()
    // Due within a quarter of an hour of the time that was said.
    expect(Date.parse(alert?.dueAt ?? '') - (promised?.at.getTime() ?? 0)).to.equal(15 * 60_000)

    clock.set(new Date((promised?.at.getTime() ?? 0) - 1_000).toISOString())
    await delivery.run()
    expect(mail.mails).to.have.length(0)
    clock.set(promised?.at.toISOString() ?? '')
    await delivery.run()
    expect(mail.mails.map(({ to }) => to)).to.deep.equal([[promised?.contact.email]])
  })

  it('tells at night that a young person was told to call 999, and still promises nobody', async () => {
    const { say, delivery } = await talking('2026-11-23T23:30:00Z')
    const logged = await say(GRAVER)
    expect(said(logged)).to.include('safety.told.later')
    expect(said(logged)[0]).to.match(/^safety\.act-now/)
    await delivery.run()
    expect(mail.mails.map(({ headers }) => headers.get('subject'))[0]).to.match(/^Read now/u)
    expect(mail.mails[0]?.raw).to.not.include('bleeding')
  })

  it('tells anew, as the same case, when it becomes graver than what was told', async () => {
    const { say, all, delivery, pass } = await talking('2026-11-23T10:00:00Z')
    await say(WORRY)
    await delivery.run()
    await pass(20)
    expect(mail.mails).to.have.length(3)
    const [before] = await all()
    await say('i have just cut really deep and it wont stop bleeding')
    await eventually('it has risen', async () =>
      (await all()).some(({ id, round }) => id === before?.id && round === 2),
    )
    await delivery.run()
    const thread = mail.mails.filter(({ headers }) => headers.get('references')?.includes(before?.id ?? '?'))
    expect(thread.map(({ headers }) => headers.get('subject')?.slice(0, 8))).to.deep.equal([
      'A concer',
      'A concer',
      'A concer',
      'Read now',
    ])
  })
})

describe('the service as it runs', function () {
  this.timeout(90_000)

  it('sends after it was killed with the mail server away what it had not sent, once', async () => {
    const mail = await new MailReceiver().open()
    const settings = { SMTP_URL: mail.url, MAIL_FROM: 'Matters <matters@example.org>' }
    await mail.close()
    const service = await RunningService.start(settings)
    try {
      const Token = z.object({ token: z.string(), conversationId: z.string() })
      const begun = await fetch(`${service.url}/api/token?school=demo`, {
        method: 'POST',
        headers: { origin: service.url },
      })
      const { token, conversationId } = Token.parse(await begun.json())
      const sent = await fetch(`${service.url}/v3/directline/conversations/${conversationId}/activities`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ type: 'message', text: GRAVER, from: { id: 'me' } }),
      })
      expect(sent.status).to.equal(200)
      await eventually('it has failed', () => service.log.includes('an alert channel fails'))
      const ready = await fetch(`${service.url}/readyz`)
      expect([ready.status, await ready.json()]).to.deep.equal([
        200,
        { status: 'ready', failed: [], degraded: ['alert-channels'] },
      ])
      await service.end('SIGKILL')
      await mail.open()
      await service.run(settings)
      await eventually('it has left', () => mail.mails.length > 0, 40_000)
      expect(new Set(mail.mails.map(({ headers }) => headers.get('message-id'))).size).to.equal(
        mail.mails.length,
      )
      expect(mail.mails[0]?.headers.get('subject')).to.match(/^Read now/u)
      expect(service.raw).to.not.match(/bleeding|brackenmere\.example/u)
    } finally {
      await service.close()
      await mail.close()
    }
  })
})
