import type { Language } from '../content/load-languages.ts'
import type { CopyCard } from './reply.ts'
import type { Scope } from './scope.ts'

/** How long a link to their own copy works: long enough to print it at home, short enough for a shared computer's history. */
const LINK_HOURS = 24

/** The PDF library sets words from left to right only: where a language runs the other way the page is given alone, which prints well. */
export const canBePdf = ({ direction }: Pick<Language, 'direction'>): boolean => direction === 'ltr'

/** A fresh link to their summary and plan, as a page to print and as PDF. Its key is new each time; the one before stops working. */
export function copyCard(scope: Scope): CopyCard {
  const key = scope.newId()
  const until = new Date(scope.now.getTime() + LINK_HOURS * 3_600_000).toISOString()
  scope.remember({ page: { key, until } })
  const path = `/mine/${scope.draft.id}/${key}`
  return {
    type: 'copy',
    heading: scope.text('summary.copy.card'),
    facts: [scope.text('summary.copy.works'), scope.text('summary.copy.private')],
    links: [
      { href: path, label: scope.text('summary.copy.page') },
      ...(canBePdf(scope.language)
        ? [{ href: `${path}/summary.pdf`, label: scope.text('summary.copy.pdf') }]
        : []),
    ],
  }
}
