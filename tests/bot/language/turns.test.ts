import { expect } from 'chai'
import { after, afterEach, before, describe, it } from 'mocha'
import { GUARD_LIMITS } from '../../../bot/language/guard.ts'
import type { GuardLimits } from '../../../bot/language/guard.ts'
import { Metrics } from '../../../bot/metrics/metrics.ts'
import { conversations } from '../../../bot/records/conversations.ts'
import { AzureLanguageServer } from '../../support/azure-language.ts'
import { content, said, screener, serviceForTests, speaker } from '../../support/conversation.ts'
import { demoDirectory } from '../../support/directory.ts'
import { languageForTests, schoolWith } from '../../support/language.ts'

const PLAIN = 'we went to the big shop in town on the bus'

describe('bot/language: in a conversation', function () {
  // The first conversation of a run loads the whole screening.
  this.timeout(60_000)
  let azure: AzureLanguageServer
  before(async () => {
    azure = await new AzureLanguageServer().open()
    screener().screen('warm')
  })
  after(() => azure.close())
  afterEach(() => {
    azure.mood = 'well'
    azure.thinks = {}
    azure.asked.length = 0
  })

  async function talk(limits?: Partial<GuardLimits>) {
    const school = schoolWith({ opinions: true })
    const settings = azure.settings({ project: { name: 'worries', deployment: 'production' } })
    const { language, calls } = await languageForTests(settings, limits)
    const { service, store } = serviceForTests({
      ...{ school, directory: demoDirectory(content()) },
      ...(language.opinion && { opinion: language.opinion }),
    })
    await service.start(speaker)
    let count = 0
    return {
      ...{ calls, language },
      say: async (text: string) => {
        const clientActivityId = `m${(count += 1)}`
        const { logged } = await service.take(speaker, { type: 'message', text, clientActivityId })
        return said(logged)
      },
      concerns: async () => (await store.collection(conversations).get('c1'))?.body.concerns ?? [],
    }
  }

  it('answers within 3 seconds while it hangs for 30, and by what was heard here (R6)', async () => {
    expect(GUARD_LIMITS.answerMs).to.equal(2_000)
    // A busy machine needs some of the second that is left beside the limit.
    const { say, calls, concerns } = await talk({ answerMs: 500 })
    azure.mood = 'hang'
    const began = performance.now()
    const replies = await say('ive been cutting again and nobody knows')
    expect(performance.now() - began).to.be.lessThan(3_000)
    expect(replies).to.include('safety.safe-now')
    expect((await concerns())[0]).to.include({ kind: 'self-harm', response: 'reach-out' })
    expect(calls).to.deep.equal(['classification late'])
  })

  it('lets a risk that was heard here win over an opinion that all is fine (case 9)', async () => {
    const { say, concerns, calls } = await talk()
    azure.thinks = { label: { category: 'none', confidence: 1 } }
    expect(await say('ive been cutting again and nobody knows')).to.include('safety.safe-now')
    expect((await concerns())[0]).to.include({ kind: 'self-harm', response: 'reach-out' })
    expect(calls).to.deep.equal(['classification answered'])
  })

  it('raises what was heard here, with an alert as for any other worry', async () => {
    const { say, concerns } = await talk()
    azure.thinks = { label: { category: 'reach_out_exploitation', confidence: 0.95 } }
    expect(await say(PLAIN)).to.include('safety.safe-now')
    expect((await concerns())[0]).to.include({
      ...{ kind: 'exploitation', response: 'reach-out', evidence: PLAIN, heardBy: 'message' },
    })
  })

  it('does not ask while help has to stand on the screen at once', async () => {
    const { say, calls } = await talk()
    azure.mood = 'hang'
    const replies = await say('im going to kill myself tonight i have the pills here')
    expect(replies[0]).to.match(/^safety\.act-now/)
    expect(calls).to.deep.equal([])
    expect(azure.asked).to.deep.equal([])
  })

  it('says which language it may be', async () => {
    const { say } = await talk()
    azure.thinks = { language: { iso: 'so', confidence: 0.99 } }
    expect(await say(PLAIN)).to.include('language.may-be')
  })

  it('is counted, and its circuits are shown, without a word that was said', async () => {
    const { say, calls, language } = await talk({ failures: 1 })
    azure.mood = { status: 500 }
    await say(PLAIN)
    const metrics = new Metrics(async () => ({
      ...{ alerts: [], handoffsWaiting: 0, effects: 0, feeds: [], failingChannels: [], streams: 0 },
      ...{ screeningReads: true, storeTakesWrites: true, recordsSetAside: 0, recordsRestored: 0 },
      languageOpen: language.open(),
    }))
    metrics.languageCall({ ask: 'sentiment', outcome: 'failed' })
    const text = await metrics.text()
    expect(calls).to.include('sentiment failed')
    expect(text).to.include('matters_language_calls_total{ask="sentiment",outcome="failed"} 1')
    expect(text).to.include('matters_language_circuit_open{ask="sentiment"} 1')
    expect(text).not.to.include('shop')
  })
})
