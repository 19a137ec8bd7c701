import { z } from 'zod'
import { Validators } from './http.ts'

/** What a reading of a list of services leaves for the next, so that little need be asked again. */
const Memory = z.object({
  /** When this reading began, ISO: what a server is asked for changes since. */
  began: z.iso.datetime(),
  /** When everything was last asked for, whatever the list said. */
  whole: z.iso.datetime(),
  /** Whether the server knows `modified_after`, as far as has been found out. */
  modifiedAfter: z.boolean().optional(),
  rows: z.record(z.string(), z.object({ mark: z.string(), validators: Validators.optional() })),
  /** List pages with validators, by number. */
  pages: z.record(
    z.string(),
    z.object({
      validators: Validators,
      rows: z.array(z.object({ id: z.string(), mark: z.string(), nested: z.boolean(), dated: z.boolean() })),
      last: z.boolean(),
      totalItems: z.number().optional(),
    }),
  ),
})
export type ServiceMemory = z.infer<typeof Memory>

/** What was left, or undefined: a memory in a shape that is not ours any more is no memory. */
export function readMemory(text: string | undefined): ServiceMemory | undefined {
  if (text === undefined) return undefined
  try {
    return Memory.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

export const newMemory = (began: Date): ServiceMemory => ({
  began: began.toISOString(),
  whole: began.toISOString(),
  rows: {},
  pages: {},
})
