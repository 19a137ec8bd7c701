import { z } from 'zod'
import { Needs } from '../../domain/matching/types.ts'

const LIMITS = { mostSays: 50, longestText: 4000 } as const

/** A field left null is a field left out; one value where a list is meant is a list of one; capitals do not matter. */
const absent = (value: unknown): unknown => (value === null || value === '' ? undefined : value)
const small = (value: unknown): unknown => (typeof value === 'string' ? value.trim().toLowerCase() : value)
const listed = (value: unknown): unknown => {
  const present = absent(value)
  if (present === undefined) return undefined
  return Array.isArray(present) ? present.map(small) : [small(present)]
}
const LISTS = new Set(['days', 'timeOfDay', 'languages'])

const NeedsAsWritten = z.preprocess((value) => {
  if (typeof value !== 'object' || value === null) return absent(value)
  return Object.fromEntries(
    Object.entries(value).map(([key, v]) => [key, LISTS.has(key) ? listed(v) : small(absent(v))]),
  )
}, Needs.default({}))

const Texts = z.array(z.string().max(LIMITS.longestText)).max(LIMITS.mostSays)

/** One line of standard input. */
export const SuggestLine = z.object({
  id: z.union([z.string(), z.number()]),
  age: z.preprocess(absent, z.number().min(0).max(120).transform(Math.floor).optional()),
  postcode: z.preprocess(absent, z.string().max(200).optional()),
  says: z.preprocess((value) => (typeof value === 'string' ? [value] : absent(value)), Texts.default([])),
  cards: z.preprocess(absent, Texts.default([])),
  needs: NeedsAsWritten,
})
export type SuggestLine = z.infer<typeof SuggestLine>
