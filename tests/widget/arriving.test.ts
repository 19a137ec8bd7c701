import { expect } from 'chai'
import { eventually } from '../support/eventually.ts'
import { OnePanel, POSTS } from './one-panel.ts'
import { openPanel } from './talk.ts'

describe('what the panel sends and hears, in a browser', () => {
  const of = new OnePanel()

  /** Keeps messages with such a body on their way until they are released. */
  const holdPosts = async (held: (body: string) => boolean): Promise<() => void> => {
    let release = () => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    await of.page.route(POSTS, async (route) => {
      if (route.request().method() === 'POST' && held(route.request().postData() ?? '')) await released
      await route.fallback()
    })
    return release
  }

  it('loses nothing and keeps no words when it is loaded again', async () => {
    const talk = await openPanel(of.page, of.site)
    await talk.write('my dog is called Biscuit')
    await talk.hears('You said: my dog')
    const before = await talk.said()
    const kept = await of.page.evaluate<string>('JSON.stringify({ ...sessionStorage, ...localStorage })')
    expect(kept)
      .to.contain('token')
      .and.not.to.match(/Biscuit|Hi\. This is/)
    await of.page.reload()
    await talk.hears('You said: my dog')
    expect(await talk.said()).to.deep.equal(before)
    expect(of.conversations.begun).to.have.length(1)
    await talk.write('and again')
    await talk.hears('You said: and again')
  })

  it('works in memory where storage is blocked', async () => {
    await of.page.addInitScript(
      `Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError') } })`,
    )
    const talk = await openPanel(of.page, of.site)
    await talk.write('hello')
    await talk.hears('You said: hello')
  })

  it('asks for what is new where no WebSocket gets through', async () => {
    await of.page.addInitScript('window.WebSocket = class { constructor() { throw new Error("blocked") } }')
    const talk = await openPanel(of.page, of.site)
    await talk.write('hello')
    await talk.hears('You said: hello')
    expect((await talk.said()).filter((words) => words.includes('You said: hello'))).to.have.length(1)
  })

  it('has its first words with its token, which a slow line brings after three ways there and back', async () => {
    await of.page.addInitScript('window.WebSocket = class { close() {} }')
    const asked: string[] = []
    of.page.on('request', (request) => {
      if (request.method() === 'POST') asked.push(new URL(request.url()).pathname)
    })
    await openPanel(of.page, of.site)
    expect(asked).to.deep.equal(['/api/token'])
  })

  it('goes on after a restart of the server: what was written meanwhile arrives once', async () => {
    const talk = await openPanel(of.page, of.site)
    const { port } = of.site
    await of.site.close()
    await of.page.getByText('No connection. Trying again.').waitFor()
    await talk.write('are you there')
    of.site = await of.start(port)
    await talk.hears('You said: are you there')
    expect(of.conversations.taken.map(({ text }) => text)).to.deep.equal(['are you there'])
    await of.page.getByText('No connection').waitFor({ state: 'detached' })
  })

  it('takes a page that a filter puts in the server’s place for a bad line, and ends no chat for it', async () => {
    await of.page.addInitScript('window.WebSocket = class { constructor() { throw new Error("blocked") } }')
    const talk = await openPanel(of.page, of.site)
    const server = '**/v3/directline/**'
    await of.page.route(server, (route) =>
      route.fulfill({ status: 403, contentType: 'text/html', body: '<h1>Not in lessons</h1>' }),
    )
    await of.page.getByText('No connection. Trying again.').waitFor()
    await talk.write('are you there')
    await of.page.unroute(server)
    await talk.hears('You said: are you there')
    expect(of.conversations.begun).to.have.length(1)
  })

  it('lets words that a filter refuses hold up none that were written after them', async () => {
    const talk = await openPanel(of.page, of.site)
    await of.page.clock.install()
    await of.page.route(POSTS, (route) =>
      route.request().postData()?.includes('words that a filter knows')
        ? route.fulfill({ status: 403, contentType: 'text/html', body: '<h1>Not in lessons</h1>' })
        : route.continue(),
    )
    for (const said of ['words that a filter knows', 'please help', 'is anyone there']) await talk.write(said)
    await eventually('those behind it arrive', async () => {
      await of.page.clock.runFor(11_000)
      return of.conversations.taken.length === 2
    })
    expect(of.conversations.taken.map(({ text }) => text)).to.deep.equal(['please help', 'is anyone there'])
    await eventually('the one is not sent', async () => (await of.page.getByText('Not sent.').count()) === 1)
    await of.page.unroute(POSTS)
    await talk.button('Try again').click()
    await talk.hears('You said: words that a filter knows')
    expect(await of.page.getByText('Not sent.').count()).to.equal(0)
  })

  it('sends again with the same id what the bot could not take', async () => {
    const talk = await openPanel(of.page, of.site)
    of.conversations.before = async () => {
      of.conversations.before = async () => {}
      throw new Error('just this once')
    }
    await talk.write('once only')
    await talk.hears('You said: once only')
    expect(of.conversations.arrived).to.equal(2)
    expect(of.conversations.taken).to.have.length(1)
    expect(await talk.said()).to.have.length(4)
  })

  it('keeps the order when more is written while older words are still on their way', async () => {
    const talk = await openPanel(of.page, of.site)
    const release = await holdPosts(() => true)
    for (const words of ['first', 'scale', 'third']) await talk.write(words)
    await eventually('all on their way', async () => (await of.page.getByText('Sending').count()) === 3)
    expect(of.conversations.taken).to.have.length(0)
    release()
    await talk.hears('You said: third')
    await eventually('all arrived', async () => (await of.page.getByText('Sending').count()) === 0)
    expect(of.conversations.taken.map(({ text }) => text)).to.deep.equal(['first', 'scale', 'third'])
    const said = await talk.said()
    expect(said.slice(-6)).to.deep.equal([
      'first',
      'You said: first',
      'scale',
      'How sure are you that you can take a small step?',
      'third',
      'You said: third',
    ])
    await of.page.reload()
    await talk.hears('You said: third')
    expect(await talk.said()).to.deep.equal(said)
  })

  it('says with what is typed what the screen had shown, which is older than what is asked by the time it arrives', async () => {
    const talk = await openPanel(of.page, of.site)
    const release = await holdPosts(() => true)
    for (const words of ['no', 'no again']) await talk.write(words)
    await eventually('both on their way', async () => (await of.page.getByText('Sending').count()) === 2)
    release()
    await talk.hears('You said: no again')
    await talk.write('next')
    await talk.hears('You said: next')
    const [first, second, next] = of.conversations.taken.map(({ seen }) => seen)
    expect(first).to.match(/\|0000002$/)
    expect(second).to.equal(first)
    expect(next).to.match(/\|0000006$/)
  })

  it('shows what is urgent at once, above words that are still on their way', async () => {
    const talk = await openPanel(of.page, of.site)
    const release = await holdPosts((body) => body.includes('danger'))
    await holdPosts((body) => body.includes('wait'))
    await talk.write('danger')
    await talk.write('wait')
    release()
    await talk.hears('Is there an adult near you')
    expect((await of.page.locator('.log .urgent').boundingBox())?.y).to.be.within(60, 200)
    expect((await talk.said()).slice(-4)).to.deep.equal([
      'danger',
      'Thank you for telling me.',
      'Is there an adult near you that you can tell right now?',
      'wait',
    ])
    expect(await talk.button('Yes').count()).to.equal(0)
  })

  it('sends what was refused again in the order in which it was written', async () => {
    const talk = await openPanel(of.page, of.site)
    await of.page.route(POSTS, (route) =>
      route.request().method() === 'POST' ? route.fulfill({ status: 400, json: {} }) : route.continue(),
    )
    await talk.write('one')
    await talk.write('two')
    await eventually('both refused', async () => (await of.page.getByText('Not sent.').count()) === 2)
    await of.page.unroute(POSTS)
    await talk.button('Try again').first().click()
    await talk.hears('You said: two')
    expect(of.conversations.taken.map(({ text }) => text)).to.deep.equal(['one', 'two'])
    await eventually('all arrived', async () => (await of.page.getByText('Sending').count()) === 0)
  })

  it('knows from the stream that words arrived whose answer got lost, and does not say them twice', async () => {
    const talk = await openPanel(of.page, of.site)
    let lost = false
    await of.page.route(POSTS, async (route) => {
      if (lost || route.request().method() !== 'POST') return route.continue()
      lost = true
      await route.fetch()
      return route.abort('connectionreset')
    })
    await talk.write('once only')
    await talk.hears('You said: once only')
    await talk.write('next')
    await talk.hears('You said: next')
    expect(of.conversations.taken.map(({ text }) => text)).to.deep.equal(['once only', 'next'])
    expect(await talk.said()).to.have.length(6)
    expect(await of.page.getByText('Sending').count()).to.equal(0)
  })

  it('says when something was not sent, keeps it, and sends it on a tap', async () => {
    const talk = await openPanel(of.page, of.site)
    await of.page.route(POSTS, (route) =>
      route.request().method() === 'POST' ? route.fulfill({ status: 400, json: {} }) : route.continue(),
    )
    await talk.write('please keep this')
    await of.page.getByRole('alert').filter({ hasText: 'Not sent.' }).waitFor()
    await of.page.unroute(POSTS)
    await talk.button('Try again').click()
    await talk.hears('You said: please keep this')
    expect(await of.page.getByText('Not sent.').count()).to.equal(0)
    expect(of.conversations.taken).to.have.length(1)
  })

  it('sends by itself what it had given up on, once the network is back', async () => {
    const talk = await openPanel(of.page, of.site)
    await of.page.clock.install()
    // The stream still looks alive, as it does for a while when a train goes into a tunnel.
    await of.page.route(POSTS, (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    )
    await talk.write('from the tunnel')
    const given = of.page.getByRole('alert').filter({ hasText: 'Not sent.' })
    await eventually('it gives up', async () => {
      await of.page.clock.runFor(11_000)
      return (await given.count()) > 0
    })
    await of.page.unroute(POSTS)
    await of.page.evaluate('window.dispatchEvent(new Event("online"))')
    await talk.hears('You said: from the tunnel')
    expect(await given.count()).to.equal(0)
    expect(of.conversations.taken).to.have.length(1)
  })

  it('says when the chat has timed out, and takes the unsent words into the new one', async () => {
    const talk = await openPanel(of.page, of.site)
    of.clock.advance({ minutes: 31 })
    await talk.write('still here')
    await of.page.getByText('This chat has timed out.').waitFor()
    await talk.button('Start a new chat').click()
    await talk.hears('Which one?')
    expect(await talk.box.inputValue()).to.equal('still here')
    expect(of.conversations.begun).to.have.length(2)
    await talk.box.press('Enter')
    await talk.hears('You said: still here')
  })
})
