import { FeedError } from './errors.ts'
import type { HttpOptions } from './http.ts'
import { getJson } from './http.ts'
import { idOfRow, isLastPage, pageOf } from './service-shapes.ts'

/** Changes on more pages than this are no saving any more. */
const MOST_PAGES = 200

/**
 * The ids of services that a server says have changed since an instant (`modified_after`, which the profile defines and few offer).
 * Undefined when it does not know the parameter: then it refuses it, or answers with the whole list.
 */
export async function changedSince(
  services: URL,
  since: string,
  wholeList: number | undefined,
  http: HttpOptions,
): Promise<ReadonlySet<string> | undefined> {
  if (wholeList === undefined) return undefined
  const changed = new Set<string>()
  for (let number = 1; number <= MOST_PAGES; number += 1) {
    const url = new URL(services)
    url.searchParams.set('page', String(number))
    if (!url.searchParams.has('per_page')) url.searchParams.set('per_page', '100')
    url.searchParams.set('modified_after', since)
    const page = pageOf(await answerOf(url, http))
    if (!page || (page.totalItems ?? wholeList) >= wholeList) return undefined
    for (const row of page.rows) changed.add(idOfRow(row) ?? '')
    if (isLastPage(page, number)) return changed
  }
  return undefined
}

async function answerOf(url: URL, http: HttpOptions): Promise<unknown> {
  try {
    return await getJson(url.href, http)
  } catch (error) {
    if (error instanceof FeedError) return undefined
    throw error
  }
}
