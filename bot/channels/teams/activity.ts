import { z } from 'zod'
import { HttpError } from '../../http/http-error.ts'

/** Characters of one message that are passed on whole: Teams' own limit of 100 KB lies above it, and so does the whole request's. */
const LONGEST_TEXT = 16_000
/** Ids of Teams are long (150 characters and more); never an object, and never a key of every object. */
const Id = z
  .string()
  .min(1)
  .max(512)
  .refine((id) => id !== '__proto__' && id !== 'constructor' && id !== 'prototype', 'no id')
const Words = z.string().max(LONGEST_TEXT)

/**
 * The fields of an activity that we take; the rest goes no further. Who speaks, where and by which connector must be right; decoration is
 * dropped when it is wrong, so that nobody's words are lost for it.
 */
const Posted = z.object({
  type: z.string().min(1).max(64),
  id: Id.optional().catch(undefined),
  channelId: z.enum(['msteams', 'directline']),
  serviceUrl: z.string().min(1).max(512),
  from: z.object({
    id: Id,
    name: z.string().max(256).optional().catch(undefined),
    aadObjectId: z.guid().optional().catch(undefined),
    role: z.string().max(32).optional().catch(undefined),
  }),
  recipient: z.object({ id: Id }).optional().catch(undefined),
  conversation: z.object({
    id: Id,
    conversationType: z.string().max(32).optional().catch(undefined),
    isGroup: z.boolean().optional().catch(undefined),
    tenantId: z.guid().optional().catch(undefined),
  }),
  text: Words.optional().nullable(),
  locale: z.string().max(35).optional().catch(undefined),
  name: z.string().max(128).optional().catch(undefined),
  action: z.string().max(32).optional().catch(undefined),
  replyToId: Id.optional().catch(undefined),
  value: z.unknown().optional(),
  attachments: z
    .array(z.object({ contentType: z.string().max(100) }))
    .max(50)
    .optional()
    .catch(undefined),
  membersAdded: z
    .array(z.object({ id: z.string().max(512) }))
    .max(500)
    .optional()
    .catch(undefined),
  channelData: z
    .object({
      tenant: z.object({ id: z.guid() }).optional().catch(undefined),
      clientActivityID: z.string().min(1).max(128).optional().catch(undefined),
      matters: z
        .object({
          chose: z.array(z.string().max(128)).max(30).optional(),
          replyTo: z.string().max(128).optional(),
          seen: z.string().max(128).optional().catch(undefined),
        })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
})
export type Posted = z.infer<typeof Posted>

/** Reads a posted activity. Throws `BadArgument`, or `TooLarge` for a text over the limit. */
export function readPosted(body: unknown): Posted {
  const posted = Posted.safeParse(body)
  if (posted.success) return posted.data
  const isLong = posted.error.issues.some(({ path, code }) => path[0] === 'text' && code === 'too_big')
  throw new HttpError(isLong ? 'TooLarge' : 'BadArgument', 'not an activity we take')
}

/** The tenant whose chat it is, as the connector says it; lower case. */
export const tenantOf = ({ conversation, channelData }: Posted): string | undefined =>
  (channelData?.tenant?.id ?? conversation.tenantId)?.toLowerCase()

/** A chat between one person and the bot. Direct Line has no other. */
export const isPersonal = ({ channelId, conversation }: Posted): boolean =>
  channelId === 'directline' ||
  (conversation.isGroup !== true && (conversation.conversationType ?? 'personal') === 'personal')

/** Content types of what was sent along; the copy of the words as HTML, which Teams adds to each message, is no attachment. */
export const filesOf = ({ attachments }: Posted): string[] =>
  (attachments ?? []).map(({ contentType }) => contentType).filter((type) => type !== 'text/html')

/** The text as it can be stored and shown everywhere: lone surrogates become U+FFFD, NUL goes. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '�').replaceAll('\0', '')
