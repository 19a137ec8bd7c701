import { z } from 'zod'
import { Role } from '../../domain/school/role.ts'

/** A person at a school: by the id that the school's settings give them, or by their account's. */
export const StaffId = z.object({ school: z.string(), role: Role, id: z.string() })
export type StaffId = z.infer<typeof StaffId>
