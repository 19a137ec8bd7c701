import { rm } from 'node:fs/promises'
import { ClassicLevel } from 'classic-level'
import { z } from 'zod'
import type { OpenActiveListing } from '../../domain/directory/from-openactive.ts'
import { isOver } from '../../domain/directory/occurrences.ts'
import { OpenActiveDate, OpenActiveFacts, mergeFacts } from '../../domain/directory/openactive.ts'
import { FeedError } from './errors.ts'
import type { Placed } from './harvest-place.ts'
import { ALIKE } from './harvest-place.ts'
import { Order, isOlder } from './rpde-page.ts'

const LIMITS = {
  /** Sessions to come of one series that are read: a daily class for two months. */
  mostDates: 60,
  /** Rows forgotten at a time. */
  sweep: 1000,
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
})
export type Meta = z.infer<typeof Meta>

/** What is held of an item: the order of its last change and, unless it was deleted, where its row is. */
const Held = z.object({ order: Order.optional(), row: z.string().optional() })
type Held = z.infer<typeof Held>

const Own = z.object({
  sourceId: z.string(),
  facts: OpenActiveFacts,
  modified: z.string().optional(),
  wider: z.string().optional(),
})
const Session = z.object({ item: z.string(), date: OpenActiveDate })
/** A row that says no more than that it is there. */
const MARK = { mark: true } as const

/** An item of a page, made ready. */
export interface Arrived {
  /** Of the whole feed: stream, kind and id. */
  readonly key: string
  readonly order: Order | undefined
  /** Undefined for one that was deleted. */
  readonly placed?: Placed
}

export interface Applied {
  /** Keys of items that were older than what is held. */
  readonly older: ReadonlySet<string>
}

type Row = z.infer<typeof Held> | z.infer<typeof Own> | z.infer<typeof Session> | Meta | typeof MARK

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
    const fresh: Meta = { version: 1, from, readAt: now.toISOString(), cursors: {} }
    const db = await openFolder(folder)
    const meta = Meta.safeParse(await db.get('meta'))
    const harvest = new Harvest(db, meta.success && meta.data.from === from ? meta.data : fresh)
    if (!meta.success || meta.data.from !== from) await harvest.startAgain(now)
    return harvest
  }

  get meta(): Meta {
    return this.#meta
  }

  /** Forgets everything: the feed is read from its beginning. */
  async startAgain(now: Date): Promise<void> {
    await this.#db.clear()
    this.#meta = { version: 1, from: this.#meta.from, readAt: now.toISOString(), cursors: {} }
    await this.#db.put('meta', this.#meta)
  }

  /** Takes in a page of a stream, and where the stream goes on, in one write. */
  async apply(
    page: { readonly stream: string; readonly next: string; readonly licence?: string | undefined },
    items: readonly Arrived[],
    now: Date,
  ): Promise<Applied> {
    const keys = [...new Set(items.map((item) => `item${SEP}${item.key}`))]
    const rows = await this.#db.getMany(keys)
    const held = new Map(keys.map((key, i) => [key, readHeld(rows[i])]))
    const writes = new Map<string, Row | undefined>()
    const older = new Set<string>()
    for (const { key: name, order, placed } of items) {
      const key = `item${SEP}${name}`
      const before = held.get(key)
      if (isOlder(order, before?.order)) {
        older.add(name)
        continue
      }
      if (before?.row !== undefined) unplace(before.row, placed === undefined, writes)
      const row = placed === undefined ? undefined : place(placed, key, writes, now)
      const after: Held = { ...(order ? { order } : {}), ...(row === undefined ? {} : { row }) }
      held.set(key, after)
      writes.set(key, after)
    }
    const cursors = { ...this.#meta.cursors, [page.stream]: page.next }
    const licence = page.licence ?? this.#meta.licence
    this.#meta = {
      ...this.#meta,
      readAt: now.toISOString(),
      cursors,
      ...(licence === undefined ? {} : { licence }),
    }
    writes.set('meta', this.#meta)
    await this.#write(writes)
    return { older }
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
    if (group.isEmpty) await this.#db.del(rowOf(group.root, 'told'))
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
  writes.set(rowOf(root, 'told'), own)
  const begins = new Date(date.startDate ?? '')
  const when = Number.isNaN(begins.getTime()) ? (date.startDate ?? '') : begins.toISOString()
  const key = rowOf(root, 'session', when, item.replaceAll(SEP, ' '))
  writes.set(key, { item, date })
  return key
}

/** The rows of one series, facility or event. */
class Group {
  readonly root: string
  readonly past: { key: string; item: string }[] = []
  readonly #dates: OpenActiveDate[] = []
  #ended = false
  #isParent = false
  #gone = false
  #told: z.infer<typeof Own> | undefined
  own: z.infer<typeof Own> | undefined

  constructor(root: string) {
    this.root = root
  }

  add(kind: string, key: string, value: unknown, now: Date): void {
    if (kind === 'own' || kind === 'told') {
      const own = Own.safeParse(value)
      if (own.success && kind === 'own') this.own = own.data
      else if (own.success) this.#told = own.data
    } else if (kind === 'session') this.#session(key, value, now)
    else if (kind === 'ended') this.#ended = true
    else if (kind === 'gone') this.#gone = true
    else if (kind === 'parent') this.#isParent = true
  }

  /** Whether all that is left is what past sessions told. */
  get isEmpty(): boolean {
    return this.#told !== undefined && this.own === undefined && this.#dates.length === 0
  }

  #session(key: string, value: unknown, now: Date): void {
    const session = Session.safeParse(value)
    if (!session.success) return
    const { item, date } = session.data
    if (isOver(date, now)) {
      this.past.push({ key, item })
      this.#ended = true
    } else if (this.#dates.length < LIMITS.mostDates) this.#dates.push(date)
  }

  /** Undefined when nothing is left of it, or when it is only what others belong to. */
  listing(wider: OpenActiveFacts | undefined, licence: string | undefined): OpenActiveListing | undefined {
    if (this.#gone && this.own === undefined) return undefined
    const base = this.own ?? (this.#dates.length > 0 ? this.#told : undefined)
    if (!base || (this.#isParent && this.own !== undefined && this.#dates.length === 0)) return undefined
    const told = this.own && this.#told ? mergeFacts(base.facts, this.#told.facts) : base.facts
    const modified = [base.modified, this.#told?.modified]
      .filter((d) => d !== undefined)
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
