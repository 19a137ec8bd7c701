import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Frame, Page } from 'playwright-core'
import { newPage } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { RunningService } from '../support/running-service.ts'
import { RECORD_ANNOUNCEMENTS, ScreenReader } from '../support/screen-reader.ts'
import { Talk } from '../widget/talk.ts'

/** The bundle for pages, which the package does not export to modules. */
const WEB_CHAT = join(import.meta.dirname, '../../node_modules/botframework-webchat/dist/webchat-minimal.js')

/** A page that shows the official Web Chat with a token of ours; what it is told is its own documentation's. */
const WEB_CHAT_PAGE = `<!doctype html><html lang="en"><title>Web Chat</title><body><div id="chat" style="height: 640px"></div>
<script src="/web-chat.js"></script><script type="module">
  const answer = await fetch('/api/token?school=demo', { method: 'POST' })
  const { token, domain } = await answer.json()
  const directLine = window.WebChat.createDirectLine({ token, domain })
  window.WebChat.renderWebChat({ directLine, locale: 'en-GB' }, document.getElementById('chat'))
</script>`

/** The main job in ways that are not a finger and an eye, against the service as `npm start` runs it. */
describe('the main job in other ways, end to end', function () {
  this.timeout(120_000)
  let service: RunningService
  let page: Page

  before(async () => {
    service = await RunningService.start()
  })
  after(() => service.close())
  afterEach(() => page.context().close())

  it('is done with the keyboard alone', async () => {
    page = await newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(service.url)
    const focused = async (): Promise<string> => {
      const [outside, inside] = await Promise.all(page.frames().map((frame) => focusedIn(frame)))
      return inside ?? outside ?? ''
    }
    /** Presses a key until what has the keyboard is called so. */
    const reach = async (name: RegExp, key: 'Tab' | 'Shift+Tab') => {
      for (let press = 0; press < 60; press += 1) {
        if (name.test(await focused())) return
        await page.keyboard.press(key)
      }
      throw new Error(`${String(name)} is not reached with ${key}; it is at ${await focused()}`)
    }
    /** From the box back to the answers above it. */
    const choose = async (name: RegExp) => {
      await reach(name, 'Shift+Tab')
      await page.keyboard.press('Enter')
    }
    const write = async (words: string) => {
      await reach(/^Write your message/, 'Tab')
      await page.keyboard.type(words)
      await page.keyboard.press('Enter')
    }
    await reach(/^Chat about what matters/, 'Tab')
    await page.keyboard.press('Enter')
    const talk = new Talk(page.frameLocator('iframe'))
    await talk.hears('who might see what you write')
    await choose(/^People I choose/)
    await talk.hears('short way')
    await choose(/^The short way/)
    await talk.hears('How old are you')
    await write('14')
    await talk.hears('Pick up to three')
    await write('drawing, and my dog')
    await talk.hears('What gets in the way')
    await choose(/^Nerves/)
    await reach(/^Done/, 'Tab')
    await page.keyboard.press('Space')
    await talk.hears('What would make it possible')
    await write('skip')
    await talk.hears('not wanting to be alive')
    await choose(/^No$/)
    await talk.hears('Is anyone hurting you')
    await choose(/^No$/)
    await talk.hears('Do any of these sound okay')
    await write('skip')
    await talk.hears('This is your summary')
    await choose(/Send it/)
    await talk.hears('first free time')
    await choose(/\d/)
    await talk.hears('Book it?')
    await choose(/^Yes, book it/)
    await talk.hears(/Which number|Booked:/)
    if ((await talk.said()).every((words) => !words.includes('Booked:'))) await write('07700 900123')
    await talk.hears('Booked:')
    await reach(/calendar/i, 'Shift+Tab')
  })

  it('is done with the accessibility tree alone, and each message is announced exactly once', async () => {
    page = await newPage({ viewport: { width: 360, height: 740 } })
    await page.addInitScript(RECORD_ANNOUNCEMENTS)
    await page.goto(service.url)
    const reader = await ScreenReader.at(page)
    await reader.press('button', 'Chat about what matters')
    await reader.press('button', /^People I choose/)
    await reader.press('button', 'The short way')
    await reader.hears(/How old are you/)
    await reader.write('14')
    await reader.hears(/Pick up to three/)
    await reader.write('drawing, but not in front of loads of people')
    await reader.press('button', /^Nerves/)
    await reader.press('button', /^Done/)
    await reader.hears(/What would make it possible/)
    await reader.write('skip')
    await reader.hears(/not wanting to be alive/)
    await reader.press('button', 'No')
    await reader.hears(/Is anyone hurting you/)
    await reader.press('button', 'No')
    await reader.hears(/Do any of these sound okay/)
    await reader.write('skip')
    await reader.hears(/This is your summary/)
    await reader.press('button', /Send it/)
    await reader.hears(/first free time/)
    await reader.press('button', /\d.*[ap]m/)
    await reader.press('button', /^Yes, book it/)
    await reader.hears(/Which number|^Booked:/)
    if ((await reader.tree()).every(({ name }) => !name.startsWith('Booked:')))
      await reader.write('07700 900123')
    await reader.hears(/^Booked:/)
    await reader.find('link', /calendar/i)

    const panel = page.frames().find((frame) => frame.url().includes('/panel'))
    const said = (await panel?.locator('.theirs .words').allInnerTexts()) ?? []
    expect(said.length).to.be.greaterThan(10)
    const announced = async () => ((await panel?.evaluate<string[]>('window.announced')) ?? []).join('\n')
    await eventually('the last words are announced', async () => (await announced()).includes(said.at(-1)!))
    const all = await announced()
    for (const words of new Set(said))
      expect(times(all, words), words).to.equal(times(said.join('\n'), words))
  })

  it('goes as well by the official Web Chat, which knows nothing of ours', async () => {
    page = await newPage({ viewport: { width: 400, height: 700 } })
    const bundle = await readFile(WEB_CHAT)
    await page.route('**/web-chat.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: bundle }),
    )
    await page.route('**/web-chat', (route) =>
      route.fulfill({ contentType: 'text/html', body: WEB_CHAT_PAGE }),
    )
    await page.goto(`${service.url}/web-chat`)
    const log = page.getByRole('feed').or(page.getByRole('log'))
    await log.getByText('who might see what you write').first().waitFor({ timeout: 60_000 })
    const answers = page.getByRole('toolbar', { name: 'Suggested actions' })
    await answers.getByRole('button', { name: /^People I choose/ }).click()
    await answers.getByRole('button', { name: 'The short way' }).click()
    await log.getByText('How old are you').first().waitFor()
    await page.getByRole('textbox').fill('14')
    await page.keyboard.press('Enter')
    await log.getByText('Pick up to three').first().waitFor()
  })
})

/** The name of what has the keyboard in this frame: its label, or its words. */
function focusedIn(frame: Frame): Promise<string | undefined> {
  return frame.evaluate<string | undefined>(`(() => {
    let at = document.activeElement
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
    if (!at || at === document.body || at.tagName === 'IFRAME' || !document.hasFocus()) return undefined
    const own = at.cloneNode(true)
    for (const decoration of own.querySelectorAll('[aria-hidden=true]')) decoration.remove()
    return (at.labels?.[0]?.textContent ?? at.getAttribute('aria-label') ?? own.textContent).trim()
  })()`)
}

const times = (text: string, words: string) => text.split(words).length - 1
