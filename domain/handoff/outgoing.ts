import { z } from 'zod'
import { waitBeforeRetry } from '../alerts/backoff.ts'
import { SummaryLine } from '../conversation/person.ts'

/** Where a handoff can leave for by itself: what was shared with the school or the GP by e-mail, the whole as FHIR to a system. */
export const Target = z.enum(['school', 'gp', 'fhir'])
export type Target = z.infer<typeof Target>

/** Longer than any receiver may take to answer: past it, the process that was sending is gone. */
const CLAIM_MS = 60_000
/** What has left stays listed, so that a reader sees it; older ones than these are forgotten. */
const MOST_LISTED = 20

/** One thing on its way out, until it is taken. */
export const Outgoing = z.object({
  /** The same for every try, so that a receiver can drop what it has seen. It tells nothing of whose it is. */
  id: z.string(),
  /** The id of what it says, where something else was said before it: what is said again is not the document of then. */
  says: z.string().optional(),
  to: Target,
  version: z.int().min(0),
  /** For school and GP: exactly what was shared with them. Empty once it has left. */
  lines: z.array(SummaryLine),
  tried: z.int().min(0),
  /** How the last try failed, as a code that quotes nobody. */
  failed: z.string().max(64).optional(),
  retryAt: z.iso.datetime().optional(),
  doneAt: z.iso.datetime().optional(),
  claim: z.object({ by: z.string(), until: z.iso.datetime() }).optional(),
})
export type Outgoing = z.infer<typeof Outgoing>

export const isWaiting = ({ doneAt }: Outgoing): boolean => doneAt === undefined

/** What is to leave. Its id is the id of what it says: the same for the same words. */
export type Leaving = Pick<Outgoing, 'id' | 'to' | 'version' | 'lines'>

const saysOf = ({ id, says = id }: Outgoing): string => says

/**
 * The list with what is to leave now. What the new one replaces and has not left yet is dropped, what has left stays as it is, and
 * what the receiver heard last is not sent twice. What was said before that is said again, under an id that `idAfter` makes of it and
 * of what went last.
 */
export function withOutgoing(
  listed: readonly Outgoing[],
  wanted: readonly Leaving[],
  idAfter: (says: string, last: string) => string,
): Outgoing[] {
  const isWanted = (one: Outgoing): boolean => wanted.some(({ id }) => id === saysOf(one))
  // What was tried may have come in, whatever was heard of it.
  const mayBeThere = (one: Outgoing): boolean => !isWaiting(one) || one.tried > 0 || one.claim !== undefined
  const known = listed.filter((one) => mayBeThere(one) || isWanted(one))
  const lastTo = (target: Target): Outgoing | undefined => known.findLast(({ to }) => to === target)
  const kept = listed.filter((one) => !isWaiting(one) || isWanted(one))
  const fresh = wanted.flatMap((one): Outgoing[] => {
    const last = lastTo(one.to)
    if (last === undefined) return [{ ...one, tried: 0 }]
    if (saysOf(last) === one.id) return []
    return [{ ...one, id: idAfter(one.id, last.id), says: one.id, tried: 0 }]
  })
  const all = [...kept, ...fresh]
  const isLast = (one: Outgoing): boolean => all.findLast(({ to }) => to === one.to) === one
  return all.filter((one, at) => at >= all.length - MOST_LISTED || isLast(one))
}

/** What waits to leave for others than `target`, as it was wanted. */
export const waitingBut = (listed: readonly Outgoing[], target: Target): Leaving[] =>
  listed.filter((one) => isWaiting(one) && one.to !== target).map((one) => ({ ...one, id: saysOf(one) }))

/** When this may next be tried: undefined when it has left, the end of the claim while another process is at it. */
export function dueAt(one: Outgoing): number | undefined {
  if (!isWaiting(one)) return undefined
  return Math.max(Date.parse(one.retryAt ?? '') || 0, Date.parse(one.claim?.until ?? '') || 0)
}

export const claimed = (one: Outgoing, by: string, now: Date): Outgoing => ({
  ...one,
  claim: { by, until: new Date(now.getTime() + CLAIM_MS).toISOString() },
})

/** After a try: gone, with its lines forgotten, or to be tried again later and later. */
export function afterTry(
  before: Outgoing,
  outcome: { readonly ok: boolean; readonly code?: string; readonly retryAfterMs?: number },
  now: Date,
  chance: number,
): Outgoing {
  const { id, to, version, lines } = before
  const says = before.says === undefined ? {} : { says: before.says }
  const tried = before.tried + 1
  if (outcome.ok) return { id, ...says, to, version, lines: [], tried, doneAt: now.toISOString() }
  const wait = waitBeforeRetry(tried, chance, outcome.retryAfterMs)
  const retryAt = new Date(now.getTime() + wait).toISOString()
  return { id, ...says, to, version, lines, tried, failed: outcome.code ?? 'failed', retryAt }
}
