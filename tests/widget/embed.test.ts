import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { newPage } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { ScriptedConversations } from '../support/scripted-conversations.ts'
import { schoolWith, startSchoolPage, startSite } from '../support/widget-site.ts'
import type { Site } from '../support/widget-site.ts'
import { script } from './script.ts'
import { openPanel, Talk } from './talk.ts'

/** Words that come last of all. */
const LATE_MS = 500
const WEATHER = 'https://www.bbc.co.uk/weather'

/** Answers for the page that quick exit goes to: no test reaches the world outside. */
const withWeather = (page: Page) =>
  page
    .context()
    .route(`${WEATHER}**`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Weather</title><p>Rain later</p>' }),
    )

describe("the widget on a school's page", () => {
  let site: Site
  let school: Awaited<ReturnType<typeof startSchoolPage>>
  let conversations: ScriptedConversations
  let page: Page
  let complaints: string[]

  before(async function () {
    this.timeout(30_000)
    school = await startSchoolPage()
    await (await newPage()).context().close()
  })
  after(() => school.close())

  beforeEach(async () => {
    conversations = new ScriptedConversations(script)
    site = await startSite({
      conversations,
      clock: new FakeClock('2026-11-23T10:00:00Z'),
      school: schoolWith([school.origin]),
    })
    school.host(site.url)
  })
  afterEach(async () => {
    await page.context().close()
    await site.close()
  })

  const visit = async (
    options: Parameters<typeof newPage>[0] = { viewport: { width: 1280, height: 800 } },
  ) => {
    page = await newPage(options)
    complaints = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await withWeather(page)
    await page.goto(school.origin)
  }
  const opener = () => page.getByRole('button', { name: /chat/i }).first()
  const dialog = () => page.getByRole('dialog', { name: 'Matters chat' })
  const open = async () => {
    await page.getByRole('button', { name: 'Chat about what matters' }).click()
    const talk = new Talk(page.frameLocator('iframe'))
    await talk.hears('Which one?')
    return talk
  }
  /** What has the keyboard inside the panel. */
  const focused = () => page.frameLocator('iframe').locator(':focus')

  it('works under a policy without unsafe-inline, styles and all, and complains of nothing', async () => {
    await visit()
    const talk = await open()
    await talk.write('hello')
    await talk.hears('You said: hello')
    const box = await dialog().boundingBox()
    expect(box?.width).to.be.within(400, 402)
    expect(box?.height).to.be.within(640, 642)
    expect(complaints).to.deep.equal([])
  })

  it('opens with the keyboard in the text box, closes with Escape, and gives the keyboard back', async () => {
    await visit()
    await open()
    await eventually('focus', async () => (await focused().getAttribute('id')) === 'write')
    expect(await opener().getAttribute('aria-expanded')).to.equal('true')
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'hidden' })
    expect(await opener().getAttribute('aria-expanded')).to.equal('false')
    await eventually('focus back', async () =>
      page.evaluate<boolean>(
        'document.querySelector("matters-chat").shadowRoot.activeElement?.tagName === "BUTTON"',
      ),
    )
    await page.keyboard.press('Enter')
    await new Talk(page.frameLocator('iframe')).hears('Which one?')
    expect(conversations.begun).to.have.length(1)
  })

  it('does not shut the school’s page out on a desktop, and does on a phone', async () => {
    await visit()
    await open()
    await page.getByRole('link', { name: 'A link' }).click()
    expect(page.url()).to.equal(`${school.origin}/#x`)
    expect(await dialog().isVisible()).to.equal(true)
    await page.context().close()
    await visit({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
    await open()
    const isModal = `document.querySelector('matters-chat').shadowRoot.querySelector('dialog').matches(':modal')`
    expect(await page.evaluate<boolean>(isModal)).to.equal(true)
  })

  it('fills a phone, and Back closes it and stays on the page', async () => {
    await visit({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
    await page.evaluate('history.pushState({}, "", "/timetable")')
    await open()
    expect(await dialog().boundingBox()).to.deep.equal({ x: 0, y: 0, width: 360, height: 740 })
    await page.goBack()
    await dialog().waitFor({ state: 'hidden' })
    expect(page.url()).to.equal(`${school.origin}/timetable`)
    await open()
    await page.frameLocator('iframe').getByRole('button', { name: 'Close chat' }).click()
    await dialog().waitFor({ state: 'hidden' })
    await eventually('the state of the history', () => page.evaluate<boolean>('!history.state?.matters'))
    expect(page.url()).to.equal(`${school.origin}/timetable`)
  })

  it('does not bring a phone’s keyboard up over the conversation', async () => {
    await visit({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
    await open()
    await eventually('focus', async () => (await focused().getAttribute('class')) === 'scroll')
  })

  it('quick exit moves the whole tab, hands the token back, and Back does not show the chat', async () => {
    await visit()
    const talk = await open()
    await talk.write('a secret')
    await talk.hears('You said: a secret')
    await page.frameLocator('iframe').getByRole('link', { name: 'Quick exit' }).click()
    await page.waitForURL(WEATHER)
    await eventually('the server to know', () =>
      conversations.taken.some(({ name }) => name === 'quick-exit'),
    )
    await page.goto(school.origin)
    const again = await open()
    expect((await again.said()).join()).not.to.contain('a secret')
    expect(conversations.begun).to.have.length(2)
  })

  it('is blank before the next page has come, and keeps nothing', async () => {
    await visit()
    await open()
    let arrive: () => void = () => undefined
    const slow = new Promise<void>((resolve) => (arrive = resolve))
    await page.context().route(`${WEATHER}**`, async (route) => {
      await slow
      await route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>' })
    })
    const [, frame] = page.frames()
    // oxlint-disable-next-line typescript/no-deprecated -- the next page is held back here: waiting for it would wait for ever
    await page.frameLocator('iframe').getByRole('link', { name: 'Quick exit' }).click({ noWaitAfter: true })
    await eventually('a blank panel', async () => (await frame?.locator('body').isVisible()) === false)
    const top = `document.querySelector('matters-chat').shadowRoot.elementFromPoint(200, 200)?.localName + document.title`
    await eventually('a blank page without a title', async () => (await page.evaluate<string>(top)) === 'b')
    expect(await frame?.evaluate<number>('sessionStorage.length')).to.equal(0)
    arrive()
    await page.waitForURL(WEATHER)
  })

  it('Shift three times leaves, from the chat and from the page around it', async () => {
    await visit()
    await open()
    await focused().waitFor()
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift')
    await page.waitForURL(WEATHER)
    await eventually('the server to know', () =>
      conversations.taken.some(({ name }) => name === 'quick-exit'),
    )
    await page.goto(school.origin)
    await open()
    await focused().waitFor()
    await page.getByRole('heading', { name: 'A school' }).click()
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift')
    // The page goes at once: whether the chat inside it still tells the server is up to the browser.
    await page.waitForURL(WEATHER)
  })

  it('Shift as part of writing does not leave', async () => {
    await visit()
    const talk = await open()
    await focused().waitFor()
    for (const letter of ['A', 'B', 'C', 'D']) await page.keyboard.press(`Shift+${letter}`)
    await page.keyboard.press('Enter')
    await talk.hears('You said: ABCD')
    expect(page.url()).to.match(new RegExp(`^${school.origin}`))
  })

  it('quick exit leaves from the panel in a tab of its own, and works before the script', async () => {
    page = await newPage()
    await withWeather(page)
    await openPanel(page, site)
    await page.getByRole('link', { name: 'Quick exit' }).click()
    await page.waitForURL(WEATHER)
    await page.context().close()
    page = await newPage({ javaScriptEnabled: false })
    await withWeather(page)
    await page.goto(`${site.url}/panel?school=demo`)
    await page.getByRole('link', { name: 'Quick exit' }).click()
    await page.waitForURL(WEATHER)
  })

  it('listens to its own panel and its own page only', async () => {
    await visit()
    const talk = await open()
    await page.evaluate(
      'window.postMessage({ matters: "leave" }, "*"); window.postMessage({ matters: "close" }, "*")',
    )
    const [, frame] = page.frames()
    // The frame's own messages to itself have the right origin and the wrong sender.
    await frame?.evaluate('window.postMessage({ matters: "leave" }, "*")')
    await page.evaluate(
      'document.querySelector("matters-chat").shadowRoot.querySelector("iframe").contentWindow.postMessage({ matters: "nonsense" }, "*")',
    )
    await talk.write('still here')
    await talk.hears('You said: still here')
    expect(await dialog().isVisible()).to.equal(true)
    expect(page.url()).to.match(new RegExp(`^${school.origin}`))
  })

  it('cannot be framed by a page that is not the school’s', async () => {
    const other = await startSchoolPage()
    other.host(site.url)
    try {
      page = await newPage()
      const refused = new Promise<string>((resolve) =>
        page.on('console', (message) => {
          if (message.text().includes('frame-ancestors')) resolve(message.text())
        }),
      )
      await page.goto(other.origin)
      await page.getByRole('button', { name: 'Chat about what matters' }).click()
      expect(await refused).to.contain(site.url)
      expect(conversations.begun).to.have.length(0)
    } finally {
      await other.close()
    }
  })

  it('hears the school’s page say hello, in a language whose words no browser preloads', async () => {
    await site.close()
    site = await startSite({
      conversations,
      clock: new FakeClock('2026-11-23T10:00:00Z'),
      school: { ...schoolWith([school.origin]), languages: ['en', 'pl'] },
    })
    school.host(site.url)
    await visit()
    await page.route('**/panel?*', async (route) => {
      const html = await (await route.fetch({ url: `${route.request().url()}pl` })).text()
      const body = html.replace(/<link rel="modulepreload"[^>]*>/, '')
      expect(body).not.to.equal(html)
      await route.fulfill({ contentType: 'text/html', body })
    })
    await page.route(/\/widget\/words-pl-/, async (route) => {
      await delay(LATE_MS)
      await route.continue()
    })
    await page.getByRole('button', { name: 'Chat about what matters' }).click()
    await page.frameLocator('iframe').locator('#close').waitFor()
    await eventually('focus', async () => (await focused().getAttribute('id')) === 'write')
  })

  it('gives numbers to turn to when the panel does not come', async () => {
    page = await newPage()
    await page.clock.install()
    await page.goto(school.origin)
    await page.route('**/panel?*', (route) => route.abort())
    await page.getByRole('button', { name: 'Chat about what matters' }).click()
    expect(await page.getByText('The chat is not loading.').isVisible()).to.equal(false)
    await page.clock.runFor(9_000)
    await page.getByText('The chat is not loading.').waitFor()
    expect(await page.getByRole('link', { name: /999/ }).getAttribute('href')).to.equal('tel:999')
  })

  it('asks for a panel that did not come when it is opened again', async () => {
    page = await newPage()
    await page.clock.install()
    await page.goto(school.origin)
    await page.route('**/panel?*', (route) => route.abort())
    await page.getByRole('button', { name: 'Chat about what matters' }).click()
    await page.clock.runFor(9_000)
    await page.getByText('The chat is not loading.').waitFor()
    await page.unroute('**/panel?*')
    await page.clock.resume()
    await page.getByRole('button', { name: 'Close chat' }).click()
    await page.getByRole('button', { name: 'Chat about what matters' }).click()
    await new Talk(page.frameLocator('iframe')).hears('Which one?')
    expect(await page.getByText('The chat is not loading.').isVisible()).to.equal(false)
  })
})
