import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { newPage } from '../support/browser.ts'
import { openSummary, shortWay, signInByLink } from '../support/journey.ts'
import { RunningService } from '../support/running-service.ts'
import { Talk } from '../widget/talk.ts'

/** The whole main job in real Chromium against the service as `npm start` runs it: hello, a booked time, the link worker's screen. */
describe('the main job, end to end', function () {
  this.timeout(60_000)
  let service: RunningService
  let page: Page

  before(async () => {
    service = await RunningService.start()
  })
  after(() => service.close())
  afterEach(() => page.context().close())

  const openOnSchoolPage = async (viewport: { width: number; height: number }): Promise<Talk> => {
    page = await newPage({ viewport })
    await page.goto(service.url)
    await page.getByRole('button', { name: 'Chat about what matters' }).click()
    const talk = new Talk(page.frameLocator('iframe'))
    await talk.hears('who might see what you write')
    return talk
  }

  it('on a phone, from hello to a booked time, and on to the inbox', async () => {
    const talk = await openOnSchoolPage({ width: 360, height: 740 })
    await shortWay(talk, {
      matters: 'drawing, but not in front of loads of people',
      inTheWay: [/^Nerves/],
      possible: [/^Quiet/],
    })
    const idea = page.frameLocator('iframe').locator('.choices .toggle').first()
    const name = (await idea.innerText()).trim()
    await idea.click()
    await talk.button(/^Done/).click()
    await talk.hears('This is your summary')
    await talk.button(/Send it/).click()
    await talk.hears('first free time')
    await page.frameLocator('iframe').locator('.choices .choice').first().click()
    await talk.hears('Book it?')
    await talk.button(/Yes, book it/).click()
    await talk.givesNumber()
    await talk.hears('Booked:')
    const calendar = page.frameLocator('iframe').getByRole('link', { name: /calendar/i })
    const file = await page.request.get(
      new URL((await calendar.getAttribute('href')) ?? '', service.url).href,
    )
    expect(file.status()).to.equal(200)
    expect(await file.text()).to.match(/BEGIN:VEVENT[\s\S]*STATUS:CONFIRMED/)

    // The link worker signs in, finds them, and has read it.
    const [link = ''] = service.signInLinks()
    const worker = await newPage({ viewport: { width: 1280, height: 900 } })
    await worker.goto(`${service.url}/inbox`)
    expect(await worker.getByText('drawing, but not in front').count(), 'seen without signing in').to.equal(0)
    await signInByLink(worker, link)
    await openSummary(worker, service.url)
    await worker.getByText('drawing, but not in front of loads of people').first().waitFor()
    expect(await worker.getByText(name).count(), 'the idea they liked').to.be.greaterThan(0)
    await worker.getByRole('button', { name: /read/i }).click()
    await worker.context().close()

    // And the young person sees that it was read, in the tab that is still open.
    await talk.hears(/read your summary on \w+day/)
  })

  it('has written nothing they typed to its log, and nothing in clear to the disk', async () => {
    page = await newPage()
    const talk = new Talk(page)
    await page.goto(`${service.url}/panel?school=demo`)
    await talk.hears('who might see what you write')
    await talk.write('xylophonistically i want to die')
    await talk.hears('Are you safe right now')
    expect(service.raw).to.not.match(/xylophonistically|want to die|not in front of loads/)
    for (const file of await readdir(service.folder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue
      // A copy of a record's last state may go while we look.
      const bytes = await readFile(join(file.parentPath, file.name), 'utf8').catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
        throw error
      })
      expect(bytes, file.name).to.not.match(/xylophonistically|want to die|not in front of loads/)
    }
  })

  it('on a desktop, goes on after the server was killed, in the same tab, with nothing lost or repeated', async () => {
    const talk = await openOnSchoolPage({ width: 1280, height: 800 })
    await talk.button(/^People I choose/).click()
    await talk.button('The short way').click()
    await talk.hears('How old are you')
    await talk.write('15')
    await talk.hears('Pick up to three')
    const before = await talk.said()

    await service.end('SIGKILL')
    await talk.write('music and my bike')
    await service.run()
    await talk.hears('What gets in the way')
    const after = await talk.said()
    expect(after.slice(0, before.length)).to.deep.equal(before)
    expect(after.filter((text) => text.includes('music and my bike'))).to.have.length(2) // theirs, and read back once
    expect(after.filter((text) => text.includes('What gets in the way'))).to.have.length(1)

    await page.reload()
    await page.getByRole('button', { name: 'Chat about what matters' }).click()
    await talk.hears('What gets in the way')
    expect(await talk.said()).to.deep.equal(after)
  })
})
