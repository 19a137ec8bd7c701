import ICAL from 'ical.js'
import { LONDON } from '../time/london.ts'
import { zonedInstant } from '../time/zones.ts'
import type { Taken } from './slots.ts'

const LIMITS = {
  /** Times that one rule may make on its way to the window: daily for a century. A rule by the second is nobody's calendar. */
  perEvent: 40_000,
  /** The same for a whole calendar, so that a thousand such rules cannot hold the service up. */
  inAll: 200_000,
} as const

/** Names that calendars made by Microsoft's programs use for zones, when they do not say what they mean. */
const WINDOWS_ZONES: Readonly<Record<string, string>> = {
  'GMT Standard Time': LONDON,
  'Greenwich Standard Time': 'Atlantic/Reykjavik',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Romance Standard Time': 'Europe/Paris',
  'Central Europe Standard Time': 'Europe/Budapest',
  UTC: 'UTC',
}

/** A calendar that cannot be understood: nothing in it may be taken for free time. */
export class CalendarUnreadable extends Error {
  readonly why: 'not-a-calendar' | 'too-complex'

  constructor(why: CalendarUnreadable['why'], options?: ErrorOptions) {
    super(`the calendar is ${why}`, options)
    this.why = why
  }
}

export interface IcsWindow {
  readonly from: Date
  readonly to: Date
  /** Host of this service: its own invitations in the calendar are no other engagements; the diary knows them better. */
  readonly host: string
}

/**
 * When someone is busy, by an iCalendar file (RFC 5545): events with their rules, exceptions and moved single times, and free-busy
 * periods. Free or cancelled ones do not count. Times without a zone, and whole days, are London's. A zone is read by its name;
 * one that is unknown by its definition in the file. Throws CalendarUnreadable.
 */
export function busyFromIcs(text: string, window: IcsWindow): Taken[] {
  const calendars = parse(text)
  const budget = { left: LIMITS.inAll }
  const times = calendars.flatMap((calendar) => {
    const zones = new Zones(calendar)
    const events = calendar.getAllSubcomponents('vevent')
    const moved = events.filter((one) => one.hasProperty('recurrence-id'))
    return [
      ...events
        .filter((one) => !one.hasProperty('recurrence-id'))
        .flatMap((one) => timesOf(one, movedOf(one, moved), { zones, window, budget })),
      ...orphans(events, moved).flatMap((one) => timesOf(one, [], { zones, window, budget })),
      ...calendar.getAllSubcomponents('vfreebusy').flatMap((one) => periodsOf(one, zones)),
    ]
  })
  return times
    .filter(({ start, end }) => end > window.from.getTime() && start < window.to.getTime() && end > start)
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => ({ start: new Date(start).toISOString(), end: new Date(end).toISOString() }))
}

interface Span {
  readonly start: number
  readonly end: number
}

interface Context {
  readonly zones: Zones
  readonly window: IcsWindow
  readonly budget: { left: number }
}

function parse(text: string): ICAL.Component[] {
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR/iu.test(text) || !/END:VCALENDAR\s*$/iu.test(text))
    throw new CalendarUnreadable('not-a-calendar')
  try {
    const read: unknown = ICAL.parse(text.replace(/^\uFEFF/u, ''))
    if (!Array.isArray(read)) throw new CalendarUnreadable('not-a-calendar')
    // Several calendars in one file come as a list of them.
    const all: unknown[] = typeof read[0] === 'string' ? [read] : read
    return all.flatMap((one) => (Array.isArray(one) ? [new ICAL.Component(one)] : []))
  } catch (error) {
    if (error instanceof CalendarUnreadable) throw error
    throw new CalendarUnreadable('not-a-calendar', { cause: error })
  }
}

const uidOf = (event: ICAL.Component): string => textOf(event, 'uid')

function textOf(event: ICAL.Component, name: string): string {
  const value: unknown = event.getFirstPropertyValue(name)
  return typeof value === 'string' ? value : ''
}

const movedOf = (event: ICAL.Component, moved: readonly ICAL.Component[]): ICAL.Component[] =>
  moved.filter((one) => uidOf(one) === uidOf(event))

/** Single times of a series that is not in the file itself. */
function orphans(events: readonly ICAL.Component[], moved: readonly ICAL.Component[]): ICAL.Component[] {
  const series = new Set(events.filter((one) => !one.hasProperty('recurrence-id')).map(uidOf))
  return moved.filter((one) => !series.has(uidOf(one)))
}

/** Whether an event takes time of its owner's. */
function isBusy(event: ICAL.Component, host: string): boolean {
  if (uidOf(event).toLowerCase().endsWith(`@${host.toLowerCase()}`)) return false
  if (textOf(event, 'status').toUpperCase() === 'CANCELLED') return false
  if (textOf(event, 'x-microsoft-cdo-busystatus').toUpperCase() === 'FREE') return false
  return textOf(event, 'transp').toUpperCase() !== 'TRANSPARENT'
}

function timesOf(component: ICAL.Component, moved: readonly ICAL.Component[], of: Context): Span[] {
  const start = timeOf(component, 'dtstart')
  if (!start) return []
  const ownTimes = moved.flatMap((one) => timesOf(withoutRule(one), [], of))
  const length = lengthOf(component, start, of.zones)
  const isSingle = !component.hasProperty('rrule') && !component.hasProperty('rdate')
  if (isSingle || component.hasProperty('recurrence-id')) {
    return isBusy(component, of.window.host)
      ? [spanAt(start, zoneIdOf(component), length, of.zones), ...ownTimes]
      : ownTimes
  }
  if (!isBusy(component, of.window.host)) return ownTimes
  const without = new Set(
    moved.flatMap((one) => {
      const id = timeOf(one, 'recurrence-id')
      return id ? [of.zones.instant(id, zoneIdOf(one, 'recurrence-id'))] : []
    }),
  )
  const zone = zoneIdOf(component)
  const spans: Span[] = []
  for (const time of occurrences(component, start, of)) {
    const span = spanAt(time, zone, length, of.zones)
    if (span.start >= of.window.to.getTime()) break
    if (!without.has(span.start) && span.end > of.window.from.getTime()) spans.push(span)
  }
  return [...spans, ...ownTimes]
}

/** A moved single time that carries its series' rule by mistake stays one time. */
function withoutRule(event: ICAL.Component): ICAL.Component {
  event.removeAllProperties('rrule')
  event.removeAllProperties('rdate')
  return event
}

function* occurrences(
  component: ICAL.Component,
  start: ICAL.Time,
  { budget }: Context,
): Generator<ICAL.Time> {
  let expansion: ICAL.RecurExpansion
  try {
    expansion = new ICAL.RecurExpansion({ component, dtstart: start })
  } catch (error) {
    throw new CalendarUnreadable('not-a-calendar', { cause: error })
  }
  for (let count = 0; ; count += 1) {
    budget.left -= 1
    if (count >= LIMITS.perEvent || budget.left <= 0) throw new CalendarUnreadable('too-complex')
    const next: unknown = expansion.next()
    if (!(next instanceof ICAL.Time)) return
    yield next.clone()
  }
}

/** How long an event takes; whole days are counted in days, so that a day of 23 or 25 hours is one. */
type Length = { readonly days: number } | { readonly ms: number }

function lengthOf(component: ICAL.Component, start: ICAL.Time, zones: Zones): Length {
  const end = timeOf(component, 'dtend')
  const duration: unknown = component.getFirstPropertyValue('duration')
  const seconds = duration instanceof ICAL.Duration ? duration.toSeconds() : undefined
  if (start.isDate) {
    if (seconds !== undefined) return { days: Math.max(1, Math.ceil(seconds / 86_400)) }
    return { days: end ? Math.max(1, Math.round(end.subtractDate(start).toSeconds() / 86_400)) : 1 }
  }
  if (end) {
    return {
      ms: zones.instant(end, zoneIdOf(component, 'dtend')) - zones.instant(start, zoneIdOf(component)),
    }
  }
  return { ms: (seconds ?? 0) * 1000 }
}

function spanAt(time: ICAL.Time, zone: string | undefined, length: Length, zones: Zones): Span {
  const start = zones.instant(time, zone)
  if ('ms' in length) return { start, end: start + length.ms }
  const end = time.clone()
  end.adjust(length.days, 0, 0, 0)
  return { start, end: zones.instant(end, zone) }
}

function periodsOf(component: ICAL.Component, zones: Zones): Span[] {
  return component.getAllProperties('freebusy').flatMap((property) => {
    if (String(property.getParameter('fbtype')).toUpperCase() === 'FREE') return []
    return property.getValues().flatMap((period: unknown) => {
      if (!(period instanceof ICAL.Period)) return []
      return [{ start: zones.instant(period.start, 'UTC'), end: zones.instant(period.getEnd(), 'UTC') }]
    })
  })
}

function timeOf(component: ICAL.Component, name: string): ICAL.Time | undefined {
  const value: unknown = component.getFirstPropertyValue(name)
  return value instanceof ICAL.Time ? value : undefined
}

function zoneIdOf(component: ICAL.Component, name = 'dtstart'): string | undefined {
  const id: unknown = component.getFirstProperty(name)?.getFirstParameter('tzid')
  return typeof id === 'string' && id !== '' ? id : undefined
}

/** Zones of one calendar: by name where we know it, since definitions in files are often old or cut short; else as defined. */
class Zones {
  readonly #defined = new Map<string, ICAL.Timezone>()

  constructor(calendar: ICAL.Component) {
    for (const component of calendar.getAllSubcomponents('vtimezone')) {
      this.#defined.set(textOf(component, 'tzid'), new ICAL.Timezone(component))
    }
  }

  /** Milliseconds of what a wall clock shows in this zone; a clock time that is skipped in spring is an hour later. */
  instant(time: ICAL.Time, id: string | undefined): number {
    const wall = { ...dayOf(time), hour: time.isDate ? 0 : time.hour, minute: time.isDate ? 0 : time.minute }
    const asUtc = Date.UTC(
      wall.year,
      wall.month - 1,
      wall.day,
      wall.hour,
      wall.minute,
      time.isDate ? 0 : time.second,
    )
    if (!time.isDate && (id === 'UTC' || time.zone === ICAL.Timezone.utcTimezone)) return asUtc
    if (time.isDate || id === undefined) return zonedInstant(wall, LONDON) ?? asUtc
    const known = zonedInstant(wall, WINDOWS_ZONES[id] ?? id.replace(/^\/[^/]+\/(?:[^/]+\/)?(?=[A-Z])/u, ''))
    if (known !== undefined) return known
    const defined = this.#defined.get(id)
    if (!defined) return zonedInstant(wall, LONDON) ?? asUtc
    return asUtc - defined.utcOffset(time) * 1000
  }
}

const dayOf = ({ year, month, day }: ICAL.Time) => ({ year, month, day })
