import { z } from 'zod'
import type { OpenActiveListing } from '../../domain/directory/from-openactive.ts'
import { isOver } from '../../domain/directory/occurrences.ts'
import { OpenActiveDate, OpenActiveFacts, mergeFacts } from '../../domain/directory/openactive.ts'

/** Sessions to come of one series that are read: a daily class for two months. */
const MOST_DATES = 60

/** What an item says of itself, or a session of what it belongs to. */
export const Own = z.object({
  sourceId: z.string(),
  facts: OpenActiveFacts,
  modified: z.string().optional(),
  wider: z.string().optional(),
})
export type Own = z.infer<typeof Own>

export const Session = z.object({ item: z.string(), date: OpenActiveDate })
export type Session = z.infer<typeof Session>

/** The rows of one series, facility or event. */
export class Group {
  readonly root: string
  readonly past: { key: string; item: string }[] = []
  readonly #dates: OpenActiveDate[] = []
  #ended = false
  #isParent = false
  #gone = false
  #told: Own | undefined
  #written: Own | undefined
  own: Own | undefined

  constructor(root: string) {
    this.root = root
  }

  add(kind: string, key: string, value: unknown, now: Date): void {
    if (kind === 'own' || kind === 'told' || kind === 'written') {
      const own = Own.safeParse(value)
      if (!own.success) return
      if (kind === 'own') this.own = own.data
      else if (kind === 'told') this.#told = own.data
      else this.#written = own.data
    } else if (kind === 'session') this.#session(key, value, now)
    else if (kind === 'ended') this.#ended = true
    else if (kind === 'gone') this.#gone = true
    else if (kind === 'parent') this.#isParent = true
  }

  /** Whether all that is left is what past sessions told. */
  get isEmpty(): boolean {
    return (this.#told ?? this.#written) !== undefined && this.own === undefined && this.#dates.length === 0
  }

  #session(key: string, value: unknown, now: Date): void {
    const session = Session.safeParse(value)
    if (!session.success) return
    const { item, date } = session.data
    if (isOver(date, now)) {
      this.past.push({ key, item })
      this.#ended = true
    } else if (this.#dates.length < MOST_DATES) this.#dates.push(date)
  }

  /** Undefined when nothing is left of it, or when it is only what others belong to. */
  listing(wider: OpenActiveFacts | undefined, licence: string | undefined): OpenActiveListing | undefined {
    if (this.#gone && this.own === undefined) return undefined
    const sources = [this.own, ...(this.#dates.length > 0 || this.own ? [this.#written, this.#told] : [])]
    const [base, ...others] = sources.filter((source) => source !== undefined)
    if (!base || (this.#isParent && this.own !== undefined && this.#dates.length === 0)) return undefined
    const told = others.reduce((facts, other) => mergeFacts(facts, other.facts), base.facts)
    const modified = [base, ...others]
      .flatMap((source) => source.modified ?? [])
      .sort()
      .at(-1)
    return {
      sourceId: base.sourceId,
      facts: wider ? mergeFacts(told, wider) : told,
      dates: this.#dates,
      hadDates: this.#ended || this.#dates.length > 0,
      modified,
      licence,
    }
  }
}
