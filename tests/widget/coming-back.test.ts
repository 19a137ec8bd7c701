import { expect } from 'chai'
import { z } from 'zod'
import { eventually } from '../support/eventually.ts'
import { OnePanel } from './one-panel.ts'
import { openPanel, Talk } from './talk.ts'

const Session = z.looseObject({ conversationId: z.string() })
const TOKEN = 'a1'.repeat(32)
const CODE = 'acorn acorn acorn acorn 123'
const RESUME = '**/api/resume*'

/** What a school's filter says in the server's place. */
const FILTERED = { status: 404, contentType: 'text/html', body: '<h1>Under review</h1>' }

describe('coming into another chat, in a browser', () => {
  const of = new OnePanel()

  /** A chat that has begun elsewhere, as the answer to its code. */
  const another = async (): Promise<z.infer<typeof Session>> => {
    const answer = await fetch(`${of.site.url}/api/token?school=demo`, {
      method: 'POST',
      headers: { origin: of.site.url, 'content-type': 'application/json' },
      body: JSON.stringify({ begin: true }),
    })
    const session = Session.parse(await answer.json())
    of.conversations.say(session.conversationId, [{ message: 'invited', text: 'Rowan wrote to you.' }])
    return session
  }
  const invited = async (): Promise<Talk> => {
    await of.page.goto(`${of.site.url}/panel?school=demo#${TOKEN}`)
    return new Talk(of.page)
  }

  it('tries an invitation on a bad line until it is answered, also when the page is loaded again', async () => {
    const session = await another()
    let asked = 0
    let isAway = true
    await of.page.route(RESUME, (route) => {
      asked += 1
      if (isAway) return asked === 1 ? route.abort() : route.fulfill(FILTERED)
      return asked % 2 === 0 ? route.fulfill({ status: 429, json: {} }) : route.fulfill({ json: session })
    })
    let talk = await invited()
    await talk.hears('No connection. Trying again.')
    await of.page.reload()
    talk = new Talk(of.page)
    await talk.hears('No connection. Trying again.')
    await talk.write('is it on')
    expect(asked).to.equal(2)
    asked = 1
    isAway = false
    await talk.hears('Rowan wrote to you.')
    expect(asked).to.equal(3)
    expect(await of.page.getByText('opens no chat').count()).to.equal(0)
    expect(await talk.box.inputValue(), 'what was written meanwhile').to.equal('is it on')
    expect(new URL(of.page.url()).hash).to.equal('')
    expect(of.conversations.begun, 'no other chat').to.deep.equal([session.conversationId])
  })

  it('says that an invitation opens none once the server has said so, and begins a chat', async () => {
    await of.page.route(RESUME, (route) => route.fulfill({ status: 404, json: {} }))
    const talk = await invited()
    await talk.hears('That code opens no chat.')
    await talk.hears('Which one?')
    expect(new URL(of.page.url()).hash).to.equal('')
  })

  it('tries the code, and not what was written after it', async () => {
    const codes: unknown[] = []
    await of.page.route(RESUME, (route) => {
      codes.push(route.request().postDataJSON())
      return route.fulfill({ status: 404, json: {} })
    })
    const talk = await openPanel(of.page, of.site)
    let release = () => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    of.conversations.before = () => released
    await talk.write(CODE)
    await talk.write('is it working?')
    await eventually('both on their way', async () => (await of.page.getByText('Sending').count()) === 2)
    release()
    await talk.hears('That code opens no chat.')
    await talk.hears('You said: is it working?')
    expect(codes).to.deep.equal([{ code: CODE }])
  })

  it('leaves with the token that was kept, before a page that was loaded again has renewed it', async () => {
    await openPanel(of.page, of.site)
    await of.page.context().route('https://www.bbc.co.uk/**', (route) => route.fulfill({ body: '' }))
    await of.page.route('**/tokens/refresh', () => undefined)
    await of.page.reload()
    await of.page.locator('.composer').waitFor()
    await of.page.getByRole('link', { name: 'Quick exit' }).click()
    await eventually('the server to know', () =>
      of.conversations.taken.some(({ name }) => name === 'quick-exit'),
    )
  })
})
