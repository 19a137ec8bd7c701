import { basename } from 'node:path'
import { entryOf } from './entries.ts'
import { FeedError } from './errors.ts'
import { BrokenFile, filesOf, jsonOf } from './files.ts'
import type { FeedBatch, FeedEntry, FeedProblem, FeedReader } from './port.ts'
import { idOfRow, mapService, servicesIn } from './service-shapes.ts'

/**
 * Services in a file or a folder of files: pages, lists, single services, of Open Referral UK v3 or older. Of a row and a nested
 * service with one id the one that says more is taken. One file is held at a time. A file that is no JSON is named and passed over,
 * and then nothing is taken for gone, since what has ended and what could not be read look the same.
 */
export const serviceFiles: FeedReader = {
  async *read(feed, context): AsyncGenerator<FeedBatch> {
    const paths = await filesOf(feed.from, ['.json'])
    const best = await fullest(paths)
    let found = 0
    let broken: BrokenFile | undefined
    for (const [at, path] of paths.entries()) {
      const entries: FeedEntry[] = []
      const problems: FeedProblem[] = []
      try {
        const services = servicesIn(await jsonOf(path))
        if (!services) problems.push({ kind: 'not-a-feed-file', what: basename(path) })
        for (const raw of services ?? []) {
          const id = idOfRow(raw)
          if (id !== undefined && best.get(id)?.where !== keyOf(at, raw)) continue
          // Twice in one file, word for word: once is enough.
          if (id !== undefined) best.delete(id)
          entries.push(entryOf(mapService(raw, feed, context.today), id))
        }
      } catch (error) {
        if (!(error instanceof BrokenFile)) throw error
        broken = error
        problems.push({ kind: 'broken-file', what: error.file })
      }
      found += entries.length
      const progress = { stage: 'list' as const, done: at + 1, total: paths.length }
      const isLast = at === paths.length - 1
      if (isLast && found === 0) throw broken ?? new FeedError('there is no service in the file or folder')
      const end = isLast ? { end: { read: broken ? ('changes' as const) : ('whole' as const) } } : {}
      yield { entries, problems, progress, cursor: '', ...end }
    }
  },
}

/** For each id where the record stands that says most: the later of two that say as much. */
async function fullest(paths: readonly string[]): Promise<Map<string, { keys: number; where: string }>> {
  const best = new Map<string, { keys: number; where: string }>()
  for (const [at, path] of paths.entries()) {
    try {
      for (const raw of servicesIn(await jsonOf(path)) ?? []) {
        const id = idOfRow(raw)
        const keys = keysOf(raw)
        if (id !== undefined && keys >= (best.get(id)?.keys ?? 0))
          best.set(id, { keys, where: keyOf(at, raw) })
      }
    } catch (error) {
      if (!(error instanceof BrokenFile)) throw error
    }
  }
  return best
}

const keysOf = (raw: unknown): number =>
  typeof raw === 'object' && raw !== null ? Object.keys(raw).length : 0

/** Where a record stands and how full it is: two in one file that are as full are as good. */
const keyOf = (file: number, raw: unknown): string => `${file} ${keysOf(raw)}`
