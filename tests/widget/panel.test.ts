import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { newPage } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { demoSchool } from '../support/conversation.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { ScriptedConversations } from '../support/scripted-conversations.ts'
import { builtWidget, schoolWith, startSite } from '../support/widget-site.ts'
import type { Site } from '../support/widget-site.ts'
import { script } from './script.ts'
import { openPanel, Talk } from './talk.ts'

const POSTS = '**/conversations/*/activities'

describe('the panel in a browser', () => {
  let site: Site
  let clock: FakeClock
  let conversations: ScriptedConversations
  let page: Page

  const start = (port = 0) => startSite({ conversations, clock, school: schoolWith([]), port })

  /** Keeps messages with such a body on their way until they are released. */
  const holdPosts = async (held: (body: string) => boolean): Promise<() => void> => {
    let release = () => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    await page.route(POSTS, async (route) => {
      if (route.request().method() === 'POST' && held(route.request().postData() ?? '')) await released
      await route.fallback()
    })
    return release
  }

  before(async function () {
    this.timeout(30_000)
    await builtWidget()
    await (await newPage()).context().close()
  })
  beforeEach(async () => {
    clock = new FakeClock('2026-11-23T10:00:00Z')
    conversations = new ScriptedConversations(script)
    site = await start()
    page = await newPage({ viewport: { width: 400, height: 640 } })
  })
  afterEach(async () => {
    await page.context().close()
    await site.close()
  })

  it('sends a tap with its id and its question, and the choices are gone', async () => {
    const talk = await openPanel(page, site)
    await talk.button('The short way').click()
    await talk.hears('What matters to you')
    expect(conversations.taken[0]).to.deep.include({ type: 'message', text: 'The short way' })
    expect(conversations.taken[0]?.tap?.chose).to.deep.equal(['short'])
    expect(conversations.taken[0]?.tap?.replyTo).to.match(/\|0000002$/)
    expect(await talk.button('The short way').count()).to.equal(0)
    expect(await page.getByText('Step 3 of 12').isVisible()).to.equal(true)
  })

  it('takes several answers, up to the most, and sends them with Done', async () => {
    const talk = await openPanel(page, site)
    await talk.button('The short way').click()
    const names = ['Friends and belonging', 'Being outdoors', 'Family and home']
    for (const name of names) await talk.button(name).click()
    await talk.button('Feelings and stress').click({ force: true })
    expect(await talk.button('Feelings and stress').getAttribute('aria-pressed')).to.equal('false')
    await talk.button('Family and home').click()
    expect(await talk.button('Family and home').getAttribute('aria-pressed')).to.equal('false')
    await talk.button('Done, 2 chosen').click()
    await talk.hears('You said: Friends and belonging, Being outdoors')
    expect(conversations.taken[1]?.tap?.chose).to.deep.equal(['friends', 'outdoors'])
  })

  it('lets skip among several answers be an answer of its own', async () => {
    const talk = await openPanel(page, site)
    await talk.button('The short way').click()
    await talk.button('Skip').click()
    await talk.hears('You said: Skip')
    expect(conversations.taken[1]?.tap?.chose).to.deep.equal(['skip'])
  })

  it('gives a scale as buttons with words at both ends', async () => {
    const talk = await openPanel(page, site)
    await talk.write('scale')
    await talk.button('0, not at all').waitFor()
    await talk.button('10, completely').waitFor()
    await talk.button('7').click()
    await talk.hears('You said: 7')
    expect(conversations.taken[1]?.tap?.chose).to.deep.equal(['7'])
  })

  it('gives a scale as a slider too, with nothing on it before it is moved', async () => {
    const talk = await openPanel(page, site)
    await talk.write('scale')
    const slider = page.getByRole('slider', { name: 'Slide, from not at all to completely' })
    expect(await slider.getAttribute('aria-valuetext')).to.equal('Nothing chosen yet')
    expect(await talk.button(/^Send \d/).count()).to.equal(0)
    await slider.focus()
    await page.keyboard.press('ArrowRight')
    expect(await slider.getAttribute('aria-valuetext')).to.equal('6')
    await page.keyboard.press('End')
    await talk.button('Send 10').click()
    await talk.hears('You said: 10')
    expect(conversations.taken[1]?.tap?.chose).to.deep.equal(['10'])
  })

  it('says where we are and how long it takes, and goes back to the answer before', async () => {
    const talk = await openPanel(page, site)
    await page.getByText('Step 1 of 12, about 4 minutes left').waitFor()
    expect(await talk.button('Go back').count(), 'nothing before it').to.equal(0)
    await talk.write('times')
    await page.getByText('Step 11 of 12, about 1 minute left').waitFor()
    await talk.button('Go back').click()
    await talk.hears('You said: Go back')
    expect(conversations.taken[1]).to.deep.include({ text: 'Go back' })
    expect(conversations.taken[1]?.tap, 'words, as if they had been written').to.equal(undefined)
    expect(await page.evaluate<string>('document.activeElement.id'), 'the button is gone').to.equal('write')
  })

  it('shows times under their days, and sends the whole of one', async () => {
    const talk = await openPanel(page, site)
    await talk.write('times')
    await page.getByRole('heading', { name: 'Thursday 26 November' }).waitFor()
    const tuesday = page.locator('.day').filter({ hasText: 'Tuesday 24 November' })
    expect(await tuesday.locator('b').allInnerTexts()).to.deep.equal(['12:40pm', '3:10pm'])
    await talk.button('More times').waitFor()
    await talk.button(/^3:10pm *Rafi *Tuesday 24 November$/).click()
    await talk.hears('You said: Tue 24 Nov, 3:10pm, Rafi')
    expect(conversations.taken[1]?.tap?.chose).to.deep.equal(['slot-2'])
  })

  it('has a line of the summary written anew where it stands', async () => {
    const talk = await openPanel(page, site)
    await talk.write('summary')
    const change = talk.button('Change: drawing, and my dog')
    await change.click()
    const box = page.getByRole('textbox', { name: 'Change: drawing, and my dog' })
    expect(await box.inputValue()).to.equal('drawing, and my dog')
    const focused = () =>
      page.evaluate<string>('document.activeElement.tagName + document.activeElement.ariaLabel')
    expect(await focused()).to.equal('TEXTAREAChange: drawing, and my dog')
    await box.fill('no')
    await page.keyboard.press('Escape')
    await page.locator('.own', { hasText: 'drawing, and my dog' }).waitFor()
    expect(await focused()).to.equal('BUTTONChange: drawing, and my dog')
    await change.click()
    expect(await box.inputValue(), 'as it was').to.equal('drawing, and my dog')
    await box.fill('drawing comics')
    await talk.button('Save').click()
    await talk.hears('You said: drawing comics')
    expect(conversations.taken).to.have.length(2)
    expect(conversations.taken[1]).to.deep.include({ text: 'drawing comics' })
    expect(conversations.taken[1]?.tap?.chose).to.deep.equal(['words:matters:1'])
  })

  it('gives taps where the file with the rest does not come', async () => {
    await page.route('**/widget/later-*.js', (route) => route.abort())
    const talk = await openPanel(page, site)
    await talk.button('The short way').click()
    await talk.button('Being outdoors').click()
    await talk.hears('You said: Being outdoors')
    expect(conversations.taken[1]?.tap?.chose).to.deep.equal(['outdoors'])
  })

  it('takes free text beside the choices', async () => {
    const talk = await openPanel(page, site)
    await talk.box.fill('neither')
    await talk.box.press('Shift+Enter')
    await talk.box.pressSequentially('really')
    await talk.box.press('Enter')
    await talk.hears('You said: neither')
    expect(conversations.taken[0]).to.deep.include({ text: 'neither\nreally' })
    expect(conversations.taken[0]?.tap).to.equal(undefined)
  })

  it('shows markup as the letters it is', async () => {
    const talk = await openPanel(page, site)
    await talk.write('markup')
    await talk.hears('**not bold** [x](javascript:1)')
    expect(await page.locator('main img').count()).to.equal(0)
    expect(await page.title()).to.equal('Matters')
  })

  it('shows an idea with what could rule it out, and links that lead where they say', async () => {
    const talk = await openPanel(page, site)
    await talk.write('an idea')
    const card = page.locator('.idea')
    await card.waitFor()
    const text = await card.innerText()
    expect(text.indexOf('Check first')).to.be.within(0, text.indexOf('Make something'))
    for (const words of [
      'For ages 13 to 18',
      'steps at the door',
      'Last checked 3 November 2026',
      'You said: drawing',
    ]) {
      expect(text).to.contain(words)
    }
    const links = await Promise.all(
      (await card.getByRole('link').all()).map((link) => link.getAttribute('href')),
    )
    expect(links).to.deep.equal([
      'tel:01632960114',
      'mailto:clay@reedside.example',
      'https://reedside.example/clay',
    ])
  })

  it('shows a summary with who sees each line, and an appointment with its calendar file', async () => {
    const talk = await openPanel(page, site)
    await talk.write('summary')
    await page.getByText('Left out: nobody sees this').waitFor()
    await talk.button('Leave out: drawing, and my dog').click()
    await talk.hears('You said: Leave out')
    expect(conversations.taken[1]?.tap?.chose).to.deep.equal(['remove:matters:1'])
    await talk.write('book')
    const link = page.getByRole('link', { name: 'Add to my calendar' })
    await link.waitFor()
    expect(await link.getAttribute('href')).to.equal(`${site.url}/calendar/c1/a1.ics`)
  })

  it('puts what is urgent on top, at once, in words for those who do not see it', async () => {
    const talk = await openPanel(page, site)
    await talk.write('danger')
    await talk.hears('Is there an adult near you')
    expect(await page.locator('#alert').textContent()).to.match(
      /Call 999 now if:.*Thank you for telling me.*People who can help/,
    )
    const card = page.locator('.log .urgent')
    const top = (await card.boundingBox())?.y ?? 0
    expect(top).to.be.within(60, 200)
    expect(await card.getByRole('heading', { level: 2 }).textContent()).to.equal('Urgent: Call 999 now if:')
    expect(await card.locator('.reasons li').count()).to.equal(2)
    expect(await card.locator('.reasons + p').textContent()).to.equal('Tell an adult near you.')
    const words =
      (await page.locator('.log .words', { hasText: 'Thank you for telling me.' }).boundingBox())?.y ?? 0
    const others = (await page.getByRole('heading', { name: 'People who can help' }).boundingBox())?.y ?? 0
    expect(top, 'the card, then what to do, then everyone else').to.be.lessThan(words)
    expect(words).to.be.lessThan(others)
    const strip = page.getByRole('region', { name: 'In danger?' })
    expect(await strip.getByRole('link', { name: 'Call 999' }).getAttribute('href')).to.equal('tel:999')
    await strip.getByRole('button', { name: 'Hide' }).click()
    expect(await strip.count()).to.equal(0)
    expect(await talk.button('Yes').isVisible()).to.equal(true)
  })

  it('begins at its beginning, says that there is more, and follows from then on', async () => {
    await page.setViewportSize({ width: 400, height: 430 })
    const talk = await openPanel(page, site)
    const scrolled = () => page.evaluate<number>(`document.querySelector('.scroll').scrollTop`)
    expect(await scrolled()).to.equal(0)
    await talk.button(/More below/).click()
    await eventually('the end', async () => (await scrolled()) > 0)
    await talk.button(/More below/).waitFor({ state: 'detached' })
    await talk.write('summary')
    await talk.hears('This is your summary')
    const own = await page.locator('.mine').last().boundingBox()
    expect(own?.y).to.be.within(60, 200)
    await page.evaluate(`document.querySelector('.scroll').scrollTop = 0`)
    const [conversation = ''] = conversations.begun
    conversations.say(conversation, [{ message: 'later', text: 'Your link worker has read it.' }])
    await talk.button(/More below/).waitFor()
    expect(await scrolled()).to.equal(0)
  })

  it('loses nothing and keeps no words when it is loaded again', async () => {
    const talk = await openPanel(page, site)
    await talk.write('my dog is called Biscuit')
    await talk.hears('You said: my dog')
    const before = await talk.said()
    const kept = await page.evaluate<string>('JSON.stringify({ ...sessionStorage, ...localStorage })')
    expect(kept)
      .to.contain('token')
      .and.not.to.match(/Biscuit|Hi\. This is/)
    await page.reload()
    await talk.hears('You said: my dog')
    expect(await talk.said()).to.deep.equal(before)
    expect(conversations.begun).to.have.length(1)
    await talk.write('and again')
    await talk.hears('You said: and again')
  })

  it('works in memory where storage is blocked', async () => {
    await page.addInitScript(
      `Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError') } })`,
    )
    const talk = await openPanel(page, site)
    await talk.write('hello')
    await talk.hears('You said: hello')
  })

  it('asks for what is new where no WebSocket gets through', async () => {
    await page.addInitScript('window.WebSocket = class { constructor() { throw new Error("blocked") } }')
    const talk = await openPanel(page, site)
    await talk.write('hello')
    await talk.hears('You said: hello')
    expect((await talk.said()).filter((words) => words.includes('You said: hello'))).to.have.length(1)
  })

  it('has its first words with its token, which a slow line brings after three ways there and back', async () => {
    await page.addInitScript('window.WebSocket = class { close() {} }')
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') asked.push(new URL(request.url()).pathname)
    })
    await openPanel(page, site)
    expect(asked).to.deep.equal(['/api/token'])
  })

  it('goes on after a restart of the server: what was written meanwhile arrives once', async () => {
    const talk = await openPanel(page, site)
    const { port } = site
    await site.close()
    await page.getByText('No connection. Trying again.').waitFor()
    await talk.write('are you there')
    site = await start(port)
    await talk.hears('You said: are you there')
    expect(conversations.taken.map(({ text }) => text)).to.deep.equal(['are you there'])
    await page.getByText('No connection').waitFor({ state: 'detached' })
  })

  it('sends again with the same id what the bot could not take', async () => {
    const talk = await openPanel(page, site)
    conversations.before = async () => {
      conversations.before = async () => {}
      throw new Error('just this once')
    }
    await talk.write('once only')
    await talk.hears('You said: once only')
    expect(conversations.arrived).to.equal(2)
    expect(conversations.taken).to.have.length(1)
    expect(await talk.said()).to.have.length(4)
  })

  it('keeps the order when more is written while older words are still on their way', async () => {
    const talk = await openPanel(page, site)
    const release = await holdPosts(() => true)
    for (const words of ['first', 'scale', 'third']) await talk.write(words)
    await eventually('all on their way', async () => (await page.getByText('Sending').count()) === 3)
    expect(conversations.taken).to.have.length(0)
    release()
    await talk.hears('You said: third')
    await eventually('all arrived', async () => (await page.getByText('Sending').count()) === 0)
    expect(conversations.taken.map(({ text }) => text)).to.deep.equal(['first', 'scale', 'third'])
    const said = await talk.said()
    expect(said.slice(-6)).to.deep.equal([
      'first',
      'You said: first',
      'scale',
      'How sure are you that you can take a small step?',
      'third',
      'You said: third',
    ])
    await page.reload()
    await talk.hears('You said: third')
    expect(await talk.said()).to.deep.equal(said)
  })

  it('shows what is urgent at once, above words that are still on their way', async () => {
    const talk = await openPanel(page, site)
    const release = await holdPosts((body) => body.includes('danger'))
    await holdPosts((body) => body.includes('wait'))
    await talk.write('danger')
    await talk.write('wait')
    release()
    await talk.hears('Is there an adult near you')
    expect((await page.locator('.log .urgent').boundingBox())?.y).to.be.within(60, 200)
    expect((await talk.said()).slice(-4)).to.deep.equal([
      'danger',
      'Thank you for telling me.',
      'Is there an adult near you that you can tell right now?',
      'wait',
    ])
    expect(await talk.button('Yes').count()).to.equal(0)
  })

  it('sends what was refused again in the order in which it was written', async () => {
    const talk = await openPanel(page, site)
    await page.route(POSTS, (route) =>
      route.request().method() === 'POST' ? route.fulfill({ status: 400, json: {} }) : route.continue(),
    )
    await talk.write('one')
    await talk.write('two')
    await eventually('both refused', async () => (await page.getByText('Not sent.').count()) === 2)
    await page.unroute(POSTS)
    await talk.button('Try again').first().click()
    await talk.hears('You said: two')
    expect(conversations.taken.map(({ text }) => text)).to.deep.equal(['one', 'two'])
    await eventually('all arrived', async () => (await page.getByText('Sending').count()) === 0)
  })

  it('knows from the stream that words arrived whose answer got lost, and does not say them twice', async () => {
    const talk = await openPanel(page, site)
    let lost = false
    await page.route(POSTS, async (route) => {
      if (lost || route.request().method() !== 'POST') return route.continue()
      lost = true
      await route.fetch()
      return route.abort('connectionreset')
    })
    await talk.write('once only')
    await talk.hears('You said: once only')
    await talk.write('next')
    await talk.hears('You said: next')
    expect(conversations.taken.map(({ text }) => text)).to.deep.equal(['once only', 'next'])
    expect(await talk.said()).to.have.length(6)
    expect(await page.getByText('Sending').count()).to.equal(0)
  })

  it('says when something was not sent, keeps it, and sends it on a tap', async () => {
    const talk = await openPanel(page, site)
    await page.route(POSTS, (route) =>
      route.request().method() === 'POST' ? route.fulfill({ status: 400, json: {} }) : route.continue(),
    )
    await talk.write('please keep this')
    await page.getByRole('alert').filter({ hasText: 'Not sent.' }).waitFor()
    await page.unroute(POSTS)
    await talk.button('Try again').click()
    await talk.hears('You said: please keep this')
    expect(await page.getByText('Not sent.').count()).to.equal(0)
    expect(conversations.taken).to.have.length(1)
  })

  it('says when the chat has timed out, and takes the unsent words into the new one', async () => {
    const talk = await openPanel(page, site)
    clock.advance({ minutes: 31 })
    await talk.write('still here')
    await page.getByText('This chat has timed out.').waitFor()
    await talk.button('Start a new chat').click()
    await talk.hears('Which one?')
    expect(await talk.box.inputValue()).to.equal('still here')
    expect(conversations.begun).to.have.length(2)
    await talk.box.press('Enter')
    await talk.hears('You said: still here')
  })

  it('has the school’s own line and its word for Shout among them, with the server gone', async () => {
    const { help } = demoSchool()
    await site.close()
    site = await startSite({ conversations, clock, school: { ...schoolWith([]), help } })
    await openPanel(page, site)
    await site.close()
    await page.context().setOffline(true)
    await page.getByText('Need help now?').click()
    for (const name of ['Text BRACKEN', 'Call 01632 960 960', 'Chat at kooth.com']) {
      expect(await page.getByRole('link', { name }).isVisible(), name).to.equal(true)
    }
    expect(await page.getByText(/\bSHOUT\b/).count()).to.equal(0)
    site = await start()
  })

  it('has help in its first bytes: with the server gone, and without any script', async () => {
    await openPanel(page, site)
    await site.close()
    await page.context().setOffline(true)
    await page.getByText('Need help now?').click()
    for (const name of ['Call 999', 'Call 111', 'Call Childline', 'Text SHOUT', 'Call Samaritans']) {
      expect(await page.getByRole('link', { name }).isVisible(), name).to.equal(true)
    }
    await page.keyboard.press('Escape')
    expect(await page.getByRole('link', { name: 'Call 999' }).isVisible()).to.equal(false)
    site = await start()

    const bare = await newPage({ javaScriptEnabled: false })
    await bare.goto(`${site.url}/panel?school=demo`)
    expect(await bare.locator('main').getByRole('link', { name: 'Call 999' }).isVisible()).to.equal(true)
    await bare.context().close()
  })

  it('announces what the bot says in two regions in turn, and history only by its last words', async () => {
    const talk = await openPanel(page, site)
    const polite = (id: number) => page.locator(`#say-${id}`)
    const announced = (words: RegExp) =>
      eventually(String(words), async () =>
        words.test(`${await polite(1).textContent()} ${await polite(2).textContent()}`),
      )
    await announced(/Matters: .*Hi\. This is Matters.*Which one\? 3 answers/)
    await talk.write('one')
    await announced(/Matters: .*You said: one/)
    await page.reload()
    await new Talk(page).hears('You said: one')
    await announced(/^ ?Matters: +You said: one ?$/)
  })
})
