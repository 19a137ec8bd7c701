import { z } from 'zod'
import { Later } from '../follow-up/later.ts'

/** Where the conversation has got to, by names (never a step's number): a deployment in mid-conversation does no harm. */
export const Flow = z.object({
  /** Questions of the path asked so far, `about-you.age`, oldest first: the way back. */
  trail: z.array(z.string()).default([]),
  /** Easier words were asked for. */
  easier: z.boolean().default(false),
  /** The language they are spoken to in, by its folder's name; absent is English. */
  language: z.string().optional(),
  /** Messages that the listening for danger could not read, and whether they were told so. */
  unread: z.int().min(0).default(0),
  /** They were told, in a language that is not listened to as well as English, how much is heard. */
  toldListening: z.boolean().default(false),
  /** Kinds of concern that have had their gentle sentence, so that it is said once. */
  gentleAbout: z.array(z.string()).default([]),
  /** When the young person last wrote, to greet them after a long silence. */
  lastHeard: z.iso.datetime().optional(),
  /** What the bot will do by itself, and when. */
  later: z.array(Later).default([]),
  /** They said stop, or asked not to be asked: the bot begins nothing by itself any more. */
  quiet: z.boolean().default(false),
  /** What has been counted of this conversation for the impact pages, each once. */
  counted: z.array(z.string()).default([]),
  /** Until when the code to come back works that they have, perhaps on paper. */
  code: z.object({ until: z.iso.datetime() }).optional(),
  /** The page with their data, as long as it can be opened; its key is as good as a password. */
  page: z.object({ key: z.string(), until: z.iso.datetime() }).optional(),
})
export type Flow = z.infer<typeof Flow>

export const newFlow = (): Flow => Flow.parse({})
