import { rm } from 'node:fs/promises'
import { ClassicLevel } from 'classic-level'
import { z } from 'zod'
import type { OpenActiveListing } from '../../domain/directory/from-openactive.ts'
import { isOver } from '../../domain/directory/occurrences.ts'
import { FeedError } from './errors.ts'
import type { Placed } from './harvest-place.ts'
import { Group, Own } from './harvest-group.ts'
import type { Session } from './harvest-group.ts'
import { ALIKE } from './harvest-place.ts'
import { Counted } from './port.ts'
import { Order, isOlder } from './rpde-page.ts'

const LIMITS = {
  /** Rows forgotten at a time. */
  sweep: 1000,
  examples: 5,
} as const
/** Stands between the parts of a key, and in none of them. */
const SEP = '\u0001'
const AFTER = '\u0002'

/** How far each stream of a feed was read. */
const Meta = z.object({
  version: z.literal(1),
  from: z.string(),
  /** When a page was last read, ISO. */
  readAt: z.iso.datetime(),
  licence: z.string().optional(),
  /** First address of a stream to the address to go on from. */
  cursors: z.record(z.string(), z.string()),
  /** Items met in this reading, and what became of those that are no entries. */
  items: z.int(),
  counts: z.partialRecord(Counted, z.object({ count: z.int(), examples: z.array(z.string()) })),
  /** Whether this reading has come to its end. */
  finished: z.boolean(),
})
export type Meta = z.infer<typeof Meta>

/** What is held of an item: the order of its last change and, unless it was deleted, where its row is. */
const Held = z.object({ order: Order.optional(), row: z.string().optional() })
type Held = z.infer<typeof Held>

/** A row that says no more than that it is there. */
const MARK = { mark: true } as const

/** An item of a page, made ready. */
export interface Arrived {
  /** Of the whole feed: stream, kind and id. */
  readonly key: string
  readonly order: Order | undefined
  /** What is said of it in the summary when it will be no entry of its own. */
  readonly as?: Counted | undefined
  readonly name: string
  /** Undefined for one that was deleted. */
  readonly placed?: Placed
}

export interface TakenPage {
  readonly stream: string
  readonly next: string
  readonly licence?: string | undefined
  /** How many of its items are none. */
  readonly noItems: number
}

type Row = z.infer<typeof Held> | Own | Session | Meta | typeof MARK

/**
 * What a feed of OpenActive items has said so far, on the disk and not in memory: a feed may be millions of sessions long. A page and the
 * address of the one after it are written together or not at all, so that reading goes on after a crash with nothing lost and nothing
 * twice. Rows stand in the order of what belongs together: a series or facility, then its sessions by their beginning, whichever page
 * or stream they came on. It is a cache: without it the feed is read from its beginning.
 */
export class Harvest {
  readonly #db: ClassicLevel<string, unknown>
  #meta: Meta

  private constructor(db: ClassicLevel<string, unknown>, meta: Meta) {
    this.#db = db
    this.#meta = meta
  }

  /** Opens the folder, or a new one where it holds another feed's rows or cannot be read. Throws FeedError when someone else has it open. */
  static async open(folder: string, from: string, now: Date): Promise<Harvest> {
    const db = await openFolder(folder)
    const meta = Meta.safeParse(await db.get('meta'))
    const harvest = new Harvest(
      db,
      meta.success && meta.data.from === from ? meta.data : freshMeta(from, now),
    )
    if (!meta.success || meta.data.from !== from) await harvest.startAgain(now)
    return harvest
  }

  get meta(): Meta {
    return this.#meta
  }

  /** Forgets everything: the feed is read from its beginning. */
  async startAgain(now: Date): Promise<void> {
    await this.#db.clear()
    this.#meta = freshMeta(this.#meta.from, now)
    await this.#db.put('meta', this.#meta)
  }

  /** A new reading begins where the last one ended: the rows stand, and counting begins anew. */
  async begin(): Promise<void> {
    this.#meta = { ...this.#meta, items: 0, counts: {}, finished: false }
    await this.#db.put('meta', this.#meta)
  }

  async finish(): Promise<void> {
    this.#meta = { ...this.#meta, finished: true }
    await this.#db.put('meta', this.#meta)
  }

  /** Takes in a page of a stream, where the stream goes on, and what is counted, in one write. */
  async apply(page: TakenPage, items: readonly Arrived[], now: Date): Promise<void> {
    const keys = [...new Set(items.map((item) => `item${SEP}${item.key}`))]
    const rows = await this.#db.getMany(keys)
    const held = new Map(keys.map((key, i) => [key, readHeld(rows[i])]))
    const writes = new Map<string, Row | undefined>()
    const counts = new Counts(this.#meta.counts)
    counts.add('not-a-service', '', page.noItems)
    for (const { key: itemKey, order, placed, as, name } of items) {
      const key = `item${SEP}${itemKey}`
      const before = held.get(key)
      if (isOlder(order, before?.order)) {
        counts.add('older', name)
        continue
      }
      if (as) counts.add(as, name)
      if (before?.row !== undefined) unplace(before.row, placed === undefined, writes)
      const row = placed === undefined ? undefined : place(placed, key, writes, now)
      const after: Held = { ...(order ? { order } : {}), ...(row === undefined ? {} : { row }) }
      held.set(key, after)
      writes.set(key, after)
    }
    const { licence = this.#meta.licence } = page
    this.#meta = {
      ...this.#meta,
      readAt: now.toISOString(),
      cursors: { ...this.#meta.cursors, [page.stream]: page.next },
      items: this.#meta.items + items.length + page.noItems,
      counts: counts.all,
      ...(licence === undefined ? {} : { licence }),
    }
    writes.set('meta', this.#meta)
    await this.#write(writes)
  }

  /** Everything held, thing by thing, from the one after `from`; what is over is forgotten on the way. `root` names its place. */
  async *listings(now: Date, from?: string): AsyncGenerator<{ root: string; listing: OpenActiveListing }> {
    const start = from === undefined ? `root${SEP}` : `root${SEP}${from}${AFTER}`
    const range = { gte: start, lt: `root${AFTER}` }
    let group = new Group('')
    for await (const [key, value] of this.#db.iterator(range)) {
      const [, root = '', kind = ''] = key.split(SEP)
      if (root !== group.root) {
        yield* this.#listed(group)
        group = new Group(root)
      }
      group.add(kind, key, value, now)
      if (group.past.length >= LIMITS.sweep) await this.#forget(group)
    }
    yield* this.#listed(group)
  }

  async close(): Promise<void> {
    await this.#db.close()
  }

  async *#listed(group: Group): AsyncGenerator<{ root: string; listing: OpenActiveListing }> {
    await this.#forget(group)
    if (group.isEmpty)
      await this.#write(new Map(['told', 'written'].map((kind) => [rowOf(group.root, kind), undefined])))
    const wider = group.own?.wider
    const above = wider === undefined ? undefined : Own.safeParse(await this.#db.get(rowOf(wider, 'own')))
    const listing = group.listing(above?.success === true ? above.data.facts : undefined, this.#meta.licence)
    if (listing) yield { root: group.root, listing }
  }

  async #forget(group: Group): Promise<void> {
    if (group.past.length === 0) return
    const writes = new Map<string, Row | undefined>()
    for (const { key, item } of group.past.splice(0)) {
      writes.set(key, undefined)
      writes.set(item, undefined)
    }
    if (!group.root.startsWith(ALIKE)) writes.set(rowOf(group.root, 'ended'), MARK)
    await this.#write(writes)
  }

  async #write(writes: ReadonlyMap<string, Row | undefined>): Promise<void> {
    await this.#db.batch(
      [...writes].map(([key, value]) =>
        value === undefined ? { type: 'del', key } : { type: 'put', key, value },
      ),
    )
  }
}

const freshMeta = (from: string, now: Date): Meta => ({
  version: 1,
  from,
  readAt: now.toISOString(),
  cursors: {},
  items: 0,
  counts: {},
  finished: false,
})

/** Counts, and some by name. */
class Counts {
  readonly all: Meta['counts']

  constructor(before: Meta['counts']) {
    this.all = { ...before }
  }

  add(as: Counted, name: string, count = 1): void {
    if (count === 0) return
    const { count: so, examples } = this.all[as] ?? { count: 0, examples: [] }
    const more = name !== '' && examples.length < LIMITS.examples && !examples.includes(name)
    this.all[as] = { count: so + count, examples: more ? [...examples, name] : examples }
  }
}

const rowOf = (root: string, ...rest: readonly string[]): string => ['root', root, ...rest].join(SEP)

function readHeld(row: unknown): Held | undefined {
  const parsed = Held.safeParse(row)
  return parsed.success ? parsed.data : undefined
}

/** Takes an item's row away. What it was the series of ends with it, whatever is still said of its sessions. */
function unplace(row: string, deleted: boolean, writes: Map<string, Row | undefined>): void {
  writes.set(row, undefined)
  const [, root = '', kind] = row.split(SEP)
  if (deleted && kind === 'own') writes.set(rowOf(root, 'gone'), MARK)
}

/** Puts an item's row where it belongs; gives its key, or undefined when there is nothing to keep. */
function place(
  placed: Placed,
  item: string,
  writes: Map<string, Row | undefined>,
  now: Date,
): string | undefined {
  const { root, sourceId, facts, modified, wider, date } = placed
  const own = {
    sourceId,
    facts,
    ...(modified === undefined ? {} : { modified }),
    ...(wider ? { wider } : {}),
  }
  if (wider !== undefined) writes.set(rowOf(wider, 'parent'), MARK)
  if (!date) {
    const key = rowOf(root, 'own')
    writes.set(key, own)
    writes.set(rowOf(root, 'gone'), undefined)
    return key
  }
  if (isOver(date, now)) {
    if (!root.startsWith(ALIKE)) writes.set(rowOf(root, 'ended'), MARK)
    return undefined
  }
  writes.set(rowOf(root, placed.written === true ? 'written' : 'told'), own)
  const begins = new Date(date.startDate ?? '')
  const when = Number.isNaN(begins.getTime()) ? (date.startDate ?? '') : begins.toISOString()
  const key = rowOf(root, 'session', when, item.replaceAll(SEP, ' '))
  writes.set(key, { item, date })
  return key
}

async function openFolder(folder: string): Promise<ClassicLevel<string, unknown>> {
  const attempt = async () => {
    const db = new ClassicLevel<string, unknown>(folder, { valueEncoding: 'json' })
    await db.open()
    return db
  }
  try {
    return await attempt()
  } catch (error) {
    if (codeOf(error) === 'LEVEL_LOCKED') {
      throw new FeedError('the feed is being read by another process', { cause: error })
    }
    // A cache that cannot be read is no cache.
    await rm(folder, { recursive: true, force: true })
    return attempt()
  }
}

const WithCode = z.object({ code: z.string() })
function codeOf(error: unknown): string | undefined {
  const own = error instanceof Error ? WithCode.safeParse(error.cause) : undefined
  return own?.success === true ? own.data.code : undefined
}
