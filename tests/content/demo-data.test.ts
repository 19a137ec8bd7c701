import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { describe, it } from 'mocha'
import { isValid } from 'postcode'
import { z } from 'zod'
import { loadSchools } from '../../content/load-schools.ts'
import type { LatLon } from '../../domain/directory/opportunity.ts'

/** What the demonstration relies on in Open Referral UK's shape; a feed may hold more. */
const Service = z.object({
  id: z.uuid(),
  name: z.string().min(3),
  description: z.string().min(60),
  status: z.enum(['active', 'inactive', 'defunct', 'temporarily closed']),
  url: z.url().optional(),
  email: z.string().optional(),
  minimum_age: z.int().optional(),
  maximum_age: z.int().optional(),
  assured_date: z.iso.date().optional(),
  last_modified: z.string().optional(),
  organization: z.object({ id: z.uuid(), name: z.string().min(3), website: z.url() }),
  schedules: z
    .array(
      z.object({
        byday: z.string().regex(/^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$/),
        freq: z.enum(['WEEKLY', 'MONTHLY']),
        opens_at: z.string().optional(),
        valid_to: z.string().optional(),
      }),
    )
    .optional(),
  service_at_locations: z
    .array(
      z.object({
        location: z.object({
          location_type: z.enum(['physical', 'virtual']),
          latitude: z.number().optional(),
          longitude: z.number().optional(),
          addresses: z.array(z.object({ postal_code: z.string().optional() })).optional(),
          accessibility: z.array(z.object({ description: z.string() })).optional(),
        }),
      }),
    )
    .optional(),
  cost_options: z.array(z.object({ amount: z.number().optional() })).optional(),
  contacts: z.array(z.object({ phones: z.array(z.object({ number: z.string() })).optional() })).optional(),
  languages: z.array(z.object({ name: z.string() })).optional(),
})
type Service = z.infer<typeof Service>
const Page = z.object({
  total_items: z.int(),
  total_pages: z.literal(1),
  first_page: z.literal(true),
  last_page: z.literal(true),
  contents: z.array(Service),
})

const text = readFileSync('content/data/directory/services.json', 'utf8')
const page = Page.parse(JSON.parse(text))
const services = page.contents
const named = (part: string) => services.find((service) => service.name.includes(part))
const count = (test: (service: Service) => boolean) => services.filter(test).length
const phones = services.flatMap((s) => s.contacts ?? []).flatMap((c) => c.phones ?? [])
const locations = services.flatMap((s) => s.service_at_locations ?? []).map((at) => at.location)

/** Great-circle kilometres. */
function kilometres(a: LatLon, b: LatLon): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180
  const across =
    Math.sin(rad(b.lat - a.lat) / 2) ** 2 +
    Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(rad(b.lon - a.lon) / 2) ** 2
  return 12_742 * Math.asin(Math.sqrt(across))
}

describe('the demonstration directory', () => {
  it('is one whole page of full services, each with its own id and name', () => {
    expect(services).to.have.length(page.total_items)
    expect(services.length).to.be.within(75, 110)
    expect(new Set(services.map(({ id }) => id)).size).to.equal(services.length)
    expect(new Set(services.map(({ name }) => name)).size).to.equal(services.length)
  })

  it('leads to nobody: postcodes of no area, numbers kept for drama, sites and mails of example.org', () => {
    for (const address of locations.flatMap((location) => location.addresses ?? [])) {
      if (address.postal_code === undefined) continue
      expect(isValid(address.postal_code), address.postal_code).to.equal(true)
      expect(address.postal_code).to.match(/^BK\d /)
    }
    for (const { number } of phones) {
      const found = number.match(/\d[\d ]{9,}\d/g) ?? []
      expect(found, number).to.not.deep.equal([])
      for (const one of found)
        expect(one, number).to.match(/^(01632 960\d{3}|07700 900\d{3}|08081 570\d{3})$/)
    }
    for (const service of services) {
      for (const link of [service.url, service.organization.website]) {
        if (link !== undefined) expect(new URL(link).hostname, service.name).to.match(/\.example\.org$/)
      }
      if (service.email !== undefined)
        expect(service.email).to.match(/@([a-z0-9-]+\.example\.org|noemail\.invalid)$/)
    }
  })

  it('lies within about 12 km of the school, but for the one position that is no place on earth', () => {
    const school = loadSchools('content/data/schools')[0]?.place.position ?? { lat: 0, lon: 0 }
    const away = locations.flatMap(({ latitude: lat, longitude: lon }) =>
      lat === undefined || lon === undefined || lat > 90 ? [] : [kilometres(school, { lat, lon })],
    )
    expect(Math.max(...away)).to.be.below(12)
    expect(Math.max(...away)).to.be.above(9)
    expect(locations.filter(({ latitude }) => latitude !== undefined && latitude > 90)).to.have.length(1)
  })

  it('does not grow old by itself: only the course that is over has a last day', () => {
    const ending = services.filter((s) => s.schedules?.some((schedule) => schedule.valid_to !== undefined))
    expect(ending.map(({ name }) => name)).to.deep.equal(['Summer Animation Course 2025'])
    for (const { assured_date: checked } of services) {
      if (checked !== undefined)
        expect(checked >= '2025-01-01' && checked <= '2026-11-23', checked).to.equal(true)
    }
  })

  it('is as imperfect as real directories: unknown ages, costs, times and places, HTML, odd phones', () => {
    expect(count((s) => s.minimum_age === -1)).to.be.above(8)
    expect(count((s) => s.minimum_age === undefined)).to.be.above(5)
    expect(count((s) => s.cost_options === undefined)).to.be.above(10)
    expect(count((s) => s.schedules === undefined)).to.be.above(3)
    expect(count((s) => s.service_at_locations === undefined)).to.be.above(2)
    expect(count((s) => /<p>|<h2>|&[a-z]+;/.test(s.description))).to.be.above(1)
    expect(count((s) => s.email?.endsWith('.invalid') ?? false)).to.be.above(1)
    expect(phones.filter(({ number }) => /[a-z]{4}/i.test(number)).length).to.be.above(5)
    expect(count((s) => s.assured_date === undefined)).to.equal(1)
    expect(count((s) => s.last_modified !== undefined && !s.last_modified.endsWith('Z'))).to.be.above(10)
  })

  it('has what must never reach a teenager, so that a visitor can see it does not', () => {
    for (const part of [
      'Menopause',
      'Weight-loss',
      'Chair Yoga',
      'toddler',
      'Singles',
      'Bingo',
      'Ale and Verse',
      'Shred',
      'Riding the Teens',
    ]) {
      expect(named(part), part).to.not.equal(undefined)
    }
    expect(count((s) => s.status !== 'active')).to.equal(2)
    expect(named('Roller Disco')?.description).to.include('closed for good')
  })

  it('has the contradictions of real records: ages in the text and not in the field, a service listed twice', () => {
    expect(named('Brownies')).to.include({ minimum_age: 5, maximum_age: 11 })
    expect(named('Brownies')?.description).to.include('aged 7 to 10')
    expect(named('Judo')?.description).to.include('years 7 to 11')
    expect(count((s) => /manga/i.test(s.name))).to.equal(2)
    expect(named('Her Hour')).to.not.have.property('minimum_age')
  })

  it('is written, not stamped: no two descriptions begin or end alike', () => {
    const starts = services.map((s) => s.description.slice(0, 24))
    const ends = services.map((s) => s.description.slice(-24))
    expect(new Set(starts).size).to.equal(services.length)
    expect(new Set(ends).size).to.equal(services.length)
  })
})
