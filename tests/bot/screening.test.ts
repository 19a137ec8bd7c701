import { expect } from 'chai'
import { openScreening } from '../../bot/screening/screening.ts'
import type { ScreeningThread } from '../../bot/screening/screening.ts'
import { CONTENT } from '../support/conversation.ts'
import { screener as byRules } from '../domain/screening/rules.ts'

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
