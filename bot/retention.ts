import type { Clock } from '../domain/time/clock.ts'
import { MattersError } from './errors.ts'
import { keptTimes } from './kept-times.ts'
import type { Logger } from './logger.ts'
import { auditEntries } from './records/audit.ts'
import { caseworkId, caseworks } from './records/casework.ts'
import { codes } from './records/codes.ts'
import { conversations } from './records/conversations.ts'
import { handoffs } from './records/handoffs.ts'
import { waitingEntries } from './records/waiting.ts'
import type { Store } from './storage/store.ts'

const DAY_MS = 86_400_000

/** Six years, as long as a complaint or claim about what staff read may come: who read what, and no word of a young person. */
export const KEEP_AUDIT_DAYS = 2_190

/** The first day, in UTC, whose audit entries are still kept. */
export const oldestAuditDay = (clock: Clock): string => dayBefore(clock, KEEP_AUDIT_DAYS)

export interface Sweep {
  readonly store: Store
  readonly clock: Clock
  readonly keepDays: number
  readonly logger: Logger
}

/**
 * Deletes conversations that nobody sent to a link worker and nobody has touched for the days that were promised. One that still has
 * something to do (an alert that has not left) stays, and so does one that is on the waiting list: a time may take longer to come free. Gives how many were deleted; one that fails is left for the next night.
 */
export async function sweepConversations(of: Sweep): Promise<number> {
  const records = of.store.collection(conversations)
  const { unsent } = await pastTheirTime(of)
  return deleteAll(of, unsent, 'conversations past their time', async ({ id }) => {
    await endCodes(of.store, id)
    await records.delete(id)
  })
}

/**
 * The same for those of which something was sent or booked, and those that wait for a time, with what was sent and what link workers wrote down about it. Their
 * organisation's own records have what they need. What was written about a concern stays with it.
 */
export async function sweepSent(of: Sweep): Promise<number> {
  const records = of.store.collection(conversations)
  const { sent } = await pastTheirTime(of)
  return deleteAll(of, sent, 'sent conversations past their time', async ({ id }) => {
    await endCodes(of.store, id)
    await of.store.collection(handoffs).delete(id)
    await of.store.collection(caseworks).delete(caseworkId('handoff', id))
    await records.delete(id)
  })
}

/**
 * Codes that have ended, the audit's oldest entries, and what was kept about times for conversations that are gone: places on the waiting
 * list, holds, mails. A meeting that was booked is in the link worker's calendar, and keeps its time.
 */
export async function sweepSmall(of: Omit<Sweep, 'keepDays'>): Promise<number> {
  const given = of.store.collection(codes)
  const today = dayBefore(of.clock, 0)
  const ended = (await given.list({})).filter(({ index }) => index.day < today)
  const audit = of.store.collection(auditEntries)
  const oldest = oldestAuditDay(of.clock)
  const old = (await audit.list({})).filter(({ index }) => index.day < oldest)
  // Before the conversations are looked for: what belongs to one that is new is not taken for left over.
  const times = (await keptTimes(of.store)).filter(({ isBooked }) => !isBooked)
  const here = new Set((await of.store.collection(conversations).list({})).map(({ id }) => id))
  const left = times.filter(({ conversation }) => !here.has(conversation))
  return (
    (await deleteAll(of, ended, 'codes that had ended', ({ id }) => given.delete(id))) +
    (await deleteAll(of, old, 'audit entries past their time', ({ id }) => audit.delete(id))) +
    (await deleteAll(of, left, 'times of conversations that are gone', (one) => one.erase()))
  )
}

/** The whole nightly sweep, class by class (docs/retention.md). Safeguarding's alerts are not swept: their school's rules decide. */
export async function sweepAll(of: Sweep & { readonly keepSentDays: number }): Promise<number> {
  return (
    (await sweepConversations(of)) +
    (await sweepSent({ ...of, keepDays: of.keepSentDays })) +
    (await sweepSmall(of))
  )
}

/** The day, in UTC, so many days ago. */
export const dayBefore = (clock: Clock, days: number): string =>
  new Date(clock.now().getTime() - days * DAY_MS).toISOString().slice(0, 10)

/** Conversations that nobody has touched for so many days: those that somebody has or will have, which are kept longer, and the others. */
async function pastTheirTime({ store, clock, keepDays }: Sweep) {
  const waiting = new Set((await store.collection(waitingEntries).list({})).map(({ id }) => id))
  const oldest = dayBefore(clock, keepDays)
  const quiet = await store.collection(conversations).list({ pending: false })
  const past = quiet.filter(({ index }) => index.day < oldest)
  const isSent = ({ id, index }: (typeof past)[number]) => index.handedOff || waiting.has(id)
  return { sent: past.filter(isSent), unsent: past.filter((one) => !isSent(one)) }
}

async function endCodes(store: Store, conversation: string): Promise<void> {
  const given = store.collection(codes)
  for (const { id } of await given.list({ conversation })) await given.delete(id)
}

async function deleteAll<One extends { readonly id: string }>(
  of: Pick<Sweep, 'logger'>,
  past: readonly One[],
  what: string,
  erase: (one: One) => Promise<void>,
): Promise<number> {
  let deleted = 0
  for (const one of past) {
    try {
      await erase(one)
      deleted += 1
    } catch (error) {
      const code = error instanceof MattersError ? error.code : 'unexpected'
      of.logger.error({ record: one.id, code }, `${what}: one could not be deleted`)
    }
  }
  if (deleted > 0) of.logger.info({ deleted }, `${what} were deleted`)
  return deleted
}
