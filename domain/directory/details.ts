import { z } from 'zod'
import { AgeRange, Opportunity, RegularTime } from './opportunity.ts'

/**
 * What a person may write of an entry, by hand or over a feed's record: one value for each question of the form. An absent value is
 * "not known", as in the entry itself.
 */
export const Details = z.object({
  name: z.string(),
  organisation: z.string().optional(),
  description: z.string(),
  alert: z.string().optional(),
  status: Opportunity.shape.status,
  ages: AgeRange.pick({ min: true, max: true }),
  only: z.enum(['girls', 'boys']).optional(),
  audience: z.array(z.string()),
  needsReferral: z.boolean().optional(),
  cost: Opportunity.shape.cost.pick({ free: true, from: true, text: true }),
  times: z.array(RegularTime.pick({ day: true, from: true, to: true, every: true })),
  timesText: z.string().optional(),
  expires: z.string().optional(),
  /** The first place: the form has one, what a feed lists beyond it stays. */
  place: z
    .object({
      name: z.string().optional(),
      address: z.string().optional(),
      postcode: z.string().optional(),
      accessibility: z.array(z.string()),
    })
    .optional(),
  mode: Opportunity.shape.mode,
  languages: z.array(z.string()),
  topics: z.array(z.string()),
  phone: z.string().optional(),
  email: z.string().optional(),
  url: z.string().optional(),
  /** ISO date on which a person last looked whether it is right. */
  checked: z.string().optional(),
})
export type Details = z.infer<typeof Details>

/** Some of them, with a field that is not known as good as one that is not there. */
export const SomeDetails = Details.partial()
export type SomeDetails = z.infer<typeof SomeDetails>

export const DetailField = Details.keyof()
export type DetailField = z.infer<typeof DetailField>

/** An entry as the form shows it. */
export function detailsOf(o: Opportunity): Details {
  const [place] = o.places
  // Parsed, so that keys stand in one order, two equal ones are equal as text, and what is not asked is not there.
  return Details.parse({
    ...o,
    only: o.genderGroup?.only,
    place,
    phone: o.phones[0]?.number,
    checked: o.lastChecked,
  })
}

/** The fields in which two differ. */
export function differing(a: Details, b: Details): DetailField[] {
  return DetailField.options.filter((field) => !isSame(a, b, field))
}

/** Whether two say the same of one field; absent is the same as absent. */
export function isSame(a: SomeDetails, b: SomeDetails, field: DetailField): boolean {
  return JSON.stringify(a[field]) === JSON.stringify(b[field])
}

/** The entry with these fields as a person wrote them: an absent value makes it unknown. Everything else stays. */
export function withDetails(
  o: Opportunity,
  fields: readonly DetailField[],
  values: SomeDetails,
): Opportunity {
  const now = Details.parse({ ...detailsOf(o), ...only(fields, values) })
  const changed = (field: DetailField): boolean => fields.includes(field)
  const made = {
    ...o,
    name: now.name,
    organisation: now.organisation,
    description: now.description,
    alert: now.alert,
    status: now.status,
    ...(changed('ages') ? { ages: { ...now.ages, ...(known(now.ages) ? { from: 'field' } : {}) } } : {}),
    ...(changed('only')
      ? { genderGroup: now.only === undefined ? undefined : { only: now.only, from: 'field' } }
      : {}),
    audience: now.audience,
    // Nor does the feed's word on who may come stand against a person's.
    ...(changed('audience') ? { eligibility: undefined } : {}),
    needsReferral: now.needsReferral,
    ...(changed('cost')
      ? { cost: { ...now.cost, ...(known(now.cost) ? { provenance: 'field' } : {}) } }
      : {}),
    ...(changed('times') ? { times: now.times.map((time) => timeAsBefore(time, o.times)) } : {}),
    timesText: now.timesText,
    expires: now.expires,
    // Whoever writes whether it is on, or the text that said it, has the last word.
    ...(changed('status') || changed('description') ? { closed: undefined } : {}),
    ...(changed('place') ? { places: placesWith(now.place, o.places) } : {}),
    mode: now.mode,
    languages: now.languages,
    topics: now.topics,
    ...(changed('phone')
      ? { phones: [...(now.phone === undefined ? [] : [{ number: now.phone }]), ...o.phones.slice(1)] }
      : {}),
    email: now.email,
    url: now.url,
    lastChecked: now.checked,
  }
  // What is not known is not there, as in a record read from the disk.
  return Opportunity.parse(
    Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)),
  )
}

const known = (value: object): boolean => Object.keys(value).length > 0

function only(fields: readonly DetailField[], values: SomeDetails): SomeDetails {
  return Object.fromEntries(fields.map((field) => [field, values[field]]))
}

/** A row that was left as it stood keeps what the form does not show: its first and last day, its note. */
function timeAsBefore(
  time: Details['times'][number],
  before: readonly Opportunity['times'][number][],
): Opportunity['times'][number] {
  const same = (b: Opportunity['times'][number]) =>
    b.day === time.day && b.from === time.from && b.to === time.to && b.every === time.every
  return before.find(same) ?? time
}

/** Another address has another position: it is learnt anew from its postcode, or stays unknown. */
function placesWith(place: Details['place'], before: Opportunity['places']): Opportunity['places'] {
  const [first, ...others] = before
  if (!place) return others
  const isThere = first?.postcode === place.postcode && first?.address === place.address
  const position = isThere ? first?.position : undefined
  return [{ ...place, ...(position ? { position } : {}) }, ...others]
}
