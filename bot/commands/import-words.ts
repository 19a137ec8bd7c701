import type { Tally } from '../feeds/reading.ts'
import type { RefreshReport } from '../feeds/taking.ts'

/** What a directory keeper reads about each reason. */
const WORDS: Readonly<Record<string, string>> = {
  'not-a-service': 'no service at all (not an object)',
  'no-id': 'without an id',
  'no-name': 'without a name',
  closed: 'closed: inactive, defunct, or the text says it has ended',
  paused: 'temporarily closed',
  expired: 'expired: the last date has passed',
  'listed-twice': 'listed twice: same name and postcode, or same name and web address',
  hidden: 'not public: not approved, not visible, or not yet',
  'text-cut': 'a description of more than 20,000 characters was cut',
  'markup-removed': 'script or other active markup in a description was removed',
  'wrong-type': 'fields of the wrong kind were taken as unknown',
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
  'broken-file': 'files that are no JSON were passed over; nothing is removed this time',
  'wrong-row': 'with something wrong in the row: left out, or left as it was when it was right before',
  'unknown-column': 'columns are not known and were passed over',
  'repeated-id': 'ids stand twice: the first was taken',
  'item-failed': 'items could not be read',
  'repeating-page': 'the feed repeats a page',
  joined: 'sessions and slots, shown with what they belong to',
  deleted: 'deleted: the feed says that they are gone',
  older: 'older than what had been read of them already',
  'repeats-itself':
    'pages of the feed lead back to where it was: it was read so far, and the next time goes on from there',
  'does-not-end': 'pages and no end: it was read so far, and the next time goes on from there',
  'next-elsewhere': 'pages lead to another host, which was not asked: it was read so far',
  'next-missing': 'pages do not say where the feed goes on: it was read so far',
  'cursor-lost': 'the feed did not know the place any more where it was left: it was read from its beginning',
  'too-many-entries': 'the feed has more entries than a directory can hold: the rest was left out',
  'too-many-pages': 'the feed does not end: it was read so far, and nothing is removed',
}

/** The summary of an import, as lines: what was taken, what was left out and why, with some names; never a description. */
export function importWords(report: RefreshReport): string[] {
  const { summary, feed, added, changed, unchanged, removed, resumed } = report
  const leftOut = Object.values(summary.leftOut).reduce((sum, tally) => sum + tally.count, 0)
  return [
    `Feed "${feed}": ${summary.read} read, ${summary.taken} taken, ${leftOut} left out.`,
    ...(resumed > 0 ? [`${resumed} of them had been read before it was stopped the last time.`] : []),
    `Stored: ${added} new, ${changed} changed, ${unchanged} as before, ${removed} removed.`,
    ...section('Left out:', summary.leftOut),
    ...section('Taken, with a correction:', summary.corrected),
    ...section('Trouble on the way:', summary.problems),
  ]
}

function section(heading: string, tallies: Readonly<Partial<Record<string, Tally>>>): string[] {
  const lines = Object.entries(tallies).flatMap(([kind, tally]) => {
    if (!tally) return []
    if (kind === 'wrong-row' && tally.examples.some((one) => one.startsWith('line '))) {
      const rest = tally.count - tally.examples.length
      return [
        `  ${tally.count} ${WORDS[kind] ?? kind}`,
        ...tally.examples.map((row) => `    ${row}`),
        ...(rest > 0 ? [`    and ${rest} more`] : []),
      ]
    }
    const more = tally.count > tally.examples.length ? ', …' : ''
    const names = tally.examples.length > 0 ? ` (${tally.examples.join('; ')}${more})` : ''
    return [`  ${tally.count} ${WORDS[kind] ?? kind}${names}`]
  })
  return lines.length > 0 ? [heading, ...lines] : []
}
