import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { axeProblems, OF_LOOKS } from '../support/axe.ts'
import { newPage } from '../support/browser.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { ScriptedConversations } from '../support/scripted-conversations.ts'
import { schoolWith, startSite } from '../support/widget-site.ts'
import type { Site } from '../support/widget-site.ts'
import { script } from './script.ts'
import { openPanel } from './talk.ts'

/** WCAG 2.5.8 asks for 24 CSS pixels; thumbs ask for 44. */
const THUMB = 44

/** A hard colour to be readable on: bright yellow. */
const YELLOW = '#ffd400'

describe('the panel for everybody', () => {
  const clock = new FakeClock('2026-11-23T10:00:00Z')
  let site: Site
  let page: Page

  before(async function () {
    this.timeout(60_000)
    await (await newPage()).context().close()
    site = await startSite({
      conversations: new ScriptedConversations(script),
      clock,
      school: schoolWith([], YELLOW),
    })
  })
  after(() => site.close())
  afterEach(() => page.context().close())

  const looks = [
    { name: 'light', size: { width: 400, height: 640 }, colorScheme: 'light' },
    { name: 'dark', size: { width: 400, height: 640 }, colorScheme: 'dark' },
    { name: 'small and dark', size: { width: 320, height: 568 }, colorScheme: 'dark' },
  ] as const

  it('has nothing that axe-core finds wrong: light, dark, and small', async () => {
    page = await newPage({ viewport: looks[0].size })
    const talk = await openPanel(page, site)
    const check = async (what: string) => {
      for (const { name, size, colorScheme } of [...looks].reverse()) {
        await page.setViewportSize(size)
        await page.emulateMedia({ colorScheme })
        const only = name === 'light' ? undefined : OF_LOOKS
        expect(await axeProblems(page, { only }), `${what}, ${name}`).to.deep.equal([])
      }
    }
    await talk.button('The short way').click()
    await talk.button('Being outdoors').click()
    await check('several answers')
    await talk.write('an idea')
    await talk.hears('Here is one idea')
    await talk.write('summary')
    await talk.hears('This is your summary')
    await talk.button('Change: drawing, and my dog').click()
    await talk.button('How it reads').click()
    await talk.button('Answer with symbols').click()
    await talk.write('times')
    await talk.button('More times').waitFor()
    await check('times, a line being changed, how it reads, and symbols')
    await talk.button('Close').click()
    await talk.write('scale')
    await talk.button('7').waitFor()
    await check('a scale')
    await talk.write('danger')
    await talk.hears('Is there an adult near you')
    await check('cards, and what is urgent')
    await page.getByText('Need help now?').click()
    await check('help')
  })

  it('has nothing that axe-core finds wrong in colours that the system sets, nor at twice the text', async () => {
    page = await newPage({ viewport: { width: 320, height: 568 }, forcedColors: 'active' })
    const talk = await openPanel(page, site)
    await talk.button('The short way').click()
    await talk.button('Being outdoors').click()
    for (const words of ['an idea', 'summary', 'book', 'danger']) await talk.write(words)
    await talk.hears('Is there an adult near you')
    // axe-core reads colours of the styles, in whose place the system puts its own.
    expect(await axeProblems(page, { exclude: ['color-contrast'] }), 'forced colours').to.deep.equal([])
    await page.emulateMedia({ forcedColors: 'none' })
    await page.evaluate('document.documentElement.style.fontSize = "200%"')
    expect(await axeProblems(page), 'twice the text').to.deep.equal([])
  })

  it('has nothing that axe-core finds wrong when a person is there, words are not sent, and time is up', async () => {
    page = await newPage({ viewport: { width: 400, height: 640 } })
    const talk = await openPanel(page, site)
    await talk.write('somebody please')
    await page.getByText('Ms Demowick, safeguarding lead').waitFor()
    expect(await axeProblems(page), 'a person').to.deep.equal([])
    await page.route('**/conversations/*/activities', (route) => route.fulfill({ status: 400, json: {} }))
    await talk.write('lost')
    await page.getByText('Not sent.').waitFor()
    expect(await axeProblems(page), 'not sent').to.deep.equal([])
    await page.unroute('**/conversations/*/activities')
    clock.advance({ minutes: 31 })
    await talk.write('still here')
    await page.getByText('This chat has timed out.').waitFor()
    expect(await axeProblems(page), 'time is up').to.deep.equal([])
  })

  it('goes by keyboard alone: the way out first, then help, the conversation, its answers, the box', async () => {
    page = await newPage({ viewport: { width: 400, height: 640 } })
    await openPanel(page, site)
    // It comes with what is loaded after the first words.
    await page.getByRole('button', { name: 'How it reads' }).waitFor()
    const order: string[] = []
    for (let press = 0; press < 8; press += 1) {
      await page.keyboard.press('Tab')
      order.push(
        await page.evaluate<string>(
          '(document.activeElement.getAttribute("aria-label") ?? document.activeElement.id) || document.activeElement.textContent',
        ),
      )
    }
    expect(order).to.deep.equal([
      'exit',
      'Need help now?',
      'Conversation',
      'The short way',
      'The longer way',
      'Skip',
      'AaHow it reads',
      'write',
    ])
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await page.locator('.theirs').filter({ hasText: 'You said: Skip' }).waitFor()
    expect(await page.evaluate<string>('document.activeElement.id')).to.equal('write')
  })

  it('keeps the keyboard out of what the help covers, and gives it back', async () => {
    page = await newPage({ viewport: { width: 400, height: 640 } })
    await openPanel(page, site)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const seen: string[] = []
    for (let press = 0; press < 6; press += 1) {
      await page.keyboard.press('Tab')
      seen.push(await page.evaluate<string>('document.activeElement.textContent.trim()'))
    }
    expect(seen.slice(0, 5)).to.deep.equal([
      'Call 999',
      'Call 111',
      'Call Childline',
      'Text SHOUT',
      'Call Samaritans',
    ])
    expect(
      await page.evaluate<boolean>('document.querySelector("main").contains(document.activeElement)'),
    ).to.equal(false)
    await page.keyboard.press('Escape')
    expect(await page.evaluate<string>('document.activeElement.textContent')).to.equal('Need help now?')
  })

  it('has targets for thumbs, and nothing that scrolls sideways, at 320 pixels and at twice the text', async () => {
    page = await newPage({ viewport: { width: 320, height: 568 }, hasTouch: true })
    const talk = await openPanel(page, site)
    await talk.write('an idea')
    await talk.hears('Here is one idea')
    await talk.write('summary')
    await talk.hears('This is your summary')
    await talk.button('Change: drawing, and my dog').click()
    await talk.write('danger')
    await talk.hears('Is there an adult')
    await talk.button('How it reads').click()
    await talk.button('Answer with symbols').click()
    await talk.write('times')
    await talk.button('More times').waitFor()
    await hasTargetsForThumbs()
    await talk.button('Close').click()
    await talk.write('scale')
    await talk.button('7').waitFor()
    await hasTargetsForThumbs()
    const sideways =
      'Math.max(document.documentElement.scrollWidth, document.querySelector(".scroll").scrollWidth)'
    expect(await page.evaluate<number>(sideways)).to.be.at.most(320)
    await page.evaluate('document.documentElement.style.fontSize = "200%"')
    expect(await page.evaluate<number>(sideways)).to.be.at.most(320)
    expect(await page.getByRole('link', { name: 'Quick exit' }).isVisible()).to.equal(true)
  })

  const hasTargetsForThumbs = async (): Promise<void> => {
    for (const target of await page
      .locator('a:visible, button:visible, summary:visible, textarea:visible, input:visible')
      .all()) {
      const box = await target.boundingBox()
      const name = (await target.textContent()) ?? ''
      expect(box?.height, name).to.be.at.least(THUMB)
      expect(box?.width, name).to.be.at.least(THUMB - 0.5)
    }
  }

  it('keeps the way out in sight in a window as low as a zoom of 400 % makes it', async () => {
    page = await newPage({ viewport: { width: 320, height: 256 } })
    const talk = await openPanel(page, site)
    await talk.write('an idea')
    await talk.hears('Here is one idea')
    await talk.box.scrollIntoViewIfNeeded()
    const exit = await page.getByRole('link', { name: 'Quick exit' }).boundingBox()
    expect(exit?.y).to.be.within(0, 30)
  })

  it('has edges on everything to press where the system sets the colours', async () => {
    page = await newPage({ viewport: { width: 400, height: 640 }, forcedColors: 'active' })
    const talk = await openPanel(page, site)
    await talk.button('The short way').click()
    await talk.button('Being outdoors').click()
    const edges = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.exit, summary, .choice, .primary, textarea')].map((one) => {
        const { borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(one)
        return parseFloat(borderTopWidth) >= 1 && borderTopColor !== backgroundColor ? 'edge' : one.outerHTML
      })`,
    )
    expect(new Set(edges)).to.deep.equal(new Set(['edge']))
  })

  it('reads from the right where the words do', async () => {
    page = await newPage({ viewport: { width: 400, height: 640 } })
    const talk = await openPanel(page, site)
    await talk.write('مرحبا، أنا هنا')
    await talk.hears('You said')
    const direction = await page.evaluate<string>(
      'getComputedStyle(document.querySelector(".mine .words")).direction',
    )
    expect(direction).to.equal('rtl')
  })

  it('has a school page that axe-core finds nothing wrong with, opener and all', async () => {
    page = await newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(site.url)
    await page.getByRole('button', { name: 'Chat about what matters' }).waitFor()
    expect(await axeProblems(page)).to.deep.equal([])
    await page.goto(`${site.url}/panel?school=nobody`)
    expect(await axeProblems(page)).to.deep.equal([])
  })
})
