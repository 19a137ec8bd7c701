import type { Opportunity } from '../../domain/directory/opportunity.ts'
import type { FeedFormat } from '../../domain/school/school.ts'
import { dayText, inLondon } from '../../domain/time/london.ts'
import { formatOf, readerOf } from './formats.ts'
import type { HttpOptions } from './http.ts'
import { Reading } from './reading.ts'
import type { ImportSummary } from './reading.ts'

/**
 * A whole feed read once and kept nowhere: for commands. The format is told by its shape unless it is given. `now` is what expiry is
 * judged against. Throws FeedError when it cannot be read.
 */
export async function readWhole(
  from: string,
  source: string,
  now: Date,
  options: { readonly format?: FeedFormat; readonly http?: HttpOptions } = {},
): Promise<{ opportunities: readonly Opportunity[]; summary: ImportSummary }> {
  const http = options.http ?? {}
  const reading = new Reading(new Map())
  const format = options.format ?? (await formatOf(from, http))
  const batches = readerOf(format, from).read(
    { id: source, from },
    {
      today: dayText(inLondon(now).day),
      now,
      http,
      seen: reading.seen,
      stored: () => undefined,
      parts: reading.parts,
      onProgress: () => undefined,
    },
  )
  for await (const batch of batches) reading.add(batch)
  return reading.result(new Map(), 'whole')
}
