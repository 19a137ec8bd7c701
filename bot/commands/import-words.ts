import type { RefreshReport } from '../feeds/directory.ts'
import type { Tally } from '../feeds/import-feed.ts'

/** What a directory keeper reads about each reason. */
const WORDS: Readonly<Record<string, string>> = {
  'not-a-service': 'no service at all (not an object)',
  'no-id': 'without an id',
  'no-name': 'without a name',
  closed: 'closed: inactive, defunct, or the text says it has ended',
  paused: 'temporarily closed',
  expired: 'expired: the last date has passed',
  'listed-twice': 'listed twice: same name and postcode, or same name and web address',
  'position-outside-uk': 'a position outside the UK was dropped',
  'position-swapped': 'latitude and longitude the wrong way round: the position was dropped',
  'position-zero': 'a position of 0, 0 was dropped',
  'address-outside-uk': 'an address outside the UK was dropped',
  'email-placeholder': 'an e-mail address that is only a placeholder was dropped',
  'ages-contradict': 'the text gives narrower or other ages than the fields: the text was believed',
  'ages-impossible': 'the lowest age is above the highest: ages are taken as unknown',
  'postcode-invalid': 'a postcode that cannot be one was dropped',
  'not-free-after-all': 'marked as free, but the text names a price: the price was believed',
  'phone-without-number': 'a phone field without a number was dropped',
  'detail-failed': 'details could not be read: only what the list says is known',
  'not-a-feed-file': 'files that hold no service were passed over',
  'repeating-page': 'the feed repeats itself',
  'too-many-pages': 'the feed does not end',
}

/** The summary of an import, as lines: what was taken, what was left out and why, with some names; never a description. */
export function importWords(report: RefreshReport): string[] {
  const { summary, feed, added, changed, unchanged, removed } = report
  const leftOut = Object.values(summary.leftOut).reduce((sum, tally) => sum + tally.count, 0)
  return [
    `Feed "${feed}": ${summary.read} read, ${summary.taken} taken, ${leftOut} left out.`,
    `Stored: ${added} new, ${changed} changed, ${unchanged} as before, ${removed} removed.`,
    ...section('Left out:', summary.leftOut),
    ...section('Taken, with a correction:', summary.corrected),
    ...section('Trouble on the way:', summary.problems),
  ]
}

function section(heading: string, tallies: Readonly<Partial<Record<string, Tally>>>): string[] {
  const lines = Object.entries(tallies).flatMap(([kind, tally]) => {
    if (!tally) return []
    const more = tally.count > tally.examples.length ? ', …' : ''
    const names = tally.examples.length > 0 ? ` (${tally.examples.join('; ')}${more})` : ''
    return [`  ${tally.count} ${WORDS[kind] ?? kind}${names}`]
  })
  return lines.length > 0 ? [heading, ...lines] : []
}
