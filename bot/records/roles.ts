import { z } from 'zod'

/** What someone may be at a school. What each may do stands in inbox/permissions.ts. */
export const Role = z.enum(['duty-contact', 'link-worker', 'school-lead', 'administrator'])
export type Role = z.infer<typeof Role>

/** A person at a school: by the id that the school's settings give them, or by their account's. */
export const StaffId = z.object({ school: z.string(), role: Role, id: z.string() })
export type StaffId = z.infer<typeof StaffId>
