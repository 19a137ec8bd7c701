import { CSV_COLUMNS, fromCsvRow, NEEDED_COLUMNS } from '../../domain/directory/from-csv.ts'
import { csvRows } from './csv.ts'
import { entryOf } from './entries.ts'
import { FeedError } from './errors.ts'
import type { FeedBatch, FeedEntry, FeedProblem, FeedReader } from './port.ts'

/** Rows mapped between two batches. */
const BATCH = 500

/**
 * Our own CSV (docs/directory-csv.md). A row with something wrong in it is named with its line and left out; when it was right before,
 * what it said then stands until it is mended.
 */
export const csvDirectory: FeedReader = {
  async *read(feed, context): AsyncGenerator<FeedBatch> {
    const known: readonly string[] = CSV_COLUMNS
    const first: FeedProblem[] = []
    const met = new Set<string>()
    let entries: FeedEntry[] = []
    let problems: FeedProblem[] = first
    let done = 0
    const rows = csvRows(feed.from, context.http, (columns) => {
      const missing = NEEDED_COLUMNS.filter((column) => !columns.includes(column))
      if (missing.length > 0) {
        throw new FeedError(
          `the CSV has no column ${missing.join(' and no column ')} (docs/directory-csv.md has a template)`,
        )
      }
      for (const column of columns)
        if (!known.includes(column)) first.push({ kind: 'unknown-column', what: column })
    })
    for await (const { line, values } of rows) {
      const id = values.id?.trim() ?? ''
      const mapped = fromCsvRow(values, feed, context.today)
      done += 1
      if (id !== '' && met.has(id)) problems.push({ kind: 'repeated-id', what: `line ${line}: ${id}` })
      else if ('wrong' in mapped) {
        problems.push({ kind: 'wrong-row', what: `line ${line}: ${mapped.wrong.join('; ')}` })
        const stands = id !== '' && context.stored(id) !== undefined
        entries.push(
          stands
            ? { kind: 'same', sourceId: id }
            : {
                kind: 'left-out',
                why: 'wrong-row',
                name: values.name ?? id,
                ...(id === '' ? {} : { sourceId: id }),
              },
        )
      } else entries.push(entryOf(mapped, id))
      if (id !== '') met.add(id)
      if (entries.length < BATCH) continue
      context.onProgress({ stage: 'list', done })
      yield { entries, problems, progress: { stage: 'list', done }, cursor: '' }
      entries = []
      problems = []
    }
    yield { entries, problems, progress: { stage: 'list', done }, cursor: '', end: { read: 'whole' } }
  },
}
