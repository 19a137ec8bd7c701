import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect } from 'chai'
import { pino } from 'pino'
import type { Page } from 'playwright-core'
import { openApp } from '../../bot/app.ts'
import type { App } from '../../bot/app.ts'
import { loadConfig } from '../../bot/config.ts'
import { codes } from '../../bot/records/codes.ts'
import { handoffs } from '../../bot/records/handoffs.ts'
import { axeProblems } from '../support/axe.ts'
import { newPage } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { freePort } from '../support/running-service.ts'
import { BUILT_WIDGET } from '../support/compiled.ts'
import { Talk } from '../widget/talk.ts'

/** Where pictures of each step go, for a person to look at; none are taken without it. */
const PICTURES = process.env['PICTURES']
const DATA = resolve('content/data')

/** An adult's invitation, and weeks later the measures once more: the whole service in this process, so that its clock can be moved. */
describe('an invitation, and the measures weeks later, end to end', function () {
  this.timeout(180_000)
  let app: App
  let folder: string
  const clock = new FakeClock('2026-11-23T10:00:00Z')

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'matters-referral-'))
    await mkdir(join(folder, 'schools'))
    const school = await readFile(join(DATA, 'schools/demo.yaml'), 'utf8')
    await writeFile(
      join(folder, 'schools/demo.yaml'),
      school.replace('measures: []', 'measures: [ons4]').replace('../directory', join(DATA, 'directory')),
    )
    const read = loadConfig({
      PORT: String(await freePort()),
      DATA_DIR: join(folder, 'data'),
      SCHOOLS_DIR: join(folder, 'schools'),
    })
    // The demonstration's own school, but for its measures: its pages are on this machine, without TLS.
    const config = { ...read, demonstration: true }
    app = await openApp(config, { clock, logger: pino({ level: 'silent' }), widgetDir: BUILT_WIDGET })
  })
  after(async () => {
    await app.close()
    await rm(folder, { recursive: true, force: true })
  })

  const shoot = async (page: Page, name: string): Promise<void> => {
    if (PICTURES === undefined) return
    await mkdir(PICTURES, { recursive: true })
    for (const [scheme, width] of [
      ['light', 360],
      ['dark', 1024],
    ] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.setViewportSize({ width, height: 740 })
      await page.screenshot({ path: join(PICTURES, `${name}-${scheme}-${width}.png`) })
    }
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 360, height: 740 })
  }

  it('shows the adult’s words first, leaves them out when told to, and draws then and now', async () => {
    const school = app.matters.schools.byId('demo')
    if (!school) throw new Error('no demonstration school')
    const token = await app.matters.referrals.make(
      school,
      { name: 'Mx Alder', role: 'form tutor', words: 'You said you miss drawing. I thought of this.' },
      'alder',
    )
    const page = await newPage({ viewport: { width: 360, height: 740 } })
    await page.goto(`${app.url}/invited/${token}`)
    await page.getByText('You said you miss drawing').waitFor()
    expect(await axeProblems(page)).to.deep.equal([])
    await shoot(page, 'invited')
    await page.getByRole('button', { name: 'Go on to the chat' }).click()
    const talk = new Talk(page)
    await talk.hears('because of what Mx Alder wrote')
    expect(page.url(), 'the token stands in no history').to.not.include(token)

    await talk.button(/^People I choose/).click()
    await talk.button('The short way').click()
    await talk.hears('How old are you')
    await talk.write('14')
    await talk.hears('Pick up to three')
    await talk.write('drawing')
    await talk.hears('What gets in the way')
    await talk.write('skip')
    await talk.hears('What would make it possible')
    await talk.write('skip')
    await talk.hears('not wanting to be alive')
    await talk.button('No').click()
    await talk.hears('Is anyone hurting you')
    await talk.button('No').click()
    for (const [question, answer] of [
      ['how satisfied', '4'],
      ['worthwhile', '7'],
      ['how happy', '6'],
    ] as const) {
      await talk.hears(question)
      await talk.write(answer)
    }
    await talk.hears('Do any of these sound okay')
    await talk.write('skip')
    await talk.hears('This is your summary')
    const written = page.getByRole('listitem').filter({ hasText: 'Mx Alder, form tutor, wrote' }).last()
    await written.scrollIntoViewIfNeeded()
    await shoot(page, 'referral-in-summary')
    expect(await written.getByRole('button', { name: /^Change/ }).count()).to.equal(0)
    await written.getByRole('button', { name: /^Leave out/ }).click()
    await talk.hears("That line won't be sent")
    await talk
      .button(/Send it/)
      .last()
      .click()
    await talk.hears('A link worker at')
    await talk.write('code')
    const shown = page.locator('.theirs .words').filter({ hasText: 'Your code to come back:' }).last()
    await shown.waitFor()
    const code = (await shown.innerText()).split(': ').at(-1)?.trim() ?? ''
    const kept = app.matters.store.collection(codes)
    await eventually('the code opens something', async () => (await kept.list({})).length > 0)
    await page.context().close()

    clock.advance({ days: 15 })
    const later = await newPage({ viewport: { width: 360, height: 740 } })
    await later.goto(`${app.url}/panel?school=demo`)
    const back = new Talk(later)
    await back.hears('who might see what you write')
    await back.write(code)
    await back.hears('Want to answer them again')
    await back.button('Yes, again').click()
    for (const [question, answer] of [
      ['how satisfied', '7'],
      ['worthwhile', '7'],
      ['how happy', '3'],
    ] as const) {
      await back.asksNow(question)
      await back.write(answer)
    }
    const card = later.locator('.card').filter({ hasText: 'Then and now' })
    await card.waitFor()
    expect(await card.locator('svg').count()).to.equal(3)
    expect(await card.innerText()).to.match(/Then, 23 November 2026: 4 out of 10/)
    expect(await card.innerText()).to.match(/Now, 8 December 2026: 7 out of 10/)
    expect(await axeProblems(later)).to.deep.equal([])
    await card.scrollIntoViewIfNeeded()
    await shoot(later, 'change')
    await back.button('No, just for me').click()

    // Neither what they left out nor what is just for them has reached the link worker.
    const [sent] = await app.matters.store.collection(handoffs).find({})
    expect(sent?.body.measures).to.have.length(3)
    expect(JSON.stringify(sent?.body)).to.not.include('miss drawing').and.not.include('review')
    await later.context().close()
  })
})
