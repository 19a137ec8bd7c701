import { expect } from 'chai'
import fc from 'fast-check'
import { readActivity } from '../../widget/client/wire.ts'
import { isPage, ownHref, phoneHref, safeHref } from '../../widget/panel/links.ts'
import { frameWord } from '../../widget/shared/frame-messages.ts'
import { tripleShift } from '../../widget/shared/triple-shift.ts'

describe('links of cards', () => {
  it('lead to the web, a phone, a text, a mail, and nowhere else', () => {
    for (const href of [
      'https://a.example/x',
      'http://a.example',
      'tel:999',
      'sms:85258?&body=SHOUT',
      'mailto:a@b.c',
    ]) {
      expect(safeHref(href)).to.equal(href)
    }
    for (const href of [
      'javascript:alert(1)',
      ' JaVaScRiPt:1',
      'data:text/html,x',
      'file:///etc/passwd',
      '/x',
      'x',
      '',
    ]) {
      expect(safeHref(href), href).to.equal(undefined)
    }
  })

  it('to our own server stay on it', () => {
    expect(ownHref('/calendar/a.ics', 'https://m.example')).to.equal('https://m.example/calendar/a.ics')
    for (const path of ['//evil.example/x', 'https://evil.example', 'javascript:1', '/\\evil.example']) {
      expect(ownHref(path, 'https://m.example'), path).to.equal(undefined)
    }
  })

  it('dial the number that people wrote', () => {
    expect(phoneHref('01632 960 114 (ask for Sam)')).to.equal('tel:01632960114')
    expect(phoneHref('+44 (0)1632 960114')).to.equal('tel:+4401632960114')
    expect(phoneHref('ask at the desk')).to.equal(undefined)
    expect(isPage('https://a.example')).to.equal(true)
    expect(isPage('tel:999')).to.equal(false)
  })
})

describe('what comes over the wire', () => {
  const message = (more: object) =>
    readActivity({ type: 'message', id: 'c|1', from: { id: 'bot' }, text: 'hi', ...more })

  it('is shown with the words of the bot’s own description rather than the fallback', () => {
    const read = message({ text: 'hi\n\ncard as text', channelData: { matters: { text: 'hi' } } })
    expect(read?.text).to.equal('hi')
  })

  it('knows a person’s words from the bot’s, and who has come and gone', () => {
    const who = 'Ms Demowick, Safeguarding lead'
    expect(message({ channelData: { matters: { by: who } } })).to.include({ by: who, mine: false })
    expect(message({})?.by).to.equal('')
    const here = { who, back: 'Back to the bot' }
    expect(message({ channelData: { matters: { here } } })?.here).to.deep.equal(here)
    expect(message({ channelData: { matters: { here: 'x' } } })?.here).to.deep.equal({ who: '', back: '' })
    expect(message({})?.here).to.equal(undefined)
    expect(readActivity({ type: 'event', name: 'handoff.initiate', id: 'c|2' })).to.equal(undefined)
  })

  it('is ours when its sender is a user', () => {
    expect(message({ from: { id: 'dl_x' } })?.mine).to.equal(true)
    expect(message({ from: { id: 'x', role: 'user' } })?.mine).to.equal(true)
    expect(message({})?.mine).to.equal(false)
  })

  it('has the suggested actions of any bot as choices', () => {
    const actions = [{ type: 'imBack', title: 'Yes', value: 'yes' }, { nonsense: true }]
    const choices = message({ suggestedActions: { actions } })?.ask?.choices
    expect(choices?.map(({ id, label, symbol }) => [id, label, symbol])).to.deep.equal([['yes', 'Yes', '']])
  })

  it('is urgent with an urgent card, even when it does not say so', () => {
    const cards = [{ type: 'crisis', urgent: true, heading: 'Call 999', lines: [], contacts: [] }]
    expect(message({ channelData: { matters: { cards } } })?.urgent).to.equal(true)
  })

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (channelData, from, cards) => {
        readActivity(from)
        readActivity({ type: 'message', from, channelData, text: cards })
        readActivity({
          type: 'message',
          channelData: { matters: { cards: [cards, { type: 'idea' }], ask: from } },
        })
      }),
    )
  })

  it('of a frame is one of the known words or nothing', () => {
    expect(frameWord({ matters: 'leave' }, ['leave', 'close'])).to.equal('leave')
    for (const data of [{ matters: 'other' }, 'leave', null, undefined, 3, { leave: 1 }]) {
      expect(frameWord(data, ['leave', 'close'])).to.equal(undefined)
    }
  })
})

describe('Shift three times', () => {
  const press = (times: readonly [type: string, key: string, at: number][]) => {
    const counts: number[] = []
    const hear = tripleShift((count) => counts.push(count))
    for (const [type, key, timeStamp] of times) hear({ type, key, timeStamp })
    return counts
  }
  const shift = (at: number): [string, string, number][] => [
    ['keydown', 'Shift', at],
    ['keyup', 'Shift', at + 50],
  ]

  it('within five seconds is an exit', () => {
    expect(press([...shift(0), ...shift(1_000), ...shift(4_900)])).to.deep.equal([1, 2, 3])
  })

  it('slower than that is not', () => {
    expect(press([...shift(0), ...shift(3_000), ...shift(5_100)])).to.deep.equal([1, 2, 1])
  })

  it('with another key between, or held for a capital letter, begins anew', () => {
    expect(press([...shift(0), ...shift(500), ['keydown', 'a', 700], ...shift(900)])).to.deep.equal([1, 2, 1])
    expect(
      press([
        ['keydown', 'Shift', 0],
        ['keydown', 'A', 10],
        ['keyup', 'A', 20],
        ['keyup', 'Shift', 30],
      ]),
    ).to.deep.equal([])
  })
})
