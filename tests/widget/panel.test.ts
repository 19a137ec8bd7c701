import { expect } from 'chai'
import { newPage } from '../support/browser.ts'
import { demoSchool } from '../support/conversation.ts'
import { eventually } from '../support/eventually.ts'
import { schoolWith } from '../support/widget-site.ts'
import { OnePanel } from './one-panel.ts'
import { openPanel, Talk } from './talk.ts'

describe('the panel in a browser', () => {
  const of = new OnePanel()

  it('sends a tap with its id and its question, and the choices are gone', async () => {
    const talk = await openPanel(of.page, of.site)
    await talk.button('The short way').click()
    await talk.hears('What matters to you')
    expect(of.conversations.taken[0]).to.deep.include({ type: 'message', text: 'The short way' })
    expect(of.conversations.taken[0]?.tap?.chose).to.deep.equal(['short'])
    expect(of.conversations.taken[0]?.tap?.replyTo).to.match(/\|0000002$/)
    expect(await talk.button('The short way').count()).to.equal(0)
    await of.page.getByText('Step 3 of 12').waitFor()
  })

  it('takes a tap for what was under the finger when it came down, though words arrive and move it', async () => {
    const talk = await openPanel(of.page, of.site)
    const moves = (pixels: number) =>
      of.page.evaluate(`document.querySelector('.log').style.marginTop = '${pixels}px'`)
    const boxOf = async (name: string) => {
      const box = await talk.button(name).boundingBox()
      if (!box) throw new Error('not on the screen')
      return box
    }
    /** Where it stands once it is still: the panel may yet be scrolling to its end. */
    const middleOf = async (name: string) => {
      let [before, box] = [await boxOf(name), await boxOf(name)]
      while (before.y !== box.y) {
        await of.page.evaluate(
          'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))',
        )
        ;[before, box] = [box, await boxOf(name)]
      }
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    }
    await talk.button('The short way').scrollIntoViewIfNeeded()
    const at = await middleOf('The short way')
    await of.page.mouse.move(at.x, at.y)
    await of.page.mouse.down()
    await moves(120)
    await of.page.mouse.up()
    await talk.hears('What matters to you')
    expect(of.conversations.taken[0]?.tap?.chose).to.deep.equal(['short'])

    // Whoever moves away before letting go has changed their mind.
    await moves(0)
    const card = await middleOf('Being outdoors')
    const none = await of.page.evaluate<{ x: number; y: number }>(
      `(({ left, top }) => ({ x: left + 4, y: top + 4 }))(document.querySelector('.letterhead').getBoundingClientRect())`,
    )
    await of.page.mouse.move(card.x, card.y)
    await of.page.mouse.down()
    await of.page.mouse.move(none.x, Math.max(none.y, 100), { steps: 3 })
    await of.page.mouse.up()
    expect(await talk.button('Being outdoors').getAttribute('aria-pressed')).to.equal('false')
    await talk.button('Being outdoors').click()
    expect(await talk.button('Being outdoors').getAttribute('aria-pressed')).to.equal('true')
  })

  it('does not move what is about to be tapped when the way to the end goes', async () => {
    const talk = await openPanel(of.page, of.site)
    await of.page.setViewportSize({ width: 360, height: 420 })
    await of.page.reload()
    await talk.hears('Which one?')
    const height = () => of.page.evaluate<number>(`document.querySelector('.scroll').clientHeight`)
    await of.page.getByText('More below').waitFor()
    const before = await height()
    await of.page.evaluate(`document.querySelector('.scroll').scrollTop = 10000`)
    await of.page.getByText('More below').waitFor({ state: 'detached' })
    expect(await height()).to.equal(before)
  })

  it('takes several answers, up to the most, and sends them with Done', async () => {
    const talk = await openPanel(of.page, of.site)
    await talk.button('The short way').click()
    const names = ['Friends and belonging', 'Being outdoors', 'Family and home']
    for (const name of names) await talk.button(name).click()
    await talk.button('Feelings and stress').click({ force: true })
    expect(await talk.button('Feelings and stress').getAttribute('aria-pressed')).to.equal('false')
    await talk.button('Family and home').click()
    expect(await talk.button('Family and home').getAttribute('aria-pressed')).to.equal('false')
    await talk.button('Done, 2 chosen').click()
    await talk.hears('You said: Friends and belonging, Being outdoors')
    expect(of.conversations.taken[1]?.tap?.chose).to.deep.equal(['friends', 'outdoors'])
  })

  it('lets skip among several answers be an answer of its own', async () => {
    const talk = await openPanel(of.page, of.site)
    await talk.button('The short way').click()
    await talk.button('Skip').click()
    await talk.hears('You said: Skip')
    expect(of.conversations.taken[1]?.tap?.chose).to.deep.equal(['skip'])
  })

  it('gives a scale as buttons with words at both ends', async () => {
    const talk = await openPanel(of.page, of.site)
    await talk.write('scale')
    await talk.button('0, not at all').waitFor()
    await talk.button('10, completely').waitFor()
    await talk.button('7').click()
    await talk.hears('You said: 7')
    expect(of.conversations.taken[1]?.tap?.chose).to.deep.equal(['7'])
  })

  it('gives a scale as a slider too, with nothing on it before it is moved', async () => {
    const talk = await openPanel(of.page, of.site)
    await talk.write('scale')
    const slider = of.page.getByRole('slider', { name: 'Slide, from not at all to completely' })
    expect(await slider.getAttribute('aria-valuetext')).to.equal('Nothing chosen yet')
    expect(await talk.button(/^Send \d/).count()).to.equal(0)
    await slider.focus()
    await of.page.keyboard.press('ArrowRight')
    expect(await slider.getAttribute('aria-valuetext')).to.equal('6')
    await of.page.keyboard.press('End')
    await talk.button('Send 10').click()
    await talk.hears('You said: 10')
    expect(of.conversations.taken[1]?.tap?.chose).to.deep.equal(['10'])
  })

  it('says where we are and how long it takes, and goes back to the answer before', async () => {
    const talk = await openPanel(of.page, of.site)
    await of.page.getByText('Step 1 of 12, about 4 minutes left').waitFor()
    expect(await talk.button('Go back').count(), 'nothing before it').to.equal(0)
    await talk.write('times')
    await of.page.getByText('Step 11 of 12, about 1 minute left').waitFor()
    await talk.button('Go back').click()
    await talk.hears('You said: Go back')
    expect(of.conversations.taken[1]).to.deep.include({ text: 'Go back' })
    expect(of.conversations.taken[1]?.tap, 'words, as if they had been written').to.equal(undefined)
    expect(await of.page.evaluate<string>('document.activeElement.id'), 'the button is gone').to.equal(
      'write',
    )
  })

  it('shows times under their days, and sends the whole of one', async () => {
    const talk = await openPanel(of.page, of.site)
    await talk.write('times')
    await of.page.getByRole('heading', { name: 'Thursday 26 November' }).waitFor()
    const tuesday = of.page.locator('.day').filter({ hasText: 'Tuesday 24 November' })
    expect(await tuesday.locator('b').allInnerTexts()).to.deep.equal(['12:40pm', '3:10pm'])
    await talk.button('More times').waitFor()
    await talk.button(/^3:10pm *Rafi *Tuesday 24 November$/).click()
    await talk.hears('You said: Tue 24 Nov, 3:10pm, Rafi')
    expect(of.conversations.taken[1]?.tap?.chose).to.deep.equal(['slot-2'])
  })

  it('has a line of the summary written anew where it stands', async () => {
    const talk = await openPanel(of.page, of.site)
    await talk.write('summary')
    const change = talk.button('Change: drawing, and my dog')
    await change.click()
    const box = of.page.getByRole('textbox', { name: 'Change: drawing, and my dog' })
    expect(await box.inputValue()).to.equal('drawing, and my dog')
    const focused = () =>
      of.page.evaluate<string>('document.activeElement.tagName + document.activeElement.ariaLabel')
    expect(await focused()).to.equal('TEXTAREAChange: drawing, and my dog')
    await box.fill('no')
    await of.page.keyboard.press('Escape')
    await of.page.locator('.own', { hasText: 'drawing, and my dog' }).waitFor()
    expect(await focused()).to.equal('BUTTONChange: drawing, and my dog')
    await change.click()
    expect(await box.inputValue(), 'as it was').to.equal('drawing, and my dog')
    await box.fill('drawing comics')
    await talk.button('Save').click()
    await talk.hears('You said: drawing comics')
    expect(of.conversations.taken).to.have.length(2)
    expect(of.conversations.taken[1]).to.deep.include({ text: 'drawing comics' })
    expect(of.conversations.taken[1]?.tap?.chose).to.deep.equal(['words:matters:1'])
  })

  it('takes free text beside the choices', async () => {
    const talk = await openPanel(of.page, of.site)
    await talk.box.fill('neither')
    await talk.box.press('Shift+Enter')
    await talk.box.pressSequentially('really')
    await talk.box.press('Enter')
    await talk.hears('You said: neither')
    expect(of.conversations.taken[0]).to.deep.include({ text: 'neither\nreally' })
    expect(of.conversations.taken[0]?.tap).to.equal(undefined)
  })

  it('shows markup as the letters it is', async () => {
    const talk = await openPanel(of.page, of.site)
    await talk.write('markup')
    await talk.hears('**not bold** [x](javascript:1)')
    expect(await of.page.locator('main img').count()).to.equal(0)
    expect(await of.page.title()).to.equal('Matters')
  })

  it('shows an idea with what could rule it out, and links that lead where they say', async () => {
    const talk = await openPanel(of.page, of.site)
    await talk.write('an idea')
    const card = of.page.locator('.idea')
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
    const talk = await openPanel(of.page, of.site)
    await talk.write('summary')
    await of.page.getByText('Left out: nobody sees this').waitFor()
    await talk.button('Leave out: drawing, and my dog').click()
    await talk.hears('You said: Leave out')
    expect(of.conversations.taken[1]?.tap?.chose).to.deep.equal(['remove:matters:1'])
    await talk.write('book')
    const link = of.page.getByRole('link', { name: 'Add to my calendar' })
    await link.waitFor()
    expect(await link.getAttribute('href')).to.equal(`${of.site.url}/calendar/c1/a1.ics`)
  })

  it('puts what is urgent on top, at once, in words for those who do not see it', async () => {
    const talk = await openPanel(of.page, of.site)
    await talk.write('danger')
    await talk.hears('Is there an adult near you')
    expect(await of.page.locator('#alert').textContent()).to.match(
      /Call 999 now if:.*Thank you for telling me.*People who can help/,
    )
    const card = of.page.locator('.log .urgent')
    const top = (await card.boundingBox())?.y ?? 0
    expect(top).to.be.within(60, 200)
    expect(await card.getByRole('heading', { level: 2 }).textContent()).to.equal('Urgent: Call 999 now if:')
    expect(await card.locator('.reasons li').count()).to.equal(2)
    expect(await card.locator('.reasons + p').textContent()).to.equal('Tell an adult near you.')
    const words =
      (await of.page.locator('.log .words', { hasText: 'Thank you for telling me.' }).boundingBox())?.y ?? 0
    const others = (await of.page.getByRole('heading', { name: 'People who can help' }).boundingBox())?.y ?? 0
    expect(top, 'the card, then what to do, then everyone else').to.be.lessThan(words)
    expect(words).to.be.lessThan(others)
    const strip = of.page.getByRole('region', { name: 'In danger?' })
    expect(await strip.getByRole('link', { name: 'Call 999' }).getAttribute('href')).to.equal('tel:999')
    await strip.getByRole('button', { name: 'Hide' }).click()
    expect(await strip.count()).to.equal(0)
    expect(await talk.button('Yes').isVisible()).to.equal(true)
  })

  it('begins at its beginning, says that there is more, and follows from then on', async () => {
    await of.page.setViewportSize({ width: 400, height: 430 })
    const talk = await openPanel(of.page, of.site)
    const scrolled = () => of.page.evaluate<number>(`document.querySelector('.scroll').scrollTop`)
    expect(await scrolled()).to.equal(0)
    await talk.button(/More below/).click()
    await eventually('the end', async () => (await scrolled()) > 0)
    await talk.button(/More below/).waitFor({ state: 'detached' })
    await talk.write('summary')
    await talk.hears('This is your summary')
    const own = await of.page.locator('.mine').last().boundingBox()
    expect(own?.y).to.be.within(60, 200)
    await of.page.evaluate(`document.querySelector('.scroll').scrollTop = 0`)
    const [conversation = ''] = of.conversations.begun
    of.conversations.say(conversation, [{ message: 'later', text: 'Your link worker has read it.' }])
    await talk.button(/More below/).waitFor()
    expect(await scrolled()).to.equal(0)
  })

  it('has the school’s own line and its word for Shout among them, with the server gone', async () => {
    const { help } = demoSchool()
    await of.site.close()
    of.site = await of.start(0, { ...schoolWith([]), help })
    await openPanel(of.page, of.site)
    await of.site.close()
    await of.page.context().setOffline(true)
    await of.page.getByText('Need help now?').click()
    for (const name of ['Text BRACKEN', 'Call 01632 960 960', 'Chat at kooth.com']) {
      expect(await of.page.getByRole('link', { name }).isVisible(), name).to.equal(true)
    }
    expect(await of.page.getByText(/\bSHOUT\b/).count()).to.equal(0)
    of.site = await of.start()
  })

  it('has help in its first bytes: with the server gone, and without any script', async () => {
    await openPanel(of.page, of.site)
    await of.site.close()
    await of.page.context().setOffline(true)
    await of.page.getByText('Need help now?').click()
    for (const name of ['Call 999', 'Call 111', 'Call Childline', 'Text SHOUT', 'Call Samaritans']) {
      expect(await of.page.getByRole('link', { name }).isVisible(), name).to.equal(true)
    }
    await of.page.keyboard.press('Escape')
    expect(await of.page.getByRole('link', { name: 'Call 999' }).isVisible()).to.equal(false)
    of.site = await of.start()

    const bare = await newPage({ javaScriptEnabled: false })
    await bare.goto(`${of.site.url}/panel?school=demo`)
    expect(await bare.locator('main').getByRole('link', { name: 'Call 999' }).isVisible()).to.equal(true)
    await bare.context().close()
  })

  it('announces what the bot says in two regions in turn, and history only by its last words', async () => {
    const talk = await openPanel(of.page, of.site)
    const polite = (id: number) => of.page.locator(`#say-${id}`)
    const announced = (words: RegExp) =>
      eventually(String(words), async () =>
        words.test(`${await polite(1).textContent()} ${await polite(2).textContent()}`),
      )
    await announced(/Matters: .*Hi\. This is Matters.*Which one\? 3 answers/)
    await talk.write('one')
    await announced(/Matters: .*You said: one/)
    await of.page.reload()
    await new Talk(of.page).hears('You said: one')
    await announced(/^ ?Matters: +You said: one ?$/)
  })
})
