import { z } from 'zod'
import type { CollectionDefinition } from '../storage/store.ts'

/** A mail as it is sent: made when it was called for, so that what leaves is what was true then. */
export const NoticeMail = z.object({
  to: z.email(),
  subject: z.string(),
  text: z.string(),
  ics: z.object({ method: z.enum(['request', 'cancel']), content: z.string() }).optional(),
})
export type NoticeMail = z.infer<typeof NoticeMail>

/** Something that is to be told outside a turn, at its time: a mail, or a reminder, which looks at the booking once more before it speaks. */
export const Notice = z.object({
  /** When it is to be sent, or tried again. */
  dueAt: z.iso.datetime(),
  /** After this it is of no use to anybody. */
  until: z.iso.datetime(),
  tried: z.int().min(0),
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('mail'), mail: NoticeMail }),
    z.object({
      kind: z.literal('reminder'),
      conversation: z.string(),
      appointment: z.string(),
      /** The version of the appointment it is about. */
      sequence: z.int(),
      email: z.email().optional(),
    }),
  ]),
})
export type Notice = z.infer<typeof Notice>

export type NoticeIndex = { kind: string; dueAt: string }

export const notices: CollectionDefinition<Notice, NoticeIndex> = {
  name: 'notices',
  schemaVersion: 1,
  schema: Notice,
  index: ({ what, dueAt }) => ({ kind: what.kind, dueAt }),
}

/** The reminder a young person asked for. */
export const reminderId = (conversation: string): string => `reminder.${conversation}`

/** The mail that tells them of a time that is kept for them until this moment. */
export const offerId = (conversation: string, until: string): string =>
  `offer.${conversation}.${Date.parse(until).toString(36)}`

/** Whose conversation a notice is sent to; undefined when it goes to a link worker. */
export const conversationOf = (noticeId: string): string | undefined =>
  /^reminder\.(.+)$/u.exec(noticeId)?.[1] ?? /^offer\.(.+)\.\w+$/u.exec(noticeId)?.[1]
