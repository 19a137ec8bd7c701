import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { axeProblems } from '../support/axe.ts'
import { eventually } from '../support/eventually.ts'
import { newPage } from '../support/browser.ts'
import { shoot as picture, signInByLink } from '../support/journey.ts'
import { RunningService } from '../support/running-service.ts'
import { Talk } from '../widget/talk.ts'

/** The young person's phone and the duty contact's desk, in two browsers that share nothing, against the service as `npm start` runs it. */
describe('a person in the chat, end to end', function () {
  this.timeout(90_000)
  let service: RunningService
  let phone: Page
  let desk: Page
  let talk: Talk

  before(async () => {
    service = await RunningService.start()
  })
  after(() => service.close())
  beforeEach(async () => {
    phone = await newPage({ viewport: { width: 360, height: 740 } })
    desk = await newPage({ viewport: { width: 1280, height: 900 } })
  })
  afterEach(async () => {
    await phone.context().close()
    await desk.context().close()
  })

  const shoot = (page: Page, name: string): Promise<void> => picture(page, name, page === desk)

  /** A worry is said on the phone, and its alert opened at the desk. */
  const meet = async (link: string, worry: string, kind: string): Promise<void> => {
    await phone.goto(`${service.url}/panel?school=demo`)
    talk = new Talk(phone)
    await talk.hears('who might see what you write')
    await talk.write('my secret hobby is bees')
    await talk.write(worry)
    await talk.hears('Are you safe right now')
    await signInByLink(desk, link)
    await desk
      .getByRole('link', { name: `${kind}, about themselves` })
      .first()
      .click()
    await desk.getByRole('link', { name: 'Open the chat' }).click()
    await desk.getByRole('heading', { name: /^Chat:/ }).waitFor()
  }

  const problems = async (where: string): Promise<void> => {
    expect(await axeProblems(desk), `${where}, desk`).to.deep.equal([])
    expect(await axeProblems(phone), `${where}, phone`).to.deep.equal([])
  }

  it('comes in, talks, sees an act-now message with its card, gives back, and the bot goes on', async () => {
    await meet(service.signInLinks()[1] ?? '', 'been cutting again, mums gonna see', 'Self-harm')
    await shoot(desk, '1-before')
    expect(await desk.getByText('bees').count(), 'the chat from before').to.equal(0)
    await desk.getByRole('button', { name: 'Take over the chat' }).click()
    await talk.hears('Ms Wren Demowick is here now. That is a person')
    await talk.hears('Say "back to the bot"')
    expect(await phone.locator('.choices').count(), 'no question of the bot stands').to.equal(0)
    expect(await phone.locator('.here').innerText()).to.include(
      'Ms Wren Demowick, Designated safeguarding lead',
    )
    await shoot(phone, '2-here')

    // What each writes comes to the other by itself.
    await desk.getByLabel('Write to them').fill('Hello. Is it okay if we talk here?')
    await desk.getByRole('button', { name: 'Send' }).click()
    const persons = phone.locator('.person')
    await persons.filter({ hasText: 'Is it okay if we talk here?' }).waitFor()
    expect(await persons.last().locator('.by').innerText()).to.include(
      'Ms Wren Demowick, Designated safeguarding lead',
    )
    const heard = phone.locator('#say-1, #say-2').filter({ hasText: 'Is it okay if we talk here?' })
    await heard.waitFor({ state: 'attached' })
    expect(await heard.innerText()).to.include('Ms Wren Demowick, Designated safeguarding lead: Hello.')
    expect(await desk.getByLabel('Write to them').inputValue(), 'sent, and the box is free').to.equal('')
    await talk.write('yeah its fine')
    await desk.locator('#talk').getByText('yeah its fine').waitFor()
    const before = await talk.said()
    await talk.write('why do you ask')
    await desk.locator('#talk').getByText('why do you ask').waitFor()
    expect(await talk.said(), 'the bot says nothing').to.deep.equal([...before, 'why do you ask'])
    await problems('while they talk')
    await shoot(desk, '3-talk-desk')
    await shoot(phone, '3-talk-phone')

    // Safety goes on listening, and comes first.
    await desk.getByLabel('Write to them').fill('I am half way through a sen')
    await talk.write('ive just taken a load of pills')
    await phone.locator('.log').getByRole('heading', { name: 'Call 999 now if:' }).waitFor()
    expect(await phone.locator('.strip').isVisible(), '999 stays on top').to.equal(true)
    const lines = await phone.locator('.log > li').allInnerTexts()
    const own = lines.findLastIndex((line) => line.includes('load of pills'))
    expect(lines[own + 1], 'the card is the first thing after it').to.match(/^Urgent:\s+Call 999 now if:/)
    await talk.hears('Ms Wren Demowick is in this chat and can see that')
    await desk.getByText('The 999 card was shown first.').waitFor()
    await desk.getByText(/Heard while you are there: Suicide/).waitFor()
    expect(await desk.getByLabel('Write to them').inputValue(), 'live does not eat words').to.equal(
      'I am half way through a sen',
    )
    await problems('after the card')
    await shoot(desk, '4-act-now-desk')
    await shoot(phone, '4-act-now-phone')

    await desk.getByRole('button', { name: 'Give the chat back to Matters' }).click()
    await talk.hears('Ms Wren Demowick has left the chat')
    await talk.hears("And now: what's happening?")
    expect(await phone.locator('.here').count()).to.equal(0)
    await desk.getByText('You gave it back to Matters.').first().waitFor()
    await shoot(desk, '5-after-desk')
    await shoot(phone, '5-after-phone')
    await talk.button('Someone is with me now').click()
    await talk.hears('Who would you like to know')
    expect(await desk.getByText('Someone is with me now').count(), 'after they left').to.equal(0)
    expect(service.raw).to.not.match(/bees|load of pills|okay if we talk/)
  })

  it('is asked to leave by one tap, survives the death of the server, and works without scripts at the desk', async () => {
    await service.end('SIGTERM')
    await service.run()
    await desk.context().close()
    desk = await newPage({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
    await meet(service.signInLinks().at(-1) ?? '', 'he hits me when hes drunk', 'Abuse')
    await desk.getByRole('button', { name: 'Take over the chat' }).click()
    await talk.hears('is here now')
    await service.end('SIGKILL')
    await service.run()
    await desk.getByLabel('Write to them').fill('Still with you')
    await desk.getByRole('button', { name: 'Send' }).click()
    await phone.locator('.person').filter({ hasText: 'Still with you' }).waitFor()
    await talk.write('thanks')
    await talk.hears('Still with you')
    await eventually('their word at the desk', async () => {
      await desk.getByRole('link', { name: 'Look again' }).click()
      return (await desk.locator('#talk').getByText('thanks').count()) > 0
    })
    await shoot(desk, '6-no-script')
    await talk.button('Back to the bot').click()
    await talk.hears("can't see what you write from now on")
    await talk.hears('Carry on where we were?')
    await talk.button('Carry on').click()
    await talk.hears('Are you safe right now')
    await desk.getByRole('link', { name: 'Look again' }).click()
    await desk.getByText('The young person asked to have the program back.').first().waitFor()
  })
})
