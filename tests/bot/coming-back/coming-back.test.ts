import { expect } from 'chai'
import { Alone } from '../../../bot/storage/across.ts'
import { pino } from 'pino'
import { ResumePace, RESUME_LIMITS } from '../../../bot/coming-back/pace.ts'
import { resumeWith } from '../../../bot/coming-back/resume.ts'
import { codes } from '../../../bot/records/codes.ts'
import { conversations } from '../../../bot/records/conversations.ts'
import { sweepSent, sweepSmall } from '../../../bot/retention.ts'
import { replyOf } from '../../../bot/activities.ts'
import { idea } from '../../support/cases.ts'
import { content, said, serviceForTests, speaker, staff } from '../../support/conversation.ts'
import { demoDirectory } from '../../support/directory.ts'

const logger = pino({ level: 'silent' })

describe('coming back', () => {
  const begun = async () => {
    const made = serviceForTests({ directory: demoDirectory(content()) })
    const { service, store } = made
    await service.start(speaker)
    const say = (text: string) => service.take(speaker, { type: 'message', text })
    const askCode = async (): Promise<string> => {
      const { logged } = await say('code')
      const shown = logged
        .map(({ activity }) => replyOf(activity))
        .find((one) => one?.message === 'code.shown')
      await service.close()
      return shown?.text.split(': ')[1] ?? ''
    }
    const record = async () => {
      const stored = await store.collection(conversations).get(speaker.conversation)
      if (!stored) throw new Error('no record')
      return stored
    }
    /** Changes the record behind the conversation's back, to get to a state quickly. */
    const change = async (how: (body: Awaited<ReturnType<typeof record>>['body']) => void) => {
      const { body, version } = await record()
      how(body)
      await store.collection(conversations).put(speaker.conversation, body, version)
    }
    const resume = resumeWith({ ...made, conversations: service, pace: new ResumePace(new Alone()) })
    const tryCode = (code: string, school = 'demo', address = '192.0.2.1') =>
      resume({ code, school, address })
    const heard = async () => said((await service.log(speaker.conversation, 0)).entries)
    return { ...made, say, askCode, record, change, tryCode, heard }
  }

  it('opens the same conversation, says what a person wrote since, and greets once', async () => {
    const { askCode, tryCode, service, heard, change } = await begun()
    const code = await askCode()
    expect(code).to.match(/^([a-z]+ ){4}\d{3}$/)
    await change((body) => {
      const at = '2026-11-23T11:00:00.000Z'
      body.lastSeq += 1
      body.log.push({
        by: 'visitor',
        seq: body.lastSeq,
        at,
        who: staff('juno'),
        text: 'See you Monday',
        key: 'k',
      })
    })
    expect(await tryCode(code.toUpperCase())).to.deep.equal({ speaker })
    expect((await heard()).slice(-4)).to.deep.equal([
      'return.hello',
      'return.wrote',
      'return.no-plan',
      'hello.check',
    ])
    const texts = (await service.log(speaker.conversation, 0)).entries.map(({ activity }) => activity.text)
    expect(texts.some((text) => text?.includes('wrote: See you Monday'))).to.equal(true)
    const count = (await heard()).length
    expect(await tryCode(code)).to.deep.equal({ speaker })
    expect(await heard(), 'a second browser').to.have.length(count)
  })

  it('keeps only a seal, takes the code out of the log after ten minutes, and leaves no code in what is typed', async () => {
    const { askCode, say, service, store, clock, record } = await begun()
    const code = await askCode()
    const kept = await store.collection(codes).find({})
    expect(JSON.stringify(kept)).to.not.include(code.split(' ')[0])
    expect(kept.map(({ id }) => id)[0]).to.match(/^[0-9a-f]{64}$/)
    clock.advance({ minutes: 9 })
    await service.runDue()
    expect(JSON.stringify((await record()).body)).to.include(code)
    clock.advance({ minutes: 1 })
    await service.runDue()
    expect(JSON.stringify((await record()).body)).to.not.include(code)
    const { logged } = await say(`my code is ${code}`)
    expect(said(logged)).to.deep.equal(['code.looks-like', 'hello.check'])
    expect(logged.map(({ activity }) => replyOf(activity)?.mark)).to.include('code')
    expect(JSON.stringify((await record()).body)).to.not.include(code)
  })

  it('says the same of a wrong code, an old one, one that ended, one of another school and one of a deleted chat', async () => {
    const { askCode, tryCode, clock, say, service } = await begun()
    const old = await askCode()
    const code = await askCode()
    const wrong = code.replace(/\d{3}$/, (digits) => String((Number(digits) + 1) % 1000).padStart(3, '0'))
    for (const [one, school] of [
      [wrong, 'demo'],
      [old, 'demo'],
      [code, 'elsewhere'],
      ['nonsense', 'demo'],
    ] as const)
      expect(await tryCode(one, school), one).to.equal('wrong')
    expect(await tryCode(code)).to.deep.equal({ speaker })
    clock.advance({ days: 30, minutes: 1 })
    expect(await tryCode(code), 'unsent: no longer than the chat').to.equal('wrong')
    const last = await askCode()
    await say('delete')
    await say('yes')
    await service.close()
    expect(await tryCode(last)).to.equal('wrong')
  })

  it('slows down one code and one address, whether the code exists or not, and nobody else', async () => {
    const { askCode, tryCode } = await begun()
    const code = await askCode()
    const unknown = code.replace(/^\w+/, code.startsWith('acorn') ? 'badger' : 'acorn')
    for (let tries = 0; tries < RESUME_LIMITS.perCode; tries += 1) {
      expect(await tryCode(code, 'demo', `192.0.2.${tries}`)).to.deep.equal({ speaker })
      expect(await tryCode(unknown, 'demo', `192.0.2.${tries}`)).to.equal('wrong')
    }
    for (const one of [code, unknown])
      expect(await tryCode(one, 'demo', '192.0.2.99')).to.have.property('wait')
    const again = await askCode()
    for (let tries = 0; tries < RESUME_LIMITS.wrongPerAddress; tries += 1)
      await tryCode(`guess ${tries}`, 'demo', '198.51.100.7')
    expect(await tryCode(again, 'demo', '198.51.100.7')).to.have.property('wait')
    expect(await tryCode(again, 'demo', '198.51.100.8')).to.deep.equal({ speaker })
  })

  it('asks a week after something was liked, once, by day, and not after stop', async () => {
    const { change, clock, service, heard, say } = await begun()
    const liked = idea({ activity: 'demo:1', name: 'Art club' })
    await change((body) => {
      Object.assign(body.person.ideas, { shown: [liked], liked: ['demo:1'] })
      body.flow.later = [{ type: 'got-there', at: '2026-11-30T10:00:00.000Z', ideas: ['demo:1'] }]
    })
    const asked = async () => (await heard()).filter((id) => id === 'follow.got-there').length
    clock.set('2026-11-30T09:59:00Z')
    await service.runDue()
    expect(await asked(), 'too early').to.equal(0)
    clock.set('2026-11-30T22:00:00Z')
    await service.runDue()
    expect(await asked(), 'at night').to.equal(0)
    clock.set('2026-12-01T08:00:00Z')
    await Promise.all([service.runDue(), service.runDue()])
    await service.runDue()
    expect(await asked(), 'once').to.equal(1)
    expect(said((await say('not yet')).logged)).to.deep.equal(['follow.stuck'])
    expect(said((await say('no thanks')).logged)).to.deep.equal(['hello.check'])
    await say('stop')
    await change((body) => {
      body.flow.later = [{ type: 'got-there', at: '2026-12-01T09:00:00.000Z', ideas: ['demo:1'] }]
    })
    clock.set('2026-12-02T10:00:00Z')
    await service.runDue()
    expect(await asked(), 'after stop').to.equal(1)
  })

  it('does not lengthen how long an unsent chat is kept by asking', async () => {
    const { change, clock, service, record } = await begun()
    await change((body) => {
      body.person.goal = 'go once'
      body.flow.later = [{ type: 'goal-review', at: '2026-12-21T10:00:00.000Z' }]
    })
    const { changedAt } = (await record()).body
    clock.set('2026-12-21T10:00:00Z')
    await service.runDue()
    const { body } = await record()
    expect(said((await service.log(speaker.conversation, 0)).entries)).to.include('follow.sure')
    expect(body.changedAt).to.equal(changedAt)
  })

  it('deletes what was sent, and codes, when their time is over', async () => {
    const { askCode, change, clock, store } = await begun()
    await askCode()
    await change((body) => {
      body.handedOff = true
    })
    clock.advance({ days: 365 })
    expect(await sweepSent({ store, clock, keepDays: 365, logger })).to.equal(0)
    expect(await sweepSmall({ store, clock, logger }), 'the code').to.equal(1)
    clock.advance({ days: 1 })
    expect(await sweepSent({ store, clock, keepDays: 365, logger })).to.equal(1)
    expect(await store.collection(conversations).list({})).to.deep.equal([])
  })
})
