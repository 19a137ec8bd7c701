import { expect } from 'chai'
import { auditEntries } from '../../../bot/records/audit.ts'
import { conversations } from '../../../bot/records/conversations.ts'
import { signIns } from '../../../bot/records/sign-ins.ts'
import { operatorLink, Visitor } from '../../support/accounts.ts'
import { newPage } from '../../support/browser.ts'
import { said } from '../../support/conversation.ts'
import { handoff } from '../../support/cases.ts'
import { eventually } from '../../support/eventually.ts'
import { looksRight } from '../../support/looks.ts'
import { runInbox } from '../../support/inbox.ts'
import type { RunningInbox } from '../../support/inbox.ts'

const CHAT = '/inbox/chats/c1'
const YOUNG_PERSON = {
  conversation: 'c1',
  user: 'dl_someone',
  school: 'demo',
  channel: 'directline',
} as const

describe('a chat in the inbox', () => {
  let inbox: RunningInbox
  let dana: string
  beforeEach(async () => {
    inbox = await runInbox()
    await inbox.conversations.start(YOUNG_PERSON)
    await say('my secret hobby is bees')
    await say('been cutting again, mums gonna see')
    dana = await inbox.signIn('duty-contact', 'dana')
    await eventually('the alert', async () => (await inbox.read('/inbox', dana)).text.includes('Self-harm'))
  })
  afterEach(() => inbox.close())

  let count = 0
  const say = (text: string) =>
    inbox.conversations.take(YOUNG_PERSON, { type: 'message', text, clientActivityId: `m${(count += 1)}` })
  const log = async () => (await inbox.conversations.log('c1', 0)).entries
  const record = async () => (await inbox.store.collection(conversations).get('c1'))!.body
  const fields = async (cookie: string, path: string) => {
    const { text } = await inbox.read(CHAT, cookie)
    const form = text.slice(text.indexOf(`action="${path}"`))
    const field = (name: string) => new RegExp(`name="${name}"[^>]*? value="([^"]*)"`).exec(form)?.[1] ?? ''
    return { csrf: field('csrf'), instead: field('instead'), key: field('key') }
  }
  const press = async (cookie: string, what: string, more: Record<string, string> = {}) => {
    const path = `${CHAT}/${what}`
    return inbox.post(path, { ...(await fields(cookie, path)), ...more }, cookie)
  }

  it('is opened from the alert, and says what coming in means before anything happens', async () => {
    const [id = ''] = (await record()).concerns.map((concern) => concern.id)
    expect((await inbox.read(`/inbox/alerts/${id}`, dana)).text).to.include(`href="${CHAT}"`)
    const { status, text } = await inbox.read(CHAT, dana)
    expect(status).to.equal(200)
    expect(text)
      .to.include('Take over the chat')
      .and.include('You see what is written from the moment you come in')
    expect(text, 'what the alert shared').to.include('been cutting again')
    expect(text, 'the chat from before').to.not.include('bees')
    expect((await record()).visit).to.equal(null)
  })

  it('is taken over, written into, read and given back, each once and each in the audit', async () => {
    expect((await press(dana, 'enter')).status).to.equal(303)
    const sent = await fields(dana, `${CHAT}/say`)
    for (const time of ['first', 'again']) {
      const answer = await inbox.post(`${CHAT}/say`, { ...sent, text: 'Hello, it is Dana' }, dana)
      expect(answer.headers.get('location'), time).to.equal(CHAT)
    }
    await say('hi dana, the bees are fine')
    const { text } = await inbox.read(CHAT, dana)
    expect(text).to.include('You are in the chat, since today at 9am')
    expect(text).to.include('the bees are fine').and.include('Hello, it is Dana')
    expect(text, 'before they came').to.not.include('my secret hobby')
    expect((await press(dana, 'give-back')).status).to.equal(303)
    await say('carry on')

    const after = await inbox.read(CHAT, dana)
    expect(after.text).to.include('You gave it back to Matters').and.include('the bees are fine')
    expect(after.text, 'after they left').to.not.include('carry on')
    const entries = await log()
    expect(entries.filter(({ activity }) => activity.from?.name === 'Dana Testperson')).to.have.length(1)
    expect(said(entries)).to.include.members([
      'person.here',
      'person.steps-back',
      'person.left',
      'person.carry-on',
    ])
    await eventually('the audit', async () =>
      (await inbox.audited()).includes('dana went-out conversation c1'),
    )
    const deeds = (await inbox.audited()).filter((deed) => /came-in|wrote|went-out/.test(deed))
    expect(deeds.sort()).to.deep.equal([
      'dana came-in conversation c1',
      'dana went-out conversation c1',
      'dana wrote conversation c1',
    ])
    expect(
      inbox.logged.join('') + JSON.stringify(await inbox.store.collection(auditEntries).find({})),
    ).to.not.match(/bees|it is Dana/)
  })

  it('is open to nobody of another school, nobody without a reason, and nobody who is not signed in', async () => {
    const others = [
      await inbox.signIn('duty-contact', 'dana', 'other'),
      await inbox.signIn('link-worker', 'rowan', 'other'),
      // A link worker of the school: no summary was sent to them.
      await inbox.signIn('link-worker', 'willow'),
    ]
    for (const cookie of others) {
      const csrf = /name="csrf" value="([^"]*)"/.exec((await inbox.read('/inbox', cookie)).text)?.[1] ?? ''
      for (const path of [CHAT, `${CHAT}/live`]) {
        const { status, text } = await inbox.read(path, cookie)
        expect(status, path).to.equal(404)
        expect(text).to.not.include('cutting')
      }
      for (const what of ['enter', 'say', 'stay', 'give-back']) {
        const key = 'k'.repeat(22)
        expect((await inbox.post(`${CHAT}/${what}`, { csrf, text: 'hello', key }, cookie)).status).to.equal(
          404,
        )
      }
    }
    for (const what of ['enter', 'say', 'stay', 'give-back']) {
      const answer = await inbox.post(`${CHAT}/${what}`, { csrf: 'x', text: 'hello' })
      expect(answer.headers.get('location'), what).to.equal('/inbox/sign-in')
    }
    for (const path of [CHAT, `${CHAT}/live`]) {
      expect((await inbox.read(path)).headers.get('location')).to.equal('/inbox/sign-in')
    }
    expect((await record()).visit).to.equal(null)
    expect((await log()).some(({ activity }) => activity.text === 'hello')).to.equal(false)
    expect(await inbox.audited()).to.include('willow refused conversation c1')
  })

  it('takes no form that is not its own', async () => {
    const csrf = /name="csrf" value="([^"]*)"/.exec((await inbox.read(CHAT, dana)).text)?.[1] ?? ''
    expect((await inbox.post(`${CHAT}/enter`, {}, dana)).status).to.equal(403)
    const crossSite = { 'sec-fetch-site': 'cross-site' }
    expect((await inbox.post(`${CHAT}/enter`, { csrf }, dana, crossSite)).status).to.equal(403)
    expect((await record()).visit).to.equal(null)
  })

  it('opens for a link worker from what was sent to them, with the summary and not the concern', async () => {
    await inbox.put({ handoff: handoff({ id: 'c1' }) })
    const rowan = await inbox.signIn('link-worker', 'rowan')
    expect((await inbox.read('/inbox/handoffs/c1', rowan)).text).to.include(`href="${CHAT}"`)
    const { text } = await inbox.read(CHAT, rowan)
    expect(text).to.include('Chat: Robin, 14').and.include('href="/inbox/handoffs/c1"')
    expect(text).to.not.include('cutting')
    await press(rowan, 'enter')
    expect((await record()).visit?.by).to.deep.equal({
      id: 'rowan',
      name: 'rowan Testperson',
      role: 'Link worker',
      as: 'link-worker',
    })
    expect(said(await log())).to.include('person.sees.summary')
  })

  it('is written in by somebody of its school who looks at another of theirs', async () => {
    const ada = new Visitor(inbox)
    await ada.join(operatorLink(inbox, { roles: ['duty-contact'], school: 'other' }))
    await ada.join(operatorLink(inbox, { roles: ['duty-contact'], as: 'dana' }))
    expect((await ada.open('/inbox')).text).to.include('Ada Testperson, Test School other')
    await ada.open(CHAT)
    await ada.send(`${CHAT}/enter`)
    expect(ada.text).to.include('You are in the chat').and.not.include('Take over from')
    await ada.send(`${CHAT}/say`, { text: 'Hello, it is Dana', key: 'k'.repeat(22) })
    expect(ada.text).to.include('Hello, it is Dana').and.include(`action="${CHAT}/give-back"`)
    expect((await inbox.read(`${CHAT}/live`, ada.cookie)).text).to.include('data-kind="in"')
  })

  it('says what a duty contact is whom the school’s settings do not name, in words of our own', async () => {
    const far = new Visitor(inbox)
    await far.join(operatorLink(inbox, { roles: ['duty-contact'], name: 'Ada Testperson' }))
    await press(far.cookie, 'enter')
    expect((await record()).visit?.by).to.include({ name: 'Ada Testperson', role: 'Safeguarding adult' })
    const here = (await log()).find(({ activity }) => activity.text?.startsWith('Ada Testperson is here'))
    expect(here?.activity.text).to.include('the safeguarding adult at Test School demo')
  })

  it('is held by one at a time: a second sees who, and takes over only from whom they saw', async () => {
    const both = await inbox.signIn('duty-contact', 'both')
    const unseen = await fields(both, `${CHAT}/enter`)
    await press(dana, 'enter')
    const late = await inbox.post(`${CHAT}/enter`, unseen, both)
    expect(late.status).to.equal(409)
    expect(await late.text()).to.include('Dana Testperson (safeguarding lead) is in the chat')
    expect((await record()).visit?.by.id).to.equal('dana')
    expect((await press(both, 'enter')).status).to.equal(303)
    expect((await record()).visit?.by.id).to.equal('both')
    await say('who is this')
    const danas = await inbox.read(CHAT, dana)
    expect(danas.text).to.include('Both Testperson (deputy) is in the chat').and.not.include('who is this')
    const sent = await inbox.post(
      `${CHAT}/say`,
      { ...(await fields(dana, `${CHAT}/enter`)), key: 'k'.repeat(22), text: 'wait' },
      dana,
    )
    expect(sent.status).to.equal(409)
    expect(await sent.text(), 'the words are not lost').to.include('wait')
    const steps = (await record()).log.flatMap((entry) =>
      entry.by === 'handoff' ? [`${entry.who.id} ${entry.step} ${entry.end ?? ''}`.trim()] : [],
    )
    expect(steps).to.deep.equal([
      'dana initiate',
      'dana accepted',
      'dana completed taken-over',
      'both initiate',
      'both accepted',
    ])
  })

  it('ends when they sign out, and by itself when they are silent; what they then send is kept for them', async () => {
    await press(dana, 'enter')
    await inbox.press('/inbox', '/inbox/sign-out', dana)
    expect((await record()).visit).to.equal(null)
    expect(said(await log()).at(-2)).to.equal('person.left')

    dana = await inbox.signIn('duty-contact', 'dana')
    await press(dana, 'enter')
    const form = await fields(dana, `${CHAT}/say`)
    await say('are you there')
    inbox.clock.advance({ minutes: 6 })
    const answer = await inbox.post(`${CHAT}/say`, { ...form, text: 'sorry, I was called away' }, dana)
    expect(answer.status).to.equal(409)
    expect(await answer.text())
      .to.include('sorry, I was called away')
      .and.include('not sent')
    expect(said(await log()).slice(-2)).to.deep.equal(['person.silent', 'person.carry-on'])
  })

  it('goes on while they say that they are still there', async () => {
    await press(dana, 'enter')
    for (let signs = 0; signs < 3; signs += 1) {
      inbox.clock.advance({ minutes: 14 })
      expect((await press(dana, 'stay')).status).to.equal(303)
    }
    await inbox.conversations.visits.endOver()
    expect((await record()).visit?.by.id).to.equal('dana')
    inbox.clock.advance({ minutes: 16 })
    await inbox.conversations.visits.endOver()
    expect((await record()).visit).to.equal(null)
  })

  it('says nothing empty, nothing endless, and shows everything as text', async () => {
    await press(dana, 'enter')
    const empty = await press(dana, 'say', { text: '  ' })
    expect(empty.status).to.equal(409)
    expect(await empty.text()).to.include('Write something first')
    const long = await press(dana, 'say', { text: 'a'.repeat(2_001) })
    expect(await long.text())
      .to.include('Write 2000 characters or fewer')
      .and.include('a'.repeat(2_001))
    await say('<script>alert(1)</script>')
    await press(dana, 'say', { text: '<img src=x onerror=alert(1)>' })
    const { text } = await inbox.read(CHAT, dana)
    expect(text).to.include('&lt;script&gt;alert(1)').and.include('&lt;img src=x')
    expect(text).to.not.include('<script>').and.not.include('<img')
  })

  it('tells of an act-now message at once, and that the 999 card was shown', async () => {
    await press(dana, 'enter')
    await say('ive just taken a load of pills')
    const { text } = await inbox.read(`${CHAT}/live`, dana)
    expect(text).to.include('The 999 card was shown first.').and.include('Heard while you are there: Suicide')
    expect(text).to.include('They were shown the 999 card first, while a person was in the chat')
    expect(text).to.not.include('<html')
  })

  it('keeps on its page what is being written when the session runs out, and gives it back when it is sent', async () => {
    await press(dana, 'enter')
    const page = await newPage()
    try {
      const [name = '', value = ''] = dana.split(/=(.*)/)
      await page.context().addCookies([{ name, value, url: inbox.url }])
      await page.goto(inbox.url + CHAT)
      const box = page.getByLabel('Write to them')
      await box.fill('I can come to Room 4')
      for (const { id } of await inbox.store.collection(signIns).list({}))
        await inbox.store.collection(signIns).delete(id)
      await page.getByText('what you wrote is not sent').waitFor()
      expect(await box.inputValue()).to.equal('I can come to Room 4')
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByRole('heading', { name: 'You were signed out' }).waitFor()
      expect(await page.getByLabel('What you wrote').inputValue()).to.equal('I can come to Room 4')
      await looksRight(page, 'signed out')
    } finally {
      await page.context().close()
    }
  }).timeout(30_000)

  it('has a policy that lets in its own script and nothing else', async () => {
    const { headers, text } = await inbox.read(CHAT, dana)
    expect(headers.get('content-security-policy')).to.equal(
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; script-src 'self'; connect-src 'self'",
    )
    expect([...text.matchAll(/<script/g)]).to.have.length(1)
    const path = /<script src="([^"]+)"/.exec(text)?.[1] ?? ''
    expect((await inbox.read(path)).headers.get('content-type')).to.include('text/javascript')
  })

  it('says so when the young person has deleted it', async () => {
    await say('delete')
    await say('yes delete it')
    await inbox.store.collection(conversations).delete('c1')
    expect((await inbox.read(CHAT, dana)).status).to.equal(410)
  })
})
