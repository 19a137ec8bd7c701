import { expect } from 'chai'
import { alerts } from '../../../bot/records/alerts.ts'
import { conversations } from '../../../bot/records/conversations.ts'
import { referrals as records } from '../../../bot/records/referrals.ts'
import { PUBLIC_PACE } from '../../../bot/referrals/pages.ts'
import { visitorOfBoth } from '../../support/accounts.ts'
import { said } from '../../support/conversation.ts'
import { runInbox, twoSchools } from '../../support/inbox.ts'
import type { RunningInbox } from '../../support/inbox.ts'

const KIND = 'You said at form time that you miss drawing. I thought of this.'

describe('an invitation by an adult', () => {
  let inbox: RunningInbox
  before(async () => {
    inbox = await runInbox()
  })
  after(() => inbox.close())

  const [demo] = twoSchools()
  const make = (words = KIND, by: string | undefined = 'rowan') =>
    inbox.referrals.make(demo!, { name: 'Rowan Testperson', role: 'link worker', words }, by)
  const csrf = (text: string) => /name="csrf" value="([^"]*)"/.exec(text)?.[1] ?? ''
  const key = (text: string) => /name="key" value="([^"]*)"/.exec(text)?.[1] ?? ''
  const tokenIn = (text: string) => /\/invited\/([0-9a-f]{64})/.exec(text)?.[1] ?? ''

  it('is written in the inbox, in the name of who is signed in, and its link is shown once', async () => {
    const cookie = await inbox.signIn('link-worker', 'rowan')
    const { text } = await inbox.read('/inbox/referrals', cookie)
    const answer = await inbox.post(
      '/inbox/referrals',
      { csrf: csrf(text), name: 'The head teacher', role: 'link worker', words: KIND },
      cookie,
    )
    const token = tokenIn(await answer.text())
    expect((await inbox.referrals.open(token))?.referral).to.include({
      name: 'rowan Testperson',
      isKnown: true,
    })
    const again = (await inbox.read('/inbox/referrals', cookie)).text
    expect(again).to.not.include(token).and.not.include('miss drawing')
    expect(again).to.include('waiting')
    expect(JSON.stringify(await inbox.store.collection(records).find({}))).to.not.include(token)
    expect((await inbox.audited()).some((line) => line.startsWith('rowan referred referral'))).to.equal(true)
  })

  it('is one invitation, and a worry in it is told once, when its form comes twice', async () => {
    const cookie = await inbox.signIn('link-worker', 'rowan')
    const { text } = await inbox.read('/inbox/referrals', cookie)
    const words = 'She told me she is going to kill herself tonight.'
    const form = { csrf: csrf(text), key: key(text), role: 'link worker', words }
    const send = async (more = {}) =>
      tokenIn(await (await inbox.post('/inbox/referrals', { ...form, ...more }, cookie)).text())
    const told = async () => (await inbox.store.collection(alerts).find({ school: 'demo' })).length
    const before = await told()
    const [first, second] = await Promise.all([send(), send()])
    expect(second).to.equal(first)
    expect(await send(), 'loaded again').to.equal(first)
    expect((await inbox.referrals.open(first))?.referral.words).to.equal(words)
    expect((await told()) - before).to.equal(1)
    expect(await send({ words: KIND }), 'other words')
      .to.match(/^[0-9a-f]{64}$/)
      .and.not.equal(first)
  })

  it('is of the school whose page it was written on, whatever another tab looks at by then', async () => {
    const visitor = await visitorOfBoth(inbox, 'willow')
    await visitor.open('/inbox/referrals')
    await inbox.post('/inbox/account/school', { csrf: csrf(visitor.text), school: 'other' }, visitor.cookie)
    await visitor.send('/inbox/referrals', { role: 'link worker', words: KIND })
    expect((await inbox.referrals.open(tokenIn(visitor.text)))?.school).to.equal('demo')
  })

  it('shows the young person what was written, and by whom, before anything else; looking uses nothing up', async () => {
    const token = await make()
    for (let look = 0; look < 3; look += 1) {
      const { status, text, headers } = await inbox.read(`/invited/${token}`)
      expect(status).to.equal(200)
      expect(text.indexOf('Rowan Testperson, link worker')).to.be.above(0)
      expect(text.indexOf(KIND)).to.be.below(text.indexOf('Go on to the chat'))
      expect(headers.get('content-security-policy')).to.include("default-src 'none'")
      expect(headers.get('referrer-policy')).to.equal('no-referrer')
      expect(headers.get('cache-control')).to.equal('no-store')
    }
  })

  it('is declined: the words are gone, the link is dead, and the writer learns only that', async () => {
    const token = await make()
    expect(
      (await inbox.post(`/invited/${token}/no`, {}, '', { 'sec-fetch-site': 'cross-site' })).status,
    ).to.equal(404)
    expect((await inbox.post(`/invited/${token}/no`, {})).status).to.equal(200)
    expect((await inbox.read(`/invited/${token}`)).status).to.equal(404)
    expect(await inbox.referrals.take(token, 'demo')).to.equal(undefined)
    const declined = (await inbox.store.collection(records).find({ status: 'declined' })).map(
      ({ body }) => body,
    )
    expect(declined).to.have.length(1)
    expect(declined[0]?.referral).to.equal(undefined)
    const cookie = await inbox.signIn('link-worker', 'rowan')
    expect((await inbox.read('/inbox/referrals', cookie)).text)
      .to.include('not taken up')
      .and.not.include('declined')
  })

  it('is taken up at its own school, and is in the conversation as the adult’s and not as theirs', async () => {
    const token = await make()
    expect(await inbox.referrals.take(token, 'other')).to.equal(undefined)
    const takes = await Promise.all([1, 2, 3].map(() => inbox.referrals.take(token, 'demo')))
    const [first] = takes
    expect(takes).to.deep.equal([first, first, first])
    const { body } = (await inbox.store.collection(conversations).get(first!.conversation))!
    expect(body.person.referral?.words).to.equal(KIND)
    expect(body.person.matters).to.equal(undefined)
    expect(body.log.filter(({ by }) => by === 'young-person')).to.deep.equal([])
    expect(JSON.stringify(body.log[0])).to.include('hello.invited')
    expect(JSON.stringify(await inbox.store.collection(records).find({ status: 'taken' }))).to.not.include(
      'drawing',
    )
  })

  it('opens the same conversation again when its answer was lost, until they have written in it', async () => {
    const token = await make()
    const speaker = await inbox.referrals.take(token, 'demo')
    expect(await inbox.referrals.take(token, 'demo')).to.deep.equal(speaker)
    expect(await inbox.referrals.take(token, 'other')).to.equal(undefined)
    const { status, text } = await inbox.read(`/invited/${token}`)
    expect(status).to.equal(200)
    expect(text).to.include(`/panel?school=demo#${token}`).and.not.include('miss drawing')
    expect(await inbox.referrals.decline(token), 'too late for no').to.equal(false)
    await inbox.conversations.take(speaker!, { type: 'message', text: 'hi' })
    expect(await inbox.referrals.take(token, 'demo')).to.equal(undefined)
    expect((await inbox.read(`/invited/${token}`)).status).to.equal(404)
  })

  it('opens nothing again once it is past its time, or they have deleted what was in it', async () => {
    const token = await make()
    const speaker = (await inbox.referrals.take(token, 'demo'))!
    for (const text of ['hi', 'delete', 'yes'])
      await inbox.conversations.take(speaker, { type: 'message', text })
    const { entries } = await inbox.conversations.log(speaker.conversation, 0)
    expect(said(entries), 'only the bot is left in it').to.deep.equal(['delete.done'])
    expect(await inbox.referrals.take(token, 'demo')).to.equal(undefined)
    expect((await inbox.read(`/invited/${token}`)).status).to.equal(404)
    const other = await make()
    await inbox.referrals.take(other, 'demo')
    inbox.clock.advance({ days: 15 })
    expect(await inbox.referrals.take(other, 'demo')).to.equal(undefined)
  })

  it('tells the duty contacts of a worry in it at once, and keeps that when the young person declines', async () => {
    const token = await make('She told me she wants to kill herself and has been cutting again.')
    const raised = (await inbox.store.collection(alerts).find({ school: 'demo' })).map(({ body }) => body)
    expect(raised.length).to.be.above(0)
    expect(raised[0]?.concern).to.include({ heardBy: 'referral', about: 'self' })
    await inbox.referrals.decline(token)
    expect((await inbox.store.collection(alerts).find({ school: 'demo' })).length).to.equal(raised.length)
  })

  it('tells of a worry that cannot be kept all the same, and its writer that it was not kept and whom to tell', async () => {
    const own = await runInbox()
    try {
      const words = 'She told me she is going to kill herself tonight, and has been cutting again.'
      const fields = { name: 'Rowan Testperson', role: 'form tutor', words }
      const cookie = await own.signIn('link-worker', 'rowan')
      const { text } = await own.read('/inbox/referrals', cookie)
      own.store.failWrites = Object.assign(new Error('no space left'), { code: 'ENOSPC' })
      for (const answer of [
        await own.post('/refer/other', fields),
        await own.post('/refer/other', fields),
        await own.post('/inbox/referrals', { ...fields, csrf: csrf(text) }, cookie),
      ]) {
        expect(answer.status).to.equal(503)
        expect(await answer.text())
          .to.include('tell the safeguarding lead of')
          .and.include('kill herself tonight')
          .and.not.include('/invited/')
      }
      const [first] = own.unkept
      expect(first).to.include({ school: 'other' })
      expect(first!.concern).to.include({ heardBy: 'referral', response: 'act-now' })
      const named = (school: string) =>
        new Set(own.unkept.filter((one) => one.school === school).map(({ conversation }) => conversation))
      expect([named('other').size, named('demo').size], 'sent again it is the same').to.deep.equal([1, 1])
      expect(named('demo')).to.not.deep.equal(named('other'))
      expect(own.logged.join()).to.include('an invitation could not be kept').and.not.include('herself')
    } finally {
      await own.close()
    }
  })

  it('tells of it from a session that cannot be written either, on a page of another school than the one looked at', async () => {
    const own = await runInbox()
    try {
      const visitor = await visitorOfBoth(own, 'willow')
      await visitor.open('/inbox/referrals')
      const change = { csrf: csrf(visitor.text), school: 'other' }
      await own.post('/inbox/account/school', change, visitor.cookie)
      own.clock.advance({ minutes: 6 })
      own.store.failWrites = Object.assign(new Error('no space left'), { code: 'ENOSPC' })
      const words = 'She told me she is going to kill herself tonight.'
      await visitor.send('/inbox/referrals', { role: 'form tutor', words })
      expect(visitor.status).to.equal(503)
      expect(visitor.text).to.include('tell the safeguarding lead of').and.include('kill herself tonight')
      expect(own.unkept.map(({ school }) => school)).to.deep.equal(['demo'])
    } finally {
      await own.close()
    }
  })

  it('is the same when what was not kept is sent again, and no link any more when it is over', async () => {
    const own = await runInbox()
    try {
      const cookie = await own.signIn('link-worker', 'rowan')
      const { text } = await own.read('/inbox/referrals', cookie)
      const words = 'She told me she is going to kill herself tonight.'
      const parent = { key: 'A'.repeat(22), name: 'Pat Testperson', role: 'dad', words }
      const staff = { csrf: csrf(text), key: key(text), role: 'form tutor', words }
      for (const [path, fields, session] of [
        ['/refer/other', parent, ''],
        ['/inbox/referrals', staff, cookie],
      ] as const) {
        const send = async (form: string) => {
          const answer = await own.post(path, { ...fields, key: form }, session)
          return { status: answer.status, text: await answer.text() }
        }
        const told = async () => (await own.store.collection(alerts).list({})).length
        const before = await told()
        own.store.failCollection = 'referrals'
        const notKept = await send(fields.key)
        own.store.failCollection = undefined
        expect([notKept.status, key(notKept.text)]).to.deep.equal([503, fields.key])
        const made = await send(key(notKept.text))
        expect([made.status, (await told()) - before]).to.deep.equal([200, 1])
        await own.referrals.decline(tokenIn(made.text))
        const over = await send(fields.key)
        expect([over.status, tokenIn(over.text)]).to.deep.equal([409, ''])
        expect(over.text).to.include('it is over').and.not.include('kill herself')
        expect(key(over.text)).to.not.equal(fields.key)
      }
    } finally {
      await own.close()
    }
  })

  it('keeps its key when it is given back for its pace or for what is missing, so that it stays the same', async () => {
    const own = await runInbox()
    try {
      const fields = { key: 'A'.repeat(22), name: 'Pat Testperson', role: 'dad', words: KIND }
      const send = async (more = {}) => {
        const answer = await own.post('/refer/other', { ...fields, ...more })
        return [answer.status, key(await answer.text())]
      }
      expect(await send({ words: '' })).to.deep.equal([422, fields.key])
      for (let n = 0; n < PUBLIC_PACE.perAddress; n += 1) await send()
      expect(await send()).to.deep.equal([429, fields.key])
      const cookie = await own.signIn('link-worker', 'rowan')
      const { text } = await own.read('/inbox/referrals', cookie)
      const sent = { csrf: csrf(text), key: key(text), role: 'form tutor', words: '' }
      const answer = await own.post('/inbox/referrals', sent, cookie)
      expect([answer.status, key(await answer.text())]).to.deep.equal([422, sent.key])
    } finally {
      await own.close()
    }
  })

  it('says in the alert who wrote it, all of it, and that nothing was shown to anyone; there is no chat until it is taken up', async () => {
    const before = (await inbox.store.collection(alerts).list({})).map(({ id }) => id)
    const words = `${KIND} She told me she is going to kill herself tonight.`
    const token = await make(words)
    const all = (await inbox.store.collection(alerts).find({})).map(({ body }) => body)
    const raised = all.filter(({ id }) => !before.includes(id))
    expect(raised).to.have.length.above(0)
    const [alert] = raised
    const dana = await inbox.signIn('duty-contact', 'dana')
    const page = async () => (await inbox.read(`/inbox/alerts/${alert!.id}`, dana)).text
    const shown = await page()
    expect(shown)
      .to.include('What an adult wrote')
      .and.include('Rowan Testperson, link worker')
      .and.include('They were signed in to this inbox')
      .and.include('Nothing was said or shown to anyone')
      .and.include('Matters does not know who that is')
    expect(shown.replaceAll('\n', ' ')).to.include(words)
    expect(shown)
      .to.not.include('Their words')
      .and.not.include('told to call 999')
      .and.not.include('Nothing recorded')
      .and.not.include('the young person is told so')
      .and.not.include('/inbox/chats/')
    expect((await inbox.read('/inbox', dana)).text)
      .to.include('an adult wrote')
      .and.not.include('Told to call 999')

    await inbox.referrals.take(token, 'demo')
    const chat = `/inbox/chats/${alert!.conversation}`
    expect(await page()).to.include(`href="${chat}"`)
    expect((await inbox.read(chat, dana)).text)
      .to.include('Who wrote it')
      .and.include('Rowan Testperson, link worker')
    await inbox.press(chat, `${chat}/enter`, dana)
    const { entries } = await inbox.conversations.log(alert!.conversation, 0)
    expect(said(entries), 'they said nothing themselves')
      .to.include('person.sees.nothing')
      .and.not.include('person.sees.concern')
  })

  it('says in the alert that nobody has checked the name of who used the public page', async () => {
    const [, other] = twoSchools()
    const words = 'She told me she is going to kill herself tonight.'
    await inbox.referrals.make(other!, { name: 'Ash', role: 'dad', words })
    const [raised] = (await inbox.store.collection(alerts).find({ school: 'other' })).map(({ body }) => body)
    const dana = await inbox.signIn('duty-contact', 'dana', 'other')
    expect((await inbox.read(`/inbox/alerts/${raised!.id}`, dana)).text)
      .to.include('Ash, dad')
      .and.include('nobody has checked the name')
  })

  it('ends by itself, and what is left of it later still', async () => {
    const token = await make()
    inbox.clock.advance({ days: 15 })
    expect((await inbox.read(`/invited/${token}`)).status).to.equal(404)
    await inbox.referrals.sweep()
    expect(JSON.stringify(await inbox.store.collection(records).find({}))).to.not.include('drawing')
    inbox.clock.advance({ days: 31 })
    expect(await inbox.referrals.sweep()).to.be.above(0)
    expect(await inbox.store.collection(records).find({})).to.deep.equal([])
  })

  it('makes HTML, Markdown and scripts of the adult inert', async () => {
    const token = await inbox.referrals.make(demo!, {
      name: '<img src=x onerror=alert(1)>',
      role: '"><script>alert(1)</script>',
      words: '**bold** [click](javascript:alert(1)) <b>x</b> \u202egnp.exe',
    })
    const { text } = await inbox.read(`/invited/${token}`)
    expect(text).to.not.match(/<img|<script|<b>|\u202e|href="javascript/)
    expect(text).to.include('**bold** [click](javascript:alert(1))')
    expect(text).to.include('Someone who says they are')
  })

  it('is off on the public page until the school turns it on; there it is slow, and says who wrote it with care', async () => {
    expect((await inbox.read('/refer/demo')).status).to.equal(404)
    expect((await inbox.read('/refer/nowhere')).status).to.equal(404)
    expect((await inbox.read('/refer/other')).status).to.equal(200)
    const send = (fields: Record<string, string>) => inbox.post('/refer/other', fields)
    const wrong = await send({ name: '', role: 'dad', words: 'x'.repeat(601) })
    expect(wrong.status).to.equal(422)
    const form = { name: 'Ash', role: 'dad', words: KIND, key: key((await inbox.read('/refer/other')).text) }
    const statuses = []
    const links = new Set<string>()
    for (let time = 0; time < PUBLIC_PACE.perAddress; time += 1) {
      const answer = await send(form)
      statuses.push(answer.status)
      links.add(tokenIn(await answer.text()))
    }
    expect(statuses.every((status) => status === 200)).to.equal(true)
    expect(links, 'one form').to.have.length(1)
    expect((await send(form)).status).to.equal(429)
  })
})
