import { DirectoryServer, json, refuse } from './directory-server.ts'
import { ImportProcess } from './import-process.ts'
import { item, page, series } from './openactive.ts'

const PER_PAGE = 100
/** A series and its sessions, half of them past. */
const GROUP = 41
const DAY_MS = 86_400_000

/** What a long feed of series and sessions comes to when it was read whole. */
export interface LongFeed {
  readonly server: DirectoryServer
  readonly url: string
  /** Things to go to: series that were not deleted on the last page. */
  readonly expected: number
  /** Pages given away by number, and how often. */
  readonly given: ReadonlyMap<number, number>
  /** Called with the number of each page before it is given. */
  onPage: (number: number) => void
}

/** A local server that plays a feed of so many pages, with answers of 503, broken connections and empty pages on the way. */
export async function longFeed(pages: number): Promise<LongFeed> {
  const given = new Map<number, number>()
  const last = new Map<number, number>()
  const total = pages * PER_PAGE
  const groups = Math.ceil(total / GROUP)
  const deleted = Array.from({ length: groups }, (_, g) => g).filter((g) => g % 50 === 7)
  const began = Date.now()
  const server = new DirectoryServer((url, response) => {
    const number = Number(url.searchParams.get('n') ?? 0)
    const tries = (last.get(number) ?? 0) + 1
    last.set(number, tries)
    if (tries === 1 && number % 97 === 5) {
      refuse(response, 503)
      return
    }
    if (tries === 1 && number % 211 === 3) {
      response.destroy()
      return
    }
    feed.onPage(number)
    given.set(number, (given.get(number) ?? 0) + 1)
    const at = (n: number) => new URL(`/rpde?n=${n}`, server.url).href
    if (number > pages) json(response, page(at(number), []))
    else if (number === pages)
      json(
        response,
        page(
          at(number + 1),
          deleted.map((g) => item(`series-${g}`, undefined)),
        ),
      )
    else {
      // An empty page in the middle is not the last one.
      const items = isEmpty(number)
        ? []
        : Array.from({ length: PER_PAGE }, (_, i) => entry(number * PER_PAGE + i, began))
      json(response, page(at(number + 1), items))
    }
  })
  await server.start()
  const groupsWith = (is: (i: number) => boolean): Set<number> => {
    const found = new Set<number>()
    for (let i = 0; i < total; i += 1) {
      if (!isEmpty(Math.floor(i / PER_PAGE)) && is(i)) found.add(Math.floor(i / GROUP))
    }
    return found
  }
  const own = groupsWith((i) => i % GROUP === 0)
  const coming = groupsWith(isShown)
  const past = groupsWith((i) => i % GROUP !== 0 && !isShown(i))
  // A series is there while it has sessions to come, or never had any; nothing can be deleted that never came.
  const isThere = (g: number) =>
    !(gone.has(g) && own.has(g)) && (coming.has(g) || (own.has(g) && !past.has(g)))
  const gone = new Set(deleted)
  const feed: LongFeed = {
    server,
    url: new URL('/rpde?n=0', server.url).href,
    expected: Array.from({ length: groups }, (_, g) => g).filter(isThere).length,
    given,
    onPage: () => undefined,
  }
  return feed
}

const isEmpty = (page: number): boolean => page % 50 === 49
const address = (g: number): string => `https://play.example.org/series/${g}`
/** A session to come. */
const isShown = (i: number): boolean => i % GROUP > GROUP / 2

function entry(i: number, began: number): Record<string, unknown> {
  const [g, r] = [Math.floor(i / GROUP), i % GROUP]
  const written = series({
    '@id': address(g),
    name: `Club number ${g}`,
    url: address(g),
    location: undefined,
  })
  if (r === 0) return item(`series-${g}`, written, { modified: i })
  const start = began + (isShown(i) ? r - 19 : r - 25) * DAY_MS
  const [startDate, endDate] = [start, start + 3_600_000].map((at) => new Date(at).toISOString())
  // Half of the feed's providers write the series out in each session.
  const superEvent = g % 2 === 0 ? address(g) : written
  const session = {
    '@type': 'ScheduledSession',
    '@id': `${address(g)}/${r}`,
    name: `Club number ${g}`,
    superEvent,
    startDate,
    endDate,
  }
  return item(`session-${i}`, session, { kind: 'ScheduledSession', modified: i })
}

export interface ImportRun {
  readonly out: string
  /** Null when it was killed. */
  readonly code: number | null
  /** Most memory it was seen to hold, MB. */
  readonly peakMb: number
}

/** Runs the import command in a process of its own; `killAt` says at which page it is killed, as by a power cut. */
export async function importLongFeed(feed: LongFeed, dataDir: string, killAt?: number): Promise<ImportRun> {
  const run = new ImportProcess(['--format', 'openactive', '--from', feed.url], dataDir)
  feed.onPage = (number) => {
    run.lookAtMemory()
    if (number === killAt) void run.kill()
  }
  const timer = setInterval(() => run.lookAtMemory(), 250)
  const code = await run.end()
  clearInterval(timer)
  return { out: run.out + run.log, code, peakMb: Math.round(run.mostMemory) }
}
