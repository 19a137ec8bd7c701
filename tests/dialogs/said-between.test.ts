import { expect } from 'chai'
import { activityId } from '../../bot/activities.ts'
import { speaker, staff, talking } from '../support/conversation.ts'

const TO_CHECK_IN = ['skip', 'short', '14', 'music', 'skip', 'skip']
const TO_SUMMARY = [...TO_CHECK_IN, 'no', 'no', 'skip']

describe('something that is said between a question and its answer', () => {
  const begun = async () => {
    const talk = await talking()
    const linkWorkerWrites = (text: string) =>
      talk.service.byStaff.write(speaker.conversation, staff('juno'), { text, key: text })
    return { ...talk, linkWorkerWrites }
  }

  it('sends no summary by a "yes" to a link worker: it is put again, and then the yes is one', async () => {
    const { service, says, record, linkWorkerWrites } = await begun()
    await says(...TO_SUMMARY)
    await linkWorkerWrites('Is Thursday at 3 okay for you?')
    expect(await says('yes')).to.deep.equal(['asked-again', 'summary.intro', 'summary.ask'])
    expect((await record()).person.agreed).to.equal(undefined)
    expect(await says('yes')).to.include('summary.sent')
    await service.close()
  })

  it('deletes nothing, and begins nothing again, by a "yes" to something that the bot says by itself', async () => {
    for (const [asks, question] of [
      ['delete', 'delete.ask'],
      ['start again', 'again.ask'],
    ] as const) {
      const { service, says, record } = await begun()
      await says('skip', 'short', '14', 'music', asks)
      await service.tell(speaker.conversation, [{ id: 'book.offer.over', values: {} }])
      expect(await says('yes')).to.deep.equal(['asked-again', question])
      expect((await record()).person.age).to.equal(14)
      await service.close()
    }
  })

  it('makes no worry of a "yes" at the check-in, and hears one all the same', async () => {
    const { service, says, record, linkWorkerWrites } = await begun()
    await says(...TO_CHECK_IN)
    await linkWorkerWrites('Does Thursday at 3 work for you?')
    expect(await says('yes')).to.deep.equal(['asked-again', 'check-in.hurting-yourself'])
    expect((await record()).concerns).to.deep.equal([])
    await linkWorkerWrites('Or Friday?')
    expect(await says('i want to die')).to.include('safety.safe-now')
    expect((await record()).concerns.map(({ kind }) => kind)).to.deep.equal(['suicide'])
    await linkWorkerWrites('Are you coming?')
    expect(await says('yes')).to.deep.equal(['asked-again', 'safety.safe-now'])
    await linkWorkerWrites('Are you there?')
    expect(await says('not safe'), 'that they are not safe is always heard').to.include(
      'safety.act-now.after',
    )
    await service.close()
  })

  /** After these messages: the words to go on as someone does whose screen shows no more than it does now. */
  const atSameScreen = async (...texts: readonly string[]) => {
    const talk = await begun()
    await talk.says(...texts)
    const seen = activityId(speaker.conversation, (await talk.record()).lastSeq)
    return { ...talk, writes: (text: string) => talk.takes({ text, seen }) }
  }

  it('takes no answer for a question about safety that was not on the screen yet', async () => {
    const { service, says, record, writes } = await atSameScreen(...TO_CHECK_IN)
    expect((await writes('no')).at(-1)).to.equal('check-in.being-hurt')
    for (const more of ['no', 'nah never'])
      expect(await writes(more), more).to.deep.equal(['asked-again', 'check-in.being-hurt'])
    expect((await record()).person.checkIn).to.deep.equal({ hurtingYourself: 'no' })
    expect(await says('no')).to.include('check-in.thanks')
    expect((await record()).person.checkIn).to.deep.equal({ hurtingYourself: 'no', beingHurt: 'no' })
    await service.close()
  })

  it('makes no worry of a refusal that is sent twice', async () => {
    const { service, record, writes } = await atSameScreen(...TO_CHECK_IN)
    await writes('rather not say')
    expect(await writes('rather not say')).to.deep.equal(['asked-again', 'check-in.being-hurt'])
    expect((await record()).concerns).to.deep.equal([])
    await service.close()
  })

  it('hears a second bubble as an answer to what was read, and thanks for it', async () => {
    const { service, record, writes } = await atSameScreen(...TO_CHECK_IN)
    expect((await writes('yes')).at(-1)).to.equal('safety.safe-now')
    expect(await writes('yes')).to.deep.equal(['safety.thanks.again', 'safety.safe-now'])
    expect(await writes('well not sure')).to.include('safety.safe-now')
    expect((await record()).concerns.map(({ kind }) => kind)).to.deep.equal(['suicide'])
    expect(await writes('im not safe'), 'that they are not safe is always heard').to.include(
      'safety.act-now.after',
    )
    await service.close()
  })

  it('passes on where they are, in a bubble that was typed before the 999 card was read, and puts no card again', async () => {
    const { service, says, record, writes } = await atSameScreen(...TO_CHECK_IN)
    const wants = async () => (await record()).concerns.flatMap((one) => one.wants)
    expect(await writes('im not safe')).to.include('safety.act-now.after')
    const where = 'im in the toilets by maths'
    expect(await writes(where)).to.deep.equal(['safety.thanks.again', 'safety.act-now.next'])
    expect(await writes('my sister is with me')).to.deep.equal(['safety.thanks.again', 'safety.act-now.next'])
    expect(await writes('i cant call')).to.deep.equal(['safety.cant-call', 'safety.act-now.next'])
    expect(await wants()).to.deep.equal([where, 'my sister is with me'])
    expect((await says('behind the gym')).at(-1)).to.equal('safety.who')
    expect(await writes('my nan')).to.deep.equal(['safety.thanks.again', 'safety.who'])
    expect(await wants()).to.deep.equal([where, 'my sister is with me', 'behind the gym', 'my nan'])
    await service.close()
  })

  it('ends no talk of safety by a bubble that was typed before the 999 card was read', async () => {
    const { service, writes } = await atSameScreen(...TO_CHECK_IN)
    await writes('im not safe')
    for (const text of ['im ok', 'it was a joke', 'someone is with me'])
      expect((await writes(text)).at(-1), text).to.equal('safety.act-now.next')
    await service.close()
  })

  it('sends and books nothing by words that were typed before the question was read', async () => {
    const { service, record, writes } = await atSameScreen(...TO_CHECK_IN, 'no', 'no')
    expect((await writes('skip')).at(-1)).to.equal('summary.ask')
    expect(await writes('yeah')).to.deep.equal(['asked-again', 'summary.intro', 'summary.ask'])
    expect((await record()).person.agreed).to.equal(undefined)
    await service.close()
  })

  it('puts any question again after the very words of the answer before', async () => {
    for (const age of ['13', '11', '14']) {
      const { service, record, writes } = await atSameScreen('skip', 'short')
      expect(await writes(age)).to.deep.equal(['what-matters.ask'])
      expect(await writes(` ${age} `), age).to.deep.equal(['asked-again', 'what-matters.ask'])
      expect((await record()).person.matters).to.equal(undefined)
      expect(await writes('music'), 'other words may be its answer').to.include('in-the-way.ask')
      await service.close()
    }
  })

  it('takes an answer to a question that was only put again', async () => {
    const { service, writes } = await atSameScreen(...TO_CHECK_IN)
    expect((await writes('why')).at(-1)).to.equal('check-in.hurting-yourself')
    expect((await writes('no')).at(-1)).to.equal('check-in.being-hurt')
    await service.close()
  })

  it('leaves taps and questions that do nothing grave as they are, and what was asked to wait a moment', async () => {
    const { service, says, takes, record, linkWorkerWrites } = await begun()
    await says('skip', 'short')
    await linkWorkerWrites('Hello.')
    expect(await says('14')).to.deep.equal(['what-matters.ask'])
    await says('music', 'skip', 'skip', 'no', 'no', 'skip')
    await takes({ text: 'send it', limited: true })
    expect(await says('send it'), 'it came too fast before').to.include('summary.sent')
    await says('delete')
    await linkWorkerWrites('See you then.')
    expect(await takes({ text: '', tap: { chose: ['delete'] } })).to.include('delete.done')
    expect((await record()).person.age).to.equal(undefined)
    await service.close()
  })
})
