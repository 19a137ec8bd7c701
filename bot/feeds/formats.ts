import type { FeedFormat } from '../../domain/school/school.ts'
import { csvDirectory } from './csv-directory.ts'
import { csvRows } from './csv.ts'
import type { HttpOptions } from './http.ts'
import { isOutpostTable, outpostCsv } from './outpost-csv.ts'
import type { FeedReader } from './port.ts'
import { isUrl } from './reachable.ts'
import { serviceApi } from './service-api.ts'
import { serviceFiles } from './service-files.ts'

/** Services of both kinds of Open Referral: the shape is told record by record. */
const services = (from: string): FeedReader => (isUrl(from) ? serviceApi : serviceFiles)

const READERS: Readonly<Record<FeedFormat, (from: string) => FeedReader>> = {
  openreferral: services,
  outpost: (from) => (isTable(from) ? outpostCsv : services(from)),
  csv: () => csvDirectory,
}

export const readerOf = (format: FeedFormat, from: string): FeedReader => READERS[format](from)

/** The format of a feed by its shape, for where nobody says which it is. Throws FeedError when it cannot be read. */
export async function formatOf(from: string, http: HttpOptions): Promise<FeedFormat> {
  if (!isTable(from)) return 'openreferral'
  let columns: readonly string[] = []
  const rows = csvRows(from, http, (found) => void (columns = found))
  await rows.next()
  await rows.return(undefined)
  return isOutpostTable(columns) ? 'outpost' : 'csv'
}

const isTable = (from: string): boolean =>
  /\.csv$/i.test(isUrl(from) && URL.canParse(from) ? new URL(from).pathname : from)
