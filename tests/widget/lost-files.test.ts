import { expect } from 'chai'
import { ScriptedConversations } from '../support/scripted-conversations.ts'
import { schoolWith } from '../support/widget-site.ts'
import { OnePanel } from './one-panel.ts'
import { script } from './script.ts'
import { openPanel } from './talk.ts'

describe('where a file of the panel is lost on its way', () => {
  const of = new OnePanel()

  it('gives taps where the file with the rest does not come', async () => {
    await of.page.route(/\/widget\/later-.*\.js/, (route) => route.abort())
    const talk = await openPanel(of.page, of.site)
    await talk.button('The short way').click()
    await talk.button('Being outdoors').click()
    await talk.hears('You said: Being outdoors')
    expect(of.conversations.taken[1]?.tap?.chose).to.deep.equal(['outdoors'])
  })

  it('says cards in words until the file that draws them comes, which is asked for again', async () => {
    let isLost = true
    await of.page.route(/\/widget\/later-.*\.js/, (route) => (isLost ? route.abort() : route.continue()))
    const talk = await openPanel(of.page, of.site)
    await talk.write('summary')
    await talk.hears('This is your summary, in your words.')
    await talk.hears('- drawing, and my dog (Seen by: link worker)')
    expect(await of.page.locator('.summary').count()).to.equal(0)
    isLost = false
    await talk.write('hello')
    await of.page.locator('.summary').getByText('drawing, and my dog').waitFor()
    expect(
      (await talk.said()).filter((words) => words.includes('my dog')),
      'not twice',
    ).to.deep.equal([])
  })

  it('is one panel when another release answers for its files', async () => {
    await of.page.route('**/panel?*', async (route) => {
      const html = await (await route.fetch()).text()
      const body = html.replaceAll(/-[0-9a-f]{10}\.(js|css)/g, '-0123456789.$1')
      await route.fulfill({ contentType: 'text/html', body })
    })
    const talk = await openPanel(of.page, of.site)
    await talk.write('summary')
    await of.page.locator('.summary').getByText('drawing, and my dog').waitFor()
    expect(await of.page.locator('.composer').count()).to.equal(1)
    expect(of.conversations.begun).to.have.length(1)
  })

  it('is in its language as soon as the words of it come, also when they were lost at first', async () => {
    await of.site.close()
    of.conversations = new ScriptedConversations((incoming) =>
      script(incoming).map((reply) => ({ ...reply, language: 'pl' })),
    )
    of.site = await of.start(0, { ...schoolWith([]), languages: ['en', 'pl'] })
    let isFirst = true
    await of.page.route(/\/widget\/words-pl-.*\.js/, async (route) => {
      await (isFirst ? route.abort() : route.continue())
      isFirst = false
    })
    const talk = await openPanel(of.page, of.site, 'pl')
    await of.page.getByLabel('Napisz wiadomość').waitFor()
    expect(isFirst).to.equal(false)
    await talk.hears('Which one?')
  })
})
