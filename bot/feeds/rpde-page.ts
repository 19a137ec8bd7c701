import { z } from 'zod'

/**
 * One page and one item of a Realtime Paged Data Exchange feed (RPDE 1.0), read leniently.
 * https://openactive.io/realtime-paged-data-exchange/
 */
const Page = z.looseObject({
  next: z.string().optional().catch(undefined),
  items: z.array(z.unknown()),
  license: z.string().max(500).optional().catch(undefined),
})

const Key = z.union([z.string().min(1).max(2000), z.number().transform(String)])
const Item = z.looseObject({
  state: z.enum(['updated', 'deleted']),
  kind: z.union([z.string().max(200), z.number().transform(String)]).catch(''),
  id: Key,
  modified: z.union([z.number(), z.string()]).optional().catch(undefined),
  data: z.unknown().optional(),
})

export interface RpdePage {
  /** As the server wrote it: not to be trusted. */
  readonly next?: string | undefined
  readonly items: readonly unknown[]
  readonly licence?: string | undefined
}

export interface RpdeItem {
  readonly deleted: boolean
  readonly kind: string
  readonly id: string
  /** What orders updates of one item. */
  readonly order?: Order | undefined
  readonly modified: number | string | undefined
  readonly data: unknown
}

/** A change number, or the milliseconds of a written date: only like with like can be compared. */
export const Order = z.object({ written: z.boolean(), at: z.number() })
export type Order = z.infer<typeof Order>

/** Undefined when it is no RPDE page. */
export function readPage(json: unknown): RpdePage | undefined {
  const page = Page.safeParse(json)
  if (!page.success) return undefined
  return { next: page.data.next, items: page.data.items, licence: page.data.license }
}

/** Undefined when it is no RPDE item: no id, or a state there is not. */
export function readItem(raw: unknown): RpdeItem | undefined {
  const item = Item.safeParse(raw)
  if (!item.success) return undefined
  const { state, kind, id, modified, data } = item.data
  return { deleted: state === 'deleted', kind, id, modified, order: orderOf(modified), data }
}

function orderOf(modified: number | string | undefined): Order | undefined {
  if (modified === undefined) return undefined
  const number = typeof modified === 'number' || /^\s*\d+\s*$/.test(modified) ? Number(modified) : undefined
  if (number !== undefined) return Number.isFinite(number) ? { written: false, at: number } : undefined
  const at = Date.parse(String(modified))
  return Number.isNaN(at) ? undefined : { written: true, at }
}

/** Whether what is held was changed after this. Beyond 2^53 (.NET ticks) the last digits are lost: then the order of the feed counts. */
export const isOlder = (order: Order | undefined, held: Order | undefined): boolean =>
  order !== undefined && held !== undefined && order.written === held.written && order.at < held.at

const TICKS_AT_1970 = 621_355_968_000_000_000
/** OpenActive began in 2016; nothing in its feeds was changed before. */
const EARLIEST = Date.UTC(2014, 0, 1)
const DAY_MS = 86_400_000

/**
 * The ISO date that `modified` means, when it is a time: seconds or milliseconds since 1970, .NET ticks, or written out. A change number
 * is none (`byNumber`: the feed pages by `afterChangeNumber`), nor is anything in the future.
 */
export function dateOfModified(
  modified: number | string | undefined,
  byNumber: boolean,
  now: Date,
): string | undefined {
  const order = orderOf(modified)
  if (!order || (byNumber && !order.written)) return undefined
  const readings = order.written
    ? [order.at]
    : [order.at * 1000, order.at, (order.at - TICKS_AT_1970) / 10_000]
  const at = readings.find((ms) => ms >= EARLIEST && ms <= now.getTime() + DAY_MS)
  return at === undefined ? undefined : new Date(Math.min(at, now.getTime())).toISOString().slice(0, 10)
}
