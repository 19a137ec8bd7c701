import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { replyOf } from '../../bot/activities.ts'
import { openDirectory } from '../../bot/feeds/directory.ts'
import { createLogger } from '../../bot/logger.ts'
import { handoffs } from '../../bot/records/handoffs.ts'
import { schoolsOf } from '../../bot/schools.ts'
import { content, demoSchool, said, serviceForTests, speaker } from '../support/conversation.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { MemoryStore } from '../support/memory-store.ts'

/** Real pages of a council's directory, kept beside the project and never in it (their licences are not all stated). */
const FEED = join(import.meta.dirname, '../../../shared/feeds/oruk')

describe('a real feed, when it lies beside the project', () => {
  it('is imported, suggested from with what is not known, and stands in the handoff', async function () {
    if (!existsSync(FEED)) {
      console.log(
        `      no real feed at ../shared/feeds/oruk: the same job is tested on fixtures of that shape`,
      )
      this.skip()
    }
    const demo = demoSchool()
    const school = {
      ...demo,
      place: { text: 'Bristol', position: { lat: 51.4545, lon: -2.5879 } },
      feeds: ['bristol-service-1625ip.v3.json', 'bristol-services-page1.v3.json'].map((file, at) => ({
        id: `bristol-${at}`,
        format: 'openreferral' as const,
        from: join(FEED, file),
        name: 'Bristol Open Place Directory',
      })),
    }
    const clock = new FakeClock('2026-11-23T10:00:00Z')
    const store = new MemoryStore()
    const directory = await openDirectory({
      store,
      schools: schoolsOf([school]),
      vocabulary: content().vocabulary,
      clock,
      logger: createLogger({ level: 'silent' }),
    })
    await directory.refreshAll()
    const { service } = serviceForTests({ school, store, clock, directory })
    await service.start(speaker)
    const says = async (text: string, chose: string[] = []) => {
      const outcome = await service.take(speaker, {
        type: 'message',
        text,
        clientActivityId: text,
        ...(chose.length > 0 ? { tap: { chose } } : {}),
      })
      clock.advance({ minutes: 1 })
      return outcome.logged
    }
    for (const text of [
      'people i choose',
      'short',
      'im 17',
      'i need somewhere to live, ive been sofa surfing',
    ]) {
      await says(text)
    }
    const stored = await service.log(speaker.conversation, 0)
    const asked = said(stored.entries).at(-1) ?? ''
    // Sofa surfing may well be heard as a worry: then it is talked about first.
    if (asked.startsWith('safety.'))
      for (const text of ['im ok for now', 'nobody', 'carry on', 'housing']) await says(text)
    for (const text of ['nothing really', 'skip', 'no', 'nope']) await says(text)
    const { entries } = await service.log(speaker.conversation, 0)
    const cards = entries.flatMap(({ activity }) => replyOf(activity)?.cards ?? [])
    const card = cards.find((one) => one.type === 'idea' && one.name === '1625 Independent People')
    const idea = card?.type === 'idea' ? card : undefined
    expect(idea?.unknown.join(' ')).to.match(/age/)
    await says('', [idea?.id ?? ''])
    await says('send it')
    await service.close()
    const handoff = (await store.collection(handoffs).get(speaker.conversation))?.body
    expect(handoff?.liked.map(({ name }) => name)).to.deep.equal(['1625 Independent People'])
    expect(handoff?.liked[0]?.unknown.map(({ id }) => id)).to.include('ideas.unknown.ages')
  })
})
