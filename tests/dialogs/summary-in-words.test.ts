import { expect } from 'chai'
import { talking } from '../support/conversation.ts'

const TO_SUMMARY = ['skip', 'short', '14', 'drawing', 'my mum wont let me', 'skip', 'no', 'no', 'skip']

describe('the summary, changed by words', function () {
  // The first conversation of a run loads the whole screening.
  this.timeout(60_000)

  /** Under the summary; its lines, and whom each is shown to. */
  async function atSummary() {
    const made = await talking()
    await made.says(...TO_SUMMARY)
    const lines = async () =>
      Object.fromEntries(
        (await made.record()).person.summary.map(({ text, sharedWith }) => [text, sharedWith.length]),
      )
    return { ...made, lines }
  }

  it('leaves out the line that is named', async () => {
    for (const text of ['leave out my age', 'can you take my age out', 'dont show my age']) {
      const { service, says, lines } = await atSummary()
      expect((await says(text))[0], text).to.equal('summary.removed')
      expect(await lines(), text).to.deep.equal({ 'I am 14': 0, drawing: 1, 'my mum wont let me': 1 })
      await service.close()
    }
  })

  it('leaves out what they would rather not say, and keeps the rest ready to send', async () => {
    for (const text of [
      'i dont want to say my age',
      'im not telling u how old i am',
      'i dont wanna say my age',
    ]) {
      const { service, says, lines } = await atSummary()
      expect(await says(text), text).to.deep.equal(['summary.removed', 'summary.intro', 'summary.ask'])
      expect(await lines(), text).to.deep.equal({ 'I am 14': 0, drawing: 1, 'my mum wont let me': 1 })
      await service.close()
    }
    for (const text of ['its private', 'a bit personal', 'i dont want to talk about it']) {
      const { service, says, lines } = await atSummary()
      expect(await says(text), text).to.deep.equal(['summary.which'])
      expect((await says('my mum'))[0], text).to.equal('summary.removed')
      expect((await lines())['my mum wont let me'], text).to.equal(0)
      await service.close()
    }
  })

  it('opens the line that is meant by its number, its words or what it is about', async () => {
    for (const text of ['line 2', 'change the second line', 'change what matters', 'edit the drawing one']) {
      const { service, says, lines } = await atSummary()
      expect(await says(text), text).to.deep.equal(['summary.words'])
      await says('drawing comics')
      expect(Object.keys(await lines()), text).to.include('drawing comics')
      await service.close()
    }
  })

  it('leaves out the line that they talk about', async () => {
    for (const text of [
      ...['leave out the bit about my mum', 'take out the part about my mum', 'dont tell them about my mum'],
      ...[
        'leave out what i said about my mum',
        'dont send the bit about my mum',
        'remove the stuff about my mum',
      ],
    ]) {
      const { service, says, lines } = await atSummary()
      expect(await says(text), text).to.deep.equal(['summary.removed', 'summary.intro', 'summary.ask'])
      expect((await lines())['my mum wont let me'], text).to.equal(0)
      await service.close()
    }
  })

  it('asks which line is meant where no line says it: that is no reason not to send', async () => {
    const { service, says } = await atSummary()
    expect(await says('dont send the bit about football')).to.deep.equal(['summary.which'])
    expect((await says('the bit about my mum'))[0]).to.equal('summary.removed')
    expect((await says('dont send anything'))[0]).to.equal('summary.not-sent')
    await service.close()
  })

  it('asks which line where none is named, and does what was asked with it', async () => {
    const { service, says, lines } = await atSummary()
    expect(await says('remove something')).to.deep.equal(['summary.which'])
    expect((await says('what gets in the way'))[0]).to.equal('summary.removed')
    expect((await lines())['my mum wont let me']).to.equal(0)
    await service.close()
  })

  it('takes no request for a line, and goes back to where it is sent', async () => {
    for (const text of ['send it', 'yes', 'yes send', 'carry on', 'never mind']) {
      const { service, says, lines } = await atSummary()
      const before = await lines()
      expect((await says('change something', text))[0], text).to.equal('summary.intro')
      expect((await says('line 2', text))[0], text).to.equal('summary.intro')
      expect(await lines(), text).to.deep.equal(before)
      await service.close()
    }
  })

  it('takes new words for a line as they are, and leaves the line out only where that is all they say', async () => {
    for (const text of ['going out', 'drop in', 'hide and seek']) {
      const { service, says, lines } = await atSummary()
      expect((await says('line 2', text))[0], text).to.equal('summary.changed')
      expect((await lines())[text], text).to.equal(1)
      await service.close()
    }
    for (const text of ['leave it out', 'remove it pls', 'delete this line', 'actually take this out']) {
      const { service, says, lines } = await atSummary()
      expect((await says('line 2', text))[0], text).to.equal('summary.removed')
      expect((await lines())['drawing'], text).to.equal(0)
      await service.close()
    }
  })

  it('does not say that nothing is sent once a version has gone', async () => {
    const { service, says } = await atSummary()
    await says('send it', 'not now')
    expect((await says('my summary'))[0]).to.equal('summary.intro.sent')
    await service.close()
  })
})
