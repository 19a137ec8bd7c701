import type { ActivityList } from './activity-list.ts'
import { fromOpenReferral } from './from-openreferral.ts'
import { daysBetween } from './iso-days.ts'
import type { FeedOrigin, Mapped } from './mapped.ts'
import type { Occurrence } from './occurrences.ts'
import { isOver, occurrenceOf, timesOfOccurrences } from './occurrences.ts'
import type { OpenActiveDate, OpenActiveFacts, OpenActivePlace } from './openactive.ts'
import { shortName } from './openactive.ts'
import { datesOfSchedule, daysIn } from './openactive-schedule.ts'
import { withFacts } from './with-facts.ts'
import type { Opportunity } from './opportunity.ts'
import type { Time } from './times.ts'
import { clock, isoDate } from './times.ts'

/** Everything a feed says about one thing to go to: the series or event itself, and the sessions that belong to it. */
export interface OpenActiveListing {
  readonly sourceId: string
  readonly facts: OpenActiveFacts
  /** Sessions or slots that stand by themselves in the feed, in the order of their beginning. */
  readonly dates: readonly OpenActiveDate[]
  /** Whether it ever had such sessions: one whose sessions are all past is over, one without any may have no feed of sessions. */
  readonly hadDates: boolean
  /** ISO date of the last change, where the feed says it as a time. */
  readonly modified?: string | undefined
  /** The licence of the page it came on. */
  readonly licence?: string | undefined
}

/** Now, as the mapping needs it: the instant, and London's ISO date of it. */
export interface Today {
  readonly now: Date
  readonly iso: string
}

const LIMITS = {
  /** The young people here: offers for others only are no price for them. */
  youngest: 11,
  oldest: 25,
  mostTopics: 12,
  /** Wider categories than this are a shop's shelves. */
  mostCategories: 4,
} as const
const COORDINATES = /^\s*(-?\d{1,2}\.\d+)\s*,\s*(-?\d{1,3}\.\d+)\s*$/
const CC_BY = /creativecommons\.org\/licenses\/by\/|\bCC[ -]BY\b/i
const NOT_ON = /Cancelled|Postponed/i

/**
 * An OpenActive event, series, course or facility with its sessions as an Opportunity, by way of the Open Referral v3 shape and its
 * mapping (texts read, ages and prices weighed, contacts checked). Pure. Left out as expired: what has ended, or had sessions of
 * which none is to come.
 */
export function fromOpenActive(
  listing: OpenActiveListing,
  activities: ActivityList,
  feed: FeedOrigin,
  today: Today,
): Mapped {
  const { facts } = listing
  const names = facts.activity.flatMap((concept) => activities.namesOf(concept))
  const name = facts.name ?? names[0]
  const when = timesOf(listing, today)
  if (when === 'over') return { leftOut: 'expired', name: name ?? listing.sourceId }
  const licence = feed.licence ?? listing.licence
  const who = facts.organizer?.name
  const credit = who !== undefined && CC_BY.test(licence ?? '') ? activities.creditOf(who) : who
  const origin = { ...feed, licence, attribution: feed.attribution ?? credit }
  const mapped = fromOpenReferral(asV3(listing, name, names, when, activities), origin, today.iso)
  const free = facts.isAccessibleForFree === false ? false : undefined
  return withFacts(mapped, { only: onlyFor(facts), free, modes: modesOf(facts) }, today.iso)
}

function onlyFor({ genderRestriction }: OpenActiveFacts): 'girls' | 'boys' | undefined {
  const said = genderRestriction.map((term) => shortName(term).toLowerCase())
  if (said.some((term) => /^(?:female|women|girls)/.test(term))) return 'girls'
  return said.some((term) => /^(?:male|men|boys)/.test(term)) ? 'boys' : undefined
}

function modesOf({ eventAttendanceMode }: OpenActiveFacts): Opportunity['mode'] {
  const said = eventAttendanceMode ?? ''
  if (/Mixed/i.test(said)) return ['in-person', 'online']
  if (/Online/i.test(said)) return ['online']
  return /Offline/i.test(said) ? ['in-person'] : []
}

function asV3(
  { sourceId, facts, modified }: OpenActiveListing,
  name: string | undefined,
  activityNames: readonly string[],
  times: readonly Time[],
  activities: ActivityList,
): Record<string, unknown> {
  const restrictions = facts.additionalAdmissionRestriction.join('. ')
  const level = facts.level.flatMap(({ label }) => label ?? []).join(', ')
  const categories = facts.category
    .slice(0, LIMITS.mostCategories)
    .flatMap((c) => activities.namesOf(c)[0] ?? [])
  const topics = [...new Set([...activityNames, ...categories])].slice(0, LIMITS.mostTopics)
  const { min, max } = agesOf(facts)
  return {
    id: sourceId,
    name,
    status: statusOf(facts),
    description: [facts.description, level, facts.meetingPoint, facts.attendeeInstructions]
      .filter(Boolean)
      .join('\n'),
    url: facts.url ?? facts.offers.find((offer) => offer.url !== undefined)?.url,
    minimum_age: min,
    maximum_age: max,
    eligibility_description: restrictions,
    alert: restrictions,
    last_modified: modified,
    schedules: schedulesOf(times, facts.schedulingNote),
    service_at_locations:
      modesOf(facts).join() === 'online' || !facts.location ? [] : [placeOf(facts.location, facts)],
    organization: facts.organizer && { name: facts.organizer.name, website: facts.organizer.url },
    contacts: [
      {
        email: facts.organizer?.email,
        phones: [facts.organizer?.telephone, facts.location?.telephone].flatMap((number) =>
          number === undefined ? [] : [{ number }],
        ),
      },
    ],
    cost_options: costsOf(facts),
    attributes: topics.map((topic) => ({ taxonomy_term: { name: topic } })),
  }
}

function statusOf({ eventStatus }: OpenActiveFacts): string {
  if (/Cancelled/i.test(eventStatus ?? '')) return 'inactive'
  return /Postponed/i.test(eventStatus ?? '') ? 'temporarily closed' : 'active'
}

/** The narrowest of what the fields say; where none does and every offer is for certain ages, those of all offers together. */
function agesOf({ ageRange, ageRestriction, offers }: OpenActiveFacts): {
  min?: number | undefined
  max?: number | undefined
} {
  const mins = [ageRange?.minValue, ageRestriction?.minValue].filter((age) => age !== undefined)
  const maxs = [ageRange?.maxValue, ageRestriction?.maxValue].filter((age) => age !== undefined && age > 0)
  if (mins.length + maxs.length > 0) {
    return {
      ...(mins.length > 0 ? { min: Math.max(...mins) } : {}),
      ...(maxs.length > 0 ? { max: Math.min(...maxs.filter((age) => age !== undefined)) } : {}),
    }
  }
  const ranges = offers.map((offer) => offer.ageRestriction ?? offer.ageRange)
  const lowest = ranges.flatMap((range) => range?.minValue ?? [])
  const highest = ranges.flatMap((range) => range?.maxValue ?? []).filter((age) => age > 0)
  const ofAll = (ages: readonly number[]) => ages.length > 0 && ages.length === offers.length
  return {
    ...(ofAll(lowest) ? { min: Math.min(...lowest) } : {}),
    ...(ofAll(highest) ? { max: Math.max(...highest) } : {}),
  }
}

/** The offers a young person could take; `isAccessibleForFree` counts where no offer names a price. */
function costsOf({ offers, isAccessibleForFree }: OpenActiveFacts): Record<string, unknown>[] {
  const priced = offers.filter((offer) => offer.price !== undefined)
  const theirs = priced.filter((offer) => {
    const range = offer.ageRestriction ?? offer.ageRange
    return (range?.minValue ?? 0) <= LIMITS.oldest && (range?.maxValue ?? LIMITS.oldest) >= LIMITS.youngest
  })
  const costs = (theirs.length > 0 ? theirs : priced).map(({ name, price }) => ({
    option: name,
    amount: price,
  }))
  return costs.length === 0 && isAccessibleForFree === true ? [{ amount: 0 }] : costs
}

/** A place whose name is its position (Playwaze) has no name; the position is taken where the fields have none. */
function placeOf(place: OpenActivePlace, facts: OpenActiveFacts): Record<string, unknown> {
  const coordinates = COORDINATES.exec(place.name ?? '')
  const { address, geo } = place
  return {
    location: {
      location_type: 'physical',
      ...(coordinates ? {} : { name: place.name }),
      latitude: geo?.latitude ?? (coordinates ? Number(coordinates[1]) : undefined),
      longitude: geo?.longitude ?? (coordinates ? Number(coordinates[2]) : undefined),
      addresses: address
        ? [
            {
              address_1: address.streetAddress,
              address_2: address.addressLocality,
              city: address.addressRegion,
              postal_code: address.postalCode,
              country: address.addressCountry,
            },
          ]
        : [],
      accessibility: [
        ...facts.accessibilitySupport.flatMap(({ label }) =>
          label === undefined ? [] : [{ description: label }],
        ),
        { description: facts.accessibilityInformation },
      ],
    },
  }
}

const CODES = {
  monday: 'MO',
  tuesday: 'TU',
  wednesday: 'WE',
  thursday: 'TH',
  friday: 'FR',
  saturday: 'SA',
  sunday: 'SU',
}

function schedulesOf(times: readonly Time[], note: string | undefined): Record<string, unknown>[] {
  if (times.length === 0) return note === undefined ? [] : [{ notes: note }]
  return times.map((time) => ({
    valid_from: time.validFrom,
    valid_to: time.validTo,
    // A date by itself is no rule.
    ...(time.day === undefined || (time.validFrom !== undefined && time.validFrom === time.validTo)
      ? {}
      : {
          freq: time.every === 'month' ? 'MONTHLY' : 'WEEKLY',
          ...(time.every === 'fortnight' ? { interval: 2 } : {}),
        }),
    byday: time.day && CODES[time.day],
    opens_at: time.from,
    closes_at: time.to,
    notes: note,
  }))
}

/** When it takes place from now on; `over` when it had dates and has none to come. */
function timesOf(listing: OpenActiveListing, { now, iso: today }: Today): readonly Time[] | 'over' {
  const { facts } = listing
  if ((isoDate(facts.endDate) ?? today) < today) return 'over'
  if (facts.type === 'FacilityUse' || facts.type === 'IndividualFacilityUse')
    return facilityTimes(listing, now)
  const sessions = [...listing.dates, ...facts.subEvent]
  const had = listing.hadDates || sessions.length > 0
  const coming = occurrencesOf(sessions, now)
  // Sessions are surer than the rule they were made from: one without an end does not outlive them, and beyond the last of them it goes on.
  const rules = facts.eventSchedule.filter((rule) => !had || coming.length > 0 || rule.endDate !== undefined)
  const schedules = rules.map((rule) => datesOfSchedule(rule, today))
  const lastKnown = coming.at(-1)?.date ?? ''
  const ruled = schedules.flatMap((s) => s.dates).filter(({ date }) => date > lastKnown)
  const dated = timesOfOccurrences([...coming, ...ruled])
  const times = dated.length > 0 || had ? dated : schedules.flatMap((s) => s.regular)
  if (times.length > 0) return times
  if (had || schedules.some((s) => s.over)) return 'over'
  return ownTime(facts, now) ?? 'over'
}

/** Sessions to come, in order. Full ones count only when all are: a place may come free. */
function occurrencesOf(sessions: readonly OpenActiveDate[], now: Date): Occurrence[] {
  const ahead = sessions.filter((s) => !NOT_ON.test(s.eventStatus ?? '') && !isOver(s, now))
  const free = ahead.filter((s) => s.remaining === undefined || s.remaining > 0)
  return (free.length > 0 ? free : ahead)
    .flatMap((session) => occurrenceOf(session) ?? [])
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

/** The event's own beginning and end; undefined when it is over, empty when it says nothing. */
function ownTime(facts: OpenActiveFacts, now: Date): Time[] | undefined {
  if (facts.startDate === undefined || facts.eventSchedule.length > 0) return []
  if (isOver(facts, now)) return undefined
  const start = isoDate(facts.startDate)
  const end = isoDate(facts.endDate)
  const occurrence = occurrenceOf(facts)
  if (start === undefined || !occurrence) return []
  if (end === undefined || daysBetween(start, end) < 1) return timesOfOccurrences([occurrence])
  return [
    { validFrom: start, validTo: end, ...(occurrence.from === undefined ? {} : { from: occurrence.from }) },
  ]
}

/** Opening hours, or between which hours slots can be had: nobody reads a list of half hours. */
function facilityTimes(listing: OpenActiveListing, now: Date): Time[] {
  const hours = listing.facts.hours.flatMap(({ dayOfWeek, opens, closes }) => {
    const [from, to] = [clock(opens), clock(closes)]
    const allDay = from === '00:00' && to !== undefined && to >= '23:59'
    return from === undefined || to === undefined || allDay
      ? []
      : daysIn(dayOfWeek).map((day) => ({ day, from, to }))
  })
  if (hours.length > 0) return hours
  const spans = new Map<string, Time>()
  for (const time of timesOfOccurrences(occurrencesOf(listing.dates, now))) {
    const span = spans.get(time.day ?? '')
    const from = [span?.from, time.from].filter((t) => t !== undefined).sort()[0]
    const to = [span?.to, time.to ?? time.from]
      .filter((t) => t !== undefined)
      .sort()
      .at(-1)
    spans.set(time.day ?? '', {
      ...(time.day ? { day: time.day } : {}),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    })
  }
  return [...spans.values()]
}
