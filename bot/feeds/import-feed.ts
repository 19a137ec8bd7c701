import { fold } from '../../domain/directory/fold.ts'
import { fromOpenReferral } from '../../domain/directory/from-openreferral.ts'
import type { Correction, FeedOrigin, LeftOut } from '../../domain/directory/mapped.ts'
import type { Opportunity } from '../../domain/directory/opportunity.ts'
import type { FeedProblem, RawFeed } from './openreferral.ts'

/** How many, and some by name. */
export interface Tally {
  readonly count: number
  /** Names or ids, at most `EXAMPLES`. */
  readonly examples: readonly string[]
}

/** What became of a feed's records. Never holds a description. */
export interface ImportSummary {
  readonly read: number
  readonly taken: number
  readonly leftOut: Readonly<Partial<Record<LeftOut | 'listed-twice', Tally>>>
  readonly corrected: Readonly<Partial<Record<Correction, Tally>>>
  readonly problems: Readonly<Partial<Record<FeedProblem['kind'], Tally>>>
}

export interface Imported {
  readonly opportunities: readonly Opportunity[]
  /** Ids of those whose details could not be had. */
  readonly partial: ReadonlySet<string>
  readonly summary: ImportSummary
}

/** Enough to find the pattern, few enough to read. */
const EXAMPLES = 5

/** Makes opportunities of a feed as read, and says what was left out and why. `today` is an ISO date. */
export function importFeed(read: RawFeed, feed: FeedOrigin, today: string): Imported {
  const leftOut = new Tallies<LeftOut | 'listed-twice'>()
  const corrected = new Tallies<Correction>()
  const problems = new Tallies<FeedProblem['kind']>()
  const taken: Opportunity[] = []
  const partial = new Set<string>()
  for (const problem of read.problems) problems.add(problem.kind, problem.what)
  for (const service of read.services) {
    const mapped = fromOpenReferral(service.raw, feed, today)
    if ('leftOut' in mapped) {
      leftOut.add(mapped.leftOut, mapped.name)
      continue
    }
    for (const correction of mapped.corrections) corrected.add(correction, mapped.taken.name)
    taken.push(mapped.taken)
    if (service.partial) partial.add(mapped.taken.id)
  }
  const { kept, folded } = fold(taken)
  for (const twin of folded) leftOut.add('listed-twice', twin.name)
  return {
    opportunities: kept,
    partial,
    summary: {
      read: read.services.length,
      taken: kept.length,
      leftOut: leftOut.all(),
      corrected: corrected.all(),
      problems: problems.all(),
    },
  }
}

class Tallies<K extends string> {
  readonly #byKind = new Map<K, { count: number; examples: string[] }>()

  add(kind: K, example: string): void {
    const tally = this.#byKind.get(kind) ?? { count: 0, examples: [] }
    this.#byKind.set(kind, tally)
    tally.count += 1
    if (tally.examples.length < EXAMPLES && example !== '') tally.examples.push(example)
  }

  all(): Partial<Record<K, Tally>> {
    const made: Partial<Record<K, Tally>> = {}
    for (const [kind, tally] of this.#byKind) made[kind] = tally
    return made
  }
}
