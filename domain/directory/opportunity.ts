import { z } from 'zod'

/** Degrees, WGS 84. */
export const LatLon = z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) })
export type LatLon = z.infer<typeof LatLon>

/** Whether a fact came from a field of the feed or was read from its text; text is believed where that is the safer reading. */
export const Provenance = z.enum(['field', 'description'])

export const AgeRange = z.object({
  min: z.int().min(0).max(120).optional(),
  max: z.int().min(0).max(120).optional(),
  /** How old those may be who belong to a concept: "up to 25 with SEND". */
  further: z.object({ max: z.int().min(0).max(120), for: z.string() }).optional(),
  from: Provenance.optional(),
})
export type AgeRange = z.infer<typeof AgeRange>

export const Weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])

/** A regular time: London clock times. Missing parts are unknown, not "any". */
export const RegularTime = z.object({
  day: Weekday.optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  validFrom: z.string().optional(),
  validTo: z.string().optional(),
  /** Absent is every week, or unknown when the day is. */
  every: z.enum(['fortnight', 'month']).optional(),
  note: z.string().optional(),
})

/** Closed until a day (ISO date), on which it is open again; from a day, or until then altogether. */
export const Closed = z.object({ from: z.string().optional(), until: z.string() })
export type Closed = z.infer<typeof Closed>

/** Whether it is closed for a time on `today` (ISO date). */
export const isPaused = (closed: Closed | undefined, today: string): boolean =>
  closed !== undefined && today < closed.until && (closed.from === undefined || closed.from <= today)

/**
 * Something to go to or use, from a directory feed (a directory calls it a service or an activity; Bot Framework owns the word
 * Activity). An absent field is unknown and stays unknown: never "free", "open" or "all ages".
 */
export const Opportunity = z.object({
  /** Unique across feeds: `${source}:${sourceId}`. */
  id: z.string(),
  /** The feed's id in this school's settings, and the record's own id in that feed. */
  source: z.string(),
  sourceId: z.string(),
  name: z.string(),
  organisation: z.string().optional(),
  /** Plain text made from the feed's HTML or text; paragraphs separated by a newline. */
  description: z.string(),
  url: z.string().optional(),
  email: z.string().optional(),
  phones: z.array(z.object({ number: z.string(), note: z.string().optional() })),
  status: z.enum(['active', 'inactive', 'defunct', 'temporarily-closed', 'unknown']),
  /** Shown prominently, always: an alert of the feed, restrictions on admission. */
  alert: z.string().optional(),
  /** Who may come, in a feed's field for it, where the description does not say the same. */
  eligibility: z.string().optional(),
  ages: AgeRange,
  /** One sex or gender only; absent is unknown or mixed. */
  genderGroup: z.object({ only: z.enum(['girls', 'boys']), from: Provenance }).optional(),
  /** Who it is for, in the feed's words: "care leavers", "young carers". */
  audience: z.array(z.string()),
  /** Where `audience` was read; absent when it is empty. */
  audienceFrom: Provenance.optional(),
  cost: z.object({
    free: z.boolean().optional(),
    /** Pounds, the lowest amount named. */
    from: z.number().optional(),
    text: z.string().optional(),
    provenance: Provenance.optional(),
  }),
  times: z.array(RegularTime),
  /** On only while schools are open. */
  termTime: z.object({ only: z.literal(true), from: Provenance }).optional(),
  /** Free text about times, when the feed has only that. */
  timesText: z.string().optional(),
  /** ISO date; after it, never shown. */
  expires: z.string().optional(),
  /** In these days never shown. */
  closed: Closed.optional(),
  places: z.array(
    z.object({
      name: z.string().optional(),
      address: z.string().optional(),
      postcode: z.string().optional(),
      position: LatLon.optional(),
      accessibility: z.array(z.string()),
    }),
  ),
  mode: z.array(z.enum(['in-person', 'online', 'phone'])),
  areas: z.array(z.string()),
  languages: z.array(z.string()),
  topics: z.array(z.string()),
  needsReferral: z.boolean().optional(),
  /** ISO date: when a person or the feed last said it is right. */
  lastChecked: z.string().optional(),
  licence: z.string().optional(),
  attribution: z.string().optional(),
  /** Other feeds that list the same; their licences and attributions hold as well. */
  alsoIn: z
    .array(z.object({ source: z.string(), sourceId: z.string(), licence: z.string().optional() }))
    .optional(),
})
export type Opportunity = z.infer<typeof Opportunity>
