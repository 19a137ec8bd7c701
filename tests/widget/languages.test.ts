import { expect } from 'chai'
import { ScriptedConversations } from '../support/scripted-conversations.ts'
import { schoolWith } from '../support/widget-site.ts'
import { OnePanel } from './one-panel.ts'
import { script } from './script.ts'
import { openPanel } from './talk.ts'

describe('the languages of the panel, in a browser', () => {
  const of = new OnePanel()
  let spoken: string

  beforeEach(async () => {
    spoken = 'en'
    await of.site.close()
    of.conversations = new ScriptedConversations((incoming) =>
      script(incoming).map((reply) => ({ ...reply, language: spoken })),
    )
    of.site = await of.start(0, { ...schoolWith([]), languages: ['en', 'cy', 'pl'] })
  })

  for (const [who, answer] of [
    ['a proxy', { status: 502, body: '<html lang="en"><h1>Bad gateway</h1></html>' }],
    ['the school’s filter', { status: 200, body: '<html lang="en"><h1>Sign in</h1></html>' }],
  ] as const) {
    it(`keep the way out and the numbers when ${who} answers in the place of a page in another`, async () => {
      const ASKED = /[?&]lang=pl/
      await of.page.route(ASKED, (route) => route.fulfill({ contentType: 'text/html', ...answer }))
      const talk = await openPanel(of.page, of.site)
      const answered = of.page.waitForResponse(ASKED)
      spoken = 'pl'
      await talk.write('hello')
      await talk.hears('You said: hello')
      await (await answered).finished()
      await of.page.getByText('Need help now?').click()
      expect(await of.page.getByRole('link', { name: 'Call 999' }).isVisible()).to.equal(true)
      expect(await of.page.locator('#exit').innerText()).to.contain('Quick exit')
      expect(await of.page.locator('#exit svg').count()).to.equal(1)
      await of.page.getByText('Need help now?').click()

      await of.page.unroute(ASKED)
      await talk.write('and again')
      await of.page.getByLabel('Napisz wiadomość').waitFor()
      expect(await of.page.locator('#exit').innerText()).not.to.contain('Quick exit')
    })
  }

  it('are looked through by keys, and one is spoken once it was chosen by Enter or by going on', async () => {
    const talk = await openPanel(of.page, of.site)
    await talk.button('How it reads').waitFor()
    const menu = of.page.locator('#language')
    const press = async (...keys: string[]) => {
      await menu.focus()
      for (const key of keys) await of.page.keyboard.press(key)
    }
    await menu.selectOption('Cymraeg')
    await talk.hears('You said: Cymraeg')
    await press('ArrowDown', 'ArrowDown')
    expect(await menu.inputValue()).to.equal('Polski')
    await of.page.keyboard.press('Enter')
    await talk.hears('You said: Polski')
    expect(await of.page.evaluate<string>('document.activeElement.id')).to.equal('write')
    expect(await menu.inputValue(), 'until the bot speaks it').to.equal('English')
    await press('ArrowDown', 'Escape', 'Tab')
    expect(await menu.inputValue()).to.equal('English')
    await press('End', 'Tab')
    await talk.hears('You said: Easier words')
    const texts = of.conversations.taken.map(({ text }) => text)
    expect(texts).to.deep.equal(['Cymraeg', 'Polski', 'Easier words'])
  })
})
