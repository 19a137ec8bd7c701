import type { Clock } from '../../domain/time/clock.ts'
import type { Matters } from '../open.ts'
import { alerts } from '../records/alerts.ts'
import { conversations } from '../records/conversations.ts'
import { handoffs } from '../records/handoffs.ts'
import type { Standings } from './metrics.ts'

/** How things stand now, from index fields alone: no record is opened for it. */
export async function standingsOf(
  { store, directory, channelHealth, screening, language }: Matters,
  clock: Clock,
  streams: number,
): Promise<Standings> {
  const now = clock.now().getTime()
  const since = (at: string): number => Math.max(0, (now - Date.parse(at)) / 1000)
  const [waiting, unread, pending, health] = await Promise.all([
    store.collection(alerts).list({ acknowledged: false }),
    store.collection(handoffs).list({ acknowledged: false, status: 'sent' }),
    store.collection(conversations).list({ pending: true }),
    store.health(),
  ])
  const schools = [...new Set(waiting.map(({ index }) => index.school))]
  return {
    alerts: schools.map((school) => {
      const ages = waiting.flatMap(({ index }) => (index.school === school ? [since(index.at)] : []))
      return { school, waiting: ages.length, oldest: Math.max(...ages) }
    }),
    handoffsWaiting: unread.length,
    effects: pending.length,
    feeds: directory.standings().map(({ feed, state }) => ({
      feed: feed.id,
      age: state?.lastSuccess === undefined ? undefined : since(state.lastSuccess),
      entries: state?.count ?? 0,
    })),
    failingChannels: [...channelHealth.failing.keys()],
    streams,
    screeningReads: screening.isReading(),
    storeTakesWrites: health.ok,
    languageOpen: language.open(),
  }
}
