import { expect } from 'chai'

import { accountIdOf } from '../../../bot/records/accounts.ts'
import { appCode, operatorLink, PASSWORD, Visitor } from '../../support/accounts.ts'
import { newPage } from '../../support/browser.ts'
import { looksRight } from '../../support/looks.ts'
import { alert } from '../../support/cases.ts'
import { runInbox } from '../../support/inbox.ts'
import type { RunningInbox } from '../../support/inbox.ts'

const idOf = (name: string) => accountIdOf(`${name}@school.example`)

describe('the people of the inbox', function () {
  this.timeout(120_000)
  let inbox: RunningInbox
  beforeEach(async () => {
    inbox = await runInbox()
  })
  afterEach(() => inbox.close())

  const joined = async (
    name: string,
    roles: Parameters<typeof operatorLink>[1]['roles'],
    school = 'demo',
  ) => {
    const visitor = new Visitor(inbox)
    await visitor.join(operatorLink(inbox, { roles, email: `${name}@school.example`, name, school }))
    return visitor
  }
  const linkIn = ({ text }: Visitor) =>
    (/inbox-code">(http[^<]*)</.exec(text)?.[1] ?? '').replaceAll('&amp;', '&').slice(inbox.url.length)

  it('are asked in by a school lead, who cannot make an administrator', async () => {
    const lead = await joined('lead', ['school-lead'])
    await lead.open('/inbox/people')
    expect(lead.text).to.not.include('value="administrator"')
    await lead.send('/inbox/people', { name: '', email: 'x', roles: [] })
    expect(lead.status).to.equal(422)
    const fields = { name: 'Bo <b>', email: 'bo@school.example' }
    await lead.send('/inbox/people', { ...fields, roles: ['administrator'] })
    expect([lead.status, lead.text.includes('Only an administrator')]).to.deep.equal([422, true])
    await lead.open('/inbox/people')
    await lead.send('/inbox/people', { ...fields, roles: ['queen'] })
    expect(lead.status).to.equal(404)
    await lead.open('/inbox/people')
    await lead.send('/inbox/people', { ...fields, school: 'other', roles: ['link-worker'] })
    expect(lead.status).to.equal(404)
    await lead.open('/inbox/people')
    await lead.send('/inbox/people', { ...fields, roles: ['link-worker'] })
    expect(lead.text).to.include('Bo &lt;b&gt;')
    const bo = new Visitor(inbox)
    await bo.join(linkIn(lead))
    expect((await bo.open('/inbox')).text).to.include('Summaries to read')
    expect((await bo.open('/inbox/people')).status).to.equal(404)
    expect(await inbox.audited()).to.include(`${idOf('bo')} refused page inbox.people`)
  })

  it('who read neither concerns nor summaries are not told that none wait', async () => {
    await inbox.put({ alert: alert() })
    const lead = await joined('lead', ['school-lead'])
    await lead.open('/inbox')
    expect(lead.text).to.include('whether any wait or not').and.not.include('No concern waits')
  })

  it('are changed, suspended and reset, and are out at once', async () => {
    const admin = await joined('admin', ['administrator'])
    const bo = await joined('bo', ['link-worker'])
    await admin.open(`/inbox/people/${idOf('bo')}`)
    await admin.send(`/inbox/people/${idOf('bo')}/place`, {
      'roles-demo': ['duty-contact'],
      'as-demo': 'dana',
    })
    expect(admin.status).to.equal(200)
    expect((await bo.open('/inbox')).path).to.equal('/inbox/sign-in')
    await bo.enter('bo@school.example')
    expect(bo.path).to.equal('/inbox/sign-in/code')
    await admin.send(`/inbox/people/${idOf('bo')}/suspend`)
    expect((await bo.enter('bo@school.example')).status).to.equal(422)
    await admin.send(`/inbox/people/${idOf('bo')}/resume`)
    expect((await bo.enter('bo@school.example')).path).to.equal('/inbox/sign-in/code')
    await admin.send(`/inbox/people/${idOf('bo')}/reset`)
    expect((await bo.enter('bo@school.example')).status).to.equal(422)
    const again = new Visitor(inbox)
    await again.join(linkIn(admin), 'quarry blanket seven')
    expect((await again.open('/inbox')).text).to.include('Dana Testperson')
    const audited = await inbox.audited()
    for (const did of ['changed', 'suspended', 'resumed', 'reset'])
      expect(audited).to.include(`${idOf('admin')} ${did} person ${idOf('bo')}`)
  })

  it('of another school are not there, and nobody raises themselves', async () => {
    const lead = await joined('lead', ['school-lead'])
    await joined('far', ['link-worker'], 'other')
    await joined('admin', ['administrator'])
    expect((await lead.open(`/inbox/people/${idOf('far')}`)).status).to.equal(404)
    expect(await inbox.audited()).to.include(`${idOf('lead')} refused person ${idOf('far')}`)
    await lead.open('/inbox/people')
    expect(lead.text).to.not.include('far@school.example')
    for (const name of ['lead', 'admin']) {
      await lead.open('/inbox/people')
      await lead.send(`/inbox/people/${idOf(name)}/place`, {
        school: 'demo',
        'roles-demo': ['administrator'],
      })
      expect(lead.status, name).to.equal(422)
      await lead.open('/inbox/people')
      await lead.send(`/inbox/people/${idOf(name)}/suspend`)
      expect(lead.status, name).to.equal(422)
    }
  })

  it('of another school who have not come yet get a place and no link, and their own goes on', async () => {
    const far = await joined('far', ['school-lead'], 'other')
    await far.open('/inbox/people')
    await far.send('/inbox/people', {
      ...{ name: 'Bo', email: 'bo@school.example', school: 'other', roles: ['duty-contact'] },
    })
    const theirs = linkIn(far)
    const lead = await joined('lead', ['school-lead'])
    await lead.open('/inbox/people')
    await lead.send('/inbox/people', { name: 'Bo', email: 'bo@school.example', roles: ['link-worker'] })
    expect([lead.status, linkIn(lead)]).to.deep.equal([200, ''])
    expect(lead.text).to.include('They belong to another school too')
    const bo = new Visitor(inbox)
    await bo.join(theirs)
    expect((await bo.open('/inbox/account')).text)
      .to.include('other')
      .and.include('demo')
  })

  it('who had a place at a school that is not there any more are reset and suspended by who looks after the rest', async () => {
    await joined('bo', ['link-worker'], 'gone')
    await joined('bo', ['link-worker'])
    const lead = await joined('lead', ['school-lead'])
    await lead.open(`/inbox/people/${idOf('bo')}`)
    expect(lead.text).to.not.include('They belong to another school too')
    await lead.send(`/inbox/people/${idOf('bo')}/reset`)
    expect([lead.status, linkIn(lead) === '']).to.deep.equal([200, false])
    await lead.send(`/inbox/people/${idOf('bo')}/suspend`)
    expect(await inbox.audited()).to.include(`${idOf('lead')} suspended person ${idOf('bo')}`)
  })

  it('who manage what they are everywhere give a link; who may not make an administrator give none to one', async () => {
    const both = async (name: string, role: 'school-lead' | 'administrator') => {
      await joined(name, [role], 'other')
      const visitor = new Visitor(inbox)
      await visitor.join(
        operatorLink(inbox, { roles: [role], email: `${name}@school.example`, name, school: 'demo' }),
      )
      return visitor
    }
    const asks = async (visitor: Visitor, school: string, role: string) => {
      await visitor.open('/inbox/people')
      await visitor.send('/inbox/people', {
        ...{ name: 'Bo', email: `bo-${role}@school.example`, school, roles: [role] },
      })
      expect(visitor.status).to.equal(200)
      return linkIn(visitor)
    }
    const [lead, admin] = [await both('lead', 'school-lead'), await both('admin', 'administrator')]
    await asks(admin, 'demo', 'link-worker')
    await asks(admin, 'demo', 'administrator')
    expect(await asks(lead, 'other', 'link-worker')).to.not.equal('')
    await lead.open('/inbox/people')
    await lead.send('/inbox/people', {
      ...{ name: 'Bo', email: 'bo-administrator@school.example', school: 'other', roles: ['link-worker'] },
    })
    expect([lead.status, linkIn(lead)]).to.deep.equal([200, ''])
    expect(lead.text).to.include('They are an administrator, so only another administrator')
  })

  it('are read of in the audit, by the day, each school its own', async () => {
    const admin = await joined('admin', ['administrator'])
    await joined('far', ['link-worker'], 'other')
    await admin.open('/inbox/audit')
    expect(admin.text).to.include('signed in').and.not.include('>far<')
    expect((await admin.open('/inbox/audit?day=2026-11-22')).text).to.include('nothing was written down')
    for (const bad of ['day=%3Cscript%3E', 'from=-1', 'from=x', 'day=2026-99-99']) {
      expect((await admin.open(`/inbox/audit?${bad}`)).status, bad).to.equal(200)
    }
  })

  it('come in by a browser, from invitation to signing out', async function () {
    this.timeout(90_000)
    const page = await newPage()
    try {
      await page.goto(inbox.url + operatorLink(inbox, { roles: ['administrator', 'link-worker'] }))
      await page.getByLabel('A password of your own').fill('password1234')
      await page.getByRole('button', { name: 'Keep this password' }).click()
      await page.getByRole('alert').getByText('Many people have this password').waitFor()
      await looksRight(page, 'invitation')
      await page.getByLabel('A password of your own').fill(PASSWORD)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Set up your authenticator app' }).waitFor()
      await looksRight(page, 'app')
      const secret = (await page.locator('.inbox-code').textContent()) ?? ''
      await page.getByLabel('Code from the app').fill(appCode(secret, inbox.clock.now()))
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
      await looksRight(page, 'codes')
      await page.getByRole('button', { name: 'I have kept them' }).click()
      await page.getByRole('heading', { name: 'Inbox' }).waitFor()
      await looksRight(page, 'inbox')
      await page.getByRole('link', { name: 'People', exact: true }).click()
      await page.getByLabel('Name', { exact: true }).fill('Bo Testperson')
      await page.getByLabel('E-mail address').fill('bo@school.example')
      await page.getByLabel('Duty contact: reads').check()
      await looksRight(page, 'people')
      await page.getByRole('button', { name: 'Make an invitation' }).click()
      await page.getByRole('heading', { name: 'Their invitation' }).waitFor()
      await looksRight(page, 'person')
      await page.getByRole('link', { name: 'Audit log' }).click()
      await looksRight(page, 'audit')
      await page.locator('.inbox-who a').click()
      await looksRight(page, 'account')
      await page.getByRole('button', { name: 'Sign out', exact: true }).click()
      await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
      inbox.clock.advance({ minutes: 1 })
      await page.goto(`${inbox.url}/inbox`)
      await looksRight(page, 'sign-in')
      await page.getByLabel('E-mail address').fill('ada@school.example')
      await page.getByLabel('Password').fill(PASSWORD)
      await page.getByRole('button', { name: 'Carry on' }).click()
      await page.getByRole('heading', { name: 'Your code' }).waitFor()
      await looksRight(page, 'code')
      await page.getByLabel('Code from your').fill(appCode(secret, inbox.clock.now()))
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('heading', { name: 'Inbox' }).waitFor()
    } finally {
      await page.context().close()
    }
  })
})
