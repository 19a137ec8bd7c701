import { z } from 'zod'
import { FeedError } from './errors.ts'
import { BrokenFile, filesOf, jsonOf } from './files.ts'
import type { HttpOptions } from './http.ts'
import { getJson } from './http.ts'
import { addressesOf } from './reachable.ts'
import type { RpdePage } from './rpde-page.ts'
import { readItem, readPage } from './rpde-page.ts'

/** Files of a folder that are looked at before it is taken for something else. */
const LOOK_AT = 5
/** Where Open Referral's addresses end: nothing need be asked to know them. */
const OPEN_REFERRAL = /\/(?:v\d[^/]*|services)\/?$/i

const Typed = z.union([
  z.looseObject({ '@type': z.unknown().refine((type) => type !== undefined) }),
  z.looseObject({ type: z.string(), '@context': z.unknown().refine((context) => context !== undefined) }),
])
const Ids = z.looseObject({
  '@id': z.unknown().optional(),
  id: z.unknown().optional(),
  identifier: z.unknown().optional(),
})
const WithData = z.looseObject({ data: z.looseObject({}), state: z.string().optional() })

/** Parsed JSON as an RPDE page: one as it is, an item, or a list of items. Undefined when it is none of these. */
export function pageIn(json: unknown, name: string): RpdePage | undefined {
  const page = readPage(json)
  if (page) return page
  const items = (Array.isArray(json) ? json : [json]).map((one, i) => itemOf(one, `${name}-${i + 1}`))
  return items.length > 0 && items.every((item) => item !== undefined) ? { items } : undefined
}

/** An item as harvesters keep it; some keep the data alone, or lose state and id. */
function itemOf(json: unknown, otherwise: string): unknown {
  if (readItem(json)) return json
  const wrapped = WithData.safeParse(json)
  const data: unknown = wrapped.success ? wrapped.data.data : json
  const ids = Ids.safeParse(data)
  if (!Typed.safeParse(data).success || !ids.success || wrapped.data?.state === 'deleted') return undefined
  const { identifier, id } = ids.data
  const key = [identifier, ids.data['@id'], id].find((k) => typeof k === 'string' || typeof k === 'number')
  return { state: 'updated', kind: '', id: key ?? otherwise, data }
}

/** Whether a feed whose format nobody said is one of OpenActive's. What cannot be read is none: its own reader says why. */
export async function looksLikeOpenActive(from: string, http: HttpOptions): Promise<boolean> {
  const addresses = addressesOf(from)
  try {
    if (!addresses) return await filesLookLikeIt(from)
    const [first = from] = addresses
    if (addresses.length > 1) return true
    if (OPEN_REFERRAL.test(new URL(first).pathname)) return false
    return isRpde(await getJson(first, http))
  } catch (error) {
    if (error instanceof FeedError || error instanceof TypeError) return false
    throw error
  }
}

async function filesLookLikeIt(path: string): Promise<boolean> {
  for (const file of (await filesOf(path, ['.json'])).slice(0, LOOK_AT)) {
    try {
      if (isRpde(await jsonOf(file))) return true
    } catch (error) {
      if (!(error instanceof BrokenFile)) throw error
    }
  }
  return false
}

/** An empty last page is one too. */
function isRpde(json: unknown): boolean {
  const page = pageIn(json, 'file')
  if (!page) return false
  return page.items.length === 0
    ? page.next !== undefined
    : page.items.some((item) => readItem(item) !== undefined)
}
