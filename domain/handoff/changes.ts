import type { SummaryLine } from '../conversation/person.ts'
import { atLeast, RESPONSES } from '../screening/types.ts'
import type { Handoff, HandoffVersion } from './types.ts'

/** How many earlier versions are kept: the last one is what a reader compares with, the others are the record. */
const MOST_EARLIER = 20

/** What a later version says differently, line by line. */
export interface Changes {
  /** The version compared with. */
  readonly since: HandoffVersion
  readonly added: readonly SummaryLine[]
  readonly changed: readonly { readonly before: SummaryLine; readonly after: SummaryLine }[]
  /** No longer shared with the reader, or gone. */
  readonly leftOut: readonly SummaryLine[]
}

/** What has changed since the version before; undefined for a first one. */
export function changesIn({ earlier, lines }: Pick<Handoff, 'earlier' | 'lines'>): Changes | undefined {
  const since = earlier.at(-1)
  if (!since) return undefined
  const find = (list: readonly SummaryLine[], id: string) => list.find((line) => line.id === id)
  return {
    since,
    added: lines.filter(({ id }) => !find(since.lines, id)),
    changed: lines.flatMap((after) => {
      const before = find(since.lines, after.id)
      return before && before.text !== after.text ? [{ before, after }] : []
    }),
    leftOut: since.lines.filter(({ id }) => !find(lines, id)),
  }
}

/** When a handoff was sent that is made anew. A booking alone came when it was made: changed, called off or put right, it waits no less. */
export function sentAt(made: Handoff, before: Handoff | undefined): string {
  const isSameBooking = made.version === 0 && made.appointment?.id === before?.appointment?.id
  return before?.version === 0 && isSameBooking ? before.agreedAt : made.agreedAt
}

/** The versions behind a new one: the one it follows is kept as it was read. */
export function earlierOf(before: Handoff | undefined, version: number): HandoffVersion[] {
  if (!before) return []
  if (before.version === version || before.version === 0) return before.earlier
  const { version: was, agreedAt, lines } = before
  return [...before.earlier, { version: was, agreedAt, lines }].slice(-MOST_EARLIER)
}

/** What a reader has before them: changes with each agreement, and with whatever more is heard of a worry. In figures alone. */
export const versionSeen = ({ version, concerns }: Pick<Handoff, 'version' | 'concerns'>): string =>
  [version, ...concerns.map(({ response, count }) => `${RESPONSES.indexOf(response)}.${count}`)].join(' ')

/** Which telling of it this is, for whoever is told that there is something to read: a version, or what was heard after it was read. */
export const tellingOf = ({ version, heardSince }: Pick<Handoff, 'version' | 'heardSince'>): string =>
  heardSince ? `${version} ${heardSince.at}` : String(version)

/** Whether more is heard of a worry than before: one that was not there, the same said again, or one that is graver now. */
function hasMore({ concerns }: Handoff, before: Handoff): boolean {
  return concerns.some((one) => {
    const known = before.concerns.find(({ id }) => id === one.id)
    return !known || one.count > known.count || !atLeast(known.response, one.response)
  })
}

/**
 * Who has read a handoff that is made anew. A new version wants to be read again, and so does one in which more is heard of a worry: of what
 * asks for no alert nobody else is told. A changed time does not.
 */
export function standingReading(
  made: Handoff,
  before: Handoff | undefined,
  now: Date,
): Pick<Handoff, 'acknowledged' | 'heardSince'> {
  if (before?.version !== made.version || before.status !== 'sent') return {}
  const { acknowledged, heardSince } = before
  if (acknowledged && hasMore(made, before))
    return { heardSince: { at: now.toISOString(), readBy: acknowledged.name } }
  return { ...(acknowledged && { acknowledged }), ...(heardSince && { heardSince }) }
}
