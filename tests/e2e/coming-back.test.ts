import { expect } from 'chai'
import { axeProblems } from '../support/axe.ts'
import {
  Browsers,
  codeFrom,
  openSummary,
  sendSummary,
  shoot,
  shortWay,
  signInByLink,
} from '../support/journey.ts'
import { RunningService } from '../support/running-service.ts'

/** A phone, the link worker's desk, and another browser days later: three that share nothing, against the service as `npm start` runs it. */
describe('coming back with a code, end to end', function () {
  this.timeout(180_000)
  let service: RunningService
  const browsers = new Browsers()

  before(async () => {
    service = await RunningService.start()
  })
  after(() => service.close())
  afterEach(() => browsers.close())

  it('finds the plan and what the link worker wrote, in a browser that knows nothing', async () => {
    const { page: phone, talk } = await browsers.panel(service.url)
    await shortWay(talk, { matters: 'drawing, but not in front of loads of people' })
    await sendSummary(talk)
    await talk.hears(/summary/i)
    await talk.write('code')
    const code = await codeFrom(phone)
    expect(code).to.match(/^([a-z]+ ){4}\d{3}$/)
    await shoot(phone, 'code-1-shown')
    // The token of this browser ends at once; the code must open it all the same.
    await phone.locator('#exit').click()
    await phone.context().close()

    const desk = await browsers.open(1280)
    await signInByLink(desk, service.signInLinks()[0])
    await openSummary(desk, service.url)
    await desk.getByRole('link', { name: 'Open the chat' }).click()
    await desk.getByRole('button', { name: 'Take over the chat' }).click()
    await desk
      .getByLabel('Write to them')
      .fill('The art room is free on Mondays. Shall we look at it together?')
    await desk.getByRole('button', { name: 'Send' }).click()
    await desk.locator('#talk').getByText('The art room is free on Mondays').waitFor()
    await desk.getByRole('button', { name: 'Give the chat back to Matters' }).click()
    await desk.getByRole('button', { name: 'Take over the chat' }).waitFor()

    const { page: other, talk: back } = await browsers.panel(service.url)
    await shoot(other, 'code-2-hello')
    await back.write('acorn acorn acorn acorn 000')
    await other.getByText('That code opens no chat').first().waitFor()
    expect(await axeProblems(other)).to.deep.equal([])
    await shoot(other, 'code-2-wrong')
    await back.write(code.toUpperCase())
    await back.hears('You are back')
    await back.hears('wrote: The art room is free on Mondays')
    await other
      .locator('.card.summary')
      .filter({ hasText: 'What you sent' })
      .getByText('drawing')
      .first()
      .waitFor()
    expect(await axeProblems(other)).to.deep.equal([])
    await shoot(other, 'code-3-back')

    // And on a desktop, with words around it.
    const { page: third, talk: typed } = await browsers.panel(service.url, 1024)
    await typed.write(`my code is ${code}`)
    await typed.hears('You are back')
    await third.getByText('drawing, but not in front of loads of people').first().waitFor()

    // Everything kept, as a page; deleted there, it is gone here.
    await typed.write('my data')
    const link = third.getByRole('link', { name: 'Open the page' }).last()
    await link.waitFor()
    const data = await browsers.open(360)
    await data.goto(`${service.url}${new URL((await link.getAttribute('href')) ?? '', service.url).pathname}`)
    await data.getByRole('heading', { name: 'What is kept about you' }).waitFor()
    expect(await data.locator('main').innerText()).to.include('drawing, but not in front of loads of people')
    expect(await axeProblems(data)).to.deep.equal([])
    await shoot(data, 'code-4-data')
    await data.getByLabel('Yes, delete it').check()
    await data.getByRole('button', { name: 'Delete' }).click()
    await data.getByRole('heading', { name: 'Deleted' }).waitFor()
    const { page: fourth, talk: gone } = await browsers.panel(service.url)
    await gone.write(code)
    await fourth.getByText('That code opens no chat').first().waitFor()
  })
})
