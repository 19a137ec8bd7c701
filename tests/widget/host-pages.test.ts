import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { newPage } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { startHostSite } from '../support/host-pages.ts'
import type { HostPage, HostSite } from '../support/host-pages.ts'
import { ScriptedConversations } from '../support/scripted-conversations.ts'
import { schoolWith, startSite } from '../support/widget-site.ts'
import type { Site } from '../support/widget-site.ts'
import { script } from './script.ts'
import { Talk } from './talk.ts'

const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 360, height: 740 }

/** A privacy setting, or a browser's own rule for frames of other sites: everything that could keep something says no. */
const NOTHING_IS_KEPT = `
  for (const name of ['sessionStorage', 'localStorage', 'indexedDB', 'caches'])
    Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError') } })
  Object.defineProperty(document, 'cookie', {
    get() { throw new DOMException('no', 'SecurityError') },
    set() { throw new DOMException('no', 'SecurityError') },
  })
`

/** What old themes and plugins leave lying about: globals, and prototypes with something countable on them. */
const OLD_SCRIPTS = `
  window.$ = window.jQuery = function () { return { ready() {} } }
  Array.prototype.each = function () {}
  Object.prototype.clone = function () {}
  String.prototype.trimmed = function () {}
  window.name = 'theme'
  window.open = window.close = window.stop = undefined
  window.Element.prototype.append = Element.prototype.append
`

/** An optimiser that lets no script run before somebody touches the page: it changes the type, and puts it back at the first event. */
const DELAYED = `
  const wake = () => {
    removeEventListener('keydown', wake)
    for (const late of document.querySelectorAll('script[type="delayed"]')) {
      const script = document.createElement('script')
      script.type = 'module'
      script.src = late.dataset.src
      late.replaceWith(script)
    }
  }
  addEventListener('keydown', wake)
`

const HOSTILE = `
  * { box-sizing: content-box !important; margin: 7px !important; padding: 3px !important; float: left !important;
    font: 9px/1 fantasy !important; color: #fff !important; background: #fff !important; letter-spacing: 4px !important;
    text-transform: uppercase !important; position: relative !important; z-index: 1 !important; max-width: 50px !important;
    overflow: hidden !important; transition: all 9s !important }
  button, dialog, iframe, a { display: none !important; width: 1px !important; height: 1px !important }
  .front { position: fixed !important; inset: 0 !important; max-width: none !important; z-index: 2147483647 !important;
    pointer-events: none !important; background: none !important }
`

describe("the widget on other people's pages", function () {
  this.timeout(60_000)
  let host: HostSite
  let site: Site
  let clock: FakeClock
  let conversations: ScriptedConversations
  let page: Page
  let tag: string

  before(async () => {
    await (await newPage()).context().close()
    host = await startHostSite()
    clock = new FakeClock('2026-11-23T10:00:00Z')
    // One service for all: each page begins its own conversation.
    conversations = new ScriptedConversations(script)
    site = await startSite({ conversations, clock, school: schoolWith([host.origin]) })
    tag = `<script type="module" src="${site.url}/embed.js"></script><matters-chat school="demo"></matters-chat>`
  })
  after(async () => {
    await site.close()
    await host.close()
  })
  afterEach(() => page.context().close())

  let begunBefore = 0
  const visit = async (made: HostPage, viewport = DESKTOP, before = '') => {
    begunBefore = conversations.begun.length
    page = await newPage({ viewport })
    if (before) await page.addInitScript(before)
    host.pages.set('/', made)
    await page.goto(host.origin)
  }
  const begun = () => conversations.begun.length - begunBefore
  const dialog = () => page.getByRole('dialog', { name: 'Matters chat' })
  const open = async () => {
    await page.getByRole('button', { name: 'Chat about what matters' }).click()
    return new Talk(page.frameLocator('iframe'))
  }
  const talks = async (words = 'hello') => {
    const talk = await open()
    await talk.hears('Which one?')
    await talk.write(words)
    await talk.hears(`You said: ${words}`)
    return talk
  }
  /** Whether one sees all of the panel and can press what is in it. */
  const isOnTop = async () => {
    const box = (await dialog().boundingBox())!
    const { width, height } = page.viewportSize()!
    expect(box.x).to.be.at.least(0)
    expect(box.y).to.be.at.least(0)
    expect(box.x + box.width).to.be.at.most(width)
    expect(box.y + box.height).to.be.at.most(height)
    expect(box.width, 'wide enough to read').to.be.at.least(Math.min(360, width))
    expect(box.height).to.be.at.least(400)
    await new Talk(page.frameLocator('iframe')).button('Send').click({ trial: true })
  }

  it('goes on where it was when the school’s page changes, and again after a reload', async () => {
    host.pages.set('/two', { body: `<h1>Two</h1>${tag}` })
    await visit({ body: `<h1>One</h1><a href="/two">Two</a>${tag}` })
    const before = await (await talks('my dog is called Biscuit')).said()
    await page.getByRole('link', { name: 'Two' }).click()
    await page.getByRole('heading', { name: 'Two' }).waitFor()
    let talk = await open()
    await talk.hears('You said: my dog')
    expect(await talk.said()).to.deep.equal(before)
    await page.reload()
    talk = await open()
    await talk.write('and again')
    await talk.hears('You said: and again')
    expect((await talk.said()).slice(0, before.length)).to.deep.equal(before)
    expect(begun()).to.equal(1)
  })

  it('talks where no cookie, no storage and nothing else is allowed; the next page begins anew', async () => {
    await visit({ body: tag }, DESKTOP, NOTHING_IS_KEPT)
    await talks()
    await page.reload()
    await talks('once more')
    expect(begun()).to.equal(2)
  })

  it('stands a WordPress page: a block in paragraphs, old scripts, an optimiser that holds scripts back', async () => {
    await visit({
      head: `<style id="wp-block-library-inline-css">.entry-content > * { max-width: 620px } button { all: unset; background: red } iframe { max-width: 100%; height: auto }</style>
        <script>${OLD_SCRIPTS}${DELAYED}</script>`,
      body: `<div class="entry-content wp-block-post-content"><p><script type="delayed" data-src="${site.url}/embed.js"></script><br />
        <matters-chat school="demo" accent="#7a1f3d"></matters-chat></p></div>`,
    })
    expect(await page.getByRole('button', { name: 'Chat about what matters' }).count()).to.equal(0)
    await page.keyboard.press('ArrowDown')
    await talks()
    await isOnTop()
  })

  for (const [size, viewport] of [
    ['wide', DESKTOP],
    ['a phone', PHONE],
  ] as const)
    it(`stands hostile styles, with something in front of everything: ${size}`, async () => {
      await visit({ head: `<style>${HOSTILE}</style>`, body: `${tag}<div class="front"></div>` }, viewport)
      await talks()
      await isOnTop()
    })

  it('comes out of a box that is moved, clipped and blurred', async () => {
    await visit({
      head: `<style>.box { transform: translate(40px, 30px) scale(.9); overflow: hidden; width: 300px; height: 200px;
        will-change: transform; contain: paint; filter: blur(0); position: relative; z-index: 1 }
        .front { position: relative; z-index: 9; background: #eee; height: 900px }</style>`,
      body: `<div class="box">${tag}</div><div class="front">In front</div>`,
    })
    await talks()
    await isOnTop()
  })

  it('loses nothing, and says nothing twice, when the network is away for two minutes', async () => {
    await visit({ body: tag })
    await page.clock.install()
    const talk = await talks('before')
    await page.context().setOffline(true)
    await talk.write('written in the dark')
    conversations.say(conversations.begun.at(-1)!, [
      { message: 'later', text: 'Your link worker has read it.' },
    ])
    clock.advance({ minutes: 2 })
    await page.clock.runFor(120_000)
    await page.context().setOffline(false)
    await talk.hears('You said: written in the dark')
    await talk.hears('Your link worker has read it.')
    await eventually(
      'all sent',
      async () =>
        (await page
          .frameLocator('iframe')
          .getByText(/Sending|Not sent/)
          .count()) === 0,
    )
    const said = await talk.said()
    for (const words of [
      'written in the dark',
      'You said: written in the dark',
      'Your link worker has read it.',
    ])
      expect(
        said.filter((one) => one === words),
        words,
      ).to.have.length(1)
    expect(conversations.taken.filter(({ text }) => text === 'written in the dark')).to.have.length(1)
    expect(begun()).to.equal(1)
  })

  it('goes on after a laptop’s sleep', async () => {
    await visit({ body: tag })
    await page.clock.install()
    const talk = await talks('before')
    const said = await talk.said()
    // The lid is shut: no timer runs and nobody answers the service's pings; then all is there again at once.
    await page.context().setOffline(true)
    conversations.say(conversations.begun.at(-1)!, [
      { message: 'later', text: 'Your link worker has read it.' },
    ])
    clock.advance({ minutes: 25 })
    await page.clock.fastForward('25:00')
    await page.context().setOffline(false)
    await talk.hears('Your link worker has read it.')
    await talk.write('after')
    await talk.hears('You said: after')
    expect(await talk.said()).to.deep.equal([
      ...said,
      'Your link worker has read it.',
      'after',
      'You said: after',
    ])
    expect(begun()).to.equal(1)
  })

  it('goes on in a tab that the browser opens again: it gives back what the tab had kept', async () => {
    await visit({ body: tag })
    const before = await (await talks('before')).said()
    const kept = await page.frames()[1]!.evaluate<Record<string, string>>('({ ...sessionStorage })')
    const context = page.context()
    await page.close()
    page = await context.newPage()
    await page.addInitScript(
      `if (location.origin === '${site.url}') for (const [key, value] of Object.entries(${JSON.stringify(kept)})) sessionStorage.setItem(key, value)`,
    )
    await page.goto(host.origin)
    const talk = await open()
    await talk.hears('You said: before')
    expect(await talk.said()).to.deep.equal(before)
    expect(begun()).to.equal(1)
  })
})
