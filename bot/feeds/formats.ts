import { loadActivityList } from '../../content/load-activity-list.ts'
import type { ActivityList } from '../../domain/directory/activity-list.ts'
import type { FeedFormat } from '../../domain/school/school.ts'
import { csvDirectory } from './csv-directory.ts'
import { csvRows } from './csv.ts'
import type { HttpOptions } from './http.ts'
import { isOutpostTable, outpostCsv } from './outpost-csv.ts'
import type { FeedReader } from './port.ts'
import { openActive } from './openactive.ts'
import { looksLikeOpenActive } from './openactive-shape.ts'
import { isUrl } from './reachable.ts'
import { serviceApi } from './service-api.ts'
import { serviceFiles } from './service-files.ts'

/** Services of both kinds of Open Referral: the shape is told record by record. */
const services = (from: string): FeedReader => (isUrl(from) ? serviceApi : serviceFiles)

/** What readers need beside the feed itself. */
export interface ReaderKit {
  readonly activities: () => ActivityList
  /** Where a reader may keep what it need not read again; without one it keeps nothing. */
  readonly folder?: string
}

/** For commands that read a feed once. */
export const plainKit: ReaderKit = { activities: () => loadActivityList() }

const READERS: Readonly<Record<FeedFormat, (from: string, kit: ReaderKit) => FeedReader>> = {
  openreferral: services,
  outpost: (from) => (isTable(from) ? outpostCsv : services(from)),
  openactive: (_from, { activities, folder }) =>
    openActive({ activities: activities(), ...(folder === undefined ? {} : { folder }) }),
  csv: () => csvDirectory,
}

export const readerOf = (format: FeedFormat, from: string, kit: ReaderKit = plainKit): FeedReader =>
  READERS[format](from, kit)

/** The format of a feed by its shape, for where nobody says which it is. Throws FeedError when it cannot be read. */
export async function formatOf(from: string, http: HttpOptions): Promise<FeedFormat> {
  if (!isTable(from)) return (await looksLikeOpenActive(from, http)) ? 'openactive' : 'openreferral'
  let columns: readonly string[] = []
  const rows = csvRows(from, http, (found) => void (columns = found))
  await rows.next()
  await rows.return(undefined)
  return isOutpostTable(columns) ? 'outpost' : 'csv'
}

const isTable = (from: string): boolean =>
  /\.csv$/i.test(isUrl(from) && URL.canParse(from) ? new URL(from).pathname : from)
