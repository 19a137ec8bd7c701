import { expect } from 'chai'
import { alerts } from '../../../bot/records/alerts.ts'
import { handoffs } from '../../../bot/records/handoffs.ts'
import { alert, concern, handoff } from '../../support/cases.ts'
import { runInbox } from '../../support/inbox.ts'
import type { RunningInbox } from '../../support/inbox.ts'

describe('the inbox over HTTP', () => {
  let inbox: RunningInbox
  beforeEach(async () => {
    inbox = await runInbox()
    await inbox.put({ alert: alert(), handoff: handoff({ concerns: [concern()] }) })
  })
  afterEach(() => inbox.close())

  describe('without signing in', () => {
    it('shows nothing but the way to sign in', async () => {
      const paths = [
        '/inbox',
        '/inbox/',
        '/inbox/alerts/c1',
        '/inbox/handoffs/dl_one',
        '/inbox/handoffs/dl_one.txt',
      ]
      for (const path of paths) {
        const { status, text, headers } = await inbox.read(path, 'matters-inbox=forged.cookie')
        expect(status, path).to.equal(303)
        expect(headers.get('location')).to.equal('/inbox/sign-in')
        expect(text).to.equal('')
      }
      expect((await inbox.read('/inbox/sign-in')).text).to.include('You need a sign-in link')
    })

    it('acknowledges nothing', async () => {
      for (const path of [
        '/inbox/alerts/c1/acknowledge',
        '/inbox/handoffs/dl_one/acknowledge',
        '/inbox/sign-out',
      ]) {
        expect((await inbox.post(path, { csrf: 'x', version: '1' })).headers.get('location')).to.equal(
          '/inbox/sign-in',
        )
      }
      expect((await inbox.store.collection(alerts).get('c1'))?.body.acknowledged).to.equal(undefined)
    })

    it('does not say which records exist', async () => {
      const one = await inbox.read('/inbox/alerts/c1')
      const none = await inbox.read('/inbox/alerts/none')
      expect(none.status).to.equal(one.status)
    })
  })

  describe('signing in', () => {
    it('goes from link to button to inbox; the link works once, and opening it uses nothing up', async () => {
      const link = inbox.inbox
        .signInLink({ school: 'demo', role: 'duty-contact', id: 'dana' })
        .slice(inbox.url.length)
      expect((await inbox.read(link)).text).to.include('Hello Dana Testperson')
      expect((await inbox.read(link)).status).to.equal(200)
      const fields = { link: new URL(inbox.url + link).searchParams.get('link') ?? '' }
      const first = await inbox.post('/inbox/sign-in', fields)
      expect([first.status, first.headers.get('location')]).to.deep.equal([303, '/inbox'])
      expect(first.headers.get('set-cookie')).to.include('HttpOnly').and.include('SameSite=Lax')
      const again = await inbox.post('/inbox/sign-in', fields)
      expect([again.status, again.headers.get('set-cookie')]).to.deep.equal([410, null])
      expect((await inbox.read(link)).status).to.equal(410)
    })

    it('ends with signing out, and the cookie is worth nothing afterwards', async () => {
      const cookie = await inbox.signIn('duty-contact', 'dana')
      const out = await inbox.press('/inbox', '/inbox/sign-out', cookie)
      expect(out.headers.get('set-cookie')).to.include('Max-Age=0')
      expect((await inbox.read('/inbox', cookie)).status).to.equal(303)
      expect(await inbox.audited()).to.have.members(['dana signed-in session', 'dana signed-out session'])
    })

    it('takes the cookie away with signing out, also while nothing can be written', async () => {
      for (const path of ['/inbox/sign-out', '/inbox/account/sign-out-everywhere']) {
        const cookie = await inbox.signIn('duty-contact', 'dana')
        const { text } = await inbox.read('/inbox/account', cookie)
        const csrf = /name="csrf" value="([^"]*)"/.exec(text)?.[1] ?? ''
        inbox.store.failWrites = Object.assign(new Error('no space left'), { code: 'ENOSPC' })
        const foreign = await inbox.post(path, { csrf: 'x' }, cookie)
        expect([foreign.status, foreign.headers.get('set-cookie')], path).to.deep.equal([403, null])
        const out = await inbox.post(path, { csrf }, cookie)
        expect(out.headers.get('set-cookie'), path).to.include('matters-inbox=;').and.include('Max-Age=0')
        inbox.store.failWrites = undefined
      }
    })
  })

  describe('a duty contact', () => {
    it('finds the concern, reads it and says so; the conversation is told', async () => {
      const cookie = await inbox.signIn('duty-contact', 'dana')
      expect((await inbox.read('/inbox', cookie)).text).to.include('href="/inbox/alerts/c1"')
      const page = await inbox.read('/inbox/alerts/c1', cookie)
      expect(page.text)
        .to.include('been cutting again')
        .and.include('talk to my aunt')
        .and.include('Childline')
      expect(page.text).to.include('today at 10am, by Dana Testperson (safeguarding lead)')

      const answer = await inbox.press('/inbox/alerts/c1', '/inbox/alerts/c1/acknowledge', cookie)
      expect([answer.status, answer.headers.get('location')]).to.deep.equal([303, '/inbox/alerts/c1'])
      const read = { by: 'dana', name: 'Dana Testperson', at: '2026-11-23T09:00:00.000Z' }
      expect((await inbox.store.collection(alerts).get('c1'))?.body.acknowledged).to.deep.equal(read)
      expect(inbox.told).to.deep.equal([{ conversation: 'dl_one', what: 'alert', id: 'c1', ...read }])
      expect((await inbox.read('/inbox/alerts/c1', cookie)).text).to.include(
        'Read by Dana Testperson today at 9am',
      )
    })

    it('who presses second changes nothing, and the conversation is told once', async () => {
      const [dana, both] = [
        await inbox.signIn('duty-contact', 'dana'),
        await inbox.signIn('duty-contact', 'both'),
      ]
      const seen = await Promise.all([
        inbox.read('/inbox/alerts/c1', dana),
        inbox.read('/inbox/alerts/c1', both),
      ])
      const csrf = seen.map(({ text }) => {
        const form = text.slice(text.indexOf('/acknowledge"'))
        return /name="csrf" value="([^"]*)"/.exec(form)?.[1] ?? ''
      })
      await inbox.post('/inbox/alerts/c1/acknowledge', { csrf: csrf[0] ?? '', seen: 'reach-out.1' }, dana)
      await inbox.post('/inbox/alerts/c1/acknowledge', { csrf: csrf[1] ?? '', seen: 'reach-out.1' }, both)
      expect((await inbox.store.collection(alerts).get('c1'))?.body.acknowledged?.by).to.equal('dana')
      expect(inbox.told).to.have.length(1)
    })

    it('does not mark as read what was said while they read', async () => {
      const cookie = await inbox.signIn('duty-contact', 'dana')
      const { text } = await inbox.read('/inbox/alerts/c1', cookie)
      const form = text.slice(text.indexOf('/acknowledge"'))
      const csrf = /name="csrf" value="([^"]*)"/.exec(form)?.[1] ?? ''
      const worse = concern({ response: 'act-now', count: 2, alsoSaid: ['doing it now'] })
      await inbox.store.collection(alerts).put('c1', alert({ concern: worse }), 1)
      const answer = await inbox.post('/inbox/alerts/c1/acknowledge', { csrf, seen: 'reach-out.1' }, cookie)
      expect(answer.status).to.equal(409)
      expect(await answer.text())
        .to.include('They have said more')
        .and.include('doing it now')
      expect((await inbox.store.collection(alerts).get('c1'))?.body.acknowledged).to.equal(undefined)
      expect(inbox.told).to.deep.equal([])
    })

    it('cannot read a summary, which is shared with the link worker only, but learns that there is one', async () => {
      const cookie = await inbox.signIn('duty-contact', 'dana')
      expect((await inbox.read('/inbox/alerts/c1', cookie)).text).to.include(
        'shared with the link worker only',
      )
      for (const path of ['/inbox/handoffs/dl_one', '/inbox/handoffs/dl_one.txt']) {
        const { status, text } = await inbox.read(path, cookie)
        expect(status).to.equal(404)
        expect(text).to.not.include('Robin')
      }
      expect(await inbox.audited()).to.include('dana refused handoff dl_one')
    })

    it('can read a concern when the audit cannot be written', async () => {
      const cookie = await inbox.signIn('duty-contact', 'dana')
      inbox.store.failWrites = new Error('no room')
      const { status, text } = await inbox.read('/inbox/alerts/c1', cookie)
      expect(status).to.equal(200)
      expect(text).to.include('been cutting again')
      expect(inbox.logged.join('')).to.include('reading was not audited').and.not.include('cutting')
    })
  })

  describe('a link worker', () => {
    it('finds the summary, reads it on one page and as text, and says so', async () => {
      const cookie = await inbox.signIn('link-worker', 'rowan')
      expect((await inbox.read('/inbox', cookie)).text).to.include('href="/inbox/handoffs/dl_one"')
      const page = await inbox.read('/inbox/handoffs/dl_one', cookie)
      expect(page.text).to.include('drawing, and my dog').and.include('been cutting again')
      const plain = await inbox.read('/inbox/handoffs/dl_one.txt', cookie)
      expect(plain.headers.get('content-type')).to.equal('text/plain; charset=utf-8')
      expect(plain.headers.get('x-content-type-options')).to.equal('nosniff')
      expect(plain.text).to.include('“drawing, and my dog”')

      await inbox.press('/inbox/handoffs/dl_one', '/inbox/handoffs/dl_one/acknowledge', cookie)
      expect((await inbox.store.collection(handoffs).get('dl_one'))?.body.acknowledged?.name).to.equal(
        'rowan Testperson',
      )
      expect(inbox.told.map(({ what, conversation }) => [what, conversation])).to.deep.equal([
        ['handoff', 'dl_one'],
      ])
      expect(await inbox.audited()).to.include.members([
        'rowan read handoff dl_one',
        'rowan read handoff-text dl_one',
        'rowan acknowledged handoff dl_one',
      ])
    })

    it('does not mark a newer version as read that they have not seen', async () => {
      const cookie = await inbox.signIn('link-worker', 'rowan')
      const { text } = await inbox.read('/inbox/handoffs/dl_one', cookie)
      const form = text.slice(text.indexOf('/acknowledge"'))
      const csrf = /name="csrf" value="([^"]*)"/.exec(form)?.[1] ?? ''
      await inbox.store.collection(handoffs).put('dl_one', handoff({ version: 2 }), 1)
      const answer = await inbox.post('/inbox/handoffs/dl_one/acknowledge', { csrf, seen: '1' }, cookie)
      expect(answer.status).to.equal(409)
      expect(await answer.text())
        .to.include('newer version')
        .and.include('version 2')
      expect((await inbox.store.collection(handoffs).get('dl_one'))?.body.acknowledged).to.equal(undefined)
    })

    it('cannot open an alert', async () => {
      const cookie = await inbox.signIn('link-worker', 'rowan')
      expect((await inbox.read('/inbox/alerts/c1', cookie)).status).to.equal(404)
      expect(await inbox.audited()).to.include('rowan refused alert c1')
    })

    it('reads nothing of a summary that was taken back', async () => {
      await inbox.put({ handoff: handoff({ id: 'dl_back', status: 'withdrawn' }) })
      const cookie = await inbox.signIn('link-worker', 'rowan')
      for (const path of ['/inbox/handoffs/dl_back', '/inbox/handoffs/dl_back.txt']) {
        expect((await inbox.read(path, cookie)).text)
          .to.include('taken this summary back')
          .and.not.include('drawing')
      }
      expect((await inbox.read('/inbox', cookie)).text).to.not.include('dl_back')
    })

    it('cannot read a summary when the audit cannot be written', async () => {
      const cookie = await inbox.signIn('link-worker', 'rowan')
      inbox.store.failWrites = new Error('no room')
      const { status, text } = await inbox.read('/inbox/handoffs/dl_one', cookie)
      expect(status).to.equal(500)
      expect(text)
        .to.include('Something went wrong here')
        .and.not.include('drawing')
        .and.not.include('no room')
    })
  })

  describe('must never show one school’s cases to another', () => {
    it('answers 404 and writes it down', async () => {
      const worker = await inbox.signIn('link-worker', 'rowan', 'other')
      const duty = await inbox.signIn('duty-contact', 'dana', 'other')
      expect((await inbox.read('/inbox', worker)).text).to.not.include('dl_one')
      expect((await inbox.read('/inbox', duty)).text).to.not.include('/inbox/alerts/c1')
      expect((await inbox.read('/inbox/handoffs/dl_one', worker)).status).to.equal(404)
      expect((await inbox.read('/inbox/alerts/c1', duty)).status).to.equal(404)
      const csrf = /name="csrf" value="([^"]*)"/.exec((await inbox.read('/inbox', duty)).text)?.[1] ?? ''
      expect(
        (await inbox.post('/inbox/alerts/c1/acknowledge', { csrf, seen: 'reach-out.1' }, duty)).status,
      ).to.equal(404)
      expect((await inbox.store.collection(alerts).get('c1'))?.body.acknowledged).to.equal(undefined)
      expect(await inbox.audited()).to.include.members([
        'rowan refused handoff dl_one',
        'dana refused alert c1',
      ])
    })

    it('says the same of what is not there, and of what is no id', async () => {
      const cookie = await inbox.signIn('duty-contact', 'dana')
      for (const id of ['none', '..%2f..%2fetc', '__proto__', '%3Cscript%3E', 'a'.repeat(99)]) {
        const { status, text } = await inbox.read(`/inbox/alerts/${id}`, cookie)
        expect(status, id).to.equal(404)
        expect(text).to.not.include('<script>')
      }
    })
  })

  describe('forms', () => {
    const path = '/inbox/alerts/c1/acknowledge'

    it('must come from the person’s own signed-in page', async () => {
      const cookie = await inbox.signIn('duty-contact', 'dana')
      const other = await inbox.signIn('duty-contact', 'both')
      const csrf = /name="csrf" value="([^"]*)"/.exec((await inbox.read('/inbox', cookie)).text)?.[1] ?? ''
      const theirs = /name="csrf" value="([^"]*)"/.exec((await inbox.read('/inbox', other)).text)?.[1] ?? ''
      const seen = 'reach-out.1'
      expect((await inbox.post(path, { seen }, cookie)).status).to.equal(403)
      expect((await inbox.post(path, { seen, csrf: theirs }, cookie)).status).to.equal(403)
      const crossSite = { 'sec-fetch-site': 'cross-site' }
      expect((await inbox.post(path, { seen, csrf }, cookie, crossSite)).status).to.equal(403)
      expect((await inbox.post('/inbox/sign-in', { link: 'x' }, '', crossSite)).status).to.equal(403)
      expect((await inbox.store.collection(alerts).get('c1'))?.body.acknowledged).to.equal(undefined)
      expect((await inbox.post(path, { seen, csrf }, cookie)).status).to.equal(303)
    })

    it('are small and are forms: nothing else is taken', async () => {
      const cookie = await inbox.signIn('duty-contact', 'dana')
      const huge = await inbox.post(path, { csrf: 'x'.repeat(17_000) }, cookie)
      expect(huge.status).to.equal(413)
      const json = await inbox.post(path, {}, cookie, { 'content-type': 'application/json' })
      expect(json.status).to.be.oneOf([415, 403])
      expect((await inbox.post('/inbox', {}, cookie)).status).to.equal(405)
    })
  })

  it('sends every page with headers that keep it to its reader', async () => {
    const cookie = await inbox.signIn('duty-contact', 'dana')
    for (const path of ['/inbox', '/inbox/alerts/c1', '/inbox/alerts/none', '/inbox/sign-in']) {
      const { headers, text } = await inbox.read(path, cookie)
      expect(headers.get('cache-control')).to.equal('no-store')
      expect(headers.get('content-security-policy')).to.equal(
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      )
      expect(headers.get('referrer-policy')).to.equal('same-origin')
      expect(text).to.not.match(/<script|<style| style="| on\w+="/)
    }
  })

  it('serves its stylesheet, to be kept', async () => {
    const path = /href="(\/inbox\/assets\/[^"]+)"/.exec((await inbox.read('/inbox/sign-in')).text)?.[1] ?? ''
    const { status, headers, text } = await inbox.read(path)
    expect([status, headers.get('content-type')]).to.deep.equal([200, 'text/css; charset=utf-8'])
    expect(headers.get('cache-control')).to.include('immutable')
    expect(text).to.include('.inbox-safety')
  })

  it('writes nothing of a young person into the audit or the log', async () => {
    const cookie = await inbox.signIn('duty-contact', 'both')
    await inbox.read('/inbox/alerts/c1', cookie)
    await inbox.read('/inbox/handoffs/dl_one', cookie)
    const audit = (await inbox.audited()).join(' ')
    expect(audit).to.include('both read alert c1').and.include('both read handoff dl_one')
    for (const words of ['Robin', 'cutting', 'drawing']) {
      expect(audit + inbox.logged.join('')).to.not.include(words)
    }
  })

  it('keeps what was marked when telling the conversation fails', async () => {
    const failing = await runInbox({ onAcknowledged: async () => Promise.reject(new Error('away')) })
    try {
      await failing.put({ alert: alert() })
      const cookie = await failing.signIn('duty-contact', 'dana')
      expect(
        (await failing.press('/inbox/alerts/c1', '/inbox/alerts/c1/acknowledge', cookie)).status,
      ).to.equal(303)
      expect((await failing.store.collection(alerts).get('c1'))?.body.acknowledged?.by).to.equal('dana')
      expect(failing.logged.join('')).to.include('not passed on')
    } finally {
      await failing.close()
    }
  })
})
