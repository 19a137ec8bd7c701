import { z } from 'zod'
import type { Incoming, LoggedActivity } from '../../conversations.ts'
import { HttpError } from '../../http/http-error.ts'
import { DIRECT_LINE_LIMITS } from './limits.ts'

const Key = z.string().min(1).max(128)

/**
 * The fields of an activity that we take; all others are the client's own affair and go no further. What carries meaning is refused when
 * it is wrong. Decoration (locale, ids, taps) is dropped instead: a child's words are not lost for it.
 */
const Posted = z.object({
  type: z.enum(['message', 'event', 'typing', 'conversationUpdate']),
  text: z.string().optional(),
  name: z.string().min(1).max(64).optional(),
  attachments: z
    .array(z.object({ contentType: z.string().max(100) }))
    .max(10)
    .optional(),
  conversation: z.object({ id: z.string() }).optional(),
  id: Key.optional().catch(undefined),
  locale: z
    .string()
    .regex(/^[a-z]{2,3}(-[a-z0-9]{1,8}){0,3}$/i)
    .optional()
    .catch(undefined),
  channelData: z
    .object({
      clientActivityID: Key.optional().catch(undefined),
      matters: z
        .object({
          chose: z.array(Key).max(30).optional(),
          replyTo: Key.optional(),
          seen: Key.optional().catch(undefined),
        })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
})

/**
 * Reads a posted activity. Throws `BadArgument`, or `TooLarge` for a text over the limit. Lone surrogates become U+FFFD and NUL goes, since
 * neither can be stored and shown everywhere.
 */
export function readIncoming(body: unknown, conversation: string): Incoming {
  const posted = Posted.safeParse(body)
  if (!posted.success) throw new HttpError('BadArgument', 'not an activity')
  const { type, text, locale, name, attachments, channelData, id } = posted.data
  if (posted.data.conversation !== undefined && posted.data.conversation.id !== conversation)
    throw new HttpError('BadArgument', 'activity names another conversation')
  if (type === 'event' && name === undefined) throw new HttpError('BadArgument', 'event without a name')
  if (text !== undefined && text.length > DIRECT_LINE_LIMITS.text)
    throw new HttpError('TooLarge', 'text over the limit')
  const clientActivityId = channelData?.clientActivityID ?? id
  const { chose, replyTo, seen } = channelData?.matters ?? {}
  return {
    type,
    ...(text !== undefined && { text: wellFormed(text) }),
    ...(locale !== undefined && { locale }),
    ...(clientActivityId !== undefined && { clientActivityId }),
    ...(attachments?.length && { attachments: attachments.map((one) => one.contentType) }),
    ...(name !== undefined && { name }),
    ...(chose !== undefined && { tap: { chose, ...(replyTo !== undefined && { replyTo }) } }),
    ...(seen !== undefined && { seen }),
  }
}

/** A logged activity as Direct Line clients expect it: with an id, its conversation and channel, whatever the log left out. */
export function present(conversation: string, entry: LoggedActivity): Record<string, unknown> {
  return {
    channelId: 'directline',
    id: `${conversation}|${String(entry.seq).padStart(7, '0')}`,
    ...entry.activity,
    conversation: { id: conversation },
  }
}

/** Reads a watermark. None (older clients write `null`) is the beginning. Throws `BadArgument`. */
export function readWatermark(text: string | null): number {
  if (text === null || text === '' || text === 'null') return 0
  if (!/^\d{1,10}$/.test(text)) throw new HttpError('BadArgument', 'not a watermark')
  return Number(text)
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD').replaceAll('\0', '')
}
