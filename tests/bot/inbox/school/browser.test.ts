import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { registerDirectLine } from '../../../../bot/channels/directline/register.ts'
import { createLogger } from '../../../../bot/logger.ts'
import { schoolsOf } from '../../../../bot/schools.ts'
import { registerSite } from '../../../../bot/site.ts'
import { operatorLink, Visitor } from '../../../support/accounts.ts'
import { newPage } from '../../../support/browser.ts'
import { content } from '../../../support/conversation.ts'
import { eventually } from '../../../support/eventually.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { runInbox } from '../../../support/inbox.ts'
import type { RunningInbox } from '../../../support/inbox.ts'
import { looksRight } from '../../../support/looks.ts'
import { ScriptedConversations } from '../../../support/scripted-conversations.ts'
import { BUILT_WIDGET } from '../../../support/compiled.ts'
import { schoolWith, startSchoolPage } from '../../../support/widget-site.ts'
import { script } from '../../../widget/script.ts'
import { Talk } from '../../../widget/talk.ts'

/** What Google Sites lets an embedded address do: it may not move the tab. */
const SANDBOX = 'allow-scripts allow-same-origin allow-forms allow-popups'

describe('putting the chat on a school’s website, in a browser', function () {
  this.timeout(60_000)
  let inbox: RunningInbox
  let lead: Visitor
  let website: Awaited<ReturnType<typeof startSchoolPage>>
  let page: Page
  /** What stands on the school's page. */
  let onIt = ''

  before(async () => {
    website = await startSchoolPage(() => onIt)
    const reach = { text: 'Come to the blue room at lunch.', email: 'link@school.example' }
    const schools = schoolsOf([{ ...schoolWith([website.origin]), reach }])
    const clock = new FakeClock('2026-11-23T10:00:00Z')
    inbox = await runInbox({}, [], async (server) => {
      const { languages } = content()
      registerSite(server, { schools, languages, register: [], widgetDir: BUILT_WIDGET, demonstration: true })
      registerDirectLine(server, {
        ...{ conversations: new ScriptedConversations(script), schools, clock },
        logger: createLogger({ level: 'silent' }),
        tokenKeys: [new Uint8Array(32).fill(7)],
      })
    })
    website.host(inbox.url)
    lead = new Visitor(inbox)
    await lead.join(operatorLink(inbox, { roles: ['school-lead'], email: 'lead@school.example' }))
  })
  after(async () => {
    await website.close()
    await inbox.close()
  })
  afterEach(() => page.context().close())

  const open = async (options: Parameters<typeof newPage>[0], path: string): Promise<void> => {
    page = await newPage(options)
    await page
      .context()
      .addCookies([...lead.cookies].map(([name, value]) => ({ name, value, url: inbox.url })))
    await page.goto(inbox.url + path)
  }
  const preview = () => page.frameLocator('iframe')

  it('has no accessibility problem and fits a desk and a phone', async () => {
    await open({}, '/inbox/school?accent=%23ffd400')
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    for (const path of ['', '/inbox/school/preview', '/inbox/school/poster', '/help?school=demo']) {
      if (path !== '') await page.goto(inbox.url + path)
      await looksRight(page, path)
    }
    expect(complaints, 'no refused style, script or request').to.deep.equal([])
  })

  it('draws the tag and the preview anew while somebody chooses, and does the same without scripts', async () => {
    await open({ viewport: { width: 1280, height: 900 } }, '/inbox/school')
    await preview().getByRole('button', { name: 'Chat about what matters' }).waitFor()
    await page.getByLabel('Colour of the button').fill('#ffd400')
    await page.getByLabel('Where it stands').selectOption('left')
    await page.locator('#tag', { hasText: 'accent="#ffd400"' }).waitFor()
    await page.locator('#rule').waitFor()
    await page.getByText('are drawn anew').waitFor()
    const opener = preview().getByRole('button', { name: 'Chat about what matters' })
    await opener.waitFor()
    const frame = await page.locator('iframe').boundingBox()
    expect(((await opener.boundingBox())?.x ?? 0) - (frame?.x ?? 0)).to.be.below(60)
    const drawn = await page.locator('#made').innerText()
    await page.context().close()

    await open({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: false }, '/inbox/school')
    await page.getByLabel('Colour of the button').fill('#ffd400')
    await page.getByLabel('Where it stands').selectOption('left')
    await page.getByRole('button', { name: 'Show' }).click()
    await page.locator('#tag', { hasText: 'accent="#ffd400"' }).waitFor()
    expect(await page.locator('#made').innerText()).to.equal(drawn)
  })

  it('makes a tag that loads the widget on a page of that origin', async () => {
    await open({}, '/inbox/school')
    onIt = await page.locator('#tag').innerText()
    await page.goto(website.origin)
    await page.getByRole('button', { name: 'Chat about what matters' }).click()
    const talk = new Talk(page.frameLocator('iframe'))
    await talk.hears('Which one?')
    await talk.write('hello')
    await talk.hears('You said: hello')
  })

  it('makes a tag that leads to people where no script runs', async () => {
    await open({ javaScriptEnabled: false }, '/inbox/school')
    onIt = await page.locator('#tag').innerText()
    await page.goto(website.origin)
    await page.getByRole('link', { name: 'Help right now' }).click()
    await page.getByRole('link', { name: 'Call 999' }).waitFor()
    await page.getByText('Come to the blue room at lunch.').waitFor()
    const mail = page.getByRole('link', { name: 'link@school.example' })
    expect(await mail.getAttribute('href')).to.equal('mailto:link@school.example')
    expect(await page.getByRole('link', { name: 'Quick exit' }).getAttribute('href')).to.include('bbc.co.uk')
  })

  it('gives an address that works in a frame which may not move the tab, and clears itself there', async () => {
    await open({}, '/inbox/school')
    const address = await page.locator('#address-of-chat').innerText()
    onIt = `<iframe sandbox="${SANDBOX}" src="${address}" width="400" height="640" title="Chat"></iframe>`
    await page.goto(website.origin)
    const talk = new Talk(page.frameLocator('iframe'))
    await talk.hears('Which one?')
    await page.frameLocator('iframe').getByRole('link', { name: 'Quick exit' }).click()
    await eventually('the chat is blank', async () => page.frameLocator('iframe').locator('body').isHidden())
    expect(page.url()).to.equal(`${website.origin}/`)
  })
})
