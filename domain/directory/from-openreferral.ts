import { match as postcodesIn, toNormalised } from 'postcode'
import { emailOf, phonesOf, urlOf } from './contacts.ts'
import { fromText } from './from-text.ts'
import type { FromText } from './from-text.ts'
import { HsdsService, wrongTypes } from './hsds.ts'
import type { HsdsLocation } from './hsds.ts'
import type { Correction, FeedOrigin, Mapped } from './mapped.ts'
import { mergeAges } from './merge-ages.ts'
import { costOf } from './merge-cost.ts'
import { olderToo } from './older-too.ts'
import type { LatLon, Opportunity } from './opportunity.ts'
import { isUkCountry, readPosition } from '../places/uk.ts'
import { hasActiveMarkup, isCut, oneLine, plainText } from './plain-text.ts'
import { readTimes } from './read-times.ts'
import { youngestAtItsHours } from './refused-late.ts'
import { fewTimes, isoDate, lastDayOf, timesOf } from './times.ts'

const LIMITS = {
  longestName: 160,
  longestAlert: 400,
  longestEligibility: 1000,
  longestField: 200,
  mostPlaces: 40,
} as const

/**
 * An Open Referral UK v3 service (a fully nested one, or a row of a list) as an Opportunity. `today` (ISO date) is what costs and
 * expiry are judged against. Pure; whatever is not known stays absent.
 */
export function fromOpenReferral(raw: unknown, feed: FeedOrigin, today: string): Mapped {
  const parsed = HsdsService.safeParse(raw)
  if (!parsed.success) return { leftOut: 'not-a-service', name: '' }
  const service = parsed.data
  const name = oneLine(service.name ?? '').slice(0, LIMITS.longestName)
  if (service.id === undefined) return { leftOut: 'no-id', name }
  if (name === '') return { leftOut: 'no-name', name: service.id }
  const corrections = new Set<Correction>()
  if (wrongTypes(raw, service).length > 0) corrections.add('wrong-type')
  const mapping = new Mapping(service, service.id, name, feed, today, corrections)
  return mapping.result()
}

class Mapping {
  readonly #service: HsdsService
  readonly #id: string
  readonly #name: string
  readonly #feed: FeedOrigin
  readonly #today: string
  readonly #description: string
  readonly #eligibility: string
  readonly #text: FromText
  readonly #corrections: Set<Correction>

  constructor(
    service: HsdsService,
    id: string,
    name: string,
    feed: FeedOrigin,
    today: string,
    corrections: Set<Correction>,
  ) {
    this.#corrections = corrections
    this.#service = service
    this.#id = id
    this.#name = name
    this.#feed = feed
    this.#today = today
    const written = service.description ?? service.organization?.description ?? ''
    this.#description = plainText(written)
    if (isCut(written)) corrections.add('text-cut')
    if (hasActiveMarkup(written)) corrections.add('markup-removed')
    this.#eligibility = plainText(service.eligibility_description ?? '')
    const also = [this.#eligibility, plainText(service.application_process ?? '')].filter((t) => t !== '')
    this.#text = fromText(name, [this.#description, ...also].join('\n'), {
      notice: plainText(service.alert ?? ''),
      weekly: this.#scheduled().some((t) => t.day !== undefined && t.validTo === undefined),
    })
  }

  result(): Mapped {
    const status = this.#status()
    const times = this.#times()
    const expires = this.#expires(times.times)
    if (status === 'inactive' || status === 'defunct') return { leftOut: 'closed', name: this.#name }
    if (status === 'temporarily-closed') return { leftOut: 'paused', name: this.#name }
    if (expires !== undefined && expires < this.#today) return { leftOut: 'expired', name: this.#name }
    const service = this.#service
    const places = this.#places()
    const alert = this.#alert()
    const opportunity: Opportunity = {
      id: `${this.#feed.id}:${this.#id}`,
      source: this.#feed.id,
      sourceId: this.#id,
      name: this.#name,
      ...optional('organisation', cut(service.organization?.name)),
      description: this.#description,
      ...optional('url', this.#url()),
      ...optional('email', this.#email()),
      phones: this.#phones(),
      status,
      ...optional('alert', alert === '' ? undefined : alert.slice(0, LIMITS.longestAlert)),
      ...optional('eligibility', this.#whoMayCome()),
      ages: this.#ages(),
      ...(this.#text.only ? { genderGroup: { only: this.#text.only, from: 'description' as const } } : {}),
      ...this.#audience(),
      cost: this.#cost(),
      times: fewTimes(times.times),
      ...(this.#text.termTime ? { termTime: { only: true, from: 'description' as const } } : {}),
      ...optional('timesText', times.text),
      ...optional('expires', expires),
      ...optional('closed', this.#text.closed),
      places,
      mode: this.#mode(),
      areas: unique(service.service_areas.map((a) => cut(a.name ?? a.service_area))),
      languages: unique(service.languages.map((l) => cut(l.name ?? l.language ?? l.code))),
      topics: unique(service.attributes.map((a) => topic(a.taxonomy_term?.name ?? a.taxonomy_term?.term))),
      ...optional('needsReferral', this.#text.needsReferral),
      ...optional('lastChecked', this.#lastChecked()),
      ...optional('licence', this.#feed.licence),
      ...optional('attribution', this.#feed.attribution),
    }
    return { taken: opportunity, corrections: [...this.#corrections] }
  }

  /** The feed's notice and the sentence of the text that has to be seen, which may be the same. */
  #alert(): string {
    const notice = oneLine(this.#service.alert ?? '')
    const read = this.#text.alert ?? ''
    return notice.includes(read) ? notice : `${notice} ${read}`.trim()
  }

  /** Its own field, where the description does not say the same. */
  #whoMayCome(): string | undefined {
    const said = this.#eligibility.slice(0, LIMITS.longestEligibility)
    return said === '' || this.#description.includes(said) ? undefined : said
  }

  /** The field's words; where it has none, those of the text, which names only those it is made for. */
  #audience(): Pick<Opportunity, 'audience' | 'audienceFrom'> {
    const field = unique(this.#service.pc_targetAudience.map((a) => cut(a.audienceType)))
    if (field.length > 0) return { audience: field, audienceFrom: 'field' }
    const read = unique(this.#text.audience.map((a) => cut(a.words)))
    return read.length > 0 ? { audience: read, audienceFrom: 'description' } : { audience: [] }
  }

  #status(): Opportunity['status'] {
    const said = (this.#service.status ?? '').toLowerCase().replace(/[\s_]+/g, '-')
    if (said === 'inactive' || said === 'defunct' || said === 'temporarily-closed') return said
    if (this.#text.status) return this.#text.status
    return said === 'active' ? 'active' : 'unknown'
  }

  #ages(): Opportunity['ages'] {
    const { minimum_age: youngest, maximum_age: oldest } = this.#service
    const older = oldest !== undefined && oldest > 0 ? olderToo(this.#description, oldest) : undefined
    const merged = mergeAges(youngest, older ?? oldest, this.#text.ages)
    if (merged.contradict) this.#corrections.add('ages-contradict')
    if (merged.impossible) this.#corrections.add('ages-impossible')
    const min = youngestAtItsHours(this.#description, this.#times().times)
    const { ages } = merged
    const isNarrower = min !== undefined && min > (ages.min ?? 0) && min <= (ages.max ?? Infinity)
    return isNarrower ? { ...ages, min, from: 'description' } : ages
  }

  #cost(): Opportunity['cost'] {
    const { cost, notFreeAfterAll } = costOf(this.#service, this.#text.cost, this.#today)
    if (notFreeAfterAll) this.#corrections.add('not-free-after-all')
    return cost
  }

  /** The hours that stand in its fields. */
  #scheduled(): Opportunity['times'] {
    const { schedules, service_at_locations: atPlaces } = this.#service
    return [...schedules, ...atPlaces.flatMap((s) => s.schedules)].flatMap(timesOf)
  }

  #times(): { times: Opportunity['times']; text?: string } {
    const times = this.#scheduled()
    if (times.some((t) => t.day !== undefined)) return { times }
    const read = readTimes(this.#description)
    if (read.times.length > 0)
      return {
        times: [...times.filter((t) => t.validTo !== undefined), ...read.times],
        ...optional('text', read.text),
      }
    const note = times.find((t) => t.note !== undefined)?.note ?? read.text
    return { times, ...optional('text', note) }
  }

  #expires(times: Opportunity['times']): string | undefined {
    const dates = [lastDayOf(times), this.#text.ends].filter((d) => d !== undefined)
    return dates.sort()[0]
  }

  #places(): Opportunity['places'] {
    const places = this.#service.service_at_locations
      .flatMap((s) =>
        s.location && s.location.location_type?.toLowerCase() !== 'virtual' ? [s.location] : [],
      )
      .filter((location) => this.#isHere(location))
      .slice(0, LIMITS.mostPlaces)
      .map((location) => this.#place(location))
    if (places.length > 0) return places
    // A feed without places often has the address in its text; two postcodes would be a guess.
    const named = unique(postcodesIn(this.#description).map((p) => toNormalised(p) ?? undefined))
    return named.length === 1 && named[0] !== undefined ? [{ postcode: named[0], accessibility: [] }] : []
  }

  /** An address in another country is no place to send anyone. */
  #isHere(location: HsdsLocation): boolean {
    const here = location.addresses.every((a) => isUkCountry(a.country))
    if (here) return true
    this.#corrections.add('address-outside-uk')
    // A position that is wrong as well is named too.
    this.#position(location)
    return false
  }

  #place(location: HsdsLocation): Opportunity['places'][number] {
    const address = location.addresses[0]
    const written = cut(address?.postal_code)
    const postcode = written === undefined ? undefined : (toNormalised(written) ?? undefined)
    if (written !== undefined && postcode === undefined) this.#corrections.add('postcode-invalid')
    const lines = unique([address?.address_1, address?.address_2, address?.city ?? address?.region].map(cut))
    const access = location.accessibility.flatMap((a) => [
      cut(a.description ?? a.accessibility),
      cut(a.details),
    ])
    const terms = location.attributes.map((a) => cut(a.taxonomy_term?.name))
    return {
      ...optional('name', cut(location.name)),
      ...optional('address', lines.length > 0 ? lines.join(', ') : undefined),
      ...optional('postcode', postcode),
      ...optional('position', this.#position(location)),
      accessibility: unique([...access, ...terms]),
    }
  }

  #position({ latitude: lat, longitude: lon }: HsdsLocation): LatLon | undefined {
    if (lat === undefined || lon === undefined) return undefined
    const read = readPosition(lat, lon)
    if (typeof read !== 'string') return read
    this.#corrections.add(read)
    return undefined
  }

  #mode(): Opportunity['mode'] {
    const kinds = this.#service.service_at_locations.map((s) => s.location?.location_type?.toLowerCase())
    const found = new Set<Opportunity['mode'][number]>(this.#text.modes)
    if (kinds.includes('virtual')) found.add('online')
    if (kinds.some((k) => k !== 'virtual' && k !== undefined)) found.add('in-person')
    if (kinds.length > 0 && kinds.every((k) => k === undefined)) found.add('in-person')
    return (['in-person', 'online', 'phone'] as const).filter((m) => found.has(m))
  }

  #url(): string | undefined {
    const own = urlOf(this.#service.url ?? '')
    return own ?? urlOf(this.#service.organization?.website ?? '')
  }

  #email(): string | undefined {
    const written = [
      this.#service.email,
      ...this.#service.contacts.map((c) => c.email),
      this.#service.organization?.email,
    ]
    const email = written.map((e) => emailOf(e ?? '')).find((e) => e !== undefined)
    if (email === undefined && written.some((e) => e !== undefined))
      this.#corrections.add('email-placeholder')
    return email
  }

  #phones(): Opportunity['phones'] {
    const fields = [...this.#service.contacts.flatMap((c) => c.phones), ...this.#service.phones]
    const seen = new Map<string, Opportunity['phones'][number]>()
    for (const field of fields) {
      const phones = phonesOf(field.number ?? '')
      if (phones.length === 0 && field.number !== undefined) this.#corrections.add('phone-without-number')
      for (const phone of phones) {
        const note = phone.note ?? cut(field.description)
        const key = phone.number.replace(/\D/g, '')
        if (!seen.has(key)) seen.set(key, { number: phone.number, ...optional('note', note) })
      }
    }
    return [...seen.values()]
  }

  /** The later of the assured date and the last change, both by date only: `last_modified` often has no zone. */
  #lastChecked(): string | undefined {
    const dates = [isoDate(this.#service.assured_date), isoDate(this.#service.last_modified)]
    return dates
      .filter((d) => d !== undefined && d <= this.#today)
      .sort()
      .at(-1)
  }
}

function cut(raw: string | undefined): string | undefined {
  const text = oneLine(raw ?? '').slice(0, LIMITS.longestField)
  return text === '' ? undefined : text
}

const CODE = /^[\d.:-]+$|^[0-9a-f]{8}-[0-9a-f-]{27}$/i
const topic = (raw: string | undefined): string | undefined => {
  const text = cut(raw)
  return text === undefined || CODE.test(text) ? undefined : text
}

const unique = (items: readonly (string | undefined)[]): string[] => [
  ...new Set(items.filter((i) => i !== undefined)),
]

/** `{ key: value }`, or nothing when the value is unknown: absent fields stay absent. */
function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  const made: Partial<Record<K, V>> = {}
  if (value !== undefined) made[key] = value
  return made
}
