import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Role } from '../../domain/school/role.ts'

/** What someone is at one school. */
export const Place = z.object({
  school: z.string(),
  roles: z.array(Role).min(1),
  /** Who they are in the school's settings (a duty contact's or link worker's id), so that alerts and summaries find them. */
  as: z.string().optional(),
  /** `claims`: given by what their organisation's sign-in says of them, and looked at again each time they sign in by it. */
  from: z.enum(['person', 'claims']).default('person'),
})
export type Place = z.infer<typeof Place>

/** A password as it is kept: with the cost it was made with, so that the cost can rise later. */
export const PasswordHash = z.object({
  algorithm: z.literal('scrypt'),
  n: z.int().positive(),
  r: z.int().positive(),
  p: z.int().positive(),
  /** Base64url, as the hash. */
  salt: z.string(),
  hash: z.string(),
})
export type PasswordHash = z.infer<typeof PasswordHash>

/** Someone who may sign in to the inbox. */
export const Account = z.object({
  kind: z.literal('account'),
  id: z.string(),
  email: z.string(),
  name: z.string().min(1),
  /** `invited`: has not come yet, or was reset and must take a new invitation. */
  status: z.enum(['invited', 'active', 'suspended']),
  places: z.array(Place),
  password: PasswordHash.optional(),
  /** The authenticator app: its secret in base32, and the number of the last code, which is never taken again. */
  totp: z.object({ secret: z.string(), lastStep: z.int() }).optional(),
  /** SHA-256 of the recovery codes that are left. */
  recovery: z.array(z.string()).default([]),
  /** Who they are to their organisation's sign-in: tied to the account the first time. */
  oidc: z.object({ issuer: z.string(), subject: z.string() }).optional(),
  /** The invitation that is good now; older ones are not. */
  invitation: z.object({ nonce: z.string(), until: z.iso.datetime() }).optional(),
  createdAt: z.iso.datetime(),
  lastSignIn: z.iso.datetime().optional(),
})
export type Account = z.infer<typeof Account>

/** E-mail addresses are the same whatever the case and the form of their letters. */
export const plainEmail = (email: string): string => email.normalize('NFKC').trim().toLowerCase()

/** The id of the one account of an address: two accounts of one address cannot be made, and no file name shows it. */
export const accountIdOf = (email: string): string =>
  createHash('sha256')
    .update(`matters account\n${plainEmail(email)}`)
    .digest('base64url')
    .slice(0, 22)

/** Its key among the records of signing in. */
export const accountKey = (id: string): string => `account.${id}`
