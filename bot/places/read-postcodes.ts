import type { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { PostcodeTableBuilder } from '../../domain/places/postcode-table.ts'
import type { TableHeader } from '../../domain/places/postcode-table.ts'
import { PostcodesError } from './errors.ts'
import type { Layout, RowLeftOut } from './layouts.ts'
import { layoutOf } from './layouts.ts'
import type { CsvFile } from './postcode-files.ts'
import { csvFilesOf } from './postcode-files.ts'

const LIMITS = {
  /** A row of the ONS is about 300 characters. */
  longestRow: 16_384,
  /** There are 1.8 million postcodes in use and a million terminated ones. */
  mostRows: 10_000_000,
  /** Rows between two looks at the progress. */
  step: 20_000,
} as const

export interface ReadPostcodes {
  readonly header: TableHeader
  readonly rows: Uint8Array
  readonly read: number
  readonly taken: number
  /** Rows whose postcode came before. */
  readonly twice: number
  readonly leftOut: Readonly<Partial<Record<RowLeftOut, number>>>
  /** Files in neither layout, by name. */
  readonly passedOver: readonly string[]
  /** Files that broke off, with how many of their rows were read. */
  readonly broken: readonly string[]
}

/**
 * Reads Code-Point Open or the ONS Postcode Directory (a CSV file, a folder of them, or a zip), row by row, into a compact table.
 * Throws PostcodesError when nothing in it can be used. `now` is an ISO instant.
 */
export async function readPostcodes(
  path: string,
  now: string,
  onRows: (rows: number) => void = () => undefined,
): Promise<ReadPostcodes> {
  const { files, close } = await csvFilesOf(path)
  try {
    const reading = new Reading(onRows)
    for (const file of files) await reading.take(file)
    return reading.finish(now)
  } finally {
    close()
  }
}

class Reading {
  readonly #builder = new PostcodeTableBuilder()
  readonly #leftOut = new Map<RowLeftOut, number>()
  readonly #passedOver: string[] = []
  readonly #broken: string[] = []
  readonly #onRows: (rows: number) => void
  #layout: Layout['name'] | undefined
  #read = 0

  constructor(onRows: (rows: number) => void) {
    this.#onRows = onRows
  }

  async take(file: CsvFile): Promise<void> {
    let layout: Layout | undefined
    let rows = 0
    try {
      for await (const cells of csvRows(await file.open())) {
        if (rows === 0) {
          layout = layoutOf(cells)
          if (!layout) {
            this.#passedOver.push(file.name)
            return
          }
        }
        rows += 1
        if (layout && !(rows === 1 && layout.hasHeading)) this.#row(layout, cells)
      }
      if (rows === 0) this.#passedOver.push(file.name)
    } catch (error) {
      if (error instanceof PostcodesError) throw error
      this.#broken.push(`${file.name}, after ${rows} rows: ${why(error)}`)
    }
  }

  #row(layout: Layout, cells: readonly string[]): void {
    this.#layout ??= layout.name
    this.#read += 1
    if (this.#read > LIMITS.mostRows) throw new PostcodesError(`there are more than ${LIMITS.mostRows} rows`)
    if (this.#read % LIMITS.step === 0) this.#onRows(this.#read)
    const row = layout.read(cells)
    if (typeof row === 'string') this.#leftOut.set(row, (this.#leftOut.get(row) ?? 0) + 1)
    else this.#builder.add(row.postcode, row.position)
  }

  finish(now: string): ReadPostcodes {
    const layout = this.#layout
    const { header, rows, postcodes } = this.#builder.finish(layout ?? 'none', now)
    if (layout === undefined || postcodes === 0) {
      const broken = this.#broken.length > 0 ? ` (${this.#broken.join('; ')})` : ''
      throw new PostcodesError(
        `there is no postcode in it that can be used: neither Code-Point Open nor the ONS Postcode Directory${broken}`,
      )
    }
    const out = [...this.#leftOut.values()].reduce((sum, n) => sum + n, 0)
    return {
      header,
      rows,
      read: this.#read,
      taken: postcodes,
      twice: this.#read - out - postcodes,
      leftOut: Object.fromEntries(this.#leftOut),
      passedOver: this.#passedOver,
      broken: this.#broken,
    }
  }
}

async function* csvRows(stream: Readable): AsyncGenerator<string[]> {
  const parser = parse({
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LIMITS.longestRow,
  })
  stream.on('error', (error) => parser.destroy(error))
  stream.pipe(parser)
  try {
    for await (const cells of parser) yield cells as string[]
  } finally {
    stream.destroy()
  }
}

const why = (error: unknown): string =>
  error instanceof CsvError ? error.code : error instanceof Error ? error.message : 'it cannot be read'
