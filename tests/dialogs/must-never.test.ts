import { expect } from 'chai'
import { plainText, replyOf } from '../../bot/activities.ts'
import type { LoggedActivity } from '../../bot/conversations.ts'
import { alerts } from '../../bot/records/alerts.ts'
import type { CrisisCard, Reply } from '../../dialogs/reply.ts'
import { createScreener } from '../../domain/screening/screener.ts'
import { content, serviceForTests, speaker } from '../support/conversation.ts'
import { demoDirectory } from '../support/directory.ts'

const START = ['skip', 'short', '14']

/** Worries that name a means or a place, and the words of them that must not come back. */
const NAMED = [
  { worry: 'im going to take all the paracetamol tonight', words: ['paracetamol'] },
  { worry: 'been cutting again with a razor', words: ['cutting', 'razor'] },
  { worry: 'i want to kill myself at the viaduct', words: ['kill', 'viaduct'] },
  { worry: 'i make myself throw up with a toothbrush after every meal', words: ['throw up', 'toothbrush'] },
] as const

describe('after a worry the bot', () => {
  // What the bot says is looked at here, not what it hears: the rules alone are enough for these.
  const screener = createScreener(content().screening)
  const talk = async (...texts: readonly string[]) => {
    const { service, store } = serviceForTests({ directory: demoDirectory(content()), screener })
    await service.start(speaker)
    const turns: (readonly LoggedActivity[])[] = []
    for (const text of texts) turns.push((await service.take(speaker, { type: 'message', text })).logged)
    await service.close()
    const told = await store.collection(alerts).find({ school: speaker.school })
    return { turns: turns.map(repliesOf), told: told.map(({ body }) => body) }
  }
  const repliesOf = (logged: readonly LoggedActivity[]): Reply[] =>
    logged.flatMap(({ activity }) => replyOf(activity) ?? [])
  const urgentCards = (replies: readonly Reply[]): CrisisCard[] =>
    replies
      .flatMap(({ cards }) => cards ?? [])
      .filter((card): card is CrisisCard => card.type === 'crisis' && card.urgent)

  for (const { worry, words } of NAMED) {
    it(`must never say a means or a place back: "${worry}" (b 8)`, async () => {
      const { turns, told } = await talk(
        ...START,
        worry,
        'dont know',
        'nobody',
        'carry on',
        'drawing',
        'summary',
      )
      expect(told.map(({ concern }) => concern.evidence).join(' ')).to.include(words[0])
      const spoken = turns.slice(START.length).flat()
      expect(spoken.length).to.be.greaterThan(5)
      const text = spoken.map(plainText).join('\n').toLowerCase()
      expect(words.filter((word) => text.includes(word))).to.deep.equal([])
    })
  }

  it('must never show red but for 999, nor more than one red card in a turn (b 27)', async () => {
    const urgent = await talk(
      ...START,
      'im gonna kill myself tonight',
      'numbers',
      'i cant',
      'my mum',
      'carry on',
    )
    expect(urgent.turns.map((replies) => urgentCards(replies).length)).to.deep.equal([0, 0, 0, 1, 1, 0, 0, 0])
    const [card] = urgent.turns.flatMap(urgentCards)
    expect(card?.contacts[0]?.actions[0]?.href).to.equal('tel:999')
    const other = await talk(...START, 'been cutting again', 'dont know', 'help', 'carry on', 'my nan died')
    expect(other.turns.flatMap(urgentCards)).to.deep.equal([])
    expect(other.turns.flat().some(({ cards }) => cards?.some(({ type }) => type === 'crisis'))).to.equal(
      true,
    )
  })

  it('must never call going on a reason to lower or close what was heard (b 2)', async () => {
    const { told } = await talk(
      ...[...START, 'been cutting again', 'you got that wrong', 'jk', 'forget it', 'im fine', 'drawing'],
    )
    expect(
      told.map(({ concern, acknowledged }) => ({ response: concern.response, acknowledged })),
    ).to.deep.equal([{ response: 'reach-out', acknowledged: undefined }])
  })
})
