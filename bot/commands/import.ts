import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { loadSchools } from '../../content/load-schools.ts'
import { loadUnderstanding } from '../../content/load-understanding.ts'
import { ContentError } from '../../content/yaml.ts'
import { FeedFormat } from '../../domain/school/school.ts'
import type { Feed, School } from '../../domain/school/school.ts'
import { loadConfig } from '../config.ts'
import { MattersError } from '../errors.ts'
import { openDirectory } from '../feeds/directory.ts'
import { plainKit } from '../feeds/formats.ts'
import { hostsGiven, isUrl } from '../feeds/reachable.ts'
import { createLogger } from '../logger.ts'
import { openKeyring, openStore } from '../open.ts'
import { schoolsOf } from '../schools.ts'
import type { Store } from '../storage/store.ts'
import { importPostcodes } from './import-postcodes.ts'
import { importWords } from './import-words.ts'
import { ProgressView } from './progress.ts'

const USAGE =
  'usage: npm run import -- --format openreferral|outpost|openactive|csv|postcodes --from PATH_OR_URL [--school ID] [--feed ID] [--data-dir DIR] [--accept-smaller]'
/** Where entries are kept when no school in the settings has this feed. */
const UNNAMED = 'imported'

/** A command that was called wrongly: the message says how to call it. */
export class UsageError extends MattersError {
  constructor(message: string) {
    super('usage', message, `${message}\n${USAGE}`)
  }
}

export interface ImportCall {
  readonly format: FeedFormat
  readonly from: string
  readonly school?: string | undefined
  readonly feed?: string | undefined
  readonly acceptSmaller?: boolean
}

/**
 * Which feed of the settings this import is: the one named, the one read from the same place, or the only one of the school named.
 * Otherwise one by itself, which no school shows until its settings have it. Throws UsageError for a school or feed that is not there.
 */
export function feedFor(call: ImportCall, schools: readonly School[]): { feed: Feed; shown: boolean } {
  const from = isUrl(call.from) ? call.from : resolve(call.from)
  const meant = call.school === undefined ? schools : schools.filter((s) => s.id === call.school)
  if (call.school !== undefined && meant.length === 0) {
    throw new UsageError(
      `there is no school "${call.school}"; there are: ${schools.map((s) => s.id).join(', ')}`,
    )
  }
  const feeds = meant.flatMap((s) => s.feeds)
  const only = call.school !== undefined && feeds.length === 1 ? feeds[0] : undefined
  const found =
    call.feed === undefined
      ? (feeds.find((f) => f.from === from) ?? only)
      : feeds.find((f) => f.id === call.feed)
  if (call.feed !== undefined && !found) {
    throw new UsageError(`there is no feed "${call.feed}"; there are: ${feeds.map((f) => f.id).join(', ')}`)
  }
  if (found) return { feed: { ...found, format: call.format, from }, shown: true }
  return { feed: { id: UNNAMED, name: UNNAMED, format: call.format, from }, shown: false }
}

interface Services {
  readonly store: Store
  readonly schools: readonly School[]
  readonly out: (line: string) => void
  readonly progress: ProgressView
  /** Where readers keep what they need not read again. */
  readonly folder?: string
}

/** Imports and says what became of it. */
export async function runImport(call: ImportCall, services: Services): Promise<void> {
  const { feed, shown } = feedFor(call, services.schools)
  const directory = await openDirectory({
    store: services.store,
    schools: schoolsOf(services.schools),
    vocabulary: loadUnderstanding(),
    clock: { now: () => new Date() },
    logger: createLogger({ level: 'silent' }),
    readers: { ...plainKit, ...(services.folder === undefined ? {} : { folder: services.folder }) },
  })
  const report = await directory
    .refresh(feed, {
      // Whoever types an address has chosen it, in a private network or not; where it leads on to is looked at.
      http: { privateHosts: hostsGiven(call.from) },
      acceptSmaller: call.acceptSmaller === true,
      onProgress: (progress) => services.progress.show(progress),
    })
    .finally(() => services.progress.end())
  for (const line of importWords(report)) services.out(line)
  if (!shown) {
    services.out(
      `No school shows this yet: add it to the feeds in a school's file, or name one with --school or --feed.`,
    )
  }
}

/** The data folder's store, as the service opens it. */
async function storeOf(
  dataDir: string | undefined,
): Promise<{ store: Store; schools: School[]; folder: string }> {
  const settings = loadConfig()
  const config = dataDir === undefined ? settings : { ...settings, dataDir: resolve(dataDir) }
  const store = await openStore(config, await openKeyring(config), createLogger({ level: 'silent' }))
  return { store, schools: loadSchools(config.schoolsDir), folder: join(config.dataDir, 'feeds') }
}

async function main(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      format: { type: 'string' },
      from: { type: 'string' },
      school: { type: 'string' },
      feed: { type: 'string' },
      'data-dir': { type: 'string' },
      'accept-smaller': { type: 'boolean' },
    },
  })
  if (values.from === undefined) throw new UsageError('--from is missing')
  if (values.format === 'postcodes') {
    const dataDir = resolve(values['data-dir'] ?? loadConfig().dataDir)
    const now = new Date().toISOString()
    const call = { from: values.from, dataDir, acceptSmaller: values['accept-smaller'] === true, now }
    await importPostcodes(call, (line) => console.log(line), new ProgressView(process.stderr))
    return
  }
  const format = FeedFormat.safeParse(values.format)
  if (!format.success)
    throw new UsageError(`--format has to be one of ${FeedFormat.options.join(', ')}, postcodes`)
  const { store, schools, folder } = await storeOf(values['data-dir'])
  try {
    const call = {
      format: format.data,
      from: values.from,
      school: values.school,
      feed: values.feed,
      acceptSmaller: values['accept-smaller'] === true,
    }
    await runImport(call, {
      store,
      schools,
      folder,
      out: (line) => console.log(line),
      progress: new ProgressView(process.stderr),
    })
  } finally {
    await store.close()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    const expected =
      error instanceof MattersError || error instanceof ContentError || error instanceof TypeError
    console.error(expected ? error.message : error)
    process.exitCode = error instanceof UsageError || error instanceof TypeError ? 2 : 1
  })
}
