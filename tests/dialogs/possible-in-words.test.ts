import { expect } from 'chai'
import { talking } from '../support/conversation.ts'

const TO_POSSIBLE = ['skip', 'short', '14', 'music', 'skip']

describe('what would make it possible', () => {
  /** The needs that these words, or this tap, are kept as. */
  const needsOf = async (text: string, chose?: readonly string[]) => {
    const { service, says, takes, record } = await talking()
    await says(...TO_POSSIBLE)
    await takes({ text, ...(chose ? { tap: { chose } } : {}) })
    const { person } = await record()
    await service.close()
    return person.needs
  }

  it('is no need by one word of a sentence', async () => {
    for (const text of [
      ...[
        'someone to give me a lift',
        'a lift',
        '15 mins from home on the bus',
        'if things at home were better',
      ],
      ...['im free after school', 'free after school', 'i cant do weekends', 'somewhere to chill with mates'],
    ]) {
      expect(await needsOf(text), text).to.deep.equal({})
    }
  })

  it('is one by a tap, a word for it, or a list of them and nothing besides', async () => {
    expect(await needsOf('Free', ['free'])).to.deep.equal({ freeOnly: true })
    expect(await needsOf('skint tbh')).to.deep.equal({ freeOnly: true })
    expect(await needsOf('somewhere quiet')).to.deep.equal({ quiet: true })
    expect(await needsOf('free, quiet and after school pls')).to.deep.equal({
      freeOnly: true,
      quiet: true,
      timeOfDay: ['after-school'],
    })
    expect(await needsOf('free and quiet')).to.deep.equal({ freeOnly: true, quiet: true })
  })
})
