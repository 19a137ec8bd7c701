import { z } from 'zod'
import type { CollectionDefinition } from '../storage/store.ts'

/** What is kept of a code to come back with, under its seal: never the code itself. */
export const ResumeCode = z.object({
  conversation: z.string(),
  school: z.string(),
  at: z.iso.datetime(),
  until: z.iso.datetime(),
})
export type ResumeCode = z.infer<typeof ResumeCode>

export type ResumeCodeIndex = {
  conversation: string
  /** The last day in UTC on which it works, `2027-02-23`. */
  day: string
}

/** Codes by their seal. */
export const codes: CollectionDefinition<ResumeCode, ResumeCodeIndex> = {
  name: 'codes',
  schemaVersion: 1,
  schema: ResumeCode,
  index: ({ conversation, until }) => ({ conversation, day: until.slice(0, 10) }),
}
