import { expect } from 'chai'
import { conversations } from '../../bot/records/conversations.ts'
import { handoffs } from '../../bot/records/handoffs.ts'
import { waitsSince } from '../../domain/handoff/assigned.ts'
import type { Handoff } from '../../domain/handoff/types.ts'
import { content, demoSchool, serviceForTests, speaker } from '../support/conversation.ts'
import { demoDirectory } from '../support/directory.ts'
import { eventually } from '../support/eventually.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { MemoryStore } from '../support/memory-store.ts'

/** Jay, 15, on the long way to ideas, at a school that asks the measures. */
const TO_IDEAS = [
  ...['skip', 'the longer way', 'Jay', '15', 'skip', 'music', 'my brother laughs at me', 'skip'],
  ...['play in a band', '7', 'skip', 'no', 'no', '5', '5', '5'],
]
const BOOKED = ['first', 'yes', '07700 900123', 'skip']

async function talking() {
  const store = new MemoryStore()
  const clock = new FakeClock('2026-11-23T10:00:00Z')
  const school = { ...demoSchool(), measures: ['ons4' as const] }
  const made = serviceForTests({ school, store, clock, directory: demoDirectory(content()) })
  const { service } = made
  await service.start(speaker)
  const person = async () => (await store.collection(conversations).get(speaker.conversation))!.body.person
  const says = async (...texts: readonly string[]) => {
    for (const text of texts) {
      clock.advance({ minutes: 1 })
      await service.take(speaker, { type: 'message', text })
    }
  }
  /** What the link worker has, once it is as a test waits for. */
  const handoff = async (is: (handoff: Handoff) => boolean): Promise<Handoff> => {
    const read = async () => (await store.collection(handoffs).get(speaker.conversation))?.body
    await eventually('the link worker has it', async () => {
      const found = await read()
      return found !== undefined && is(found)
    })
    return (await read())!
  }
  return { ...made, store, clock, person, says, handoff }
}

const kept = ({
  version,
  age,
  confidence,
  liked,
  notForMe,
  passedOver,
  measures,
  preferredName,
}: Handoff) => ({
  ...{ version, age, confidence, preferredName, measures },
  ...{ liked: liked.map(({ name }) => name), refused: notForMe.length + passedOver.length },
})

describe('what was sent stays as it was sent (b 23)', function () {
  this.timeout(60_000)

  it('whatever they answer in a new beginning, when the time that is booked is called off', async () => {
    const { says, handoff, service } = await talking()
    await says(...TO_IDEAS, '1', 'send it', ...BOOKED)
    const sent = await handoff(({ contact }) => contact !== undefined)
    expect(kept(sent)).to.deep.include({
      version: 1,
      preferredName: 'Jay',
      age: 15,
      confidence: 7,
      refused: 0,
    })
    expect([sent.liked.length, sent.measures.length]).to.deep.equal([1, 3])

    await says('start again', 'yes', 'skip', 'the longer way', 'Sam', '12', 'my booking', 'cancel')
    const since = await handoff(({ appointment }) => appointment?.status === 'cancelled')
    expect(kept(since)).to.deep.equal(kept(sent))
    expect(since.lines).to.deep.equal(sent.lines)
    await service.close()
  })

  it('whatever they change, like or refuse afterwards, until they send it again', async () => {
    const { says, handoff, service } = await talking()
    await says(...TO_IDEAS, '1', 'send it', ...BOOKED)
    const sent = await handoff(({ contact }) => contact !== undefined)
    await says('change', 'your age', '12', 'more ideas', 'none', 'bring someone', 'my aunt')
    const since = await handoff(({ supporter }) => supporter !== undefined)
    expect(kept(since)).to.deep.equal(kept(sent))

    await says('my summary', 'send it')
    const again = await handoff(({ version }) => version === 2)
    expect(kept(again)).to.deep.include({ age: 12, preferredName: 'Jay' })
    expect(again.notForMe.length).to.be.greaterThan(0)
    await service.close()
  })

  it('but for the name that they give the link worker afterwards', async () => {
    const { says, handoff, service } = await talking()
    await says(...TO_IDEAS, '1', 'send it', ...BOOKED)
    await says('change', 'a name', 'Robin', 'bring someone', 'my aunt')
    const since = await handoff(({ supporter }) => supporter !== undefined)
    expect(since.preferredName, 'changed where they were told that it goes there').to.equal('Robin')
    await says('say what they can call me', 'Sam')
    const named = await handoff(({ preferredName }) => preferredName === 'Sam')
    expect(named.lines).to.deep.equal(since.lines)
    await service.close()
  })

  it('and a time that was booked without a summary keeps the name it was booked under', async () => {
    const { says, handoff, service } = await talking()
    await says(...TO_IDEAS, '1', "don't send it", ...BOOKED)
    await says('start again', 'yes', 'skip', 'short', '12', 'my booking', 'cancel')
    const since = await handoff(({ appointment }) => appointment?.status === 'cancelled')
    expect(since).to.include({ version: 0, preferredName: 'Jay' })
    await service.close()
  })
})

describe('what is said after a summary was sent', function () {
  this.timeout(60_000)

  it('follows it where it is a worry: one that is told to a duty contact, and one that only the link worker sees', async () => {
    const { says, handoff, service } = await talking()
    await says(...TO_IDEAS, '1', 'send it', 'not now')
    const sent = await handoff(() => true)
    expect(sent.concerns.map(({ kind }) => kind)).to.deep.equal(['bullying'])
    const heard = (kind: string) => (since: Handoff) => since.concerns.some((one) => one.kind === kind)
    await says('my nan died')
    const noted = await handoff(heard('bereavement'))
    expect(noted.concerns.map(({ response }) => response)).to.deep.equal(['note', 'note'])
    await says('been cutting again')
    const since = await handoff(heard('self-harm'))
    expect(since.concerns).to.have.length(3)
    expect(kept(since)).to.deep.equal(kept(sent))
    await service.close()
  })

  it('makes it unread again where it is a worry, also one of which nobody else is told; what changes of the meeting does not', async () => {
    const { says, handoff, service, store } = await talking()
    await says(...TO_IDEAS, '1', 'send it', ...BOOKED)
    await handoff(({ contact }) => contact !== undefined)
    const { body, version } = (await store.collection(handoffs).get(speaker.conversation))!
    const acknowledged = { by: 'juno', name: 'Juno Example', at: '2026-11-23T12:00:00.000Z' }
    await store.collection(handoffs).put(speaker.conversation, { ...body, acknowledged }, version)
    await says('bring someone', 'my aunt')
    const changed = await handoff(({ supporter }) => supporter !== undefined)
    expect(changed.acknowledged).to.deep.equal(acknowledged)

    await says('my nan died')
    const since = await handoff(({ concerns }) => concerns.some(({ kind }) => kind === 'bereavement'))
    expect(since).to.include({ version: 1 }).and.not.have.property('acknowledged')
    expect(since.heardSince?.readBy).to.equal('Juno Example')
    expect(waitsSince(since)).to.equal(since.heardSince?.at)
    await service.close()
  })

  it('is no worry of a time that was booked without one', async () => {
    const { says, handoff, service } = await talking()
    await says(...TO_IDEAS, '1', "don't send it", ...BOOKED, 'my nan died', 'bring someone', 'my aunt')
    const since = await handoff(({ supporter }) => supporter !== undefined)
    expect(since).to.deep.include({ version: 0, concerns: [] })
    await service.close()
  })
})

describe('a time that was booked without a summary', function () {
  this.timeout(60_000)

  it('waits since it was booked, whatever changes of it', async () => {
    const { says, handoff, service, clock } = await talking()
    await says(...TO_IDEAS, '1', "don't send it", ...BOOKED)
    const { agreedAt, appointment } = await handoff(({ contact }) => contact !== undefined)
    expect(agreedAt).to.equal(appointment?.bookedAt)
    clock.advance({ minutes: 30 })
    await says('bring someone', 'my aunt')
    expect((await handoff(({ supporter }) => supporter !== undefined)).agreedAt).to.equal(agreedAt)
    await says('my booking', 'change the time', 'first', 'yes')
    const moved = await handoff((one) => one.appointment?.sequence === 1)
    expect(moved.appointment?.bookedAt).to.not.equal(agreedAt)
    expect(moved.agreedAt).to.equal(agreedAt)
    await service.close()
  })
})
