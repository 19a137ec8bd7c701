import { z } from 'zod'

/** Something the bot does by itself at a time, kept in the conversation's record and taken out of it in the commit that does it. */
export const Later = z.discriminatedUnion('type', [
  /** A code that was shown is taken off the screen and out of the log. */
  z.object({ type: z.literal('hide-code'), at: z.iso.datetime() }),
  /** "Did you get there?", about ideas they liked. */
  z.object({ type: z.literal('got-there'), at: z.iso.datetime(), ideas: z.array(z.string()) }),
  /** Their goal, and how sure they are by now. */
  z.object({ type: z.literal('goal-review'), at: z.iso.datetime() }),
])
export type Later = z.infer<typeof Later>

/** What came of a question the bot asked by itself: an answer by id, or a number from 0 to 10 with the one before it. */
export const FollowUp = z.discriminatedUnion('about', [
  z.object({
    about: z.literal('ideas'),
    at: z.iso.datetime(),
    ideas: z.array(z.string()),
    answer: z.enum(['yes', 'not-yet', 'not-for-me', 'own-words']),
  }),
  z.object({
    about: z.literal('goal'),
    at: z.iso.datetime(),
    before: z.int().min(0).max(10).nullable(),
    now: z.int().min(0).max(10),
  }),
])
export type FollowUp = z.infer<typeof FollowUp>
