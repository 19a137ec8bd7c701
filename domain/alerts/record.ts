import { z } from 'zod'

/** One try to deliver. `code` says how it failed, or what was odd about a success; it never quotes anybody. */
export const Attempt = z.object({
  at: z.iso.datetime(),
  ok: z.boolean(),
  code: z.string().max(64).optional(),
})
export type Attempt = z.infer<typeof Attempt>

/** A step of an alert by one channel, from its first try on. */
export const Delivery = z.object({
  /** The event id that receivers see: the same for every try. */
  id: z.string(),
  round: z.int().min(1),
  step: z.int().min(0),
  channel: z.string(),
  /** Duty contacts told, by id. */
  told: z.array(z.string()),
  /** The first try and the latest ones; `tried` counts all. */
  attempts: z.array(Attempt),
  tried: z.int().min(0),
  doneAt: z.iso.datetime().optional(),
  /** After a failure: not before then. */
  retryAt: z.iso.datetime().optional(),
  /** A process is sending it at this moment; when it has died, `until` passes. */
  claim: z.object({ by: z.string(), at: z.iso.datetime(), until: z.iso.datetime() }).optional(),
})
export type Delivery = z.infer<typeof Delivery>

/** The process that was sending ended before it could say what came of it. */
export const INTERRUPTED = 'interrupted'
/** As many tries as a day of the longest waits makes stay listed. */
const MOST_LISTED = 100

/** The delivery with one more try in it, and nobody at it any more. The middle is forgotten before the first and the latest are. */
export function withAttempt(delivery: Delivery, attempt: Attempt): Delivery {
  const { id, round, step, channel, told } = delivery
  const all = [...delivery.attempts, attempt]
  const [first, ...others] = all
  const attempts = all.length > MOST_LISTED && first ? [first, ...others.slice(1 - MOST_LISTED)] : all
  return { id, round, step, channel, told, attempts, tried: delivery.tried + 1 }
}

/** A channel that was tried and has not taken it yet; that we ourselves were interrupted says nothing of the channel. */
export const hasFailed = ({ attempts }: Delivery): boolean =>
  attempts.some(({ ok, code }) => !ok && code !== INTERRUPTED)
