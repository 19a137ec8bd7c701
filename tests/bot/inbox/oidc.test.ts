import { expect } from 'chai'
import { School } from '../../../domain/school/school.ts'
import { schoolsOf } from '../../../bot/schools.ts'
import { Accounts } from '../../../bot/inbox/accounts.ts'
import { accountIdOf } from '../../../bot/records/accounts.ts'
import { appCode, operatorLink, PASSWORD, Visitor } from '../../support/accounts.ts'
import { axeProblems } from '../../support/axe.ts'
import { handoff } from '../../support/cases.ts'
import { newPage } from '../../support/browser.ts'
import { runInbox, twoSchools } from '../../support/inbox.ts'
import type { RunningInbox } from '../../support/inbox.ts'
import { lyingProvider, realProvider, settingsFor } from '../../support/oidc.ts'

const GROUP = '5f0c0f1e-safeguarding'

/** The schools of the tests; at `demo` whoever is in that group is a duty contact. */
const schools = () =>
  schoolsOf(
    twoSchools().map((school) =>
      school.id === 'demo'
        ? School.parse({ ...school, signIn: [{ claim: 'groups', value: GROUP, roles: ['duty-contact'] }] })
        : school,
    ),
  )

describe('signing in to the inbox by the organisation', function () {
  this.timeout(120_000)

  describe('what comes back from it', () => {
    let provider: Awaited<ReturnType<typeof lyingProvider>>
    let inbox: RunningInbox
    beforeEach(async () => {
      provider = await lyingProvider()
      inbox = await runInbox({ oidc: settingsFor(provider.issuer), schools: schools() })
    })
    afterEach(async () => {
      await inbox.close()
      await provider.close()
    })

    /** Goes there and comes back with a token that says this. */
    async function back(
      claims: Record<string, unknown>,
      of: { forged?: boolean; state?: string; visitor?: Visitor } = {},
    ): Promise<Visitor> {
      const visitor = of.visitor ?? new Visitor(inbox)
      await visitor.open('/inbox/oidc/start')
      const query = new URL(visitor.path).searchParams
      const now = Math.floor(Date.now() / 1000)
      provider.say(
        {
          ...{ iss: provider.issuer, aud: 'matters', sub: 'ada-1', iat: now, exp: now + 60 },
          ...{ nonce: query.get('nonce'), tid: 'our-tenant', email: 'ada@school.example', name: 'Ada T' },
          ...claims,
        },
        of.forged,
      )
      return visitor.open(`/inbox/oidc/callback?code=c&state=${of.state ?? query.get('state') ?? ''}`)
    }
    const invite = async () => {
      const visitor = new Visitor(inbox)
      await visitor.open(operatorLink(inbox, { roles: ['link-worker'] }))
      await visitor.send('/inbox/invitation/elsewhere')
    }

    it('asks with code flow, PKCE, state and nonce', async () => {
      const visitor = await new Visitor(inbox).open('/inbox/oidc/start')
      const query = new URL(visitor.path).searchParams
      expect(query.get('response_type')).to.equal('code')
      expect(query.get('code_challenge_method')).to.equal('S256')
      for (const name of ['code_challenge', 'state', 'nonce'])
        expect(query.get(name), name).to.have.length.above(30)
      expect(query.get('redirect_uri')).to.equal(`${inbox.url}/inbox/oidc/callback`)
    })

    it('lets in who was invited', async () => {
      expect((await back({})).text).to.include('Nobody has asked this account in')
      await invite()
      const visitor = await back({})
      expect([visitor.path, visitor.status]).to.deep.equal(['/inbox', 200])
      expect(visitor.text).to.include('Ada Testperson')
    })

    it('leads on to the summary that a message’s link was for', async () => {
      await invite()
      await inbox.put({ handoff: handoff() })
      const visitor = await new Visitor(inbox).open('/inbox/handoffs/dl_one')
      expect(visitor.path).to.equal('/inbox/sign-in')
      await back({}, { visitor })
      expect([visitor.path, visitor.status]).to.deep.equal(['/inbox/handoffs/dl_one', 200])
      expect((await back({}, { visitor })).path, 'once').to.equal('/inbox')
    })

    it('refuses another issuer, audience, tenant, nonce, state, signature, and what is past', async () => {
      await invite()
      const past = Math.floor(Date.now() / 1000) - 3600
      const wrong: [string, Promise<Visitor>][] = [
        ['issuer', back({ iss: 'https://elsewhere.example' })],
        ['audience', back({ aud: 'another-client' })],
      ]
      for (const [name, visit] of wrong) expect((await visit).text, name).to.include('could not be trusted')
      for (const claims of [{ nonce: 'x' }, { exp: past, iat: past - 60 }]) {
        expect((await back(claims)).text).to.include('could not be trusted')
      }
      expect((await back({}, { forged: true })).text).to.include('could not be trusted')
      expect((await back({}, { state: 'another' })).text).to.include('could not be trusted')
      for (const tid of ['another-tenant', undefined]) {
        expect((await back({ tid })).text).to.include('of another organisation')
      }
      const stranger = new Visitor(inbox)
      expect((await stranger.open('/inbox/oidc/callback?code=c&state=s')).text).to.include('took too long')
      expect((await stranger.open('/inbox')).path).to.equal('/inbox/sign-in')
      expect((await back({})).path).to.equal('/inbox')
    })

    it('takes no address that is missing or unchecked', async () => {
      await invite()
      expect((await back({ email: undefined })).text).to.include('no e-mail address')
      expect((await back({ email_verified: false })).text).to.include('no e-mail address')
    })

    it('ties an account to one person of the organisation', async () => {
      await invite()
      await back({})
      expect((await back({ sub: 'ada-2' })).text).to.include('belongs to another account')
    })

    it('gives what a claim of the school’s settings gives, for as long as it is there', async () => {
      const visitor = await back({ groups: ['x', GROUP] })
      expect([visitor.path, visitor.status]).to.deep.equal(['/inbox', 200])
      expect(visitor.text).to.include('Concerns to read').and.not.include('Summaries to read')
      expect((await back({ groups: ['x'] })).text).to.include('Nobody has asked this account in')
      expect((await visitor.open('/inbox')).path).to.equal('/inbox/sign-in')
    })

    it('takes an invitation of the operator up once, shows the way in again, and lets nobody in who was suspended since', async () => {
      const link = operatorLink(inbox, { roles: ['link-worker'] })
      const [first, late] = [await new Visitor(inbox).open(link), await new Visitor(inbox).open(link)]
      await first.send('/inbox/invitation/elsewhere')
      await late.send('/inbox/invitation/elsewhere')
      expect([late.status, late.text.includes('Sign in there with ada@')]).to.deep.equal([200, true])
      expect((await back({})).path).to.equal('/inbox')
      expect((await new Visitor(inbox).open(link)).status).to.equal(410)
      const accounts = new Accounts(inbox.store, inbox.clock)
      const id = accountIdOf('ada@school.example')
      await accounts.change(id, (account) => ({ ...account, status: 'suspended', places: [] }))
      const later = await new Visitor(inbox).open(operatorLink(inbox, { roles: ['link-worker'] }))
      const tries: [Visitor, string][] = [
        ...([first, late] as const).map((one): [Visitor, string] => [one, link]),
        [later, operatorLink(inbox, { roles: ['link-worker'] })],
      ]
      for (const [visitor, to] of tries) {
        await visitor.open('/inbox/sign-in')
        const fields = { link: new URL(to, inbox.url).searchParams.get('link') ?? '' }
        await visitor.send('/inbox/invitation/elsewhere', fields)
        expect(visitor.status).to.equal(410)
        await visitor.open('/inbox/sign-in')
        await visitor.send('/inbox/invitation', { ...fields, 'new-password': PASSWORD })
        expect(visitor.path).to.equal('/inbox/invitation')
        expect((await back({})).text).to.include('not let in at present')
      }
      expect(await accounts.get(id))
        .to.include({ status: 'suspended' })
        .and.deep.include({ places: [] })
    })

    it('keeps what a claim gave from whoever signs in by a password, until they come by it again', async () => {
      const own = operatorLink(inbox, { roles: ['link-worker'], school: 'other' })
      const secret = await new Visitor(inbox).join(own)
      const shown = async (visitor: Visitor) => (await visitor.open('/inbox/account')).text
      expect(await shown(await back({ groups: [GROUP] }))).to.include('Test School demo')
      const byPassword = async () => {
        inbox.clock.advance({ minutes: 2 })
        const visitor = await new Visitor(inbox).enter('ada@school.example')
        return visitor.send('/inbox/sign-in/code', { code: appCode(secret, inbox.clock.now()) })
      }
      expect(await shown(await byPassword()))
        .to.include('Test School other')
        .and.not.include('Test School demo')
      expect(await shown(await back({ groups: [GROUP] }))).to.include('Test School demo')
    })

    it('keeps it from whoever got a password after a reset, too', async () => {
      await back({ groups: [GROUP] })
      const lead = new Visitor(inbox)
      await lead.join(operatorLink(inbox, { roles: ['school-lead'], email: 'lead@school.example' }))
      const person = `/inbox/people/${accountIdOf('ada@school.example')}`
      await lead.open(person)
      await lead.send(`${person}/reset`)
      const link = /inbox-code">(http[^<]*)</.exec(lead.text)?.[1] ?? ''
      const visitor = new Visitor(inbox)
      await visitor.join(link.replaceAll('&amp;', '&').slice(inbox.url.length))
      expect(visitor.status).to.equal(403)
      expect((await visitor.open('/inbox')).path).to.equal('/inbox/sign-in')
    })

    it('says when it cannot be reached, and leaves the other way in open', async () => {
      await provider.close()
      provider = await lyingProvider()
      const visitor = await new Visitor(inbox).open('/inbox/oidc/start')
      expect([visitor.status, visitor.text.includes('cannot be reached')]).to.deep.equal([503, true])
      expect((await visitor.open('/inbox/sign-in')).text).to.include('Password')
    })
  })

  it('works in a browser with a real provider', async () => {
    const provider = await realProvider({
      bo: {
        email: 'bo@school.example',
        email_verified: true,
        tid: 'our-tenant',
        name: 'Bo T',
        groups: [GROUP],
      },
    })
    const inbox = await runInbox({ oidc: settingsFor(provider.issuer), schools: schools() })
    provider.serve(inbox.url)
    const page = await newPage({ javaScriptEnabled: true })
    try {
      await page.goto(`${inbox.url}/inbox/sign-in`)
      expect(await axeProblems(page)).to.deep.equal([])
      await page.getByRole('button', { name: 'Sign in with Test Organisation' }).click()
      await page.locator('input[name=login]').fill('bo')
      await page.locator('input[name=password]').fill('anything')
      await page.locator('button[type=submit]').click()
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByRole('heading', { name: 'Inbox' }).waitFor()
      expect(await page.getByText('Bo T, Test School demo').count()).to.equal(1)
    } finally {
      await page.context().close()
      await inbox.close()
      await provider.close()
    }
  })
})
