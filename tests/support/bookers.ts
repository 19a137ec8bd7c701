import { conversations } from '../../bot/records/conversations.ts'
import type { Store } from '../../bot/storage/store.ts'
import { Diary } from '../../domain/school/school.ts'
import type { School } from '../../domain/school/school.ts'
import { demoSchool, said, serviceForTests, speaker } from './conversation.ts'
import { emptyDirectory } from './directory.ts'
import { FakeClock } from './fake-clock.ts'
import { MemoryStore } from './memory-store.ts'

/** The demonstration school with one link worker only, Juno, who sees people in a room. */
function school(diary: Partial<Diary> = {}): School {
  const demo = demoSchool()
  const [juno] = demo.linkWorkers
  if (!juno) throw new Error('no link worker')
  return { ...demo, linkWorkers: [{ ...juno, diary: Diary.parse({ ...juno.diary, ...diary }) }] }
}

/** Young people who book times of Juno's, and where mails about it go. `over` puts something between the service and its records. */
export function bookers(
  mailbox: string,
  diary: Partial<Diary> = {},
  over: (store: MemoryStore) => Store = (store) => store,
) {
  const store = new MemoryStore()
  const clock = new FakeClock('2026-11-23T10:00:00Z')
  let count = 0
  const made = serviceForTests({
    school: school(diary),
    store: over(store),
    directory: emptyDirectory,
    clock,
    mail: { url: mailbox, from: 'Matters <matters@example.org>' },
    ids: () => `id-${(count += 1)}`,
  })
  const { service } = made
  const as = (conversation: string) => {
    const who = { ...speaker, conversation, user: `dl_${conversation}` }
    let turn = 0
    const recordOf = async () => (await store.collection(conversations).get(conversation))?.body
    /** Ids of what the last question offered, in order. */
    const offered = async () => {
      const asked = (await recordOf())?.log.findLast((entry) => entry.by === 'bot' && entry.reply.ask)
      return asked?.by === 'bot' ? (asked.reply.ask?.choices.map(({ id }) => id) ?? []) : []
    }
    return {
      start: () => service.start(who),
      recordOf,
      offered,
      async say(text: string, key = `${conversation}-${(turn += 1)}`) {
        return said((await service.take(who, { type: 'message', text, clientActivityId: key })).logged)
      },
      async tap(place: number) {
        const tap = { chose: [(await offered())[place - 1] ?? ''] }
        const { logged } = await service.take(who, {
          type: 'message',
          text: '',
          tap,
          clientActivityId: `${conversation}-${(turn += 1)}`,
        })
        return said(logged)
      },
      async books() {
        await this.start()
        await this.say('book a time')
        await this.tap(1)
        await this.say('yes')
      },
      async heard() {
        return (
          (await recordOf())?.log.flatMap((entry) => (entry.by === 'bot' ? [entry.reply.message] : [])) ?? []
        )
      },
    }
  }
  return { ...made, store, clock, as }
}
