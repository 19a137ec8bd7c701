import { z } from 'zod'

/** What someone who signs in to the inbox may be at a school, the most urgent first. */
export const Role = z.enum(['duty-contact', 'link-worker', 'school-lead', 'administrator'])
export type Role = z.infer<typeof Role>

/**
 * Who is let in by their organisation's own sign-in without an invitation: whose token has this claim with this value, alone or in a
 * list (`groups`, `roles`, `email`).
 */
export const SignInRule = z.strictObject({
  claim: z.string().regex(/^[\w:./-]{1,100}$/, 'the name of a claim'),
  value: z.string().min(1).max(320),
  roles: z.array(Role).min(1),
  /** The id of a duty contact or link worker of this school, when the rule is for that one person. */
  as: z.string().optional(),
})
export type SignInRule = z.infer<typeof SignInRule>
