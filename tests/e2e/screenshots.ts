import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { closeBrowser, newPage } from '../support/browser.ts'
import { buildAll } from '../support/compiled.ts'
import { RunningService } from '../support/running-service.ts'
import { shortWay } from '../support/journey.ts'
import { Talk } from '../widget/talk.ts'
import { fontsReady, withPhoneFonts } from './picture-fonts.ts'

/** Draws the pictures of README and docs/widget.md by doing what they show, against the service as `npm start` runs it: `npm run screenshots`. */
const FOLDER = join(import.meta.dirname, '../../docs/screenshots')
const PHONE = { width: 360, height: 740 }
const DESKTOP = { width: 1280, height: 900 }

await mkdir(FOLDER, { recursive: true })
await buildAll()
const service = await RunningService.start()
try {
  const phone = await mainJob(await drawn(PHONE))
  await worry(await drawn(PHONE))
  await staff(await newPage({ viewport: DESKTOP }), phone)
  await phone.context().close()
  await dark(await drawn(PHONE, { colorScheme: 'dark' }))
  await narrow(await drawn({ width: 320, height: 568 }))
  await urdu(await drawn(PHONE))
  await school(await newPage({ viewport: DESKTOP }))
} finally {
  await closeBrowser()
  await service.close()
}

/** A young person's page, with the letters that their phone would have. */
async function drawn(viewport: typeof PHONE, options: { colorScheme?: 'dark' } = {}): Promise<Page> {
  return withPhoneFonts(await newPage({ viewport, bypassCSP: true, ...options }))
}

async function mainJob(page: Page): Promise<Page> {
  const talk = await open(page)
  await shoot(page, 'hello')
  await talk.button(/^People I choose/).click()
  await talk.button('The short way').click()
  await talk.hears('How old are you')
  await talk.write('14')
  await talk.hears('Pick up to three')
  await shoot(page, 'what-matters')
  await talk.write('drawing, and my dog. not loads of people')
  await talk.hears('What gets in the way')
  await talk.button(/^Nerves/).click()
  await talk.button(/^Done/).click()
  await talk.hears('What would make it possible')
  await talk.button(/^Free/).click()
  await talk.button(/^Quiet/).click()
  await talk.button(/^Done/).click()
  await talk.hears('not wanting to be alive')
  await shoot(page, 'check-in')
  await talk.button('No').click()
  await talk.hears('Is anyone hurting you')
  await talk.button('No').click()
  await talk.hears('Do any of these sound okay')
  await page.frameLocator('iframe').locator('.idea').first().scrollIntoViewIfNeeded()
  await shoot(page, 'ideas')
  await page.frameLocator('iframe').locator('.choices .toggle').first().click()
  await talk.button(/^Done/).click()
  await talk.hears('This is your summary')
  await page.frameLocator('iframe').getByText('This is your summary').scrollIntoViewIfNeeded()
  await shoot(page, 'summary')
  await talk.button(/Send it/).click()
  await talk.hears('first free time')
  await shoot(page, 'times')
  await page.frameLocator('iframe').locator('.choices .choice').first().click()
  await talk.hears('Book it?')
  await talk.button(/Yes, book it/).click()
  await talk.givesNumber()
  await talk.hears('Booked:')
  await page.frameLocator('iframe').getByText('Booked:').scrollIntoViewIfNeeded()
  await shoot(page, 'booking')
  return page
}

async function worry(page: Page): Promise<void> {
  const talk = await open(page)
  await talk.button(/^People I choose/).click()
  await talk.button('The short way').click()
  await talk.hears('How old are you')
  await talk.write('15')
  await talk.hears('Pick up to three')
  await talk.write('been cutting again, mums gonna see')
  await talk.hears('Are you safe right now')
  await shoot(page, 'reach-out')
  await talk.button("I'm not safe").click()
  await talk.hears('call 999')
  await page.frameLocator('iframe').getByText('Call 999 now if').first().scrollIntoViewIfNeeded()
  await shoot(page, 'act-now')
  await page.context().close()
}

async function dark(page: Page): Promise<void> {
  const talk = await open(page)
  await shortWay(talk, { matters: 'drawing, and my dog. not loads of people' })
  await page.frameLocator('iframe').locator('.idea').first().scrollIntoViewIfNeeded()
  await shoot(page, 'dark')
  await page.context().close()
}

async function narrow(page: Page): Promise<void> {
  const talk = await open(page)
  await talk.button(/^People I choose/).click()
  await talk.button('The short way').click()
  await talk.hears('How old are you')
  await talk.write('14')
  await talk.hears('Pick up to three')
  await shoot(page, 'narrow')
  await page.context().close()
}

async function urdu(page: Page): Promise<void> {
  await page.goto(`${service.url}/panel?school=demo&lang=ur`)
  const questions = page.locator('.theirs.open .choice')
  await questions.first().waitFor()
  await shoot(page, 'urdu-hello')
  await page.locator('#help summary').click()
  await shoot(page, 'urdu-help')
  await page.context().close()
}

async function staff(page: Page, phone: Page): Promise<void> {
  const [worker = '', duty = ''] = service.signInLinks()
  await page.goto(worker)
  await page.getByRole('button', { name: /sign in/i }).click()
  await page.getByRole('heading').first().waitFor()
  await shoot(page, 'inbox')
  await page.locator('a[href*="/inbox/handoffs/"]').first().click()
  await page.getByRole('heading').first().waitFor()
  await shoot(page, 'handoff')
  await page.getByRole('link', { name: /^Notes, contacts, outcome/ }).click()
  await page.getByLabel('Note', { exact: true }).fill('Likes small groups. Ask the art room about Mondays.')
  await page.getByRole('button', { name: 'Save note' }).click()
  await page.getByText('Saved.').waitFor()
  await shoot(page, 'casework')
  await page.goto(`${service.url}/inbox/caseload?whose=all`)
  await shoot(page, 'caseload')
  await personInChat(page, phone)
  await page.context().close()
  const lead = await newPage({ viewport: DESKTOP })
  await lead.goto(duty)
  await lead.getByRole('button', { name: /sign in/i }).click()
  await lead.locator('a[href*="/inbox/alerts/"]').first().click()
  await lead.getByRole('heading').first().waitFor()
  await shoot(lead, 'alert')
  await lead.context().close()
}

/** The link worker takes the chat over; what the young person then sees. */
async function personInChat(desk: Page, phone: Page): Promise<void> {
  await desk.goto(`${service.url}/inbox`)
  await desk.locator('a[href*="/inbox/handoffs/"]').first().click()
  await desk.getByRole('link', { name: 'Open the chat' }).click()
  await desk.getByRole('button', { name: 'Take over the chat' }).click()
  await desk
    .getByLabel('Write to them')
    .fill('The art room is free on Mondays. Shall we look at it together?')
  await desk.getByRole('button', { name: 'Send' }).click()
  const talk = new Talk(phone.frameLocator('iframe'))
  await talk.hears('The art room is free on Mondays')
  await talk.write('yes please')
  await phone.frameLocator('iframe').getByText('Sending').waitFor({ state: 'detached' })
  await shoot(phone, 'person')
}

async function school(page: Page): Promise<void> {
  await open(page)
  await shoot(page, 'school')
  await page.context().close()
}

async function open(page: Page): Promise<Talk> {
  await page.goto(service.url)
  await page.getByRole('button', { name: 'Chat about what matters' }).click()
  const talk = new Talk(page.frameLocator('iframe'))
  await talk.hears('who might see what you write')
  return talk
}

async function shoot(page: Page, name: string): Promise<void> {
  await fontsReady(page)
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
}
