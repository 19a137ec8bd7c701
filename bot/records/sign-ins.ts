import { z } from 'zod'
import type { CollectionDefinition } from '../storage/store.ts'
import { Account } from './accounts.ts'
import { StaffId } from './roles.ts'

/** What the inbox must remember of signing in. Everything but accounts is forgotten after its `until`. */
export const SignInRecord = z.discriminatedUnion('kind', [
  Account,
  /** A session of the demonstration, of someone whom the school's settings name. */
  z.object({ kind: z.literal('session'), staff: StaffId, until: z.iso.datetime() }),
  z.object({
    kind: z.literal('account-session'),
    account: z.string(),
    /** The school that is looked at. */
    school: z.string(),
    /** When they last did something; after a while of nothing the session is over. */
    seenAt: z.iso.datetime(),
    until: z.iso.datetime(),
  }),
  /** Someone between two steps of signing in: their password was right, their code is still to come. */
  z.object({
    kind: z.literal('half-way'),
    account: z.string(),
    step: z.enum(['code', 'app']),
    /** The secret an app is being given, until a code of it has come back. */
    secret: z.string().optional(),
    until: z.iso.datetime(),
  }),
  z.object({ kind: z.literal('used-link'), until: z.iso.datetime() }),
])
export type SignInRecord = z.infer<typeof SignInRecord>

export type SignInIndex = {
  kind: string
  until: string
  /** Whose it is; empty for what belongs to nobody. Of an account itself: its own id. */
  account: string
}

/** Later than anything that is forgotten by its time. */
const NEVER = '9999-12-31T00:00:00.000Z'

export const signIns: CollectionDefinition<SignInRecord, SignInIndex> = {
  name: 'people',
  schemaVersion: 2,
  schema: SignInRecord,
  // 2 knows accounts; what 1 wrote stands as it is.
  migrations: { 1: (old) => old },
  index: (record) => ({
    kind: record.kind,
    until: record.kind === 'account' ? NEVER : record.until,
    account: record.kind === 'account' ? record.id : 'account' in record ? record.account : '',
  }),
}
