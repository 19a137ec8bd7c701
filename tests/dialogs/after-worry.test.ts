import { expect } from 'chai'
import { conversations } from '../../bot/records/conversations.ts'
import { handoffs } from '../../bot/records/handoffs.ts'
import { plainText, replyOf } from '../../bot/activities.ts'
import { progressOf } from '../../dialogs/journey.ts'
import { newPerson } from '../../domain/conversation/person.ts'
import { content, demoSchool, said, serviceForTests, speaker } from '../support/conversation.ts'
import { demoDirectory } from '../support/directory.ts'

const WORRY = ['i dont want to be alive anymore', 'safe for now', 'nobody', 'carry on']
const LONG = ['skip', 'the longer way', 'sam', '14', 'skip']

/** What is answered in a phase; the others are skipped. */
const ANSWERS: Readonly<Record<string, string>> = {
  'what-matters': 'drawing',
  strengths: 'art',
  'check-in': 'no',
  summary: 'send it',
}
const MOST_TURNS = 25

describe('after a worry', () => {
  const begin = async () => {
    const school = { ...demoSchool(), measures: ['ons4' as const] }
    const { service, store } = serviceForTests({ school, directory: demoDirectory(content()) })
    await service.start(speaker)
    const replies = async (...texts: string[]) => {
      const all = []
      for (const text of texts) {
        const { logged } = await service.take(speaker, { type: 'message', text })
        all.push(...logged)
      }
      return all
    }
    return {
      service,
      store,
      replies,
      record: async () => (await store.collection(conversations).get('c1'))?.body,
    }
  }

  /** What the bot says on the long path from what matters to the end, with everything skipped. */
  const journey = async (worry: readonly string[]) => {
    const { service, replies, record } = await begin()
    await replies(...LONG, ...worry)
    const ids: string[] = []
    const asked = []
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      const phase = (await record())?.dialogState.dialogStack.at(-1)?.id ?? ''
      if (phase === 'next') break
      const text = ids.at(-1) === 'goal.confidence' ? '5' : (ANSWERS[phase] ?? 'skip')
      const logged = await replies(text)
      ids.push(...said(logged))
      asked.push(...logged.flatMap(({ activity }) => replyOf(activity)?.ask ?? []))
    }
    await service.close()
    return { ids, asked }
  }

  it('measures nobody, has nobody rate themselves, and puts no times before anyone who has not asked', async () => {
    const usual = await journey([])
    const gentler = await journey(WORRY)
    const tooMuch = /^measures\.|^goal\.confidence|^book\./u
    expect(usual.ids.filter((id) => tooMuch.test(id))).to.include.members([
      ...['goal.confidence', 'measures.intro.ons4', 'book.ask'],
    ])
    expect(gentler.ids.filter((id) => tooMuch.test(id))).to.deep.equal([])
    expect(gentler.ids).to.include.members(['goal.ask', 'check-in.reason', 'summary.sent', 'next.ask'])
  })

  it('shows no pictures beside the answers', async () => {
    const symbols = ({ asked }: Awaited<ReturnType<typeof journey>>) =>
      asked.flatMap(({ choices }) => choices.flatMap(({ symbol }) => symbol ?? []))
    expect(symbols(await journey([]))).to.not.deep.equal([])
    expect(symbols(await journey(WORRY))).to.deep.equal([])
  })

  it('says how many steps there are, and means it', () => {
    for (const path of ['short', 'long'] as const) {
      const person = { ...newPerson(), path }
      const usual = progressOf('summary.review', person)
      const gentler = progressOf('summary.review', person, true)
      expect(gentler?.step, path).to.equal(gentler?.of)
      expect(gentler?.of, path).to.be.lessThan(usual?.of ?? 0)
    }
  })

  it('books all the same when they ask', async () => {
    const { service, replies, record } = await begin()
    await replies(...LONG, ...WORRY)
    const offered = said(await replies('book'))
    expect(offered).to.deep.equal(['book.ask'])
    const { logged } = await service.take(speaker, { type: 'message', text: '1' })
    expect(said(logged)).to.deep.equal(['book.held', 'book.confirm'])
    expect(said(await replies('yes'))).to.deep.equal(['book.number'])
    expect(said(await replies('07700 900123'))).to.include('book.booked')
    expect((await record())?.person.appointment?.status).to.equal('booked')
    await service.close()
  })

  it('names the help that was shown in their summary, and in the handoff', async () => {
    const { service, store, replies } = await begin()
    await replies(...LONG, ...WORRY, 'drawing', 'help')
    const [card] = (await replies('summary')).flatMap(({ activity }) => replyOf(activity) ?? [])
    const text = card ? plainText(card) : ''
    expect(text).to.include('Help you were shown:')
    expect(text).to.include('999; NHS 111, mental health option; Childline; Shout; Brackenmere crisis line')
    expect(text).to.include('PAPYRUS HOPELINE247 (Goes with what you said about safety)')
    await replies('send it')
    await service.close()
    const handoff = (await store.collection(handoffs).get('c1'))?.body
    expect(handoff?.concerns.map(({ shown }) => shown)).to.deep.equal([
      [
        ...['emergency-999', 'nhs-111-england', 'childline', 'shout'],
        ...['brackenmere-crisis-line', 'papyrus-hopeline247'],
      ],
    ])
  })

  it('never says back what was noted, however often', async () => {
    const { service, replies } = await begin()
    await replies('skip', 'short', '14')
    const ids = said(await replies('my nan died', 'my grandad died as well'))
    await service.close()
    expect(ids).to.include('gentle.bereavement')
    expect(ids.filter((id) => id.startsWith('reflect.'))).to.deep.equal([])
  })
})
