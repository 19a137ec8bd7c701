import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { z } from 'zod'
import { FeedError } from './errors.ts'
import { filesOf } from './files.ts'
import type { HttpOptions } from './http.ts'
import { getText } from './http.ts'
import { isUrl } from './reachable.ts'

const LIMITS = {
  /** A description with a book pasted into it still is one field; a quote that is never closed is not. */
  mostInARow: 64 * 1024 * 1024,
  /** More lines than any directory has. */
  mostRows: 500_000,
  /** How much of a file is looked at to see what its columns are separated by. */
  head: 64 * 1024,
} as const

const Row = z.record(z.string(), z.string())
const Parsed = z.object({ record: Row, info: z.object({ lines: z.number() }) })

/** A line of a table: its values by the column's name (small letters, underscores), and the line of the file it ends on. */
export interface CsvRow {
  readonly line: number
  readonly values: Readonly<Record<string, string>>
}

/**
 * The rows of a CSV file or address, one at a time. Commas, semicolons or tabs, whichever the first line has; a byte order mark and
 * empty lines are passed over. `columns` is told once, before the first row. Throws FeedError with the line when it is no CSV.
 */
export async function* csvRows(
  from: string,
  http: HttpOptions,
  onColumns: (columns: readonly string[]) => void,
): AsyncGenerator<CsvRow> {
  const { name, head, stream } = await sourceOf(from, http)
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(head),
    columns: (header: string[]) => {
      const columns = header.map(columnName)
      onColumns(columns)
      return columns
    },
    info: true,
    relax_column_count_less: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: LIMITS.mostInARow,
  })
  const decoder = new TextDecoderStream('utf-8', { fatal: true })
  const source = Readable.fromWeb(Readable.toWeb(stream).pipeThrough(decoder))
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let rows = 0
  try {
    for await (const one of parser) {
      const { record, info } = Parsed.parse(one)
      if ((rows += 1) > LIMITS.mostRows) throw new FeedError(`${name} has more than ${LIMITS.mostRows} rows`)
      yield { line: info.lines, values: record }
    }
  } catch (error) {
    if (error instanceof FeedError) throw error
    if (error instanceof CsvError)
      throw new FeedError(`${name} is no CSV: ${error.message}`, { cause: error })
    throw new FeedError(`${name} is not in UTF-8: save it as "CSV UTF-8"`, { cause: error })
  } finally {
    source.destroy()
  }
}

interface Source {
  readonly name: string
  readonly head: string
  readonly stream: Readable
}

async function sourceOf(from: string, http: HttpOptions): Promise<Source> {
  if (isUrl(from)) {
    const text = await getText(from, http)
    return {
      name: 'the CSV at that address',
      head: text.slice(0, LIMITS.head),
      stream: Readable.from([Buffer.from(text)]),
    }
  }
  const [path] = await filesOf(from, ['.csv'])
  if (path === undefined) throw new FeedError(`there is no .csv file in ${basename(from)}`)
  return { name: basename(path), head: await headOf(path), stream: createReadStream(path) }
}

async function headOf(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(LIMITS.head) })
    return buffer.subarray(0, bytesRead).toString('utf8')
  } finally {
    await file.close()
  }
}

/** What stands most often in the first line. */
function delimiterOf(head: string): string {
  const first = head.split(/\r?\n/, 1)[0] ?? ''
  const count = (mark: string) => first.split(mark).length
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

const columnName = (raw: string): string =>
  raw
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
