import { expect } from 'chai'
import { afterEach, beforeEach, describe, it } from 'mocha'
import type { Mood } from '../../support/azure-language.ts'
import { AzureLanguageServer } from '../../support/azure-language.ts'
import { eventually } from '../../support/eventually.ts'
import { languageForTests, schoolWith } from '../../support/language.ts'

const TEXT = 'Home is horrible and i hate it there. The dog is fine.'
const NONE = { response: 'none', concerns: [] } as const
const WORDS = 'my mate Tamsin Oakley lives there, ring 07700 900123'

describe('bot/language: Azure over the wire', function () {
  // The first client loads the whole package.
  this.timeout(60_000)
  let azure: AzureLanguageServer
  beforeEach(async () => {
    azure = await new AzureLanguageServer().open()
  })
  afterEach(() => azure.close())

  const school = schoolWith({ redaction: true, opinions: true })

  it('sends the text alone, without personal details, unlogged and with pinned models', async () => {
    const { language } = await languageForTests(
      azure.settings({ project: { name: 'worries', deployment: 'production' } }),
    )
    const text = `${TEXT} i am on 07700 900123 or sam@example.org`
    await language.opinion?.over(NONE, text, school, {})
    expect(azure.asked.map(({ kind }) => kind).sort()).to.deep.equal([
      'CustomSingleLabelClassification',
      'LanguageDetection',
      'SentimentAnalysis',
    ])
    for (const { path, texts, parameters, body } of azure.asked) {
      expect(path).to.match(/^\/language\/(:analyze-text|analyze-text\/jobs)\?api-version=2023-04-01$/)
      expect(texts).to.deep.equal([`${TEXT} i am on ${'*'.repeat(12)} or ${'*'.repeat(15)}`])
      expect(parameters['loggingOptOut']).to.equal(true)
      expect(body).not.to.include(school.id)
    }
    const versions = azure.asked.flatMap(({ parameters }) => parameters['modelVersion'] ?? [])
    expect(versions.sort()).to.deep.equal(['2022-11-01', '2023-12-01'])
  })

  it('raises by sentiment, language and a project of one’s own, whose job it waits for', async () => {
    const { language, calls } = await languageForTests(
      azure.settings({ project: { name: 'worries', deployment: 'production' } }),
    )
    azure.thinks = { negative: { horrible: 0.98 } }
    const sad = await language.opinion?.over(NONE, TEXT, school, {})
    expect(sad?.concerns[0]).to.include({
      ...{ kind: 'mental-state', response: 'note', rule: 'opinion-sentiment' },
      evidence: 'Home is horrible and i hate it there.',
    })
    azure.thinks = { label: { category: 'reach_out_abuse', confidence: 0.9 } }
    const told = await language.opinion?.over(NONE, TEXT, school, {})
    expect(told?.concerns[0]).to.include({ kind: 'abuse', response: 'reach-out' })
    azure.thinks = { language: { iso: 'so', confidence: 0.99 } }
    const somali = await language.opinion?.over(NONE, TEXT, school, {})
    expect(somali?.concerns[0]).to.include({ language: 'so', rule: 'language-not-read' })
    expect(calls.filter((call) => !call.endsWith(' answered'))).to.deep.equal([])
  })

  it('is asked once for a turn that is worked again', async () => {
    const { language } = await languageForTests(azure.settings())
    const turn = {}
    await language.opinion?.over(NONE, TEXT, school, turn)
    await language.opinion?.over(NONE, TEXT, school, turn)
    expect(azure.asked.map(({ kind }) => kind).sort()).to.deep.equal([
      'LanguageDetection',
      'SentimentAnalysis',
    ])
  })

  it('is not asked by a school that has it off, nor of what is sure already', async () => {
    const { language, calls } = await languageForTests(azure.settings())
    await language.opinion?.over(NONE, TEXT, schoolWith({ redaction: true }), {})
    await language.opinion?.over({ response: 'act-now', concerns: [] }, TEXT, school, {})
    await language.opinion?.over(NONE, 'my mates', school, {})
    const off = schoolWith({ opinions: true })
    await language.redactor.for({ school: off, texts: [WORDS], keeps: new Set() })
    expect(azure.asked).to.deep.equal([])
    expect(calls).to.deep.equal([])
  })

  it('adds to what the rules take out, and takes nothing of it back', async () => {
    const { language } = await languageForTests(azure.settings())
    azure.thinks = {
      entities: {
        'Tamsin Oakley': { category: 'Person' },
        there: { category: 'Address', confidence: 0.2 },
        mate: { category: 'PersonType' },
      },
    }
    const change = await language.redactor.for({ school, texts: [WORDS, 'short'], keeps: new Set() })
    expect(change(WORDS)).to.equal('my mate [name] lives there, ring [phone number]')
    expect(change('short')).to.equal('short')
    expect(change('new, on 07700 900123')).to.equal('new, on [phone number]')
    expect(azure.asked[0]?.texts).to.deep.equal([WORDS.replace('07700 900123', '*'.repeat(12)), 'short'])
    const kept = await language.redactor.for({
      school,
      texts: [WORDS],
      keeps: new Set(),
      given: ['07700900123'],
    })
    expect(kept(WORDS)).to.equal('my mate [name] lives there, ring 07700 900123')
  })

  it('looks through long texts and many of them, in batches that the service takes', async () => {
    const { language } = await languageForTests(azure.settings())
    azure.thinks = { entities: { Tamsin: { category: 'Person' } } }
    const long = `${'really '.repeat(800)}Tamsin ${'again '.repeat(900)}Tamsin`
    const texts = [long, ...Array.from({ length: 8 }, (_none, at) => `text ${at} of Tamsin`)]
    const change = await language.redactor.for({ school, texts, keeps: new Set() })
    expect(change(long)).to.equal(long.replaceAll('Tamsin', '[name]'))
    expect(change('text 7 of Tamsin')).to.equal('text 7 of [name]')
    for (const { texts: sent } of azure.asked) {
      expect(sent.length).to.be.at.most(5)
      for (const one of sent) expect(one.length).to.be.at.most(5_000)
    }
  })

  const BROKEN: Readonly<Record<string, Mood>> = {
    'answers 500': { status: 500 },
    'answers 401': { status: 401 },
    'answers JSON that breaks off': 'malformed',
    'answers in another shape': 'wrong-schema',
    'has an error for the document': 'document-error',
    'sends us elsewhere': 'redirect',
    'answers 429': { status: 429 },
  }
  for (const [what, mood] of Object.entries(BROKEN)) {
    it(`lets what was heard and found here stand when it ${what} (reliability case 7)`, async () => {
      const { language, calls, logged } = await languageForTests(azure.settings())
      azure.mood = mood
      const heard = await language.opinion?.over(NONE, TEXT, school, {})
      expect(heard).to.deep.equal(NONE)
      const change = await language.redactor.for({ school, texts: [WORDS], keeps: new Set() })
      expect(change(WORDS)).to.equal('my mate Tamsin Oakley lives there, ring [phone number]')
      expect(calls.sort()).to.deep.equal(['language failed', 'redaction failed', 'sentiment failed'])
      expect(azure.asked.map(({ path }) => path)).not.to.include('/elsewhere')
      for (const secret of ['horrible', 'Tamsin', 'a-key-of-this-test'])
        expect(logged.join('')).not.to.include(secret)
    })
  }

  it('is left alone as long as a 429 says', async () => {
    const { language, calls } = await languageForTests(azure.settings())
    azure.mood = { status: 429, retryAfter: 1 }
    const ask = () => language.redactor.for({ school, texts: [WORDS], keeps: new Set() })
    await ask()
    azure.mood = 'well'
    await ask()
    expect(calls).to.deep.equal(['redaction failed', 'redaction not-asked'])
    await eventually('it is asked again', async () => {
      await ask()
      return calls.at(-1) === 'redaction answered'
    })
    expect(azure.asked).to.have.length(2)
  })

  it('is given up after the limit, left alone after failures, and asked again when it is back (case 8)', async () => {
    const { language, calls } = await languageForTests(azure.settings(), {
      ...{ answerMs: 150, failures: 3, openMs: 400 },
    })
    const ask = () => language.opinion?.over(NONE, TEXT, school, {})
    azure.mood = 'hang'
    const began = performance.now()
    expect(await ask()).to.deep.equal(NONE)
    expect(performance.now() - began, 'let go at the limit').to.be.lessThan(3_000)
    await ask()
    azure.mood = { status: 500 }
    await ask()
    expect(language.open()).to.deep.equal(['sentiment', 'language'])
    const asked = azure.asked.length
    await ask()
    expect(azure.asked.length, 'nothing leaves while the circuit is open').to.equal(asked)
    expect(calls.filter((call) => call.startsWith('sentiment'))).to.deep.equal([
      'sentiment late',
      'sentiment late',
      'sentiment failed',
      'sentiment not-asked',
    ])
    azure.mood = 'well'
    await eventually('the circuit closes', async () => {
      await ask()
      return language.open().length === 0
    })
  })
})
