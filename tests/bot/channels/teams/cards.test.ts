import { expect } from 'chai'
import { z } from 'zod'
import { replyActivity } from '../../../../bot/channels/teams/cards/reply-activity.ts'
import { inTeams } from '../../../../bot/channels/teams/own-words.ts'
import { voiceOf } from '../../../../bot/voice.ts'
import type { AdaptiveCard } from '../../../../bot/channels/teams/cards/adaptive.ts'
import { conversations } from '../../../../bot/records/conversations.ts'
import { CardPage } from '../../../support/adaptive-cards.ts'
import { FakeConnector, TENANT } from '../../../support/bot-connector.ts'
import { content, serviceForTests } from '../../../support/conversation.ts'
import { demoDirectory } from '../../../support/directory.ts'
import { holds } from '../../../support/eventually.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { shoot } from '../../../support/journey.ts'
import { MemoryStore } from '../../../support/memory-store.ts'
import { CHAT, startTeams, teamsSchool } from '../../../support/teams.ts'
import { sample, saidMessages } from '../../../content/said.ts'

const { texts } = content()
const Message = z.object({
  text: z.string().optional(),
  attachments: z.array(z.object({ contentType: z.string(), content: z.custom<AdaptiveCard>() })).optional(),
})
const Answer = z.object({ statusCode: z.int(), type: z.string(), value: z.unknown() })

interface Button {
  readonly title: string
  readonly data: object
  readonly fallback: { readonly data: { readonly msteams: { readonly text: string } } }
}

describe('Teams: cards', () => {
  let connector: FakeConnector
  let store: MemoryStore
  let clock: FakeClock
  let of: ReturnType<typeof serviceForTests>
  let teams: Awaited<ReturnType<typeof startTeams>>

  before(async () => {
    connector = await new FakeConnector().open()
  })
  after(() => connector.close())
  beforeEach(async () => {
    connector.sent.length = 0
    store = new MemoryStore()
    clock = new FakeClock('2026-11-23T10:00:00Z')
    const school = teamsSchool({ languages: ['pl'] })
    of = serviceForTests({ school, store, clock, directory: demoDirectory(content()) })
    teams = await startTeams({ connector, service: of.service, store, clock, school })
    await teams.say({ type: 'conversationUpdate', membersAdded: [{ id: 'bot' }] })
    await settled()
  })
  afterEach(async () => {
    await teams.close()
    await of.service.close()
  })

  const record = async () => {
    const [first] = await store.collection(conversations).list({})
    return (await store.collection(conversations).get(first!.id))!.body
  }
  const settled = () =>
    holds(async () => {
      const { link, lastSeq } = await record()
      expect(link!.sent).to.equal(lastSeq)
    })
  const messages = (chat = CHAT) => connector.shownIn(chat).map((one) => Message.parse(one))
  const sentText = () =>
    messages()
      .map(({ text }) => text ?? '')
      .join('\n')
  /** Every button on screen with these words, the newest last; each with the message it stands on. */
  const buttons = (title: string): (Button & { on: string })[] =>
    connector.sent.flatMap(({ id, activity, conversation }) =>
      conversation !== CHAT
        ? []
        : executes(activity)
            .filter((one) => isCalled(one, title))
            .map((one) => ({ ...one, on: id })),
    )
  const press = async (button: Button & { on: string }, picked?: string, chat = CHAT) => {
    const data = picked === undefined ? button.data : { ...button.data, picked }
    const answer = await teams.say({
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: button.on,
      value: { action: { type: 'Action.Execute', verb: 'choose', data } },
      conversation: { id: chat, conversationType: 'personal', tenantId: TENANT },
      ...(chat === CHAT ? {} : { from: { id: '29:another' } }),
    })
    expect(answer.status).to.equal(200)
    return Answer.parse(answer.json)
  }
  const tap = async (title: string, picked?: string) => {
    const answer = await press(buttons(title).at(-1)!, picked)
    await settled()
    return answer
  }
  const write = async (text: string) => {
    await teams.say({ text })
    await settled()
  }

  it('a whole conversation, drawn by the official renderer without a fault and without a request to anywhere', async function () {
    this.timeout(120_000)
    await tap('People I choose')
    await tap('The short way')
    await write('14')
    await tap('Done', '0,1')
    await tap('Done', '0')
    await tap('Done', '0')
    await tap('No')
    await tap('No')
    await tap('Done', '0')
    expect(sentText().slice(-800)).to.contain('This is your summary')
    await tap('Send it')
    const times = connector.sent.findLast(({ activity }) => executes(activity).length > 0)!
    await press({ ...executes(times.activity)[0]!, on: times.id })
    await settled()
    await tap('Yes, book it')
    // The first free time is a phone call.
    await write('07700 900123')
    expect(sentText()).to.contain('Booked:')
    expect((await record()).person.appointment?.status).to.equal('booked')
    await write("i don't want to be alive anymore, i have pills here")
    const page = await CardPage.open()
    try {
      for (const { text, attachments } of messages()) {
        for (const { content: card } of attachments ?? []) {
          const drawn = await page.draw(card, text)
          expect(drawn.problems, JSON.stringify(card)).to.deep.equal([])
          expect(drawn.text.trim()).to.not.equal('')
          expect(card.version).to.equal('1.5')
          expect(card.fallbackText).to.not.equal('')
        }
      }
      expect(page.asked).to.deep.equal([])
      expect(await page.page.locator('body').innerText()).to.contain('999')
    } finally {
      await page.close()
    }
  })

  it('an answered card shows what was chosen and has nothing to tap, in the answer and for every device', async () => {
    const button = buttons('People I choose').at(-1)!
    const answer = await press(button)
    expect(answer.type).to.equal('application/vnd.microsoft.card.adaptive')
    expect(JSON.stringify(answer.value))
      .to.contain('You chose: People I choose')
      .and.not.contain('Action.Execute')
    await holds(() =>
      expect(connector.sent.filter(({ how }) => how === 'updated').map(({ id }) => id)).to.deep.equal([
        button.on,
      ]),
    )
  })

  it('an answered card keeps its question above it', async () => {
    const button = buttons('People I choose').at(-1)!
    const question = messages().find(({ attachments }) => executes(attachments).length > 0)!
    expect(question.text).to.contain('who might see')
    await press(button)
    await holds(() => expect(connector.sent.some(({ how }) => how === 'updated')).to.equal(true))
    const after = Message.parse(connector.sent.find(({ how }) => how === 'updated')!.activity)
    expect(after.text).to.equal(question.text)
    expect(executes(after.attachments)).to.deep.equal([])
  })

  it('speaks the language of the conversation on cards too, and in easier words for who wants them', async () => {
    await write('polski')
    const polish = content().languages.of('pl').texts
    await write('moje dane')
    await write('usuń')
    const asked = messages().findLast(({ attachments }) => executes(attachments).length > 0)!
    expect(asked.attachments?.[0]?.content.lang).to.equal('pl')
    const old = await teams.say({ type: 'invoke', name: 'adaptiveCard/action' })
    expect(Answer.parse(old.json).value).to.equal(polish.text('teams.card.old'))
    const answer = await press({ ...executes(asked.attachments)[0]!, on: '1' })
    expect(JSON.stringify(answer.value)).to.contain(polish.text('teams.answered', { words: '' }))
    await settled()
    expect(sentText()).to.contain(polish.text('teams.deleted.copy'))
  })

  it('shows long answers whole on a phone, each one tap away', async () => {
    const [card] = messages().at(-1)!.attachments!
    const page = await CardPage.open('light', 360)
    try {
      await page.draw(card!.content)
      const rows = page.page.getByRole('button')
      expect(await rows.allInnerTexts()).to.deep.equal(executes(card!.content).map(({ title }) => title))
      const tooWide = await page.page.evaluate<number>(
        `[...document.querySelectorAll('[role=button]')].filter((one) => one.scrollWidth > one.clientWidth).length`,
      )
      expect(tooWide).to.equal(0)
      await shoot(page.page, 'teams-rows-360')
    } finally {
      await page.close()
    }
  })

  it('draws a card of a language that is read from the right so, and says what is other in Teams in easier words', () => {
    const { languages } = content()
    const urdu = voiceOf(languages, { language: 'ur' })
    const ask = { choices: [{ id: 'a', label: 'الف' }], select: 'many' } as const
    const of = { voice: urdu, publicUrl: 'https://matters.example', chat: 'c', seq: 1 }
    const [card] = replyActivity({ message: 'x', text: 'x', language: 'ur', ask }, of).attachments ?? []
    expect(card?.content).to.include({ lang: 'ur', rtl: true })
    expect(JSON.stringify(card)).to.contain(languages.of('ur').texts.text('teams.done'))
    const easier = inTeams({ message: 'hello.choose', text: 'x' }, voiceOf(languages, { easier: true }))
    expect(easier.map(({ text }) => text)).to.include(texts.text('teams.who-sees.easy'))
  })

  it('says nothing that is true of the website alone: no tab, no chat that closes, no button of its panel, no code to type', () => {
    const voice = voiceOf(content().languages, {})
    const ofWebsite = /\btab\b|\bclosed chat\b|"Need help now|type (?:it|your code)/iu
    // A mail is read outside of Teams, and is one for all.
    const ids = [...saidMessages.keys()].filter((id) => !/^teams\.|\.easy$|\.mail$/u.test(id))
    const told = ids.flatMap((message) => inTeams({ message, text: sample(message) }, voice))
    expect(ids.filter((id) => ofWebsite.test(sample(id))).length).to.be.greaterThan(4)
    const wrong = told.filter(({ text }) => ofWebsite.test(text))
    expect(wrong.map(({ message, text }) => `${message}: ${text}`)).to.deep.equal([])
  })

  it('says who sees this chat in Teams to whoever asks, and that Teams keeps a copy where it says how long we do', () => {
    const voice = voiceOf(content().languages, {})
    const told = (message: string) => inTeams({ message, text: 'x' }, voice).map(({ text }) => text)
    expect(told('faq.who-sees')).to.deep.equal([
      'x',
      texts.text('teams.who-sees'),
      texts.text('teams.who-sees.copies'),
    ])
    expect(told('book.list.code'), 'nobody needs a code there').to.deep.equal([])
    expect(told('data.keeps')).to.deep.equal(['x', texts.text('teams.who-sees.copies')])
    expect(told('safety.picture'), 'a picture stays in that chat').to.deep.equal([
      texts.text('teams.safety.picture'),
    ])
  })

  it('a card answered twice answers once, and the question that stands is asked again', async () => {
    const button = buttons('People I choose').at(-1)!
    await press(button)
    await press(button)
    await settled()
    const { log } = await record()
    const ids = log.flatMap((entry) => (entry.by === 'bot' ? [entry.reply.message] : []))
    expect(ids.filter((id) => id === 'hello.check.right')).to.have.length(1)
    expect(ids.filter((id) => id === 'hello.length')).to.have.length(2)
  })

  it('a card of long ago, of nothing, or with places that are not there: kind words and no change', async () => {
    const { log } = await record()
    const odd = [
      {},
      null,
      { matters: 5 },
      { matters: { chat: 'x', seq: 1, at: [0] } },
      { matters: { ...dataOf(buttons('People')[0]!), seq: 9_999 } },
      { matters: { ...dataOf(buttons('People')[0]!), at: [150] } },
    ]
    for (const data of odd) {
      const answer = await teams.say({
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: { verb: 'choose', data } },
      })
      expect(answer.status).to.equal(200)
      expect(Answer.parse(answer.json).type).to.equal('application/vnd.microsoft.activity.message')
    }
    expect((await teams.say({ type: 'invoke', name: 'adaptiveCard/action' })).status).to.equal(200)
    expect((await record()).log).to.have.length(log.length)
  })

  it('must never let a card from another chat do anything there or here', async () => {
    const before = await record()
    const answer = await press(buttons('People I choose').at(-1)!, undefined, 'a:another-chat')
    expect(answer.value).to.equal(texts.text('teams.card.other'))
    expect((await record()).log).to.have.length(before.log.length)
    expect(await store.collection(conversations).list({})).to.have.length(1)
  })

  it('clients that know no Action.Execute send its fallback: the same answer, and words beside it are screened', async () => {
    const button = buttons('People I choose').at(-1)!
    await teams.say({
      text: button.fallback.data.msteams.text,
      value: button.fallback.data,
      replyToId: button.on,
    })
    await settled()
    expect(sentText()).to.contain('Which one?')
    await teams.say({ text: 'i want to die', value: button.fallback.data, replyToId: button.on })
    await settled()
    expect((await record()).concerns.map(({ kind }) => kind)).to.deep.equal(['suicide'])
  })

  it('of several: none, and too many, are asked for again without a change', async () => {
    await tap('People I choose')
    await tap('The short way')
    await write('14')
    expect((await tap('Done')).value).to.equal(texts.text('teams.pick.some-first'))
    expect((await tap('Done', '0,1,2,3')).value).to.equal(texts.text('teams.pick.fewer', { max: 3 }))
    expect((await record()).person.matters).to.equal(undefined)
    await tap('Done', '0,1')
    expect((await record()).person.matters?.cards).to.have.length(2)
  })

  it('nobody’s words are read as Markdown or as a link', () => {
    const evil = '[call me](javascript:alert(1)) **x** <at>all</at>'
    const activity = replyActivity(
      {
        message: 'x',
        text: evil,
        cards: [
          {
            type: 'copy',
            heading: evil,
            facts: [evil],
            links: [{ href: 'javascript:alert(1)', label: 'x' }],
          },
        ],
      },
      { voice: voiceOf(content().languages), publicUrl: 'https://matters.example', chat: 'c', seq: 1 },
    )
    expect(activity.textFormat).to.equal('plain')
    const card = JSON.stringify(activity.attachments)
    expect(card).to.not.contain('"TextBlock"').and.not.contain('"url":"javascript')
  })
})

/** Its words, or how they begin; symbols stand before them. */
const isCalled = ({ title }: Button, words: string): boolean =>
  title === words || title.endsWith(` ${words}`) || (words.length > 3 && title.includes(words))

const dataOf = (button: Button): object => z.object({ matters: z.looseObject({}) }).parse(button.data).matters

const isButton = (value: object): value is Button => 'type' in value && value.type === 'Action.Execute'

function executes(value: unknown): Button[] {
  if (typeof value !== 'object' || value === null) return []
  return [...(isButton(value) ? [value] : []), ...Object.values(value).flatMap(executes)]
}
