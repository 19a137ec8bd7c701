import { expect } from 'chai'
import { IDLE_MS } from '../../../bot/inbox/sessions.ts'
import { accountIdOf, accountKey } from '../../../bot/records/accounts.ts'
import { signIns } from '../../../bot/records/sign-ins.ts'
import { alert, handoff } from '../../support/cases.ts'
import { appCode, operatorLink, PASSWORD, Visitor } from '../../support/accounts.ts'
import { runInbox } from '../../support/inbox.ts'
import type { RunningInbox } from '../../support/inbox.ts'

const ADA = 'ada@school.example'

describe('accounts of the inbox', () => {
  let inbox: RunningInbox
  beforeEach(async () => {
    inbox = await runInbox()
  })
  afterEach(() => inbox.close())

  const joined = async (
    roles = ['administrator'] as Parameters<typeof operatorLink>[1]['roles'],
    more = {},
  ) => {
    const visitor = new Visitor(inbox)
    const secret = await visitor.join(operatorLink(inbox, { roles, ...more }))
    return { visitor, secret }
  }
  const stored = async (email = ADA) => {
    const body = (await inbox.store.collection(signIns).get(accountKey(accountIdOf(email))))?.body
    if (body?.kind !== 'account') throw new Error('no account')
    return body
  }

  describe('an invitation', () => {
    it('becomes an account with password, app and recovery codes', async () => {
      const visitor = new Visitor(inbox)
      await visitor.open(operatorLink(inbox, { roles: ['administrator'] }))
      expect(visitor.text).to.include('Hello Ada Testperson').and.include('Test School demo: Administrator')
      await visitor.send('/inbox/invitation', { 'new-password': PASSWORD })
      expect(visitor.path).to.equal('/inbox/sign-in/app')
      expect(visitor.text)
        .to.include('<svg class="inbox-qr"')
        .and.not.match(/ style="|<script/)
      await visitor.send('/inbox/sign-in/app', { code: '000000' })
      expect(visitor.status).to.equal(422)
      const secret = /inbox-code">([A-Z2-7 ]+)</.exec(visitor.text)?.[1] ?? ''
      await visitor.send('/inbox/sign-in/app', { code: appCode(secret, inbox.clock.now()) })
      expect(visitor.text.match(/<li>[a-z0-9]{5}-[a-z0-9]{5}<\/li>/g)).to.have.length(10)
      expect((await visitor.open('/inbox')).text).to.include('Ada Testperson, Test School demo')
      const account = await stored()
      expect(account.password).to.include({ algorithm: 'scrypt', n: 16, r: 1, p: 1 })
      expect(JSON.stringify(account)).to.not.include(PASSWORD)
    })

    it('works once, is not used up by looking or by a password that will not do, and ends after three days', async () => {
      const link = operatorLink(inbox, { roles: ['link-worker'] })
      const visitor = new Visitor(inbox)
      await visitor.open(link)
      for (const bad of ['short', 'password1234', 'ada.testperson', 'aaaaaaaaaaaaaa', '1234567890123']) {
        await visitor.send('/inbox/invitation', { 'new-password': bad })
        expect(visitor.status, bad).to.equal(422)
      }
      await visitor.send('/inbox/invitation', { 'new-password': PASSWORD })
      expect((await new Visitor(inbox).open(link)).status).to.equal(410)
      const late = operatorLink(inbox, { roles: ['link-worker'], email: 'bo@school.example' })
      inbox.clock.advance({ hours: 72 })
      expect((await new Visitor(inbox).open(late)).status).to.equal(410)
      expect((await new Visitor(inbox).open(`${late}x`)).status).to.equal(410)
    })

    it('lets one of many who press at once in', async () => {
      const link = operatorLink(inbox, { roles: ['link-worker'] })
      const visitors = Array.from({ length: 6 }, () => new Visitor(inbox))
      for (const one of visitors) await one.open(link)
      await Promise.all(visitors.map((one) => one.send('/inbox/invitation', { 'new-password': PASSWORD })))
      expect(visitors.filter(({ path }) => path === '/inbox/sign-in/app')).to.have.length(1)
    })

    it('does not leave the app out: whoever stops half-way sets it up when they sign in', async () => {
      const visitor = new Visitor(inbox)
      await visitor.open(operatorLink(inbox, { roles: ['link-worker'] }))
      await visitor.send('/inbox/invitation', { 'new-password': PASSWORD })
      expect((await visitor.open('/inbox')).path).to.equal('/inbox/sign-in')
      expect((await visitor.enter(ADA)).path).to.equal('/inbox/sign-in/app')
      expect((await visitor.open('/inbox/people')).path).to.equal('/inbox/sign-in')
    })

    it('of the operator gives a new way in to someone who lost theirs, and ends their sessions', async () => {
      const { visitor } = await joined()
      const again = new Visitor(inbox)
      await again.join(operatorLink(inbox, { roles: ['administrator'] }), 'quarry blanket seven')
      expect((await again.open('/inbox')).status).to.equal(200)
      expect((await visitor.open('/inbox')).path).to.equal('/inbox/sign-in')
      expect((await new Visitor(inbox).enter(ADA)).status).to.equal(422)
    })
  })

  describe('signing in', () => {
    it('takes password and code, each code once', async () => {
      const { secret } = await joined()
      inbox.clock.advance({ minutes: 2 })
      const visitor = await new Visitor(inbox).enter(`  ${ADA.toUpperCase()} `)
      expect(visitor.path).to.equal('/inbox/sign-in/code')
      expect((await new Visitor(inbox).open('/inbox/sign-in/code')).path).to.equal('/inbox/sign-in')
      const code = appCode(secret, inbox.clock.now())
      expect((await visitor.send('/inbox/sign-in/code', { code })).path).to.equal('/inbox')
      const second = await new Visitor(inbox).enter(ADA)
      await second.send('/inbox/sign-in/code', { code })
      expect([second.status, second.path]).to.deep.equal([422, '/inbox/sign-in/code'])
    })

    it('takes a recovery code once', async () => {
      const visitor = new Visitor(inbox)
      await visitor.join(operatorLink(inbox, { roles: ['administrator'] }))
      const code = /<li>([a-z0-9]{5}-[a-z0-9]{5})<\/li>/.exec(visitor.text)?.[1] ?? ''
      const first = await new Visitor(inbox).enter(ADA)
      expect((await first.send('/inbox/sign-in/code', { code: code.toUpperCase() })).path).to.equal('/inbox')
      const second = await new Visitor(inbox).enter(ADA)
      expect((await second.send('/inbox/sign-in/code', { code })).status).to.equal(422)
      expect((await stored()).recovery).to.have.length(9)
    })

    it('says the same of a wrong password and of an address nobody has', async () => {
      await joined()
      const wrong = await new Visitor(inbox).enter(ADA, 'not the password')
      const nobody = await new Visitor(inbox).enter('nobody@school.example', 'not the password')
      const plain = ({ text }: Visitor) => text.replace(/value="[^"]*"/g, '')
      expect([wrong.status, plain(wrong)]).to.deep.equal([nobody.status, plain(nobody)])
      expect(wrong.text).to.include('do not go together')
      expect(await inbox.audited()).to.include(`${accountIdOf(ADA)} failed password ${accountIdOf(ADA)}`)
    })

    it('gives a new session each time, and ends the one before in this browser', async () => {
      const { visitor, secret } = await joined()
      const before = new Map(visitor.cookies)
      inbox.clock.advance({ minutes: 2 })
      await visitor.enter(ADA)
      await visitor.send('/inbox/sign-in/code', { code: appCode(secret, inbox.clock.now()) })
      expect(visitor.cookies.get('matters-inbox')).to.not.equal(before.get('matters-inbox'))
      const old = new Visitor(inbox)
      before.forEach((value, name) => old.cookies.set(name, value))
      expect((await old.open('/inbox')).path).to.equal('/inbox/sign-in')
    })

    it('needs its form’s token, of the same browser', async () => {
      await joined()
      const [one, other] = [new Visitor(inbox), new Visitor(inbox)]
      await one.open('/inbox/sign-in')
      await other.open('/inbox/sign-in')
      const csrf = /name="csrf" value="([^"]*)"/.exec(other.text)?.[1] ?? ''
      const fields = { email: ADA, password: PASSWORD }
      expect((await one.send('/inbox/sign-in', { ...fields, csrf })).status).to.equal(403)
      expect((await one.send('/inbox/sign-in', { ...fields, csrf: '' })).status).to.equal(403)
      expect((await inbox.post('/inbox/sign-in', fields)).status).to.equal(403)
    })

    it('slows guessing down by account, never for the whole school, and not in a browser that is known', async () => {
      const { visitor, secret } = await joined()
      await joined(['link-worker'], { email: 'bo@school.example', name: 'Bo Testperson' })
      await visitor.open('/inbox/account')
      await visitor.send('/inbox/sign-out')
      inbox.clock.advance({ minutes: 2 })
      const pupil = new Visitor(inbox)
      for (let n = 0; n < 5; n += 1)
        expect((await pupil.enter(ADA, `guess number ${n}`)).status).to.equal(422)
      expect((await pupil.enter(ADA)).status, 'even the right one, from elsewhere').to.equal(429)
      expect((await pupil.enter('bo@school.example')).path, 'another account').to.equal('/inbox/sign-in/code')
      await visitor.enter(ADA)
      expect(visitor.path, 'their own browser').to.equal('/inbox/sign-in/code')
      expect(
        (await visitor.send('/inbox/sign-in/code', { code: appCode(secret, inbox.clock.now()) })).path,
      ).to.equal('/inbox')
      inbox.clock.advance({ minutes: 1 })
      expect((await pupil.enter(ADA)).path, 'later').to.equal('/inbox/sign-in/code')
    })

    it('slows guessing of codes down', async () => {
      await joined()
      const visitor = await new Visitor(inbox).enter(ADA)
      for (let n = 0; n < 5; n += 1) await visitor.send('/inbox/sign-in/code', { code: `00000${n}` })
      expect((await visitor.send('/inbox/sign-in/code', { code: '000009' })).status).to.equal(429)
    })

    it('has no links of the log in a deployment', async () => {
      const real = await runInbox({ demonstration: false })
      try {
        const link = real.inbox.signInLink({ school: 'demo', role: 'duty-contact', id: 'dana' })
        const page = await real.read(link.slice(real.url.length))
        expect(page.text).to.not.include('Dana')
        const form = { link: new URL(link).searchParams.get('link') ?? '' }
        const answer = await real.post('/inbox/sign-in', form)
        expect([answer.status, answer.headers.get('set-cookie') ?? '']).to.not.include(303)
        expect(answer.headers.get('set-cookie') ?? '').to.not.include('matters-inbox=')
      } finally {
        await real.close()
      }
    })
  })

  describe('a session', () => {
    it('ends after an hour of nothing, and after eight hours whatever is done', async () => {
      const { visitor } = await joined()
      for (let n = 0; n < 9; n += 1) {
        inbox.clock.advance({ minutes: 50 })
        expect((await visitor.open('/inbox')).path, `${n}`).to.equal('/inbox')
      }
      inbox.clock.advance({ minutes: 40 })
      expect((await visitor.open('/inbox')).path).to.equal('/inbox/sign-in')
      const { visitor: idle } = await joined(['link-worker'], { email: 'bo@school.example' })
      inbox.clock.advance({ minutes: IDLE_MS / 60_000 })
      expect((await idle.open('/inbox')).path).to.equal('/inbox/sign-in')
    })

    it('ends everywhere at once', async () => {
      const { visitor, secret } = await joined()
      inbox.clock.advance({ minutes: 2 })
      const second = await new Visitor(inbox).enter(ADA)
      await second.send('/inbox/sign-in/code', { code: appCode(secret, inbox.clock.now()) })
      await second.open('/inbox/account')
      await second.send('/inbox/account/sign-out-everywhere')
      expect(second.text).to.include('on every computer')
      for (const one of [visitor, second]) expect((await one.open('/inbox')).path).to.equal('/inbox/sign-in')
    })

    it('that has run out says that the others go on, where all were to end', async () => {
      const { visitor: phone, secret } = await joined()
      inbox.clock.advance({ minutes: 2 })
      const laptop = await new Visitor(inbox).enter(ADA)
      await laptop.send('/inbox/sign-in/code', { code: appCode(secret, inbox.clock.now()) })
      await laptop.open('/inbox/account')
      for (let n = 0; n < 2; n += 1) {
        inbox.clock.advance({ minutes: 32 })
        await phone.open('/inbox')
      }
      await laptop.send('/inbox/account/sign-out-everywhere')
      expect(laptop.status).to.equal(401)
      expect(laptop.text).to.include('You may still be signed in elsewhere').and.include('/inbox/sign-in')
      expect(laptop.cookies.has('matters-inbox')).to.equal(false)
      expect((await phone.open('/inbox')).path).to.equal('/inbox')
    })

    it('changes the password, and is then the only one', async () => {
      const { visitor, secret } = await joined()
      inbox.clock.advance({ minutes: 2 })
      const second = await new Visitor(inbox).enter(ADA)
      await second.send('/inbox/sign-in/code', { code: appCode(secret, inbox.clock.now()) })
      await second.open('/inbox/account')
      const wanted = 'quarry blanket seven'
      await second.send('/inbox/account/password', { password: 'wrong', 'new-password': wanted })
      expect(second.status).to.equal(422)
      await second.send('/inbox/account/password', { password: PASSWORD, 'new-password': 'password1234' })
      expect(second.status).to.equal(422)
      await second.send('/inbox/account/password', { password: PASSWORD, 'new-password': wanted })
      expect(second.text).to.include('Your password is changed')
      expect((await second.open('/inbox')).path).to.equal('/inbox')
      expect((await visitor.open('/inbox')).path).to.equal('/inbox/sign-in')
      expect((await new Visitor(inbox).enter(ADA)).status).to.equal(422)
      expect((await new Visitor(inbox).enter(ADA, wanted)).path).to.equal('/inbox/sign-in/code')
    })
  })

  it('leads on to the concern that a message’s link was for, and nowhere else', async () => {
    await inbox.put({ alert: alert({ school: 'other' }) })
    await joined(['duty-contact'])
    const { visitor, secret } = await joined(['duty-contact'], { school: 'other' })
    const back = async (path: string) => {
      inbox.clock.advance({ minutes: IDLE_MS / 60_000 })
      expect((await visitor.open(path)).path, path).to.equal('/inbox/sign-in')
      await visitor.send('/inbox/sign-in', { email: ADA, password: PASSWORD })
      await visitor.send('/inbox/sign-in/code', { code: appCode(secret, inbox.clock.now()) })
      return visitor
    }
    expect((await back('/inbox/alerts/c1')).path).to.equal('/inbox/alerts/c1')
    expect(visitor.text).to.include('been cutting again').and.include('Test School other')
    for (const path of ['/inbox/account', '/inbox/alerts/c1/casework', '/inbox/alerts/..%2f..%2fx'])
      expect((await back(path)).path, path).to.equal('/inbox')
    expect(visitor.text, 'what waits at the other school').to.include('At Test School other: 1 concern waits')
    await visitor.send('/inbox/account/school', { school: 'other' })
    expect(visitor.text).to.include('/inbox/alerts/c1').and.not.include('At Test School')
  })

  it('leads nobody to what another came for at the same computer, and writes nothing down of it; and to the page of a file', async () => {
    await inbox.put({ alert: alert(), handoff: handoff() })
    const { visitor, secret } = await joined(['link-worker'], { as: 'rowan' })
    const back = async (path: string) => {
      inbox.clock.advance({ minutes: IDLE_MS / 60_000 })
      await visitor.open(path)
      await visitor.send('/inbox/sign-in', { email: ADA, password: PASSWORD })
      await visitor.send('/inbox/sign-in/code', { code: appCode(secret, inbox.clock.now()) })
      return visitor.path
    }
    expect(await back('/inbox/alerts/c1')).to.equal('/inbox')
    expect((await inbox.audited()).join()).to.not.include('c1')
    expect(await back('/inbox/alerts/gone'), 'there is none').to.equal('/inbox')
    for (const kind of ['.pdf', '.txt', '.fhir.json'])
      expect(await back(`/inbox/handoffs/dl_one${kind}`), kind).to.equal('/inbox/handoffs/dl_one')
  })

  it('keeps what was come for no longer than it takes to sign in', async () => {
    const answer = await fetch(`${inbox.url}/inbox/alerts/c1`, { redirect: 'manual' })
    expect(answer.headers.get('set-cookie')).to.match(/matters-inbox-wanted=.*max-age=600\b/i)
  })

  it('opens what somebody may read at each of their schools, and nothing of others', async () => {
    await inbox.put({ alert: alert(), handoff: handoff() })
    const { visitor } = await joined(['duty-contact'], { as: 'dana' })
    expect((await visitor.open('/inbox/alerts/c1')).text).to.include('been cutting again')
    expect(visitor.text).to.include('Dana Testperson, Test School demo')
    expect((await visitor.open('/inbox/handoffs/dl_one')).status).to.equal(404)
    const { visitor: other } = await joined(['duty-contact'], { email: 'bo@school.example', school: 'other' })
    expect((await other.open('/inbox/alerts/c1')).status).to.equal(404)
    expect(await inbox.audited()).to.include.members([
      'dana read alert c1',
      'dana refused handoff dl_one',
      `${accountIdOf('bo@school.example')} refused alert c1`,
    ])
  })
})
