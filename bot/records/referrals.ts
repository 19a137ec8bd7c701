import { z } from 'zod'
import { Referral } from '../../domain/referral/types.ts'
import type { CollectionDefinition } from '../storage/store.ts'

/**
 * An invitation that an adult wrote for a young person, under the hash of its link's token: the token itself is nowhere. Words are there
 * while the link is open, and are gone when it was declined, has ended, or was taken up (then they are the conversation's).
 */
export const ReferralRecord = z.object({
  school: z.string(),
  /** The staff id of who wrote it in the inbox; undefined for one from the public page. */
  by: z.string().optional(),
  at: z.iso.datetime(),
  until: z.iso.datetime(),
  status: z.enum(['open', 'taken', 'declined']),
  referral: Referral.optional(),
})
export type ReferralRecord = z.infer<typeof ReferralRecord>

export type ReferralIndex = {
  school: string
  by: string
  status: string
  /** The last day in UTC on which it works. */
  day: string
}

export const referrals: CollectionDefinition<ReferralRecord, ReferralIndex> = {
  name: 'referrals',
  schemaVersion: 1,
  schema: ReferralRecord,
  index: ({ school, by, status, until }) => ({ school, by: by ?? '', status, day: until.slice(0, 10) }),
}
