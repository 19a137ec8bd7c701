import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { newPage } from '../support/browser.ts'
import { content } from '../support/conversation.ts'
import { RunningService } from '../support/running-service.ts'
import { Talk } from '../widget/talk.ts'

/** Another language in the middle of a conversation, in real Chromium: the frame, its crisis card and the question follow, answers stay. */
describe('a language, end to end', function () {
  this.timeout(120_000)
  let service: RunningService
  let page: Page

  before(async () => {
    service = await RunningService.start()
  })
  after(() => service.close())
  afterEach(() => page.context().close())

  const root = () => page.locator('html')

  it('is changed by the menu in mid-conversation: right to left, with the crisis card in it', async () => {
    page = await newPage({ viewport: { width: 360, height: 740 } })
    await page.goto(`${service.url}/panel?school=demo`)
    const talk = new Talk(page)
    await talk.button(/^People I choose/).click()
    await talk.button('The short way').click()
    await talk.hears('How old are you')
    expect(await root().getAttribute('dir')).to.equal('ltr')
    await page.locator('#language').selectOption({ label: 'اردو' })
    await talk.hears(content().languages.of('ur').texts.text('language.now'))
    await page.locator('html[dir=rtl]').waitFor()
    expect(await root().getAttribute('lang')).to.equal('ur')
    // The question that stood is put again, and its answer leads on from where we were.
    await talk.hears(content().languages.of('ur').texts.text('about-you.age'))
    await page.locator('#write').fill('۱۴')
    await page.keyboard.press('Enter')
    await talk.hears(content().languages.of('ur').texts.text('what-matters.ask'))
    await page.locator('#help summary').click()
    expect(await page.locator('#help a[href="tel:999"]').isVisible()).to.equal(true)
    expect(await page.locator('#help h2').first().innerText()).to.match(/[\u0600-\u06ff]/u)
    await page.locator('#help summary').click()
    await page.locator('#write').fill('english please')
    await page.keyboard.press('Enter')
    await page.locator('html[dir=ltr]').waitFor()
    await talk.hears('Pick up to three')
  })

  it('is the page’s from the first bytes where the page asks for it', async () => {
    page = await newPage({ viewport: { width: 360, height: 740 } })
    const bytes = await (await page.request.get(`${service.url}/panel?school=demo&lang=ur`)).text()
    expect(bytes).to.match(/<html lang="ur" dir="rtl"/)
    expect(bytes.slice(0, bytes.indexOf('tel:999'))).to.match(/<h2>.*[\u0600-\u06ff]/u)
    await page.goto(`${service.url}/panel?school=demo&lang=pl`)
    await new Talk(page).hears(content().languages.of('pl').texts.text('hello.check'))
    expect(await page.locator('#language').inputValue()).to.equal('Polski')
  })
})
