import { z } from 'zod'

/** What an adult wrote about a young person and who they are, as the young person sees it first and may leave out of what they send. */
export const Referral = z.object({
  name: z.string(),
  /** What they are to the young person, in their own words: "form tutor", "dad". */
  role: z.string(),
  words: z.string(),
  at: z.iso.datetime(),
  /** They were signed in: it is known who wrote it. Anyone can fill in a public page. */
  isKnown: z.boolean(),
})
export type Referral = z.infer<typeof Referral>

export const REFERRAL_LIMITS = {
  name: 80,
  role: 80,
  /** Read in a quarter of a minute, before anything else: an adult's letter is not what this is for. */
  words: 600,
  /** Days a link works. */
  days: 14,
  /** Days after its end that who wrote it can see that it was not taken up. */
  shownDays: 30,
} as const
