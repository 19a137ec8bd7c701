import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const HERE = import.meta.dirname
const Ages = z.tuple([z.number(), z.number()])
const Place = z.strictObject({
  name: z.string(),
  street: z.string(),
  town: z.string(),
  postcode: z.string(),
  lat: z.number(),
  lon: z.number(),
  access: z.string().optional(),
})
const Service = z.strictObject({
  id: z.string(),
  name: z.string(),
  by: z.string(),
  says: z.string(),
  ages: Ages.optional(),
  at: z.string().optional(),
  mode: z.string().optional(),
  when: z.string().optional(),
  cost: z.union([z.number(), z.literal('free')]).optional(),
  status: z.string().default('active'),
  /** The same activity under another id. */
  twin: z.string().optional(),
  /** What is so, whatever the feed says; the matcher never sees it. */
  really: z
    .strictObject({
      ages: Ages.optional(),
      only: z.enum(['girls', 'boys']).optional(),
      who: z.string().optional(),
      gone: z.boolean().optional(),
      unfit: z.enum(['under-18', 'teenagers', 'everyone']).optional(),
    })
    .default({}),
})
export type JudgedService = z.infer<typeof Service>
const Directory = z.strictObject({ places: z.record(z.string(), Place), services: z.array(Service) })

/** A made-up town's directory with what is really so beside what its feed says. */
export function readDirectory(file = 'directory.yaml'): z.infer<typeof Directory> {
  return Directory.parse(parse(readFileSync(join(HERE, file), 'utf8')))
}

/** The same as one page of Open Referral UK v3, awkward as real ones are: -1 ages, HTML, fields of their own, gaps. */
export function asOpenReferral({ places, services }: z.infer<typeof Directory>): unknown {
  const contents = services.map((service, at) => written(service, at, places))
  return {
    total_items: contents.length,
    total_pages: 1,
    page_number: 1,
    size: contents.length,
    first_page: true,
    last_page: true,
    contents,
  }
}

function written(
  service: JudgedService,
  at: number,
  places: Readonly<Record<string, z.infer<typeof Place>>>,
): unknown {
  const place = service.at === undefined ? undefined : places[service.at]
  if (service.at !== undefined && !place) throw new RangeError(`no place "${service.at}"`)
  return {
    id: service.id,
    name: service.name,
    description: service.says,
    status: service.status,
    ...(service.ages && { minimum_age: service.ages[0], maximum_age: service.ages[1] }),
    organization: { id: `o-${at}`, name: service.by },
    // Some are checked lately, some long ago, some never.
    ...(at % 5 === 4 ? {} : { assured_date: at % 7 === 6 ? '2024-02-01' : '2026-06-15' }),
    ...(at % 3 === 0 && { contacts: [{ id: `c-${at}`, email: `Unknown-${at}@noemail.invalid` }] }),
    schedules: schedules(service.when),
    cost_options:
      service.cost === undefined
        ? []
        : [{ id: `k-${at}`, amount: service.cost === 'free' ? 0 : service.cost, currency: 'GBP' }],
    service_at_locations: place
      ? [{ id: `sal-${at}`, location: location(place, `l-${at}`) }]
      : service.mode === 'online' || service.mode === 'phone'
        ? [{ id: `sal-${at}`, location: { id: `l-${at}`, location_type: 'virtual', name: 'Online' } }]
        : [],
    service_areas: [{ id: `a-${at}`, name: 'Ashwick', uri: 'http://www.example.com', serviceId: service.id }],
  }
}

function location(place: z.infer<typeof Place>, id: string): unknown {
  return {
    id,
    location_type: 'physical',
    name: place.name,
    latitude: place.lat,
    longitude: place.lon,
    addresses: [
      {
        id: `ad-${id}`,
        address_1: place.street,
        city: place.town,
        postal_code: place.postcode,
        country: 'GB',
      },
    ],
    accessibility: place.access === undefined ? [] : [{ id: `ac-${id}`, description: place.access }],
  }
}

/** `TU 16:00-17:30; SA 10:00-12:00 from 2026-04-01 until 2027-01-31`. */
function schedules(when: string | undefined): unknown[] {
  return (when ?? '')
    .split(';')
    .filter((one) => one.trim() !== '')
    .map((one) => {
      const [day, hours = ''] = one.trim().split(' ')
      const [opens, closes] = hours.split('-')
      const from = /from (\S+)/.exec(one)?.[1]
      const until = /until (\S+)/.exec(one)?.[1]
      return {
        id: `s-${day}-${hours}`,
        freq: 'WEEKLY',
        byday: day,
        opens_at: `${opens}:00`,
        closes_at: `${closes}:00`,
        ...(from && { valid_from: from }),
        ...(until && { valid_to: until }),
      }
    })
}
