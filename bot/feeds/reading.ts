import { fold } from '../../domain/directory/fold.ts'
import type { Correction, LeftOut } from '../../domain/directory/mapped.ts'
import type { Opportunity } from '../../domain/directory/opportunity.ts'
import { idOfEntry } from './entries.ts'
import { FeedError } from './errors.ts'
import type { Counted, FeedBatch, FeedEnd, FeedEntry, FeedProblem, PartValue } from './port.ts'

/** How many, and some by name. */
export interface Tally {
  readonly count: number
  /** Names or ids, at most `EXAMPLES`. */
  readonly examples: readonly string[]
}

/** What became of a feed's records. Never holds a description. */
export interface ImportSummary {
  /** Records met, changed or not. */
  readonly read: number
  /** Records shown now: taken this time, or as before. */
  readonly taken: number
  readonly leftOut: Readonly<Partial<Record<LeftOut | Counted | 'listed-twice', Tally>>>
  readonly corrected: Readonly<Partial<Record<Correction, Tally>>>
  readonly problems: Readonly<Partial<Record<FeedProblem['kind'], Tally>>>
}

const LIMITS = {
  /** Enough to find the pattern, few enough to read. */
  examples: 5,
  /** Rows of a table that someone will mend by hand are named one by one. */
  rows: 50,
  /** Characters of text that one feed may keep in memory: 60,000 services with a page of text each. */
  mostText: 250_000_000,
} as const

/** What a feed comes to, of all batches of one reading: held as opportunities, which the service holds anyway, never as raw records. */
export class Reading {
  readonly seen = new Set<string>()
  readonly parts: Map<string, PartValue>
  readonly #changedParts = new Map<string, PartValue | undefined>()
  readonly #taken = new Map<string, Opportunity>()
  readonly #partial = new Set<string>()
  readonly #same = new Set<string>()
  readonly #gone = new Set<string>()
  readonly #leftOut = new Tallies<LeftOut | Counted | 'listed-twice'>()
  readonly #corrected = new Tallies<Correction>()
  readonly #problems = new Tallies<FeedProblem['kind']>()
  #text = 0
  #read = 0

  /** `parts` as the last reading left them. */
  constructor(parts: ReadonlyMap<string, PartValue>) {
    this.parts = new Map(parts)
  }

  /** Takes a batch. Throws FeedError when the feed is too big to hold. */
  add({ entries, problems }: Pick<FeedBatch, 'entries' | 'problems'>): void {
    for (const { kind, what } of problems) this.#problems.add(kind, what)
    for (const entry of entries) this.#take(entry)
    if (this.#text > LIMITS.mostText) throw new FeedError('the feed has more text than can be kept')
  }

  #take(entry: FeedEntry): void {
    if (entry.kind === 'part') {
      if (entry.value === undefined) this.parts.delete(entry.id)
      else this.parts.set(entry.id, entry.value)
      this.#changedParts.set(entry.id, entry.value)
      return
    }
    if (entry.kind === 'counted') {
      this.#read += entry.count
      this.#leftOut.addMany(entry.as, entry)
      return
    }
    this.#read += 1
    const id = idOfEntry(entry)
    if (id !== undefined) {
      this.seen.add(id)
      // What a feed says last of a record holds: a page of changes may name one twice.
      this.#taken.delete(id)
      this.#partial.delete(id)
      this.#same.delete(id)
      this.#gone.delete(id)
    }
    if (entry.kind === 'left-out') this.#leftOut.add(entry.why, entry.name)
    if (entry.kind === 'taken') {
      const { opportunity, corrections, partial } = entry
      for (const correction of corrections) this.#corrected.add(correction, opportunity.name)
      this.#taken.set(opportunity.sourceId, opportunity)
      this.#text += opportunity.description.length
      if (partial === true) this.#partial.add(opportunity.sourceId)
    } else if (id !== undefined) (entry.kind === 'same' ? this.#same : this.#gone).add(id)
  }

  /**
   * What is to stand now, given what stood (by the record's own id): the opportunities, those of them that are no news, and what
   * became of all.
   */
  result(before: ReadonlyMap<string, Opportunity>, read: FeedEnd['read']): Result {
    const standing = new Map<string, Opportunity>()
    const news = new Set<string>()
    for (const [id, opportunity] of before) {
      const stays = read === 'changes' ? !this.#gone.has(id) : this.#same.has(id) || this.#partial.has(id)
      if (stays) standing.set(id, opportunity)
    }
    for (const [id, opportunity] of this.#taken) {
      // A row of the list without its details says less than what is known already.
      if (this.#partial.has(id) && before.has(id)) continue
      standing.set(id, opportunity)
      news.add(id)
    }
    const { kept, folded } = fold([...standing.values()])
    for (const twin of folded) this.#leftOut.add('listed-twice', twin.name)
    return {
      opportunities: kept,
      news,
      changedParts: this.#changedParts,
      summary: {
        read: this.#read,
        taken: kept.length,
        leftOut: this.#leftOut.all(),
        corrected: this.#corrected.all(),
        problems: this.#problems.all(),
      },
    }
  }
}

export interface Result {
  readonly opportunities: readonly Opportunity[]
  /** Own ids of those that were read anew. */
  readonly news: ReadonlySet<string>
  readonly changedParts: ReadonlyMap<string, PartValue | undefined>
  readonly summary: ImportSummary
}

class Tallies<K extends string> {
  readonly #byKind = new Map<K, { count: number; examples: string[] }>()

  add(kind: K, example: string): void {
    const tally = this.#byKind.get(kind) ?? { count: 0, examples: [] }
    this.#byKind.set(kind, tally)
    tally.count += 1
    if (tally.examples.length < (kind === 'wrong-row' ? LIMITS.rows : LIMITS.examples) && example !== '')
      tally.examples.push(example)
  }

  addMany(kind: K, { count, examples }: Tally): void {
    for (const example of examples) this.add(kind, example)
    const tally = this.#byKind.get(kind) ?? { count: 0, examples: [] }
    this.#byKind.set(kind, tally)
    tally.count += count - examples.length
  }

  all(): Partial<Record<K, Tally>> {
    const made: Partial<Record<K, Tally>> = {}
    for (const [kind, tally] of this.#byKind) made[kind] = tally
    return made
  }
}
