import { z } from 'zod'
import type { Opportunity } from './opportunity.ts'

/** Whose data it is, as the school's settings say. */
export interface FeedOrigin {
  readonly id: string
  readonly licence?: string | undefined
  readonly attribution?: string | undefined
}

/** Why a record was left out. */
export const LeftOut = z.enum([
  'not-a-service',
  'no-id',
  'no-name',
  'closed',
  'paused',
  'expired',
  'hidden',
  'wrong-row',
])
export type LeftOut = z.infer<typeof LeftOut>

/** What was taken with a correction; each is named in the import summary. */
export const Correction = z.enum([
  'position-outside-uk',
  'position-swapped',
  'position-zero',
  'address-outside-uk',
  'email-placeholder',
  'ages-contradict',
  'ages-impossible',
  'postcode-invalid',
  'not-free-after-all',
  'phone-without-number',
  'text-cut',
  'markup-removed',
  'wrong-type',
])
export type Correction = z.infer<typeof Correction>

/** What became of one record of a feed. */
export type Mapped =
  | { readonly taken: Opportunity; readonly corrections: readonly Correction[] }
  | { readonly leftOut: LeftOut; readonly name: string }
