import { z } from 'zod'
import { eachFile } from './files.ts'
import type { RpdePage } from './rpde-page.ts'
import { readItem, readPage } from './rpde-page.ts'

const Typed = z.union([z.looseObject({ '@type': z.unknown() }), z.looseObject({ type: z.string() })])
const Data = z.intersection(
  Typed,
  z.looseObject({
    '@id': z.unknown().optional(),
    id: z.unknown().optional(),
    identifier: z.unknown().optional(),
  }),
)
const WithData = z.looseObject({ data: z.looseObject({}), state: z.string().optional() })

/** The files of a path one after the other, each as a page: an RPDE page, an item, or a list of items. No page: it is none of these. */
export async function* openActiveFiles(path: string): AsyncGenerator<{ name: string; page?: RpdePage }> {
  for await (const { name, json } of eachFile(path)) {
    const page = pageIn(json, name)
    yield page ? { name, page } : { name }
  }
}

/** Whether parsed JSON is an RPDE page, an OpenActive item, or a list of them. */
export const isOpenActive = (json: unknown): boolean => pageIn(json, 'file') !== undefined

function pageIn(json: unknown, name: string): RpdePage | undefined {
  const page = readPage(json)
  if (page) return page
  const items = (Array.isArray(json) ? json : [json]).map((one, i) => itemOf(one, `${name}-${i + 1}`))
  return items.length > 0 && items.every((item) => item !== undefined) ? { items } : undefined
}

/** An item as harvesters keep it; some keep the data alone, or lose state and id. */
function itemOf(json: unknown, otherwise: string): unknown {
  if (readItem(json)) return json
  const wrapped = WithData.safeParse(json)
  const data = Data.safeParse(wrapped.success ? wrapped.data.data : json)
  if (!data.success || (wrapped.success && wrapped.data.state === 'deleted')) return undefined
  const { identifier, id } = data.data
  const key = [identifier, data.data['@id'], id].find((k) => typeof k === 'string' || typeof k === 'number')
  return { state: 'updated', kind: '', id: key ?? otherwise, data: data.data }
}
