import { expect } from 'chai'
import { afterEach, beforeEach, describe, it } from 'mocha'
import { handoffs } from '../../../bot/records/handoffs.ts'
import { HandoffSettings } from '../../../domain/school/handoffs.ts'
import { AzureLanguageServer } from '../../support/azure-language.ts'
import { alert, concern, handoff, line } from '../../support/cases.ts'
import { demoSchool } from '../../support/conversation.ts'
import { deliveryForTests, schoolTold, WEBHOOK_SECRET } from '../../support/delivery.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { handoffDeliveryForTests } from '../../support/handoff-delivery.ts'
import { languageForTests } from '../../support/language.ts'
import { MemoryStore } from '../../support/memory-store.ts'
import { MailReceiver, WebhookReceiver } from '../../support/receivers.ts'

const SAID = 'Robin here, cutting again, Tamsin Oakley knows, im on 07700 900123 at BS5 0AA'

describe('what leaves, without what is nobody else’s business', function () {
  this.timeout(60_000)
  let hook: WebhookReceiver
  let mail: MailReceiver
  let azure: AzureLanguageServer
  beforeEach(async () => {
    hook = await new WebhookReceiver().open()
    mail = await new MailReceiver().open()
    azure = await new AzureLanguageServer().open()
    azure.thinks = { entities: { 'Tamsin Oakley': { category: 'Person' } } }
  })
  afterEach(() => Promise.all([hook.close(), mail.close(), azure.close()]))

  const toldBy = (words: boolean) =>
    schoolTold({
      channels: [
        { kind: 'email', id: 'email', when: 'always' },
        { kind: 'webhook', id: 'casebook', when: 'always', url: hook.url, secret: 'ALERT_SECRET_CASEBOOK' },
      ],
      words,
    })
  const told = alert({
    preferredName: 'Robin',
    concern: concern({ evidence: SAID, alsoSaid: ['and @robin_09'] }),
  })

  it('an alert with words, by mail and by webhook; the record in the inbox stays whole', async () => {
    const { delivery, put, read } = deliveryForTests({ school: toldBy(true), smtp: mail.url })
    await put(told)
    await delivery.run()
    const sent = '[name] here, cutting again, Tamsin Oakley knows, im on [phone number] at BS5'
    expect(mail.mails[0]?.text).to.include(`> ${sent}`).and.include('> and [username]')
    expect(hook.posted[0]?.body).to.include(sent)
    expect((await read()).concern.evidence).to.equal(SAID)
  })

  it('an alert for which Azure finds more, and one while it fails', async () => {
    const { language } = await languageForTests(azure.settings())
    const school = { ...toldBy(true), azureLanguage: { redaction: true, opinions: false } }
    const { delivery, put } = deliveryForTests({ school, smtp: mail.url, redactor: language.redactor })
    await put(told)
    await delivery.run()
    expect(mail.mails[0]?.text).to.include('[name] here, cutting again, [name] knows, im on [phone number]')
    expect(azure.asked[0]?.body).to.not.match(/07700|0AA|robin_09/)
    azure.mood = { status: 500 }
    await put({ ...told, id: 'c2' })
    delivery.wake('c2')
    await delivery.run()
    expect(mail.mails.at(-1)?.text).to.include('Tamsin Oakley knows, im on [phone number]')
  })

  it('Azure is asked once for an alert, whatever channels and steps; again when more is said, or while it has not answered', async () => {
    const { language } = await languageForTests(azure.settings())
    const school = { ...toldBy(true), azureLanguage: { redaction: true, opinions: false } }
    const of = { school, smtp: mail.url, redactor: language.redactor }
    const { delivery, put, read, change, clock } = deliveryForTests(of)
    azure.mood = { status: 500 }
    await put({ ...told, raisedAt: clock.now().toISOString() })
    await delivery.run()
    expect((await read()).redacted, 'the rules alone').to.equal(undefined)
    azure.mood = 'well'
    const asked = azure.asked.length
    for (const step of [1, 2]) {
      clock.advance({ minutes: step * 5 })
      await delivery.run()
      expect(hook.posted.length, `step ${step}`).to.be.greaterThan(step)
      expect(azure.asked).to.have.length(asked + 1)
    }
    expect((await read()).redacted?.evidence)
      .to.contain('[name] knows')
      .and.not.contain('Oakley')
    expect(mail.mails.at(-1)?.text).to.include('[name] knows')
    expect((await read()).concern.evidence).to.equal(SAID)
    const more = ['and @robin_09', 'tell Tamsin Oakley']
    const again = { round: 2, roundAt: clock.now().toISOString() }
    await change('c1', (now) => ({ ...now, ...again, concern: { ...now.concern, count: 2, alsoSaid: more } }))
    delivery.wake('c1')
    await delivery.run()
    expect(azure.asked).to.have.length(asked + 2)
    expect((await read()).redacted?.alsoSaid.at(-1)).to.equal('tell [name]')
  })

  it('nothing is looked at where no words leave', async () => {
    const { language } = await languageForTests(azure.settings())
    const school = { ...toldBy(false), azureLanguage: { redaction: true, opinions: false } }
    const { delivery, put } = deliveryForTests({ school, smtp: mail.url, redactor: language.redactor })
    await put(told)
    await delivery.run()
    expect(mail.mails[0]?.raw).to.not.match(/cutting/)
    expect(azure.asked).to.deep.equal([])
  })

  it('a document to a record system: how to reach them as agreed, other numbers not', async () => {
    const [store, clock] = [new MemoryStore(), new FakeClock('2026-11-23T10:00:00Z')]
    const handoffSettings = {
      fhir: { url: hook.url, auth: 'hmac', secret: 'HANDOFF_SECRET_RECORDS', private: true },
    }
    const school = { ...demoSchool(), handoffs: HandoffSettings.parse(handoffSettings) }
    const out = handoffDeliveryForTests({
      ...{ school, store, clock },
      secrets: { HANDOFF_SECRET_RECORDS: WEBHOOK_SECRET },
    })
    await store.collection(handoffs).create(
      'dl_one',
      handoff({
        contact: 'text 07700 900123 after 4',
        concerns: [concern({ evidence: SAID })],
        lines: [line('matters:word:0', 'matters', 'drawing, mums on 07700 900456')],
        outgoing: [{ id: 'o1', to: 'fhir', version: 1, lines: [], tried: 0 }],
      }),
    )
    await out.delivery.run()
    const body = hook.posted[0]?.body ?? ''
    expect(body).to.include('drawing, mums on [phone number]').and.include('im on 07700 900123 at BS5')
    expect(body).to.not.match(/900456|0AA/)
  })
})
