import type { CopyCard } from '../reply.ts'
import type { Scope } from '../scope.ts'

const MINUTE_MS = 60_000
/** Long enough to read it; short, because the address alone opens it and schools' computers are shared. */
export const PAGE_MINUTES = 30

/** The way to the page with everything that is kept about them, for a while. An earlier address stops working. */
export function dataPage(scope: Scope): CopyCard {
  const key = scope.newId()
  const until = new Date(scope.now.getTime() + PAGE_MINUTES * MINUTE_MS).toISOString()
  scope.draft.flow = { ...scope.draft.flow, page: { key, until } }
  return {
    type: 'copy',
    heading: scope.text('data.pages'),
    facts: [scope.text('data.pages.minutes', { minutes: PAGE_MINUTES })],
    links: [{ href: `/my-data/${scope.draft.id}/${key}`, label: scope.text('data.pages.open') }],
  }
}
