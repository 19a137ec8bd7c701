import { writeFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { axeProblems } from '../support/axe.ts'
import { newPage } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { openSummary, shoot, shortWay, signInByLink } from '../support/journey.ts'
import { RunningService } from '../support/running-service.ts'
import { Talk } from '../widget/talk.ts'

const INERT = 'drawing <img src=x onerror="document.title=1"> **dogs** [x](javascript:alert)'

/** `PICTURES=folder` keeps pictures and the PDF to look at. */
const folder = process.env['PICTURES']
const picture = (page: Page, name: string): Promise<void> => shoot(page, name, true)

/** A young person edits, leaves out, shares, previews, agrees and keeps a copy; a link worker opens every form of it. */
describe('the agreed summary, end to end', function () {
  this.timeout(120_000)
  let service: RunningService
  let page: Page

  before(async () => {
    service = await RunningService.start()
  })
  after(() => service.close())
  afterEach(() => page.context().close())

  it('is theirs line by line, and reaches the link worker as page, text, PDF and FHIR', async () => {
    page = await newPage({ viewport: { width: 420, height: 800 } })
    const talk = new Talk(page)
    await page.goto(`${service.url}/panel?school=demo`)
    await talk.hears('who might see what you write')
    await shortWay(talk, {
      matters: INERT,
      inTheWay: 'the last bus goes too early',
      possible: [/^Quiet/],
    })
    await page.locator('.choices .toggle').first().click()
    await talk.button(/^Done/).click()
    await talk.hears('This is your summary')

    // Left out, and one line for the school too.
    const line = (text: string) => page.locator('.card.summary li', { hasText: text }).last()
    await line('the last bus')
      .getByRole('button', { name: /Leave out/ })
      .click()
    await talk.hears("That line won't be sent")
    await line('I am 14')
      .getByRole('button', { name: /Who sees it/ })
      .click()
    await talk.hears('Who can this line be shown to')
    await talk.button(/^Link worker/).click()
    await talk.button(/^School/).click()
    await talk.button(/^Done/).click()
    await talk.hears('can be shown to: link worker, school')
    await talk.button(/Send it/).click()
    await talk.hears('word for word')
    const cards = page.locator('.card.summary')
    const [worker = '', school = ''] = (await cards.allInnerTexts()).slice(-2)
    expect(worker).to.include('**dogs**').and.not.include('the last bus')
    expect(school)
      .to.include('I am 14')
      .and.not.match(/drawing|last bus/)
    await talk.hears('One exception')
    await picture(page, 'preview')
    expect(await axeProblems(page)).to.deep.equal([])
    await talk.button(/Yes, send it/).click()
    await talk.hears('A link worker at')

    // Their own copy.
    const links = page.locator('.card.appointment a.action')
    const copy = (await links.nth(0).getAttribute('href')) ?? ''
    const pdf = (await links.nth(1).getAttribute('href')) ?? ''
    const own = await newPage({ viewport: { width: 800, height: 900 } })
    await own.goto(copy)
    await own.getByText('the last bus goes too early').waitFor()
    expect(await own.getByText('Left out, not sent').count()).to.equal(1)
    expect(await own.locator('img').count()).to.equal(0)
    expect(await axeProblems(own)).to.deep.equal([])
    await picture(own, 'own-copy')
    const download = own.waitForEvent('download')
    await own.getByRole('link', { name: 'Save as PDF' }).click()
    const file = await download
    expect(file.suggestedFilename()).to.equal('my-summary.pdf')
    expect((await buffer(await file.createReadStream())).subarray(0, 5).toString()).to.equal('%PDF-')
    if (folder !== undefined) await file.saveAs(`${folder}/my-summary.pdf`)
    const forged = pdf.replace(/.\/summary\.pdf$/, '/summary.pdf')
    expect((await own.request.get(forged)).status()).to.equal(404)
    await own.context().close()

    // The link worker.
    const [link = ''] = service.signInLinks()
    const inbox = await newPage({ viewport: { width: 1280, height: 900 } })
    await signInByLink(inbox, link)
    await openSummary(inbox, service.url)
    await inbox.getByText('**dogs**').first().waitFor()
    expect(await inbox.getByText('the last bus').count()).to.equal(0)
    expect(await inbox.locator('main img').count()).to.equal(0)
    await inbox.getByRole('button', { name: /Confirm: Referral to social prescribing/ }).click()
    await inbox.getByText(/Confirmed by/).waitFor()
    expect(await axeProblems(inbox)).to.deep.equal([])
    await picture(inbox, 'handoff')
    await inbox.setViewportSize({ width: 360, height: 740 })
    await picture(inbox, 'handoff-360')
    const at = inbox.url()
    const text = await (await inbox.request.get(`${at}.txt`)).text()
    expect(text).to.include('**dogs**').and.not.include('the last bus')
    const asPdf = await inbox.request.get(`${at}.pdf`)
    expect(asPdf.headers()['content-type']).to.equal('application/pdf')
    if (folder !== undefined) await writeFile(`${folder}/handoff.pdf`, await asPdf.body())
    const fhir = await inbox.request.get(`${at}.fhir.json`)
    expect(fhir.headers()['content-type']).to.match(/^application\/fhir\+json/)
    const bundle = await fhir.text()
    expect(bundle).to.include('871731000000106').and.not.include('the last bus')
    if (folder !== undefined) await writeFile(`${folder}/summary.fhir.json`, bundle)

    // A later version: both are kept, and the link worker sees what has changed.
    await talk.write('my summary')
    await talk.hears('This is your summary')
    await line('the last bus')
      .getByRole('button', { name: /Who sees it/ })
      .click()
    await talk.hears('the last bus goes too early"')
    await talk.button(/^Link worker/).click()
    await talk.button(/^Done/).click()
    await talk.hears('can be shown to: link worker.')
    await talk.button(/Send it/).click()
    await talk.button(/Yes, send it/).click()
    await talk.hears('what changed since the last one')
    await inbox.setViewportSize({ width: 1280, height: 900 })
    await eventually('the later version is in the inbox', async () => {
      await inbox.goto(at)
      return (await inbox.getByRole('heading', { name: 'What has changed' }).count()) === 1
    })
    await inbox.getByText('the last bus goes too early').first().waitFor()
    expect(await axeProblems(inbox)).to.deep.equal([])
    await picture(inbox, 'handoff-changed')
    await inbox.context().close()
  })
})
