import { z } from 'zod'
import { fromOpenReferral } from './from-openreferral.ts'
import { flag, list, number, text } from './lenient.ts'
import type { FeedOrigin, Mapped } from './mapped.ts'
import { ADULT } from './merge-ages.ts'
import { isoDate } from './times.ts'
import { withFacts } from './with-facts.ts'
import type { Facts } from './with-facts.ts'

/** Keys that only the older shapes have: Open Referral UK v1, and Outpost's own, which some councils still serve. */
const OLDER = [
  'regular_schedules',
  'locations',
  'organisation',
  'eligibilitys',
  'service_taxonomys',
  'taxonomies',
  'target_directories',
  'min_age',
  'max_age',
  'needs_referral',
]

/** Whether a record has the older shape. */
export const isOutpost = (raw: unknown): boolean =>
  typeof raw === 'object' && raw !== null && OLDER.some((key) => key in raw) && !('schedules' in raw)

const Named = z.looseObject({ name: text })
const names = list(z.union([Named, z.string().transform((name) => ({ name }))]))

const OldSchedule = z.looseObject({
  weekday: text,
  byday: text,
  opens_at: text,
  closes_at: text,
  valid_from: text,
  valid_to: text,
  dtstart: text,
  freq: text,
  interval: number,
  description: text,
})

const Address = z.looseObject({
  address_1: text,
  address_2: text,
  city: text,
  state_province: text,
  postal_code: text,
  country: text,
})

const OldLocation = Address.extend({
  name: text,
  latitude: number,
  longitude: number,
  geometry: z
    .looseObject({ coordinates: z.tuple([z.number(), z.number()]) })
    .optional()
    .catch(undefined),
  mask_exact_address: flag,
  visible: flag,
  accessibilities: names,
  accessibility_for_disabilities: list(z.looseObject({ accessibility: text })),
  physical_addresses: list(Address),
})
type OldLocation = z.infer<typeof OldLocation>

const OldService = z.looseObject({
  id: text,
  name: text,
  status: text,
  description: text,
  url: text,
  email: text,
  fees: text,
  min_age: number,
  max_age: number,
  free: flag,
  needs_referral: flag,
  temporarily_closed: flag,
  visible: flag,
  approved: flag,
  discarded_at: text,
  visible_from: text,
  visible_to: text,
  updated_at: text,
  last_modified: text,
  assured_date: text,
  locations: list(OldLocation),
  service_at_locations: list(
    z.looseObject({ location: OldLocation.optional().catch(undefined), regular_schedule: list(OldSchedule) }),
  ),
  contacts: list(
    z.looseObject({
      email: text,
      phone: text,
      visible: flag,
      phones: list(z.looseObject({ number: text, description: text })),
    }),
  ),
  organisation: z
    .looseObject({ name: text, description: text, email: text, url: text })
    .optional()
    .catch(undefined),
  organization: z
    .looseObject({ name: text, description: text, email: text, url: text })
    .optional()
    .catch(undefined),
  taxonomies: names,
  service_taxonomys: list(z.looseObject({ taxonomy: Named.optional().catch(undefined) })),
  regular_schedules: list(OldSchedule),
  cost_options: list(
    z.looseObject({
      option: text,
      amount: number,
      amount_description: text,
      cost_type: text,
      valid_to: text,
    }),
  ),
  eligibilitys: list(z.looseObject({ eligibility: text, minimum_age: number, maximum_age: number })),
  languages: list(z.looseObject({ language: text })),
  service_areas: list(z.looseObject({ service_area: text })),
})
type OldService = z.infer<typeof OldService>

/** The values of `eligibility` in the v1 standard, in small letters. Others are a council's own words. */
const AGES = ['adult', 'child', 'teen', 'family']
const SEXES = ['female', 'male']
const TRANS = /^transgender/
const TEENS = { min: 13, max: 19 } as const

/** What the words for who may come tell where no other of their kind stands beside them: adults only, women only. */
function whoMayCome({ eligibilitys }: OldService): Pick<Facts, 'ages' | 'only'> & {
  readonly audience: readonly string[]
  readonly other: readonly string[]
} {
  const written = eligibilitys.flatMap(({ eligibility }) => eligibility?.trim() ?? [])
  const small = written.map((word) => word.toLowerCase())
  const ages = AGES.filter((word) => small.includes(word)).join()
  const sexes = SEXES.filter((word) => small.includes(word)).join()
  const isTrans = (word: string) => TRANS.test(word.toLowerCase())
  return {
    ...(ages === 'adult' ? { ages: { min: ADULT } } : ages === 'teen' ? { ages: TEENS } : {}),
    ...(sexes === 'female' ? { only: 'girls' } : sexes === 'male' ? { only: 'boys' } : {}),
    // A list of all who may come is no group of its own.
    audience: sexes === '' && (ages === '' || ages === 'adult') ? written.filter(isTrans) : [],
    other: written.filter((word) => ![...AGES, ...SEXES].includes(word.toLowerCase()) && !isTrans(word)),
  }
}

/** Two digits are about a kilometre: near enough to suggest, too far to find a door. */
const MASKED_DIGITS = 2

/**
 * A service of the older shape as an Opportunity, by way of the v3 shape and its mapping. A box that is not ticked (`free`,
 * `needs_referral`) says nothing: the forms have it empty by default. Where the exact address is to be masked, only town and
 * neighbourhood are taken.
 */
export function fromOutpost(raw: unknown, feed: FeedOrigin, today: string): Mapped {
  const parsed = OldService.safeParse(raw)
  if (!parsed.success) return { leftOut: 'not-a-service', name: '' }
  const old = parsed.data
  const who = whoMayCome(old)
  const service = {
    ...asV3(old),
    eligibility_description: who.other.join('. '),
    pc_targetAudience: who.audience.map((audienceType) => ({ audienceType })),
  }
  return withFacts(
    fromOpenReferral(service, feed, today),
    {
      hidden: old.visible === false || old.approved === false || old.discarded_at !== undefined,
      from: isoDate(old.visible_from),
      until: isoDate(old.visible_to),
      ...(old.needs_referral === true ? { needsReferral: true } : {}),
      ages: who.ages,
      only: who.only,
    },
    today,
  )
}

function asV3(old: OldService): Record<string, unknown> {
  const organisation = old.organisation ?? old.organization
  const eligibility = old.eligibilitys
  // Needs it can support (`send_needs`, `suitabilities`) are ticks on every club's form: it is not made for them alone, nor about them.
  const terms = [
    ...old.taxonomies,
    ...old.service_taxonomys.flatMap(({ taxonomy }) => (taxonomy ? [taxonomy] : [])),
  ]
  const atLocations = old.service_at_locations.map(({ location, regular_schedule }) => ({
    ...(location ? { location: placeOf(location) } : {}),
    schedules: regular_schedule.map(scheduleOf),
  }))
  return {
    id: old.id,
    name: old.name,
    status: old.temporarily_closed === true ? 'temporarily closed' : old.status,
    description: old.description,
    url: old.url,
    email: old.email,
    fees: old.fees,
    minimum_age: old.min_age ?? lowest(eligibility.map((e) => e.minimum_age)),
    maximum_age: old.max_age ?? highest(eligibility.map((e) => e.maximum_age)),
    assured_date: old.assured_date,
    last_modified: old.last_modified ?? old.updated_at,
    schedules: old.regular_schedules.map(scheduleOf),
    service_at_locations: [
      ...atLocations,
      ...old.locations.filter((l) => l.visible !== false).map((l) => ({ location: placeOf(l) })),
    ],
    contacts: old.contacts
      .filter((c) => c.visible !== false)
      .map((c) => ({
        email: c.email,
        phones: [...c.phones, ...(c.phone === undefined ? [] : [{ number: c.phone }])],
      })),
    organization: organisation && { ...organisation, website: organisation.url },
    cost_options: [
      ...old.cost_options.map((c) => ({ ...c, amount_description: c.amount_description ?? c.cost_type })),
      ...(old.free === true ? [{ amount: 0, amount_description: 'Free' }] : []),
    ],
    attributes: terms.map(({ name }) => ({ taxonomy_term: { name } })),
    languages: old.languages.map(({ language }) => ({ name: language })),
    service_areas: old.service_areas.map(({ service_area }) => ({ name: service_area })),
  }
}

function placeOf(location: OldLocation): Record<string, unknown> {
  const [lon, lat] = location.geometry?.coordinates ?? [location.longitude, location.latitude]
  const address = location.physical_addresses[0] ?? location
  const masked = location.mask_exact_address === true
  const blurred = (degrees: number | undefined) =>
    masked && degrees !== undefined ? Number(degrees.toFixed(MASKED_DIGITS)) : degrees
  return {
    location_type: 'physical',
    ...(masked ? {} : { name: location.name }),
    latitude: blurred(lat),
    longitude: blurred(lon),
    addresses: [
      {
        ...(masked
          ? {}
          : { address_1: address.address_1, address_2: address.address_2, postal_code: address.postal_code }),
        city: address.city,
        region: address.state_province,
        country: address.country,
      },
    ],
    accessibility: [
      ...location.accessibilities.map(({ name }) => ({ description: name })),
      ...location.accessibility_for_disabilities,
    ],
  }
}

function scheduleOf(old: z.infer<typeof OldSchedule>): Record<string, unknown> {
  const { weekday, ...rest } = old
  return weekday === undefined ? rest : { ...rest, freq: 'WEEKLY', byday: weekday }
}

const known = (ages: readonly (number | undefined)[]): number[] => ages.filter((a) => a !== undefined)
/** Several groups of one service: whoever fits one of them fits; a group without a limit has none. */
const lowest = (ages: readonly (number | undefined)[]): number | undefined =>
  ages.length > 0 && known(ages).length === ages.length ? Math.min(...known(ages)) : undefined
const highest = (ages: readonly (number | undefined)[]): number | undefined =>
  ages.length > 0 && known(ages).length === ages.length ? Math.max(...known(ages)) : undefined
