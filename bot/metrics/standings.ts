import type { Clock } from '../../domain/time/clock.ts'
import type { Logger } from '../logger.ts'
import type { Matters } from '../open.ts'
import { alerts } from '../records/alerts.ts'
import { conversations } from '../records/conversations.ts'
import { handoffs } from '../records/handoffs.ts'
import type { Standings } from './metrics.ts'

/** What is asked how it stands. */
interface Asked {
  readonly store: Pick<Matters['store'], 'collection' | 'health'>
  readonly directory: Pick<Matters['directory'], 'standings'>
  readonly channelHealth: Pick<Matters['channelHealth'], 'failing'>
  readonly screening: Pick<Matters['screening'], 'isReading'>
  readonly language: Pick<Matters['language'], 'open'>
}

/**
 * How things stand now, from index fields alone: no record is opened for it. What cannot be looked up is left out, so that the rest, and
 * that the store is away, is seen all the same.
 */
export async function standingsOf(
  { store, directory, channelHealth, screening, language }: Asked,
  { clock, logger, streams }: { clock: Clock; logger: Logger; streams: number },
): Promise<Standings> {
  const now = clock.now().getTime()
  const since = (at: string): number => Math.max(0, (now - Date.parse(at)) / 1000)
  const known = async <T>(figures: string, listing: Promise<T>): Promise<T | undefined> => {
    try {
      return await listing
    } catch (error) {
      logger.warn({ figures, err: error }, 'figures could not be looked up')
      return undefined
    }
  }
  const [health, waiting = [], unread, pending] = await Promise.all([
    store.health(),
    known('alerts', store.collection(alerts).list({ acknowledged: false })),
    known('handoffs', store.collection(handoffs).list({ acknowledged: false, status: 'sent' })),
    known('effects', store.collection(conversations).list({ pending: true })),
  ])
  const schools = [...new Set(waiting.map(({ index }) => index.school))]
  return {
    alerts: schools.map((school) => {
      const ages = waiting.flatMap(({ index }) => (index.school === school ? [since(index.at)] : []))
      return { school, waiting: ages.length, oldest: Math.max(...ages) }
    }),
    handoffsWaiting: unread?.length,
    effects: pending?.length,
    feeds: directory.standings().map(({ feed, state }) => ({
      feed: feed.id,
      age: state?.lastSuccess === undefined ? undefined : since(state.lastSuccess),
      entries: state?.count ?? 0,
    })),
    failingChannels: [...channelHealth.failing.keys()],
    streams,
    screeningReads: screening.isReading(),
    storeTakesWrites: health.ok,
    recordsSetAside: health.quarantined.length,
    recordsRestored: health.restored?.length ?? 0,
    languageOpen: language.open(),
  }
}
