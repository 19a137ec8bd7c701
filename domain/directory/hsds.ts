import { z } from 'zod'
import { list, number, text } from './lenient.ts'

/**
 * Open Referral UK v3 (HSDS-UK 3.0), read leniently: real feeds leave out, rename and misfill. A field of the wrong kind is taken
 * for absent; only an object without an id or a name is no service. https://docs.openreferral.org, uk-profile schema/service.json
 */

const Attribute = z.looseObject({
  taxonomy_term: z.looseObject({ name: text, term: text, taxonomy: text }).optional().catch(undefined),
})

export const HsdsSchedule = z.looseObject({
  valid_from: text,
  valid_to: text,
  dtstart: text,
  freq: text,
  interval: number,
  byday: text,
  opens_at: text,
  closes_at: text,
  description: text,
  notes: text,
})
export type HsdsSchedule = z.infer<typeof HsdsSchedule>

export const HsdsLocation = z.looseObject({
  location_type: text,
  name: text,
  latitude: number,
  longitude: number,
  addresses: list(
    z.looseObject({
      address_1: text,
      address_2: text,
      city: text,
      region: text,
      postal_code: text,
      country: text,
    }),
  ),
  accessibility: list(z.looseObject({ description: text, details: text, accessibility: text })),
  attributes: list(Attribute),
})
export type HsdsLocation = z.infer<typeof HsdsLocation>

const Phones = list(z.looseObject({ number: text, description: text }))

export const HsdsService = z.looseObject({
  id: text,
  name: text,
  status: text,
  description: text,
  url: text,
  email: text,
  fees: text,
  fees_description: text,
  eligibility_description: text,
  application_process: text,
  minimum_age: number,
  maximum_age: number,
  assured_date: text,
  last_modified: text,
  alert: text,
  schedules: list(HsdsSchedule),
  service_areas: list(z.looseObject({ name: text, service_area: text })),
  service_at_locations: list(
    z.looseObject({ location: HsdsLocation.optional().catch(undefined), schedules: list(HsdsSchedule) }),
  ),
  languages: list(z.looseObject({ name: text, language: text, code: text })),
  organization: z
    .looseObject({ name: text, description: text, email: text, website: text, uri: text })
    .optional()
    .catch(undefined),
  cost_options: list(
    z.looseObject({
      valid_to: text,
      option: text,
      amount: number,
      amount_description: text,
      currency: text,
    }),
  ),
  contacts: list(z.looseObject({ email: text, phones: Phones })),
  phones: Phones,
  attributes: list(Attribute),
  pc_targetAudience: list(z.looseObject({ audienceType: text })),
})
export type HsdsService = z.infer<typeof HsdsService>

/** The keys of a service that hold something of a kind they never hold: they were taken for absent. */
export function wrongTypes(raw: unknown, read: HsdsService): string[] {
  if (typeof raw !== 'object' || raw === null) return []
  const values: Readonly<Record<string, unknown>> = { ...raw }
  const taken: Readonly<Record<string, unknown>> = read
  return Object.keys(HsdsService.shape).filter((key) => {
    const value = values[key]
    if (value === undefined || value === null || (typeof value === 'string' && value.trim() === ''))
      return false
    return taken[key] === undefined || (Array.isArray(taken[key]) && !Array.isArray(value))
  })
}
