import { createHash } from 'node:crypto'
import { z } from 'zod'
import { fromOpenReferral } from '../../domain/directory/from-openreferral.ts'
import { fromOutpost, isOutpost } from '../../domain/directory/from-outpost.ts'
import type { FeedOrigin, Mapped } from '../../domain/directory/mapped.ts'

const count = z.number().int().min(0).optional().catch(undefined)
const flag = z.boolean().optional().catch(undefined)

/** A page of a list, of Open Referral UK v3 (`contents`) or of the older kind that Outpost serves (`content`). */
const Envelope = z.looseObject({
  contents: z.array(z.unknown()).optional(),
  content: z.array(z.unknown()).optional(),
  total_items: count,
  totalElements: count,
  total_pages: count,
  totalPages: count,
  last_page: flag,
  last: flag,
  empty: flag,
})

export interface Page {
  readonly rows: readonly unknown[]
  readonly totalItems?: number
  readonly totalPages?: number
  readonly last?: boolean
}

/** The page that this JSON is; undefined when it is none. A bare list is its own last page. */
export function pageOf(json: unknown): Page | undefined {
  if (Array.isArray(json)) return { rows: json, last: true }
  const parsed = Envelope.safeParse(json)
  if (!parsed.success) return undefined
  const page = parsed.data
  const rows = page.contents ?? page.content
  if (!rows) return undefined
  const totalItems = page.total_items ?? page.totalElements
  const totalPages = page.total_pages ?? page.totalPages
  const last = page.empty === true ? true : (page.last_page ?? page.last)
  return {
    rows,
    ...(totalItems === undefined ? {} : { totalItems }),
    ...(totalPages === undefined ? {} : { totalPages }),
    ...(last === undefined ? {} : { last }),
  }
}

/** Whether nothing comes after this page, as far as it says. */
export function isLastPage(page: Page, number: number): boolean {
  if (page.rows.length === 0) return true
  return page.last ?? (page.totalPages !== undefined && number >= page.totalPages)
}

const Row = z.looseObject({ id: z.union([z.string().min(1), z.number()]) })
const Service = Row.extend({ name: z.string() })

/** The services of a page, a list or a single nested service; undefined when it is none of these. */
export function servicesIn(json: unknown): readonly unknown[] | undefined {
  if (Array.isArray(json)) return json.length === 0 || json.some(isService) ? json : undefined
  return pageOf(json)?.rows ?? (isService(json) ? [json] : undefined)
}

const isService = (json: unknown): boolean => Service.safeParse(json).success

export function idOfRow(row: unknown): string | undefined {
  const parsed = Row.safeParse(row)
  return parsed.success ? String(parsed.data.id) : undefined
}

/** The keys that only a fully nested service has: with one of them there, nothing more need be asked. */
const NESTED = [
  'service_at_locations',
  'schedules',
  'contacts',
  'cost_options',
  'locations',
  'regular_schedules',
  'eligibilitys',
  'service_taxonomys',
] as const

export const isNested = (row: unknown): boolean =>
  typeof row === 'object' && row !== null && NESTED.some((key) => key in row)

/** When the row says that the service was last changed, whatever the shape calls it. */
export function modifiedOf(row: unknown): string | undefined {
  const Modified = z.looseObject({ last_modified: z.string().optional(), updated_at: z.string().optional() })
  const parsed = Modified.safeParse(row)
  return parsed.success ? (parsed.data.last_modified ?? parsed.data.updated_at) : undefined
}

/** A short mark by which a row is known again. */
export const markOf = (row: unknown): string =>
  createHash('sha256').update(JSON.stringify(row)).digest('base64url').slice(0, 16)

/** A service of either shape as an opportunity. */
export const mapService = (raw: unknown, feed: FeedOrigin, today: string): Mapped =>
  isOutpost(raw) ? fromOutpost(raw, feed, today) : fromOpenReferral(raw, feed, today)
