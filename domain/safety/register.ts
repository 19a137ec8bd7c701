import { z } from 'zod'
import { Weekday } from '../directory/opportunity.ts'
import { Nation } from '../school/nation.ts'
import { ConcernKind } from '../screening/types.ts'
import { Clock, Day } from '../time/written.ts'

/**
 * The register of crisis and support services: dated, sourced data, never text in code. A person checks every row before a
 * release; who did, and when, stands in the row.
 */

/** Opening hours in Europe/London. A span whose `to` is at or before its `from` ends on the next day. */
export const Hours = z.union([
  z.literal('always'),
  z.literal('unknown'),
  z.object({
    weekly: z.array(z.object({ day: Weekday, from: Clock, to: Clock })).min(1),
    bankHolidays: z.enum(['same', 'closed', 'as-sunday', 'unknown']),
  }),
])
export type Hours = z.infer<typeof Hours>

const label = z.string().min(1).max(60)
const number = z.string().regex(/^\d[\d ]{1,24}$/, 'a telephone number: digits and spaces')
const url = z.url({ protocol: /^https$/ })

export const Channel = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), number, label }),
  z.object({ kind: z.literal('text'), number, label, body: z.string().optional() }),
  z.object({ kind: z.literal('chat'), url, label }),
  z.object({ kind: z.literal('web'), url, label }),
])
export type Channel = z.infer<typeof Channel>

/** The place a service has in the top of every card, in this order. */
export const FIXED_PLACES = ['emergency', 'urgent', 'talk', 'text'] as const

/** Something a young person must have said of themselves before a service made for it is shown: nobody is guessed at. */
export const SaidOfSelf = z.enum(['lgbt', 'muslim', 'adult-worried-about-a-child', 'own-sexual-behaviour'])
export type SaidOfSelf = z.infer<typeof SaidOfSelf>

/** What stands in `verifiedBy` until a person has rung the number and read the site. */
export const NOT_YET_VERIFIED = 'not yet verified by a person'

/** What every row says of a service, wherever it is written. */
const row = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'small letters, digits and hyphens'),
  name: z.string().min(1),
  /** What it is, in our own plain words. An upper age limit is named in it: it is shown to people whose age we do not know. */
  about: z.string().min(1).max(200),
  /** Whole years, both inclusive: "under 19" is ageMax 18. Absent: no limit. */
  ageMin: z.int().min(0).max(120).optional(),
  ageMax: z.int().min(0).max(120).optional(),
  /** What it is for. A school's own line may be for anything (empty): then it is on every card. */
  kinds: z.array(ConcernKind),
  channels: z.array(Channel).min(1),
  hours: Hours,
  /** Their own site, for "check their site". */
  site: url.optional(),
  cost: z.enum(['free', 'charged', 'unknown']),
  showsOnBill: z.enum(['no', 'may', 'unknown']),
  confidentiality: z.string().min(1),
  /** What is spoken there besides English, by its two letters: only what its source says. */
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/u)).optional(),
  /** Where the row was read: an address, or in words that it was not. */
  source: z.string().min(1),
  /** official: the service's own or a public body's page. secondary: told by someone else. general-knowledge: not read anywhere. */
  strength: z.enum(['official', 'secondary', 'general-knowledge']),
  /** The date the source gives itself. */
  sourceDate: Day.optional(),
  /** What exactly is doubtful, for the person who checks. */
  toCheck: z.string().optional(),
  /** The day the row was last compared with its source, or for general knowledge set down. */
  lastVerified: Day,
  /** A role, or NOT_YET_VERIFIED. */
  verifiedBy: z.string().min(1),
}

const agesAreInOrder = ({ ageMin, ageMax }: { ageMin?: number | undefined; ageMax?: number | undefined }) =>
  ageMin === undefined || ageMax === undefined || ageMin <= ageMax
const AGES = { path: ['ageMax'], message: 'the highest age is below the lowest' }

export const CrisisService = z
  .object({
    ...row,
    nations: z.array(Nation).min(1),
    place: z.enum(FIXED_PLACES).optional(),
    onlyIf: SaidOfSelf.optional(),
    /** Only where it is commissioned: shown when a school lists it among the services of its area. */
    localOnly: z.boolean().default(false),
  })
  .refine(agesAreInOrder, AGES)
export type CrisisService = z.infer<typeof CrisisService>

/** A line of a school's own area, in the school's file. Its nation is the school's, and it never takes the place of a fixed one. */
export const LocalLine = z.strictObject(row).refine(agesAreInOrder, AGES)
export type LocalLine = z.infer<typeof LocalLine>

export const CrisisRegister = z.array(CrisisService).min(1)
export type CrisisRegister = z.infer<typeof CrisisRegister>
