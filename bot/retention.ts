import { z } from 'zod'
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
import { DamagedRecord, VersionConflict } from './storage/errors.ts'
import type { Store } from './storage/store.ts'

const DAY_MS = 86_400_000

/** Six years, as long as a complaint or claim about what staff read may come: who read what, and no word of a young person. */
export const KEEP_AUDIT_DAYS = 2_190

/** The first day, in UTC, whose audit entries are still kept. */
export const oldestAuditDay = (clock: Clock): string => dayBefore(clock, KEEP_AUDIT_DAYS)

/** What it hangs on whether a conversation is past its time. */
const Standing = z.object({ handedOff: z.boolean(), pending: z.boolean(), day: z.iso.date() })
type Standing = z.infer<typeof Standing>

export interface Sweep {
  readonly store: Store
  readonly clock: Clock
  readonly keepDays: number
  readonly logger: Logger
}

/**
 * Deletes conversations that nobody sent to a link worker and nobody has touched for the days that were promised. One that still has
 * something to do (an alert that has not left) stays, and so does one that is on the waiting list: a time may take longer to come free.
 * Gives how many were deleted; one that fails is left for the next night.
 */
export async function sweepConversations(of: Sweep): Promise<number> {
  return sweepPast(of, { isKeptLonger: false, what: 'conversations past their time' })
}

/**
 * The same for those of which something was sent or booked, those that wait for a time, and those that cannot be read so that nobody knows,
 * with what was sent and what link workers wrote down about it. Their organisation's own records have what they need. What was written
 * about a concern stays with it.
 */
export async function sweepSent(of: Sweep): Promise<number> {
  return (
    (await sweepPast(of, { isKeptLonger: true, what: 'sent conversations past their time' })) +
    (await sweepSetAside(of)) +
    (await sweepLeftBehind(of))
  )
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

/**
 * Deletes the conversations of one class that are past their time, then what belongs to each: those that somebody has, or will have when a
 * time comes free, are kept longer. One that somebody comes back to meanwhile stays.
 */
async function sweepPast(
  of: Sweep,
  { isKeptLonger, what }: { isKeptLonger: boolean; what: string },
): Promise<number> {
  const waiting = new Set((await of.store.collection(waitingEntries).list({})).map(({ id }) => id))
  const oldest = dayBefore(of.clock, of.keepDays)
  const isPast = (id: string, { handedOff, pending, day }: Standing): boolean =>
    (handedOff || waiting.has(id)) === isKeptLonger && !pending && day < oldest
  const listed = await of.store.collection(conversations).list({ pending: false })
  const known = (await setAside(of)).flatMap(({ id, index }) => (index ? [{ id, index }] : []))
  const past = [...listed, ...known].filter(({ id, index }) => isPast(id, index))
  return deleteAll(of, past, what, async ({ id }) => {
    if (!(await deletePast(of.store, id, isPast))) return false
    await eraseBelongings(of.store, id)
    return true
  })
}

/** Deletes one as it stands now: by the time it is its turn in a long list, somebody may have written in it. False when it stays. */
async function deletePast(
  store: Store,
  id: string,
  isPast: (id: string, index: Standing) => boolean,
): Promise<boolean> {
  const records = store.collection(conversations)
  try {
    const stored = await records.get(id)
    if (!stored || !isPast(id, conversations.index(stored.body))) return false
    await records.delete(id, stored.version)
    return true
  } catch (error) {
    if (error instanceof VersionConflict) return false
    if (!(error instanceof DamagedRecord)) throw error
    // Nobody comes back to what cannot be opened, and it has its end all the same.
    await records.delete(id)
    return true
  }
}

/** The summary goes last: by it a sweep that was broken off is found. */
async function eraseBelongings(store: Store, conversation: string): Promise<void> {
  const given = store.collection(codes)
  for (const { id } of await given.list({ conversation })) await given.delete(id)
  await store.collection(caseworks).delete(caseworkId('handoff', conversation))
  await store.collection(handoffs).delete(conversation)
}

/** Conversations that are out of use, as their files could not be read: no list has them, and nobody comes back to them. */
async function setAside({
  store,
}: Pick<Sweep, 'store'>): Promise<{ id: string; day: string; index: Standing | undefined }[]> {
  const all = (await store.setAside?.()) ?? []
  return all
    .filter(({ collection }) => collection === conversations.name)
    .map(({ id, day, index }) => ({ id, day, index: Standing.safeParse(index).data }))
}

/** Those past their time by the day of their last write, whatever is or is not known of them: what they had to do is never done. */
async function sweepSetAside(of: Sweep): Promise<number> {
  const oldest = dayBefore(of.clock, of.keepDays)
  const past = (await setAside(of)).filter(({ day }) => day < oldest)
  return deleteAll(of, past, 'conversations that could not be read', async ({ id }) => {
    await of.store.collection(conversations).delete(id)
    await eraseBelongings(of.store, id)
  })
}

/** Summaries past their time whose conversation is gone, as a sweep was broken off between the two. */
async function sweepLeftBehind(of: Sweep): Promise<number> {
  const records = of.store.collection(conversations)
  const oldest = dayBefore(of.clock, of.keepDays)
  const sent = await of.store.collection(handoffs).list({})
  const past = sent.filter(({ index }) => index.at.slice(0, 10) < oldest)
  return deleteAll(of, past, 'summaries of conversations that are gone', async ({ id }) => {
    if (await isThere(records.get(id))) return false
    await eraseBelongings(of.store, id)
    return true
  })
}

/** One that cannot be read has its own end, and its summary with it. */
async function isThere(reading: Promise<unknown>): Promise<boolean> {
  try {
    return (await reading) !== undefined
  } catch (error) {
    if (error instanceof DamagedRecord) return true
    throw error
  }
}

async function deleteAll<One extends { readonly id: string }>(
  of: Pick<Sweep, 'logger'>,
  past: readonly One[],
  what: string,
  /** False when it stays. */
  erase: (one: One) => Promise<unknown>,
): Promise<number> {
  let deleted = 0
  for (const one of past) {
    try {
      if ((await erase(one)) !== false) deleted += 1
    } catch (error) {
      const code = error instanceof MattersError ? error.code : 'unexpected'
      of.logger.error({ record: one.id, code }, `${what}: one could not be deleted`)
    }
  }
  if (deleted > 0) of.logger.info({ deleted }, `${what} were deleted`)
  return deleted
}
