import { expect } from 'chai'
import { PERMISSIONS } from '../../../bot/inbox/permissions.ts'
import { writtenIn } from '../../../bot/inbox/unsaved.ts'
import { operatorLink, PASSWORD, Visitor } from '../../support/accounts.ts'
import { handoff } from '../../support/cases.ts'
import { Caseworker } from '../../support/caseworker.ts'
import { runInbox } from '../../support/inbox.ts'
import type { RunningInbox } from '../../support/inbox.ts'
import { opportunity } from '../../support/opportunity.ts'
import { Role } from '../../../domain/school/role.ts'

/** What anyone may ask for: the way in, and what it looks like. */
const OPEN = /^\/inbox\/(sign-in|invitation|oidc|assets)(\/|$)/

/** One entry in the directory of the school `demo`. */
const CLUBS = [opportunity({ sourceId: 'ink', name: 'Ink club', ages: { min: 11, max: 18 } })]

describe('the gate of the inbox', () => {
  let inbox: RunningInbox
  before(async () => {
    inbox = await runInbox({}, CLUBS)
  })
  after(() => inbox.close())
  const pathOf = (path: string) => path.replace(':id', 'x')

  it('stands before every page but the way in', async () => {
    const { routes } = inbox.inbox
    expect(routes.length).to.be.above(30)
    for (const { method, path, permission } of routes) {
      expect(permission === 'open', path).to.equal(OPEN.test(path))
      if (permission === 'open') continue
      const answer = method === 'post' ? await inbox.post(pathOf(path), {}) : await inbox.read(pathOf(path))
      expect([answer.status, answer.headers.get('location')], path).to.deep.equal([303, '/inbox/sign-in'])
    }
  })

  it('gives what was written into a form back when the session has ended since, or another has begun, and no password', async () => {
    await inbox.put({ handoff: handoff() })
    const rowan = await Caseworker.signIn(inbox, 'link-worker', 'rowan')
    const path = '/inbox/handoffs/dl_one/notes'
    await rowan.open('/inbox/handoffs/dl_one/casework')
    const fields: Record<string, string> = {
      ...rowan.form(path),
      note: 'Rang aunt <b>Jo</b>,\nshe comes along',
    }
    const another = await inbox.signIn('link-worker', 'rowan')
    for (const [cookie, status] of [
      [another, 403],
      [rowan.cookie, 401],
    ] as const) {
      if (status === 401) inbox.clock.advance({ hours: 8 })
      const answer = await inbox.post(path, fields, cookie)
      const text = await answer.text()
      expect(answer.status).to.equal(status)
      expect(text)
        .to.include('Rang aunt &lt;b&gt;Jo&lt;/b&gt;,\nshe comes along</textarea>')
        .and.not.include(fields['csrf'])
      const foreign = await inbox.post(path, fields, cookie, { 'sec-fetch-site': 'cross-site' })
      expect(await foreign.text()).to.not.include('Rang aunt')
    }
    const week = { csrf: fields['csrf'] ?? '', 'hours-monday': '9:00-15:00' }
    expect(await (await inbox.post('/inbox/diary', week, rowan.cookie)).text()).to.include('9:00-15:00')
    const secret = await inbox.post('/inbox/account/password', {
      password: PASSWORD,
      'new-password': PASSWORD,
    })
    expect([secret.status, secret.headers.get('location')]).to.deep.equal([303, '/inbox/sign-in'])
  })

  it('gives back whatever somebody can write into a form, whichever field it is', async () => {
    const visitor = new Visitor(inbox)
    await visitor.join(operatorLink(inbox, { roles: [...Role.options], email: 'all@school.example' }))
    const seen = new Set<string>()
    const walk = async (path: string) => {
      const { status, text } = await visitor.open(path)
      expect(status, path).to.equal(200)
      for (const [tag] of text.matchAll(/<(?:textarea|input)\s[^>]*>/gu)) {
        const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`, 'u').exec(tag)?.[1]
        const name = of('name')
        if (name !== undefined && (of('type') ?? 'text') === 'text') seen.add(name)
      }
      return text
    }
    for (const path of [
      ...['/inbox/handoffs/dl_one', '/inbox/handoffs/dl_one/casework', '/inbox/referrals'],
      '/inbox/directory/add',
    ])
      await walk(path)
    const entries = (await visitor.open('/inbox/directory')).text
    await walk(/href="(\/inbox\/directory\/entry[^"]*)"/u.exec(entries)?.[1]?.replaceAll('&amp;', '&') ?? '')
    expect([...seen]).to.include.members(['note', 'words', 'role', 'description', 'reason'])
    const lost = [...seen].filter((name) => writtenIn(new URLSearchParams({ [name]: 'x' })) === '')
    // What is short, or looked up, is typed again.
    expect(lost).to.have.members(['age-max', 'age-min', 'cost-from', 'email', 'phone', 'postcode', 'url'])
  })

  it('gives nothing back to who comes after them at the same computer, nor what nobody wrote', async () => {
    const rowan = await Caseworker.signIn(inbox, 'link-worker', 'rowan')
    const { csrf } = rowan
    const note = { csrf, note: 'Maya told me her stepdad hits her' }
    const path = '/inbox/handoffs/dl_one/notes'
    const next = await inbox.post(path, note, await inbox.signIn('duty-contact', 'dana'))
    expect([next.status, (await next.text()).includes('Maya')]).to.deep.equal([403, false])

    inbox.clock.advance({ hours: 8 })
    for (const [to, fields] of [
      ['/inbox/search', { csrf, query: 'Maya Khan', whose: 'all' }],
      ['/inbox/handoffs/dl_one/acknowledge', { csrf, seen: '1 1.1' }],
      [path, { ...note, csrf: '' }],
    ] as const) {
      const answer = await inbox.post(to, fields, rowan.cookie)
      expect([answer.status, answer.headers.get('location')], to).to.deep.equal([303, '/inbox/sign-in'])
    }
    // Signing out takes the cookie away, also when the session is over.
    const out = await inbox.post('/inbox/sign-out', { csrf }, rowan.cookie)
    expect(out.headers.get('set-cookie')).to.include('Max-Age=0')
    expect((await inbox.post(path, note)).status).to.equal(303)
  })

  for (const role of Role.options) {
    it(`lets a ${role} to what is theirs, writes the rest down, and takes no form without its token`, async () => {
      const visitor = new Visitor(inbox)
      await visitor.join(operatorLink(inbox, { roles: [role], email: `${role}@school.example` }))
      const csrf = /name="csrf" value="([^"]*)"/.exec((await visitor.open('/inbox')).text)?.[1] ?? ''
      for (const { method, path, permission } of inbox.inbox.routes) {
        if (permission === 'open' || path.includes('sign-out')) continue
        if (method === 'post') {
          expect((await inbox.post(pathOf(path), { csrf: 'x' }, visitor.cookie)).status, path).to.equal(403)
        }
        const before = (await inbox.audited()).length
        const answer =
          method === 'post'
            ? await inbox.post(pathOf(path), { csrf }, visitor.cookie)
            : await inbox.read(pathOf(path), visitor.cookie)
        const allowed = (PERMISSIONS[permission] as readonly string[]).includes(role)
        if (!allowed) {
          expect(answer.status, `${method} ${path}`).to.equal(404)
          expect((await inbox.audited()).length, path).to.be.above(before)
        } else {
          expect(answer.status, `${method} ${path}`).to.not.be.oneOf([403, 500])
        }
      }
    })
  }
})
