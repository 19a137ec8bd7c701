import { expect } from 'chai'
import { afterSaying, talking } from '../support/conversation.ts'

const TO_TIMES = ['skip', 'short', '14', 'music', 'skip', 'skip', 'no', 'no', 'skip', 'send it']
/** The times after those: Tuesday 6:00pm, Wednesday 8:45am and Wednesday 9:35am. */
const OTHERS = [...TO_TIMES, 'other times']

describe('a time to meet, in words', function () {
  // The first conversation of a run loads the whole screening.
  this.timeout(60_000)

  /** After these messages: what the bot says to the last of them, and the time that is kept. */
  async function after(...texts: readonly string[]) {
    const { first, person } = await afterSaying(...texts)
    return { first, start: person.holding?.start }
  }

  it('is picked by its day or its hour', async () => {
    for (const [text, start] of [
      ['tuesday', '2026-11-24T18:00:00.000Z'],
      ['the tuesday one', '2026-11-24T18:00:00.000Z'],
      ['6pm pls', '2026-11-24T18:00:00.000Z'],
      ['8:45', '2026-11-25T08:45:00.000Z'],
      ['wednesday at 9', '2026-11-25T09:35:00.000Z'],
    ] as const) {
      const kept = (await after(...OTHERS, text)).start
      expect(kept && new Date(kept).toISOString(), text).to.equal(start)
    }
  })

  it('is picked by how soon it is, or by its date', async () => {
    const { service, says, record } = await talking()
    await says(...TO_TIMES, 'the earliest')
    const soonest = (await record()).person.holding?.start
    await service.close()
    expect(soonest).to.not.equal(undefined)
    for (const text of ['asap', 'first available'])
      expect((await after(...TO_TIMES, text)).start, text).to.equal(soonest)
    for (const [text, start] of [
      ['tomorrow', '2026-11-24T18:00:00.000Z'],
      ['tmrw pls', '2026-11-24T18:00:00.000Z'],
      ['the 24th', '2026-11-24T18:00:00.000Z'],
      ['24 nov', '2026-11-24T18:00:00.000Z'],
      ['the 25th at 9', '2026-11-25T09:35:00.000Z'],
    ] as const) {
      const kept = (await after(...OTHERS, text)).start
      expect(kept && new Date(kept).toISOString(), text).to.equal(start)
    }
    expect((await after(...OTHERS, 'the 25th')).first).to.equal('book.which')
    for (const text of ['not tomorrow', 'cant do the 24th'])
      expect((await after(...OTHERS, text)).first, text).to.equal('book.unclear')
  })

  it('is looked for on the day they name, where no time that is shown is on it', async () => {
    for (const [text, day] of [
      ['the day after tomorrow', '2026-11-25'],
      ['wednesday', '2026-11-25'],
      ['the 26th', '2026-11-26'],
      ['friday', '2026-11-27'],
      ['1 december', '2026-12-01'],
    ] as const) {
      expect((await after(...TO_TIMES, text)).first, text).to.equal('book.ask.others')
      expect((await after(...TO_TIMES, text, '1')).start, text).to.match(new RegExp(`^${day}`, 'u'))
    }
    const { first, start } = await after(...TO_TIMES, 'wednesday at 9')
    expect([first, start && new Date(start).toISOString()]).to.deep.equal([
      'book.held',
      '2026-11-25T09:35:00.000Z',
    ])
    // Passed over, and named after all.
    expect((await after(...OTHERS, 'other times', 'tomorrow', '1')).start).to.match(/^2026-11-24/u)
    expect((await after(...TO_TIMES, 'today')).first).to.equal('book.day.none')
  })

  it('is asked for where its number is a place and a date: "the 1st" is the first shown, or one on the first', async () => {
    for (const [text, day] of [
      ['the 1st', '2026-12-01'],
      ['2nd', '2026-12-02'],
    ] as const) {
      expect((await after(...TO_TIMES, text)).first, text).to.equal('book.which')
      expect((await after(...TO_TIMES, text, '1')).start, text).to.match(/^2026-11-24/u)
      expect((await after(...TO_TIMES, text, '2')).start, text).to.match(new RegExp(`^${day}`, 'u'))
    }
    for (const text of ['the 1st one', 'first', '1'])
      expect((await after(...TO_TIMES, text)).first, text).to.equal('book.held')
    // No time stands there: it is the date alone.
    expect((await after(...TO_TIMES, 'the 4th', '1')).start).to.match(/^2026-12-04/u)
  })

  it('is asked for where words mean more than one, and a yes to none in particular is no wrong answer', async () => {
    for (const texts of [['wednesday'], ['yes'], ['yes', 'yes', 'yes']])
      expect((await after(...OTHERS, ...texts)).first, texts.join()).to.equal('book.which')
  })

  it('is none that they cannot come at', async () => {
    for (const text of [
      ...['i cant do tuesday', 'tuesday doesnt work', 'im away tuesday', 'tuesday is no good'],
      ...['8:45 is no good', 'dont want 8:45', 'not 9:35', 'i hate wednesdays'],
    ]) {
      const { first, start } = await after(...OTHERS, text)
      expect(first, text).to.equal('book.unclear')
      expect(start, text).to.equal(undefined)
    }
  })

  const QUESTIONS = [
    ['where is it', 'book.answer.how'],
    ['is it online', 'book.answer.how'],
    ['will they ring me', 'book.answer.how'],
    ['how long is it', 'book.answer.long'],
    ['can my mate come', 'book.why'],
    ['who is rafi', 'book.card.who'],
  ] as const

  it('is asked about before one is picked, and before it is booked, and the question stands', async () => {
    for (const [text, answer] of QUESTIONS) {
      expect((await after(...OTHERS, 'hm', text, text)).first, text).to.equal(answer)
      const held = await after(...OTHERS, '8:45', text)
      expect(held.first, `${text}, at "book it"`).to.equal(answer)
      expect(held.start, text).to.not.equal(undefined)
    }
  })
})
