import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { appCode, PASSWORD } from '../support/accounts.ts'
import { axeProblems } from '../support/axe.ts'
import { compiled } from '../support/compiled.ts'
import { Browsers, codeFrom, openSummary, sendSummary, shoot, shortWay } from '../support/journey.ts'
import { RunningService } from '../support/running-service.ts'

const run = promisify(execFile)
const EMAIL = 'juno.exampleby@brackenmere-wellbeing.example.org'
/** An app's next code: the one that tied the app is never taken again. */
const NEXT_CODE_MS = 30_000

/**
 * The whole of the work, in browsers that share nothing, against the service as `npm start` runs it: a young person books and changes; the
 * link worker signs in with password and app, reads, acknowledges, writes back; the young person comes back with the code and sees it.
 */
describe('booked, read, answered, end to end', function () {
  this.timeout(180_000)
  let service: RunningService
  const browsers = new Browsers()

  before(async () => {
    service = await RunningService.start()
  })
  after(() => service.close())
  afterEach(() => browsers.close())

  /** Takes the operator's invitation up: password, app, and the codes for a lost phone; then out again. Gives the app's secret. */
  const joins = async (desk: Page): Promise<string> => {
    const { stdout } = await run(
      process.execPath,
      [compiled('bot/commands/invite.ts'), '--school', 'demo', '--role', 'link-worker', '--email', EMAIL],
      {
        env: { PATH: process.env['PATH'], DATA_DIR: service.folder, PORT: String(service.port) },
      },
    )
    await desk.goto(/https?:\S+/.exec(stdout)?.[0] ?? '')
    await desk.locator('input[name="new-password"]').fill(PASSWORD)
    await desk.locator('main button[type="submit"]').first().click()
    const secret = await desk.locator('.inbox-code').first().innerText()
    await desk.locator('input[name="code"]').fill(appCode(secret, new Date()))
    await desk.locator('main button[type="submit"]').first().click()
    await desk.locator('.inbox-codes').waitFor()
    await desk.goto(`${service.url}/inbox`)
    await desk.getByRole('button', { name: 'Sign out' }).click()
    await desk.getByRole('heading', { name: 'You are signed out' }).waitFor()
    return secret
  }

  it('goes from a booking to an answer that is there when they come back', async () => {
    const { page: phone, talk } = await browsers.panel(service.url)
    await shortWay(talk, { matters: 'drawing, but not in front of loads of people' })
    await sendSummary(talk)
    await talk.hears('first free time')
    await phone.locator('.choices .choice').first().click()
    await talk.hears('Book it?')
    await talk.button(/Yes, book it/).click()
    await talk.givesNumber()
    await talk.hears('Booked:')
    await talk.write('my booking')
    await talk.hears('You have a time booked')
    await talk.button(/Change the time/i).click()
    await phone.locator('.choices .choice').nth(1).click()
    await talk.hears('Book it?')
    await talk.button(/Yes, book it/).click()
    const booked = phone.locator('.theirs .words').filter({ hasText: 'Booked:' })
    await booked.nth(1).waitFor()
    await talk.write('code')
    const code = await codeFrom(phone)
    await phone.locator('#exit').click()

    const desk = await browsers.open(1280)
    const secret = await joins(desk)
    await desk.goto(`${service.url}/inbox`)
    await desk.getByLabel(/E-?mail address/i).fill(EMAIL)
    await desk.locator('input[type="password"]').fill(PASSWORD)
    await desk.locator('main button[type="submit"]').first().click()
    await desk.locator('input[name="code"]').fill(appCode(secret, new Date(Date.now() + NEXT_CODE_MS)))
    await desk.locator('main button[type="submit"]').first().click()
    await desk.waitForURL('**/inbox')
    await openSummary(desk, service.url)
    await desk.getByText('drawing, but not in front of loads of people').first().waitFor()
    await desk.getByRole('button', { name: 'I have read this' }).click()
    await desk.getByText(/Read by Juno Exampleby/).waitFor()
    expect(await axeProblems(desk), 'the summary').to.deep.equal([])
    await shoot(desk, 'casework-1-summary', true)
    await desk.getByRole('link', { name: /^Notes, contacts, outcome/ }).click()
    await desk.getByLabel('Note', { exact: true }).fill('Likes small groups. Ask the art room about Mondays.')
    await desk.getByRole('button', { name: 'Save note' }).click()
    await desk.getByText('Saved.').waitFor()
    await desk.getByLabel('Message').fill('The art room is quiet on Mondays. Shall we look at it together?')
    await desk.getByRole('button', { name: 'Send message' }).click()
    await desk.locator('.inbox-history').getByText('Written to the young person').waitFor()
    expect(await axeProblems(desk), 'casework').to.deep.equal([])
    await shoot(desk, 'casework-2-written', true)

    const { page: other, talk: back } = await browsers.panel(service.url)
    await back.write(code)
    await back.hears('You are back')
    await back.hears('Juno Exampleby wrote: The art room is quiet on Mondays')
    await back.hears('Your time is booked')
    await other.locator('.person').filter({ hasText: 'The art room is quiet' }).waitFor()
    expect(await other.getByText('Likes small groups').count(), 'a note is not for them').to.equal(0)
    expect(await axeProblems(other), 'coming back').to.deep.equal([])
    await shoot(other, 'casework-3-back')
    expect(service.raw).to.not.match(/art room|small groups|loads of people/)
  })
})
