import { expect } from 'chai'
import { alerts } from '../../bot/records/alerts.ts'
import { conversations } from '../../bot/records/conversations.ts'
import type { ConversationRecord } from '../../bot/records/conversations.ts'
import { NotYours } from '../../bot/conversation-service.ts'
import { DamagedRecord, StoreAway, StoreLocked } from '../../bot/storage/errors.ts'
import { said, serviceForTests, speaker } from '../support/conversation.ts'
import { emptyDirectory } from '../support/directory.ts'
import { MemoryStore } from '../support/memory-store.ts'

describe('bot/turn', () => {
  const begun = async (
    store = new MemoryStore(),
    more: Pick<Parameters<typeof serviceForTests>[0], 'worryNotKept' | 'directoryLoaded'> = {},
  ) => {
    const made = serviceForTests({ directory: emptyDirectory, store, ...more })
    await made.service.start(speaker)
    return { ...made, store }
  }
  const recordOf = async (store: MemoryStore): Promise<ConversationRecord> => {
    const stored = await store.collection(conversations).get(speaker.conversation)
    expect(stored).to.not.equal(undefined)
    return stored!.body
  }
  const typed = (record: ConversationRecord) =>
    record.log.flatMap((entry) => (entry.by === 'young-person' ? [entry.text] : []))

  it('records 20 overlapping messages as 20 turns, in order', async () => {
    const { service, store } = await begun()
    const texts = Array.from({ length: 20 }, (_, n) => `message ${n}`)
    await Promise.all(
      texts.map((text) => service.take(speaker, { type: 'message', text, clientActivityId: text })),
    )
    await service.close()
    const record = await recordOf(store)
    expect(typed(record)).to.deep.equal(texts)
    expect(record.log.map(({ seq }) => seq)).to.deep.equal(record.log.map((_, at) => at + 1))
  })

  it('waits for the directory right after the start, but not with hello, nor with a worry', async () => {
    let loaded = (): void => undefined
    const waiting = new Promise<void>((resolve) => (loaded = resolve))
    const { service, store } = await begun(new MemoryStore(), { directoryLoaded: () => waiting })
    const worry = { ...speaker, conversation: 'worry' }
    await service.start(worry)
    const plain = service.take(speaker, { type: 'message', text: 'ok lets go', clientActivityId: 'a' })
    await service.take(worry, { type: 'message', text: 'i want to kill myself', clientActivityId: 'b' })
    expect(await store.collection(alerts).find({ conversation: 'worry' })).to.have.lengthOf(1)
    expect(typed(await recordOf(store))).to.deep.equal([])
    loaded()
    await plain
    expect(typed(await recordOf(store))).to.deep.equal(['ok lets go'])
    await service.close()
  })

  it('records them all when two processes take turns of one conversation', async () => {
    const { service, store } = await begun()
    const other = serviceForTests({ directory: emptyDirectory, store })
    const texts = Array.from({ length: 10 }, (_, n) => `message ${n}`)
    await Promise.all(
      texts.map((text, n) =>
        (n % 2 === 0 ? service : other.service).take(speaker, {
          type: 'message',
          text,
          clientActivityId: text,
        }),
      ),
    )
    await service.close()
    await other.service.close()
    const record = await recordOf(store)
    expect(typed(record)).to.have.members(texts)
    expect(record.log.map(({ seq }) => seq)).to.deep.equal(record.log.map((_, at) => at + 1))
  })

  it('answers a resend as the first time and changes nothing, also after a restart', async () => {
    const { service, store } = await begun()
    const message = { type: 'message', text: 'skip', clientActivityId: 'same' } as const
    const first = await service.take(speaker, message)
    const [second, third] = await Promise.all([
      service.take(speaker, message),
      service.take(speaker, message),
    ])
    const restarted = serviceForTests({ directory: emptyDirectory, store })
    const fourth = await restarted.service.take(speaker, message)
    for (const again of [second, third, fourth]) {
      expect(again).to.deep.equal({ ...first, duplicate: true })
    }
    expect(typed(await recordOf(store))).to.deep.equal(['skip'])
  })

  it('says hello once, however often a conversation is begun', async () => {
    const { service } = await begun()
    await service.start(speaker)
    await service.start(speaker)
    const { entries } = await service.log(speaker.conversation, 0)
    expect(said(entries).filter((id) => id === 'hello.welcome')).to.have.length(1)
  })

  it('wakes whoever listens, after the commit, and not after they stopped', async () => {
    const { service } = await begun()
    const seen: number[] = []
    const stop = service.subscribe(speaker.conversation, () => {
      void service.log(speaker.conversation, 0).then(({ last }) => seen.push(last))
    })
    const { logged } = await service.take(speaker, { type: 'message', text: 'skip', clientActivityId: 'a' })
    await Promise.resolve()
    stop()
    await service.take(speaker, { type: 'message', text: 'short', clientActivityId: 'b' })
    await service.close()
    expect(seen).to.deep.equal([logged.at(-1)?.seq])
  })

  it('lets nobody speak in a conversation of someone else', async () => {
    const { service } = await begun()
    const stranger = { ...speaker, user: 'dl_stranger' }
    const failed = await service
      .take(stranger, { type: 'message', text: 'hi' })
      .catch((error: unknown) => error)
    expect(failed).to.be.instanceOf(NotYours)
  })

  it('loses nothing when the disk is full: the turn fails, and the same message is taken when there is room', async () => {
    const { service, store } = await begun()
    store.failWrites = new Error('ENOSPC')
    const message = { type: 'message', text: 'i want to die', clientActivityId: 'a' } as const
    const failed = await service.take(speaker, message).catch((error: unknown) => error)
    expect(failed).to.be.instanceOf(Error)
    expect(typed(await recordOf(store))).to.deep.equal([])
    store.failWrites = undefined
    const taken = await service.take(speaker, message)
    await service.close()
    expect(taken.duplicate).to.equal(false)
    expect(await store.collection(alerts).list({})).to.have.length(1)
  })

  it('hands on a worry that the disk did not take', async () => {
    const handed: string[] = []
    const { service, store } = await begun(new MemoryStore(), {
      worryNotKept: ({ conversation, school, concern: { kind, response } }) =>
        void handed.push(`${conversation} ${school} ${kind} ${response}`),
    })
    const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    const say = (text: string) =>
      service
        .take(speaker, { type: 'message', text, clientActivityId: text })
        .catch((error: unknown) => error)
    store.failWrites = full
    await say('i like drawing')
    expect(handed).to.deep.equal([])
    expect(await say('i want to die')).to.equal(full)
    expect(handed).to.have.length(1)
    expect(handed[0]).to.match(/^c1 demo suicide (reach-out|act-now)$/)
    store.failWrites = undefined
    await say('been cutting again, mums gonna see')
    await service.close()
    expect(handed, 'what is kept is an alert').to.have.length(1)
    Object.assign(store, { failCollection: 'alerts', failCollectionWith: full })
    await say('i want to die')
    await service.close()
    expect(handed, 'the turn was kept, and not its alert').to.have.length(2)
  })

  it('hands on which message it was: sent again it is the same, typed anew another', async () => {
    const handed: unknown[] = []
    const { service, store } = await begun(new MemoryStore(), {
      worryNotKept: ({ concern: { evidence }, message }) => void handed.push([evidence, message]),
    })
    const say = (text: string, clientActivityId: string) =>
      service.take(speaker, { type: 'message', text, clientActivityId }).catch((error: unknown) => error)
    await say('i want to die', 'kept')
    await service.close()
    store.failWrites = new StoreAway('the database is away (25006)')
    for (const id of ['a', 'a', 'b']) await say('i am going to kill myself tonight', id)
    store.failReads = store.failWrites
    await say('i am going to kill myself tonight', 'b')
    expect(handed).to.deep.equal([
      ['i want to die', 'a'],
      ['i want to die', 'a'],
      ['i want to die', 'b'],
      ['i am going to kill myself tonight', 'b'],
    ])
  })

  for (const [what, fault] of [
    ['a database which takes no writes', new StoreAway('the database is away (25006)')],
    ['a table that is locked', Object.assign(new Error('lock timeout'), { code: '55P03' })],
    ['a folder that another process has taken', new StoreLocked('records', 'another process')],
  ] as const)
    it(`hands on a worry that ${what} did not take`, async () => {
      const handed: string[] = []
      const { service, store } = await begun(new MemoryStore(), {
        worryNotKept: ({ concern: { kind } }) => void handed.push(kind),
      })
      store.failWrites = fault
      await service
        .take(speaker, { type: 'message', text: 'i want to die', clientActivityId: 'a' })
        .catch((error: unknown) => error)
      expect(handed).to.deep.equal(['suicide'])
    })

  for (const [what, fault] of [
    ['a database that is away', new StoreAway('the database is away (ECONNREFUSED)')],
    ['a database with another password', Object.assign(new Error('no entry'), { code: '28P01' })],
    ['a file that was set aside', new DamagedRecord('conversations', speaker.conversation, 'in-quarantine')],
  ] as const)
    it(`hands on a worry in a conversation that can not even be read, of ${what}, and keeps nothing`, async () => {
      const handed: unknown[] = []
      const { service, store } = await begun(new MemoryStore(), {
        worryNotKept: ({ conversation, school, concern: { kind, response, evidence } }) =>
          void handed.push({ conversation, school, kind, response, evidence }),
      })
      const before = await recordOf(store)
      const say = (text: string) =>
        service
          .take(speaker, { type: 'message', text, clientActivityId: text })
          .catch((error: unknown) => error)
      store.failReads = fault
      store.failWrites = fault
      expect(await say('football mostly')).to.equal(fault)
      expect(handed).to.deep.equal([])
      expect(await say('ive just taken all of mums tablets')).to.equal(fault)
      const { conversation, school } = speaker
      const evidence = 'ive just taken all of mums tablets'
      expect(handed).to.deep.equal([{ conversation, school, kind: 'suicide', response: 'act-now', evidence }])
      store.failReads = undefined
      store.failWrites = undefined
      expect(await recordOf(store)).to.deep.equal(before)
      await say('ive just taken all of mums tablets')
      await service.close()
      expect(handed, 'what is kept is an alert').to.have.length(1)
      expect(await store.collection(alerts).list({})).to.not.have.length(0)
    })

  it('hands on that somebody is not safe, in any language of the school, from a conversation that can not be read', async () => {
    for (const text of [
      "I'm not safe",
      'Nie czuję się bezpiecznie',
      'میں محفوظ نہیں',
      'main mehfooz nahi',
      'dwi ddim yn saff',
    ]) {
      const handed: string[] = []
      const { service, store } = await begun(new MemoryStore(), {
        worryNotKept: ({ concern }) => void handed.push(`${concern.kind} ${concern.response}`),
      })
      store.failReads = new StoreAway('the database is away (ECONNREFUSED)')
      await service
        .take(speaker, { type: 'message', text, clientActivityId: 'a' })
        .catch((error: unknown) => error)
      expect(handed, text).to.deep.equal(['mental-state act-now'])
      await service.close()
    }
  })

  it('keeps the alert in the record until it has left, through failures and a restart', async () => {
    const { service, store } = await begun()
    const collection = store.collection(alerts)
    store.failCollection = 'alerts'
    await service.take(speaker, { type: 'message', text: 'i want to die', clientActivityId: 'a' })
    await service.close()
    expect((await recordOf(store)).effects.map(({ type }) => type)).to.deep.equal(['alert'])
    store.failCollection = undefined
    const restarted = serviceForTests({ directory: emptyDirectory, store })
    expect(await restarted.service.resume()).to.equal(1)
    await restarted.service.close()
    expect(await collection.list({})).to.have.length(1)
    expect((await recordOf(store)).effects).to.deep.equal([])
  })

  it('takes up what is left a few conversations at a time: who writes now does not wait behind a whole school', async () => {
    const store = new MemoryStore()
    const { service } = serviceForTests({ directory: emptyDirectory, store })
    const ids = Array.from({ length: 12 }, (_, n) => `left${n}`)
    for (const conversation of ids)
      await service.take({ ...speaker, conversation }, { type: 'message', text: 'hi' })
    let most = 0
    let now = 0
    const collection = store.collection.bind(store)
    store.collection = (definition) => {
      const found = collection(definition)
      if (definition.name !== 'counts') return found
      const create = found.create.bind(found)
      found.create = async (...args) => {
        now += 1
        most = Math.max(most, now)
        await new Promise((resume) => setImmediate(resume))
        now -= 1
        return create(...args)
      }
      return found
    }
    const next = serviceForTests({ directory: emptyDirectory, store })
    expect(await next.service.resume()).to.equal(ids.length)
    expect(most).to.be.within(1, 2)
    await service.close()
    await next.service.close()
  })

  it('tells the alert all that was said while it was on its way', async () => {
    const { service, store } = await begun()
    const texts = Array.from({ length: 12 }, (_, n) => `i want to die ${'really '.repeat(n)}`)
    await Promise.all(
      texts.map((text) => service.take(speaker, { type: 'message', text, clientActivityId: text })),
    )
    await service.close()
    const [concern] = (await recordOf(store)).concerns
    expect(concern?.count).to.equal(texts.length)
    expect((await store.collection(alerts).get(concern?.id ?? ''))?.body.concern).to.deep.equal(concern)
  })

  it('hears "I\'m not safe" from a tab that shows an old question', async () => {
    const { service } = await begun()
    const say = (text: string) => service.take(speaker, { type: 'message', text, clientActivityId: text })
    const { logged } = await say('i want to die')
    const asked = logged.at(-1)?.activity.id ?? ''
    await say('hmm')
    const tapped = await service.take(speaker, {
      type: 'message',
      text: "I'm not safe",
      tap: { chose: ['not-safe'], replyTo: asked },
      clientActivityId: 'tap',
    })
    await service.close()
    expect(said(tapped.logged)).to.include('safety.act-now')
  })

  it('screens the head and the tail of a very long message, and keeps the first part', async () => {
    const { service, store } = await begun()
    const text = `${'football is great and '.repeat(600)} i want to kill myself`
    const { logged } = await service.take(speaker, { type: 'message', text, clientActivityId: 'a' })
    await service.close()
    expect(said(logged)).to.include('safety.thanks.suicide')
    expect(typed(await recordOf(store))[0]).to.have.length(4000)
  })

  it('screens a message that came too fast for the dialog', async () => {
    const { service } = await begun()
    const fast = (text: string) =>
      service.take(speaker, { type: 'message', text, limited: true, clientActivityId: text })
    expect(said((await fast('hello')).logged)).to.deep.equal(['too-fast'])
    expect(said((await fast('hello again')).logged)).to.deep.equal([])
    expect(said((await fast('i want to kill myself')).logged)).to.include('safety.thanks.suicide')
    await service.close()
  })

  it('hears an answer to its question about safety, and that they are not safe, however fast they come', async () => {
    const { service, store } = await begun()
    const fast = async (text: string, chose?: string) => {
      const tap = chose === undefined ? {} : { tap: { chose: [chose] } }
      const { logged } = await service.take(speaker, {
        type: 'message',
        text,
        limited: true,
        clientActivityId: `${text} ${chose}`,
        ...tap,
      })
      return said(logged)
    }
    await service.take(speaker, { type: 'message', text: 'my stepdad hits me', clientActivityId: 'a' })
    expect(await fast("I'm not safe", 'not-safe'), 'tapped').to.include('safety.act-now.after')
    expect(await fast('I’m with someone'), 'typed').to.include('safety.who')
    for (const way of ['not safe', 'help me please']) {
      const other = await begun()
      const { logged } = await other.service.take(speaker, {
        type: 'message',
        text: way,
        limited: true,
        clientActivityId: 'a',
      })
      await other.service.close()
      expect(said(logged).join(), way).to.match(/safety\.(?:act-now\.after|safe-now)/)
    }
    await service.close()
    expect((await recordOf(store)).concerns.map(({ response }) => response)).to.include('act-now')
  })

  it('takes an answer to the check-in that comes fast', async () => {
    const { service, store } = await begun()
    const answers = ['skip', 'short', '15', 'music', 'skip', 'skip']
    for (const [at, text] of answers.entries()) {
      await service.take(speaker, { type: 'message', text, clientActivityId: `${text} ${at}` })
    }
    const { logged } = await service.take(speaker, {
      type: 'message',
      text: 'Yes',
      tap: { chose: ['yes'] },
      limited: true,
      clientActivityId: 'fast',
    })
    await service.close()
    expect(said(logged)).to.include('safety.safe-now')
    expect((await recordOf(store)).person.checkIn).to.deep.equal({ hurtingYourself: 'yes' })
  })

  it('screens a change of an old message whatever stands on the buttons, and answers nothing with it', async () => {
    const { service, store } = await begun()
    await service.take(speaker, { type: 'message', text: 'my stepdad hits me', clientActivityId: 'a' })
    const edited = async (text: string) => {
      const incoming = { type: 'message', text, edited: true, clientActivityId: text } as const
      return said((await service.take(speaker, incoming)).logged)
    }
    expect(await edited('football on monday')).to.deep.equal(['edited'])
    expect(await edited("I'm not safe")).to.include('safety.act-now.after')
    await service.close()
    expect((await recordOf(store)).concerns.some(({ response }) => response === 'act-now')).to.equal(true)
  })

  it('keeps a worry that asks for no alert also of a message that came too fast', async () => {
    const { service, store } = await begun()
    const fast = {
      type: 'message',
      text: 'my nan died last week',
      limited: true,
      clientActivityId: 'a',
    } as const
    expect(said((await service.take(speaker, fast)).logged)).to.deep.equal(['too-fast'])
    await service.close()
    expect((await recordOf(store)).concerns.map(({ kind, response }) => [kind, response])).to.deep.equal([
      ['bereavement', 'note'],
    ])
  })

  it('screens words that come beside a tap which does not say them', async () => {
    const { service } = await begun()
    const { logged } = await service.take(speaker, {
      type: 'message',
      text: 'i want to kill myself',
      tap: { chose: ['only-me'] },
      clientActivityId: 'a',
    })
    await service.close()
    expect(said(logged)).to.include('safety.thanks.suicide')
  })

  it('answers a fault of a dialog with help, keeps the worry, and goes on afterwards', async () => {
    const { service, store, services } = await begun()
    await service.take(speaker, { type: 'message', text: 'skip', clientActivityId: 'a' })
    const whole = { ...services.languages.english.texts }
    Object.assign(services.languages.english.texts, {
      choices: () => {
        throw new Error('a fault of ours')
      },
    })
    const { logged } = await service.take(speaker, {
      type: 'message',
      text: 'i want to die',
      clientActivityId: 'b',
    })
    Object.assign(services.languages.english.texts, whole)
    await service.close()
    expect(said(logged)).to.deep.equal(['trouble'])
    expect((await recordOf(store)).concerns.map(({ kind }) => kind)).to.deep.equal(['suicide'])
    const next = serviceForTests({ directory: emptyDirectory, store })
    const { logged: after } = await next.service.take(speaker, {
      type: 'message',
      text: 'short',
      clientActivityId: 'c',
    })
    await next.service.close()
    expect(said(after)).to.deep.equal(['about-you.age'])
  })
})
