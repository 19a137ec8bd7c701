import type { Bundle } from '@medplum/fhirtypes'
import { expect } from 'chai'
import { Webhook } from 'standardwebhooks'
import { isPrivateAddress } from '../../../bot/feeds/reachable.ts'
import { handoffs } from '../../../bot/records/handoffs.ts'
import { HandoffSettings } from '../../../domain/school/handoffs.ts'
import type { School } from '../../../domain/school/school.ts'
import { demoSchool, serviceForTests, speaker } from '../../support/conversation.ts'
import { WEBHOOK_SECRET } from '../../support/delivery.ts'
import { emptyDirectory } from '../../support/directory.ts'
import { eventually } from '../../support/eventually.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { fhirProblems } from '../../support/fhir.ts'
import { handoffDeliveryForTests } from '../../support/handoff-delivery.ts'
import { MemoryStore } from '../../support/memory-store.ts'
import { MailReceiver, WebhookReceiver } from '../../support/receivers.ts'

const schoolWith = (handoff: object): School => ({
  ...demoSchool(),
  handoffs: HandoffSettings.parse(handoff),
})
const READERS = {
  school: { name: 'Ms Pastoral', email: 'pastoral@school.example' },
  gp: { name: 'The Mill Surgery', email: 'mill@gp.example' },
}

describe('a summary on its way out', function () {
  this.timeout(60_000)
  let mail: MailReceiver
  let system: WebhookReceiver
  beforeEach(async () => {
    mail = await new MailReceiver().open()
    system = await new WebhookReceiver().open()
  })
  afterEach(async () => {
    await mail.close()
    await system.close()
  })

  /** Someone who has told two things and stands before their summary. */
  async function atSummary(school: School, secrets: Record<string, string> = {}) {
    const [store, clock] = [new MemoryStore(), new FakeClock('2026-11-23T10:00:00Z')]
    const out = handoffDeliveryForTests({ school, store, clock, smtp: mail.url, secrets })
    const { service } = serviceForTests({
      school,
      store,
      clock,
      directory: emptyDirectory,
      mails: true,
      handoffSent: (id) => out.delivery.wake(id),
    })
    let count = 0
    const send = async (text: string, chose?: string[]) => {
      clock.advance({ minutes: 1 })
      count += 1
      await service.take(speaker, {
        type: 'message',
        clientActivityId: `m${count}`,
        text,
        ...(chose ? { tap: { chose } } : {}),
      })
    }
    await service.start(speaker)
    const words = ['14', 'drawing', 'my brother laughs', 'skip', 'no', 'no', 'skip']
    for (const text of ["People I choose, or staff if someone isn't safe", 'The short way', ...words])
      await send(text)
    const record = async () => (await store.collection(handoffs).get(speaker.conversation))?.body
    const agreed = (version: number) =>
      eventually('the summary is in the inbox', async () => (await record())?.version === version)
    return { ...out, service, store, clock, send, record, agreed }
  }

  it('the school gets what was shared with it, as text and PDF, and not a word more; the GP nothing', async () => {
    const { send, agreed, delivery, record } = await atSummary(schoolWith(READERS))
    await send('', ['share:matters:word:0'])
    await send('', ['link-worker', 'school'])
    await send('', ['send'])
    expect(await record(), 'nothing leaves before the preview is agreed to').to.equal(undefined)
    await send('', ['send'])
    await agreed(1)
    await delivery.run()
    expect(mail.mails).to.have.length(1)
    const [sent] = mail.mails
    expect(sent?.to).to.deep.equal(['pastoral@school.example'])
    expect(sent?.raw).to.include('drawing').and.include('application/pdf')
    expect(sent?.raw).to.not.match(/my brother|I am 14|<c1[@.]/)
    expect(sent?.headers.get('subject')).to.not.include('drawing')

    // Once more for nothing: it goes once, and its lines are not kept beside the summary.
    await delivery.run()
    expect(mail.mails).to.have.length(1)
    const [one] = (await record())?.outgoing ?? []
    expect([one?.to, one?.lines]).to.deep.equal(['school', []])
  })

  it('leaves as the preview showed it: without a phone number and a street, in text and PDF', async () => {
    const { send, agreed, delivery, service } = await atSummary(schoolWith(READERS))
    await send('', ['change:matters:word:0'])
    await send('drawing with Al, ring 07700 900123, i live at BS5 0AA')
    await send('', ['share:matters:word:0'])
    await send('', ['link-worker', 'school'])
    await send('', ['send'])
    const leaves = 'drawing with Al, ring [phone number], i live at BS5'
    const shown = await service.log(speaker.conversation, 0)
    const previews = JSON.stringify(shown.entries.slice(-8).map(({ activity }) => activity))
    expect(previews).to.include(`"text":"${leaves}"`)
    await send('', ['send'])
    await agreed(1)
    await delivery.run()
    // Its lines are broken where the mail's are.
    const sent = mail.mails[0]?.raw.replace(/=\r\n/gu, '')
    expect(sent).to.include('application/pdf').and.include('[phone number]')
    expect(sent).to.not.match(/07700|0AA/)
  })

  it('what is shared with the GP alone is not shown to the link worker', async () => {
    const { send, agreed, delivery, record } = await atSummary(schoolWith(READERS))
    await send('', ['share:in-the-way:word:0'])
    await send('', ['gp'])
    await send('', ['send'])
    await send('', ['send'])
    await agreed(1)
    expect((await record())?.lines.map(({ text }) => text)).to.not.include('my brother laughs')
    await delivery.run()
    expect(mail.mails.map(({ to }) => to)).to.deep.equal([['mill@gp.example']])
    expect(mail.mails[0]?.raw).to.include('my brother laughs').and.not.include('drawing')
  })

  it('waits for a mail server that is away, with the same message id, and is not sent once it is taken back', async () => {
    const { send, agreed, delivery, clock, record, logged } = await atSummary(schoolWith(READERS))
    await mail.close()
    await send('', ['share:matters:word:0'])
    await send('', ['link-worker', 'school'])
    await send('', ['send'])
    await send('', ['send'])
    await agreed(1)
    await delivery.run()
    expect((await record())?.outgoing[0]?.failed).to.equal('connection-refused')
    expect(logged.join('')).to.not.include('drawing')
    await send('delete')
    await send('yes')
    await eventually('it is taken back', async () => (await record()) === undefined)
    await mail.open()
    clock.advance({ minutes: 30 })
    await delivery.run()
    expect(mail.mails).to.deep.equal([])
  })

  it('another system gets a document that it can check, signed, under one id however often it is tried', async () => {
    const fhir = { url: `${system.url}/fhir`, auth: 'hmac', secret: 'HANDOFF_SECRET_RECORDS', private: true }
    const { send, agreed, delivery, clock, record } = await atSummary(schoolWith({ fhir }), {
      HANDOFF_SECRET_RECORDS: WEBHOOK_SECRET,
    })
    system.status = 503
    await send('', ['send'])
    await agreed(1)
    await delivery.run()
    clock.advance({ minutes: 1 })
    system.status = 201
    await delivery.run()
    clock.advance({ minutes: 30 })
    await delivery.run()
    expect(system.posted).to.have.length(2)
    const [first, second] = system.posted
    expect(first?.headers['idempotency-key']).to.equal(second?.headers['idempotency-key'])
    expect(second?.headers['content-type']).to.equal('application/fhir+json')
    const { body = '' } = second ?? {}
    const signed = Object.fromEntries(
      ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [
        name,
        String(second?.headers[name]),
      ]),
    )
    const seconds = Number(signed['webhook-timestamp'])
    expect(Math.abs(seconds * 1000 - clock.now().getTime())).to.be.lessThan(3_600_000)
    const sign = new Webhook(WEBHOOK_SECRET).sign(signed['webhook-id'] ?? '', new Date(seconds * 1000), body)
    expect(signed['webhook-signature']).to.equal(sign)
    expect(fhirProblems(JSON.parse(body) as Bundle)).to.deep.equal([])
    expect((await record())?.outgoing[0]?.tried).to.equal(2)
  })

  it('asks nobody in a private network unless the school’s file says that the system stands there', async () => {
    const fhir = { url: `${system.url}/fhir`, auth: 'bearer', secret: 'HANDOFF_SECRET_RECORDS' }
    const { send, agreed, delivery, record } = await atSummary(schoolWith({ fhir }), {
      HANDOFF_SECRET_RECORDS: 'a-token',
    })
    await send('', ['send'])
    await agreed(1)
    await delivery.run()
    expect(system.posted).to.deep.equal([])
    expect((await record())?.outgoing[0]?.failed).to.equal('private-address')
    for (const address of ['10.0.0.1', '169.254.169.254', '::1', 'fd00::1'])
      expect(isPrivateAddress(address)).to.equal(true)
  })

  it('says to an operator what is missing, and never a secret', () => {
    const fhir = { url: 'https://records.example/fhir', auth: 'hmac', secret: 'HANDOFF_SECRET_RECORDS' }
    const of = { store: new MemoryStore(), clock: new FakeClock('2026-11-23T10:00:00Z') }
    const { missing } = handoffDeliveryForTests({ ...of, school: schoolWith({ ...READERS, fhir }) })
    expect(missing).to.deep.equal([
      'handoffs.school: SMTP_URL and MAIL_FROM are not set',
      'handoffs.gp: SMTP_URL and MAIL_FROM are not set',
      'handoffs.fhir: HANDOFF_SECRET_RECORDS not set',
    ])
    const bad = { HANDOFF_SECRET_RECORDS: 'not a key' }
    const wrong = handoffDeliveryForTests({ ...of, school: schoolWith({ fhir }), secrets: bad }).missing
    expect(wrong.join()).to.include('whsec_').and.not.include('not a key')
    for (const url of [
      'http://records.example',
      'https://u:p@records.example',
      'file:///etc/passwd',
      'records',
    ])
      expect(HandoffSettings.safeParse({ fhir: { ...fhir, url } }).success, url).to.equal(false)
  })
})
