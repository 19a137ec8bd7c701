import { expect } from 'chai'
import { conversations } from '../../bot/records/conversations.ts'
import type { DirectoryView } from '../../bot/services.ts'
import { createMatcher } from '../../domain/matching/matcher.ts'
import { content, serviceForTests, speaker } from '../support/conversation.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { opportunity } from '../support/opportunity.ts'

describe('why an idea is shown', function () {
  // The first conversation of a run loads the whole screening.
  this.timeout(60_000)

  const { vocabulary } = content()
  const directory: DirectoryView = {
    matcherFor: () =>
      createMatcher(
        [
          opportunity({ sourceId: 'Family Matters', description: 'Family support and family mediation.' }),
          opportunity({ sourceId: 'Text a Nurse', description: 'Text us your questions.', mode: ['online'] }),
        ],
        vocabulary,
      ),
    locate: () => undefined,
  }

  /** The reasons shown after these answers to what matters (typed, or a card) and to what would make it possible. */
  async function reasons(matters: { text: string; chose?: readonly string[] }, possible: string) {
    const store = new MemoryStore()
    const { service } = serviceForTests({ directory, store })
    await service.start(speaker)
    const says = (text: string, chose?: readonly string[]) =>
      service.take(speaker, { type: 'message', text, ...(chose ? { chose } : {}) })
    for (const text of ['skip', 'short', '17']) await says(text)
    await says(matters.text, matters.chose)
    for (const text of ['skip', possible, 'no', 'no']) await says(text)
    const { person } = (await store.collection(conversations).get(speaker.conversation))!.body
    await service.close()
    return person.ideas.shown.flatMap(({ name, why }) =>
      why
        .filter(({ id }) => ['ideas.why.said', 'ideas.why.card'].includes(id))
        .map(({ id, values }) => [name, id, values['word'] ?? values['card']]),
    )
  }

  it('says what was typed, and that a card was picked only when one was', async () => {
    expect(await reasons({ text: 'other parents to talk to' }, 'skip')).to.deep.equal([
      ['Family Matters', 'ideas.why.said', 'parents'],
    ])
    expect(await reasons({ text: 'Family and home', chose: ['family'] }, 'skip')).to.deep.equal([
      ['Family Matters', 'ideas.why.card', 'family'],
    ])
  })

  it('is not the way they like to be in touch', async () => {
    const said = await reasons({ text: 'family stuff' }, 'online or text not phone')
    expect(said.map(([, , word]) => word)).to.not.include('text')
  })
})
