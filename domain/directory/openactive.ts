import { z } from 'zod'

/**
 * OpenActive opportunities (Modelling Opportunity Data, the old shape and 2.x), read leniently: a field of the wrong kind is taken for
 * absent, one value where a list is meant is a list of one. https://openactive.io/modelling-opportunity-data
 */

const text = z
  .union([z.string(), z.number().transform(String)])
  .transform((t) => (t.trim() === '' ? undefined : t))
  .optional()
  .catch(undefined)
const number = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\s*-?\d+(\.\d+)?\s*$/)
      .transform(Number),
  ])
  .optional()
  .catch(undefined)
/** "£6.50", "6.50", 6.5, "Free". */
const price = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\s*(?:£|GBP)?\s*\d+(?:[.,]\d+)?\s*$/i)
      .transform((t) => Number(t.replace(/[^\d.,]/g, '').replace(',', '.'))),
    z
      .string()
      .regex(/^\s*free\s*$/i)
      .transform(() => 0),
  ])
  .optional()
  .catch(undefined)
const truth = z
  .union([
    z.boolean(),
    z
      .string()
      .regex(/^(?:true|false)$/i)
      .transform((t) => t.toLowerCase() === 'true'),
  ])
  .optional()
  .catch(undefined)
const many = (value: unknown): unknown[] => {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}
const list = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    many,
    z.array(item.nullable().catch(null)).transform((items) => items.filter((i) => i !== null)),
  )
const maybe = <T extends z.ZodType>(item: T) => item.optional().catch(undefined)
/** The first of a list where one is meant. */
const one = <T extends z.ZodType>(item: T) => z.preprocess((value) => many(value)[0], maybe(item))

/** An activity or a category: a text, or a concept with or without an id. */
const Concept = z.union([
  z.string().transform((label) => ({ id: undefined, label })),
  z
    .object({ id: text, prefLabel: text, label: text })
    .transform(({ id, prefLabel, label }) => ({ id, label: prefLabel ?? label })),
])
const Range = one(z.object({ minValue: number, maxValue: number }))
const Place = z.object({
  name: text,
  address: maybe(
    z.union([
      z.string().transform((line) => ({
        streetAddress: line,
        addressLocality: undefined,
        addressRegion: undefined,
        postalCode: undefined,
        addressCountry: undefined,
      })),
      z.object({
        streetAddress: text,
        addressLocality: text,
        addressRegion: text,
        postalCode: text,
        addressCountry: text,
      }),
    ]),
  ),
  geo: maybe(z.object({ latitude: number, longitude: number })),
  telephone: text,
})
export type OpenActivePlace = z.infer<typeof Place>

export const OpenActiveSchedule = z.object({
  byDay: list(z.string()),
  byMonthDay: list(z.number()),
  startDate: text,
  endDate: text,
  startTime: text,
  endTime: text,
  duration: text,
  repeatFrequency: text,
  repeatCount: number,
  exceptDate: list(z.string()),
  scheduleTimezone: text,
})
export type OpenActiveSchedule = z.infer<typeof OpenActiveSchedule>

/** A dated occurrence: a session, a slot, an old sub-event. */
export const OpenActiveDate = z.object({
  startDate: text,
  endDate: text,
  duration: text,
  eventStatus: text,
  /** Places or uses left. */
  remaining: number,
})
export type OpenActiveDate = z.infer<typeof OpenActiveDate>

/** The facts of one item that matter to a young person; who leads it, pictures and booking machinery are left out. */
export const OpenActiveFacts = z.object({
  id: text,
  type: text,
  name: text,
  description: text,
  url: text,
  activity: list(Concept),
  category: list(Concept),
  ageRange: Range,
  ageRestriction: Range,
  genderRestriction: list(z.string()),
  additionalAdmissionRestriction: list(z.string()),
  isAccessibleForFree: truth,
  offers: list(z.object({ name: text, url: text, price, ageRange: Range, ageRestriction: Range })),
  location: one(Place),
  organizer: one(z.object({ name: text, url: text, email: text, telephone: text })),
  eventStatus: text,
  eventAttendanceMode: text,
  eventSchedule: list(OpenActiveSchedule),
  hours: list(z.object({ dayOfWeek: list(z.string()), opens: text, closes: text, validThrough: text })),
  startDate: text,
  endDate: text,
  duration: text,
  level: list(Concept),
  accessibilitySupport: list(Concept),
  accessibilityInformation: text,
  schedulingNote: text,
  meetingPoint: text,
  attendeeInstructions: text,
  remaining: number,
  subEvent: list(OpenActiveDate),
})
export type OpenActiveFacts = z.infer<typeof OpenActiveFacts>

/** What an item belongs to: a series of sessions, a facility; `facts` when it was written out and not only named. */
export interface OpenActiveParent {
  readonly id: string
  readonly facts?: OpenActiveFacts
}

export interface OpenActiveItem {
  readonly facts: OpenActiveFacts
  readonly parent?: OpenActiveParent
}

/** Deeper than this nothing is nested that anyone needs. */
const DEEPEST = 8

/** Reads the `data` of an item; undefined when it is no object. Both shapes come out alike: `id` and `type`, never `@id`. */
export function readOpenActive(data: unknown): OpenActiveItem | undefined {
  const raw = asObject(withoutAts(data, 0))
  if (!raw) return undefined
  const facts = factsOf(raw)
  if (!facts) return undefined
  const parent = parentOf(raw.superEvent ?? raw.facilityUse)
  return { facts, ...(parent ? { parent } : {}) }
}

function factsOf(raw: Record<string, unknown>): OpenActiveFacts | undefined {
  const parsed = OpenActiveFacts.safeParse({
    ...raw,
    id: idOf(raw),
    type: typeOf(raw.type),
    organizer: raw.organizer ?? raw.provider ?? raw.organiser,
    location: raw.location ?? raw['beta:affiliatedLocation'],
    description: raw.description ?? raw['beta:formattedDescription'],
    hours: raw.hoursAvailable ?? raw.openingHoursSpecification,
    additionalAdmissionRestriction: raw.additionalAdmissionRestriction ?? raw.specialRequirements,
    remaining: raw.remainingAttendeeCapacity ?? raw.remainingUses,
    subEvent: listOf(raw.subEvent).map((event) => ({
      ...event,
      remaining: event['remainingAttendeeCapacity'],
    })),
  })
  return parsed.success ? parsed.data : undefined
}

/** The nearest parent, with what the ones above it say where it says nothing. */
function parentOf(raw: unknown): OpenActiveParent | undefined {
  if (typeof raw === 'string' || typeof raw === 'number') return { id: String(raw) }
  const written = asObject(Array.isArray(raw) ? raw[0] : raw)
  if (!written) return undefined
  const facts = factsOf(written)
  const above = parentOf(written.superEvent)
  const id = idOf(written) ?? above?.id
  if (!facts || id === undefined) return undefined
  if (Object.keys(written).every((key) => key === 'id' || key === 'type')) return { id }
  return { id, facts: above?.facts ? mergeFacts(facts, above.facts) : facts }
}

/** What `facts` says, and what `wider` says where it says nothing. */
export function mergeFacts(facts: OpenActiveFacts, wider: OpenActiveFacts): OpenActiveFacts {
  const says = ([, value]: readonly [string, unknown]): boolean =>
    value !== undefined && !(Array.isArray(value) && value.length === 0)
  const narrow = Object.fromEntries(Object.entries(facts).filter(says))
  return OpenActiveFacts.parse({ ...wider, ...narrow, id: facts.id ?? wider.id, type: facts.type })
}

const idOf = (raw: Record<string, unknown>): string | undefined => {
  const id = raw.id ?? raw.identifier
  return typeof id === 'string' || typeof id === 'number' ? String(id).trim() || undefined : undefined
}

const typeOf = (raw: unknown): string | undefined => {
  const first: unknown = Array.isArray(raw) ? raw[0] : raw
  return typeof first === 'string' ? shortName(first) : undefined
}

/** `https://schema.org/Friday`, `http://openactive.io/ns#FemaleOnly`, `oa:FemaleOnly`: the last part, which is what it says. */
export const shortName = (term: string): string => (term.trim().split(/[#/:]/).at(-1) ?? '').trim()

function withoutAts(value: unknown, depth: number): unknown {
  if (Array.isArray(value)) return depth > DEEPEST ? [] : value.map((item) => withoutAts(item, depth + 1))
  const object = asObject(value)
  if (!object) return value
  if (depth > DEEPEST) return undefined
  const plain: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(object)) {
    if (key === '__proto__') continue
    const name = key === '@id' ? 'id' : key === '@type' ? 'type' : key
    // Of `id` and `@id` together the second is the address that others refer to.
    if (!(name in plain) || key.startsWith('@')) plain[name] = withoutAts(inner, depth + 1)
  }
  return plain
}

const Dictionary = z.record(z.string(), z.unknown())
function asObject(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const parsed = Dictionary.safeParse(value)
  return parsed.success ? parsed.data : undefined
}

const listOf = (value: unknown): Record<string, unknown>[] =>
  many(value)
    .map(asObject)
    .filter((object) => object !== undefined)
