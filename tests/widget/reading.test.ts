import { expect } from 'chai'
import type { Page } from 'playwright-core'
import type { School } from '../../domain/school/school.ts'
import { newPage } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { ScriptedConversations } from '../support/scripted-conversations.ts'
import { schoolWith, startSite } from '../support/widget-site.ts'
import type { Site } from '../support/widget-site.ts'
import { script } from './script.ts'
import { openPanel } from './talk.ts'

/** In the place of the browser's voices: what would be read is kept. The first voice would send the words away. */
const VOICES = `
  window.spoken = []
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
  Object.defineProperty(window, 'speechSynthesis', { value: {
    speaking: false,
    getVoices: () => [
      { name: 'far', lang: 'en-GB', localService: false },
      { name: 'near', lang: 'en_GB', localService: true },
    ],
    speak: ({ text, voice }) => window.spoken.push(voice.name + ': ' + text),
    cancel: () => window.spoken.push('quiet'),
  } })`

/** In the place of the browser's ear: a test says what it hears. */
const EAR = `
  window.ears = []
  window.SpeechRecognition = window.webkitSpeechRecognition = class {
    constructor() { window.ears.push(this) }
    start() { this.on = true }
    abort() { this.on = false; this.onend() }
    hear(...said) { this.onresult({ resultIndex: 0, results: said.map((transcript) => [{ transcript }]) }) }
  }`

describe('how it reads and is answered', () => {
  let conversations: ScriptedConversations
  let site: Site
  let page: Page

  const open = async (settings: Partial<School> = {}, language?: string) => {
    // The frame speaks as the bot does.
    const spoken = language === undefined ? {} : { language }
    conversations = new ScriptedConversations((incoming) =>
      script(incoming).map((reply) => ({ ...reply, ...spoken })),
    )
    site = await startSite({
      conversations,
      clock: new FakeClock('2026-11-23T10:00:00Z'),
      school: { ...schoolWith([]), ...settings },
    })
    return openPanel(page, site, language)
  }
  const spoken = () => page.evaluate<string[]>('window.spoken')

  before(async function () {
    this.timeout(30_000)
    await (await newPage()).context().close()
  })
  beforeEach(async () => {
    page = await newPage({ viewport: { width: 400, height: 640 } })
  })
  afterEach(async () => {
    await page.context().close()
    await site.close()
  })

  it('bigger and wider, for the visit, and nothing else is kept', async () => {
    const talk = await open()
    const size = () => page.evaluate<string>('getComputedStyle(document.documentElement).fontSize')
    const usual = await size()
    await talk.button('How it reads').click()
    await talk.button('Biggest').click()
    await talk.button('More space').click()
    expect(parseFloat(await size())).to.equal(parseFloat(usual) * 1.5)
    await talk.write('my dog is called Biscuit')
    await talk.hears('You said: my dog')
    const kept = await page.evaluate<string>('sessionStorage.getItem("matters:reading")')
    expect(JSON.parse(kept)).to.deep.equal({ size: 2, space: true, symbols: false })
    await page.reload()
    await talk.hears('You said: my dog')
    await eventually('the size again', async () => parseFloat(await size()) === parseFloat(usual) * 1.5)
    const apart = await page.evaluate<string>(
      'getComputedStyle(document.querySelector(".words")).letterSpacing',
    )
    expect(parseFloat(apart)).to.be.greaterThan(1)
  })

  for (const [language, size, width, height] of [
    ['en', 2, 320, 568],
    ['pl', 1, 398, 638],
    ['cy', 2, 360, 640],
  ] as const) {
    it(`bigger, with the help behind "Need help now?" to its last button (${language})`, async () => {
      await page.addInitScript(`sessionStorage.setItem('matters:reading', '{"size":${size}}')`)
      await page.setViewportSize({ width, height })
      await open({ languages: ['en', 'pl', 'cy'] }, language)
      await page.locator(`html[data-size="${size}"]`).waitFor()
      // As in a school's page, where the header has a cross too.
      await page.evaluate(`document.getElementById('close').hidden = false`)
      await page.locator('#help summary').click()
      await page.evaluate(`document.querySelector('header .help').scrollTop = 1e6`)
      const card = await page.locator('header .help').boundingBox()
      const last = await page.locator('header .help a').last().boundingBox()
      if (!card || !last) throw new Error('the help is not on the screen')
      expect(card.y + card.height, 'the card ends in the window').to.be.at.most(height)
      expect(last.y + last.height, 'and the last button in the card').to.be.at.most(card.y + card.height)
      expect(card.y, 'under the ways out').to.be.at.least(
        (await page.locator('#help summary').boundingBox())?.y ?? height,
      )
    })
  }

  it('in easier words, by saying so', async () => {
    const talk = await open()
    await talk.button('How it reads').click()
    await talk.button('Easier words').click()
    await talk.hears('You said: Easier words')
    expect(conversations.taken[0]).to.deep.include({ text: 'Easier words' })
  })

  it('closes with Escape alone, and gives the keyboard back', async () => {
    const talk = await open()
    await talk.button('How it reads').click()
    await talk.button('Bigger').focus()
    await page.keyboard.press('Escape')
    expect(await talk.button('Bigger').count()).to.equal(0)
    expect(await page.evaluate<string>('document.activeElement.textContent')).to.equal('AaHow it reads')
  })

  it('with symbols whose words go into the box, to be changed or sent', async () => {
    const talk = await open()
    await talk.button('How it reads').click()
    await talk.button('Answer with symbols').click()
    await talk.button('Close').click()
    await talk.box.fill('today')
    await talk.button('really hard').click()
    expect(await talk.box.inputValue()).to.equal('today ⛈️ really hard')
    expect(conversations.taken, 'nothing is sent by itself').to.have.length(0)
  })

  it('aloud once that is asked for, by a voice of this device, and quiet when it is put away', async () => {
    await page.addInitScript(VOICES)
    const talk = await open()
    await talk.write('one')
    await talk.hears('You said: one')
    expect(await spoken(), 'nothing before it was asked for').to.deep.equal([])
    await talk.button('How it reads').click()
    await talk.button('Read aloud').click()
    await talk.button('Close').click()
    await talk.write('two')
    await eventually('it is read', async () => (await spoken()).includes('near: You said: two'))
    await talk.write('danger')
    await talk.hears('Is there an adult')
    const urgent = (await spoken()).findIndex((words) => words.startsWith('near: Call 999 now if:'))
    expect((await spoken())[urgent - 1], 'what is urgent does not wait').to.equal('quiet')
    await talk.button('Stop reading').click()
    expect((await spoken()).at(-1)).to.equal('quiet')
    await page.reload()
    await talk.hears('Is there an adult')
    expect(await talk.button('Stop reading').count(), 'off again after a reload').to.equal(0)
  })

  it('never aloud while it is put away or out of sight; what came is there to be read again', async () => {
    await page.addInitScript(VOICES)
    const talk = await open()
    await talk.button('How it reads').click()
    await talk.button('Read aloud').click()
    await talk.button('Close').click()
    const [conversation = ''] = conversations.begun
    const comes = async (text: string) => {
      conversations.say(conversation, [{ message: 'later', text }])
      await talk.hears(text)
    }
    const isHidden = (hidden: boolean) =>
      page.evaluate(`Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))`)
    const word = (matters: string) =>
      page.evaluate(`new Promise((told) => {
        addEventListener('message', () => told(), { once: true })
        postMessage({ matters: '${matters}' }, '*')
      })`)
    await comes('before')
    expect((await spoken()).at(-1)).to.equal('near: before')
    await word('closed')
    await comes('steps in the hall')
    await isHidden(true)
    await comes('still away')
    await isHidden(false)
    await comes('seen, and still closed')
    expect((await spoken()).at(-1), 'quiet since it was closed').to.equal('quiet')
    await word('opened')
    await talk.button('Read again').click()
    const missed = ['near: steps in the hall', 'near: still away', 'near: seen, and still closed']
    expect((await spoken()).slice(-4)).to.deep.equal(['quiet', ...missed])
    await comes('back')
    expect((await spoken()).at(-1)).to.equal('near: back')
    const left = await page.evaluate<string>(`document.getElementById('exit').click(), window.spoken.at(-1)`)
    expect(left, 'at once: the way out may be slow').to.equal('quiet')
  })

  it('says so where this device has no voice of its own', async () => {
    await page.addInitScript(VOICES.replace('localService: true', 'localService: false'))
    const talk = await open()
    await talk.button('How it reads').click()
    await page.getByText('This device has no voice here to read aloud.').waitFor()
    expect(await talk.button('Read aloud').count()).to.equal(0)
  })

  it('by speaking where the school allows it, once it was said where the sound may go', async () => {
    await page.addInitScript(EAR)
    const talk = await open({ dictation: true })
    await talk.button('How it reads').click()
    await talk.button('Speak your answer').click()
    await page.getByText('It may send the sound to the company that makes the browser.').waitFor()
    expect(await page.evaluate<number>('window.ears.length')).to.equal(0)
    await talk.button('Turn on').click()
    await talk.button('Speak').click()
    await talk.button('Listening. Tap to stop').waitFor()
    await eventually('it listens', () => page.evaluate<boolean>('window.ears[0].on === true'))
    await page.evaluate(`window.ears[0].hear('my dog', ' and the sea ')`)
    expect(await talk.box.inputValue()).to.equal('my dog and the sea')
    expect(conversations.taken, 'nothing is sent by itself').to.have.length(0)
    await talk.button('Listening. Tap to stop').click()
    await talk.button('Speak').waitFor()
    expect(await page.evaluate<boolean>('window.ears[0].on')).to.equal(false)
  })

  it('never by speaking where the school has not turned it on', async () => {
    await page.addInitScript(EAR)
    const talk = await open()
    await talk.button('How it reads').click()
    await talk.button('Close').waitFor()
    expect(await talk.button('Speak your answer').count()).to.equal(0)
    const { headers } = { headers: (await page.request.get(`${site.url}/panel?school=demo`)).headers() }
    expect(headers['permissions-policy']).to.contain('microphone=()')
  })
})
