import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect } from 'chai'
import { openScreening } from '../../bot/screening/screening.ts'
import type { ScreeningThread, ScreeningThreadOptions } from '../../bot/screening/screening.ts'
import { CONTENT } from '../support/conversation.ts'
import { screener as byRules } from '../domain/screening/rules.ts'
import { eventually } from '../support/eventually.ts'

/** Takes 5 ms for a message, 100 ms for a long one, and for ever for `hang`; hears nothing. */
const SLOW = `
  const { parentPort } = require('node:worker_threads')
  parentPort.on('message', ({ id, text }) => {
    const end = Date.now() + (text === 'hang' ? Infinity : text.length > 100 ? 100 : 5)
    while (Date.now() < end);
    parentPort.postMessage({ id, screening: { response: 'none', concerns: [] } })
  })
  parentPort.postMessage({ ready: true })`

/** Starts, and is never ready. */
const STUCK = 'setInterval(() => undefined, 1_000)'

const threadOf = (code: string) => {
  const worker = new Worker(code, { eval: true })
  return { worker, ready: once(worker, 'message').then(() => undefined) }
}

const openWith = (of: Partial<ScreeningThreadOptions>): ScreeningThread =>
  openScreening({
    contentDir: CONTENT,
    rules: () => byRules,
    onFault: () => undefined,
    start: () => threadOf(SLOW),
    ...of,
  })

describe('the screening in its thread', () => {
  let screening: ScreeningThread
  const faults: string[] = []

  before(async function () {
    this.timeout(60_000)
    screening = openScreening({
      contentDir: CONTENT,
      rules: () => byRules,
      onFault: (what) => faults.push(what),
    })
    await screening.ready
  })
  after(() => screening.close())

  it('answers many messages, each with its own', async () => {
    const texts = ['football', 'i want to die', 'drawing', 'hes hitting my mum right now']
    const answers = await Promise.all(texts.map(async (text) => screening.screen(text)))
    expect(answers.map(({ response }) => response === 'none')).to.deep.equal([true, false, true, false])
  })

  it('leaves the event loop to others while it reads', async () => {
    let turns = 0
    const timer = setInterval(() => (turns += 1), 1)
    const long = 'mum and dad are out again and there is nothing in the fridge '.repeat(60)
    await Promise.all(Array.from({ length: 20 }, async () => screening.screen(long)))
    clearInterval(timer)
    expect(turns).to.be.above(20)
  })

  it('goes to a human when the thread is gone, with what the rules hear', async () => {
    const other = openScreening({
      contentDir: CONTENT,
      rules: () => byRules,
      onFault: (what) => faults.push(what),
    })
    const waiting = other.screen('i want to die')
    await other.close()
    const { response, concerns } = await waiting
    expect(response).to.equal('reach-out')
    expect(concerns.map(({ kind }) => kind)).to.include('suicide')
    expect((await other.screen('football')).response).to.equal('reach-out')
    expect(faults.length).to.be.at.least(2)
  })

  it('is given one message at a time, long ones last, and keeps its patience for each: many long ones are nobody’s worry', async () => {
    const told: string[] = []
    const busy = openWith({ limits: { answerMs: 2_000 }, onFault: (what) => told.push(what) })
    await busy.ready
    const order: string[] = []
    const say = async (text: string) => {
      const { response } = await busy.screen(text)
      order.push(`${text.trim()} ${response}`)
    }
    // 25 of them take longer than the patience with one.
    const long = Array.from({ length: 25 }, () => say('long '.repeat(400)))
    await Promise.all([...long, say('football')])
    await busy.close()
    expect(told).to.deep.equal([])
    expect(order.indexOf('football none')).to.be.at.most(1)
    expect(order.filter((one) => !one.endsWith(' none'))).to.deep.equal([])
  })

  it('fails the message it hangs at, and asks those that wait of the next thread', async () => {
    const told: string[] = []
    const stuck = openWith({ limits: { answerMs: 1_000, restartMs: 0 }, onFault: (what) => told.push(what) })
    await stuck.ready
    const texts = ['hang', 'football', 'drawing']
    const answers = await Promise.all(texts.map(async (text) => stuck.screen(text)))
    await stuck.close()
    expect(answers.map(({ response }) => response)).to.deep.equal(['reach-out', 'none', 'none'])
    expect(told).to.deep.equal(['the thread did not answer'])
  })

  it('replaces a thread that gets stuck as it loads, and keeps nobody waiting for it', async () => {
    let started = 0
    const stuck = openWith({
      limits: { answerMs: 500, waitMs: 30_000, readyMs: 2_000, restartMs: 0 },
      start: () => threadOf((started += 1) === 2 ? STUCK : SLOW),
    })
    await stuck.ready
    expect((await stuck.screen('hang')).response).to.equal('reach-out')
    expect((await stuck.screen('football')).response, 'while the next is stuck').to.equal('reach-out')
    await eventually('the one after that reads', () => stuck.isReading())
    expect((await stuck.screen('football')).response).to.equal('none')
    await stuck.close()
  })

  it('has no time for all in a flood: the rules hear the rest, one at a time, and others get their turn', async () => {
    const told: string[] = []
    const flooded = openWith({
      limits: { waitMs: 50 },
      onFault: (what) => told.push(what),
      rules: () => ({
        screen(text) {
          const end = performance.now() + 20
          while (performance.now() < end);
          return byRules.screen(text)
        },
      }),
    })
    await flooded.ready
    const long = 'long '.repeat(400)
    let turns = 0
    const isOver = Promise.all(
      [long, `${long} i want to die`, ...Array.from({ length: 6 }, () => `${long} and more`)].map(
        async (text) => flooded.screen(text),
      ),
    )
    const counts = setInterval(() => (turns += told.length > 0 ? 1 : 0), 1)
    const [, worry, ...rest] = await isOver
    clearInterval(counts)
    await flooded.close()
    expect(worry?.concerns.map(({ kind, rule }) => `${kind} ${rule === 'fault'}`)).to.deep.equal([
      'suicide false',
    ])
    expect(rest.map(({ response }) => response)).to.deep.equal(rest.map(() => 'none'))
    expect(new Set(told)).to.deep.equal(new Set(['the thread had no time']))
    expect(turns).to.be.at.least(told.length - 1)
  })

  it('says so when it cannot be started, and answers all the same', async function () {
    this.timeout(30_000)
    const nowhere = openScreening({ contentDir: '/nowhere', rules: () => byRules, onFault: () => undefined })
    let failed = false
    await nowhere.ready.catch(() => (failed = true))
    expect(failed).to.equal(true)
    expect((await nowhere.screen('football')).response).to.equal('reach-out')
    await nowhere.close()
  })
})
