import { z } from 'zod'
import type { CollectionDefinition } from '../storage/store.ts'

export const Role = z.enum(['duty-contact', 'link-worker'])
export type Role = z.infer<typeof Role>

/** A member of staff as the school's settings name them. */
export const StaffId = z.object({ school: z.string(), role: Role, id: z.string() })
export type StaffId = z.infer<typeof StaffId>

/** What the inbox must remember of signing in: open sessions, and links that were used up. Both are forgotten after `until`. */
export const SignInRecord = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session'), staff: StaffId, until: z.iso.datetime() }),
  z.object({ kind: z.literal('used-link'), until: z.iso.datetime() }),
])
export type SignInRecord = z.infer<typeof SignInRecord>

export type SignInIndex = { kind: string; until: string }

export const signIns: CollectionDefinition<SignInRecord, SignInIndex> = {
  name: 'people',
  schemaVersion: 1,
  schema: SignInRecord,
  index: ({ kind, until }) => ({ kind, until }),
}
