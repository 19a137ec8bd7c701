import ICAL from 'ical.js'
import { z } from 'zod'
import { Zones, clockMs, textOf } from './ics-zones.ts'
import type { Taken } from './slots.ts'

const LIMITS = {
  /** Times that one rule may make on its way to the window: daily for 27 years. A rule by the second is nobody's calendar. */
  perEvent: 10_000,
  /** The same for a whole calendar, so that a thousand such rules cannot hold the service up: a third of a second. */
  inAll: 30_000,
} as const

const DAY_MS = 86_400_000
/** What a clock shows and the instant are less than a day apart, and so are the clocks by which an event begins and ends. */
const CLOCKS_APART_MS = 2 * DAY_MS

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
  const calendars = parse(text, window)
  const budget = { left: LIMITS.inAll }
  const times = calendars.flatMap((calendar) => {
    const zones = new Zones(calendar)
    const events = calendar.getAllSubcomponents('vevent')
    const moved = movedOf(events)
    const whole = events.filter((one) => !one.hasProperty('recurrence-id'))
    return [
      ...whole.flatMap((one) => timesOf(one, moved.get(uidOf(one)) ?? [], { zones, window, budget })),
      ...orphans(whole, moved).flatMap((one) => timesOf(one, [], { zones, window, budget })),
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

function parse(text: string, window: IcsWindow): ICAL.Component[] {
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR/iu.test(text) || !/END:VCALENDAR\s*$/iu.test(text))
    throw new CalendarUnreadable('not-a-calendar')
  try {
    const read: unknown = ICAL.parse(text.replace(/^\uFEFF/u, ''))
    if (!Array.isArray(read)) throw new CalendarUnreadable('not-a-calendar')
    // Several calendars in one file come as a list of them.
    const all: unknown[] = typeof read[0] === 'string' ? [read] : read
    return all.flatMap((one) => (Array.isArray(one) ? [new ICAL.Component(withoutOver(one, window))] : []))
  } catch (error) {
    if (error instanceof CalendarUnreadable) throw error
    throw new CalendarUnreadable('not-a-calendar', { cause: error })
  }
}

/** A calendar as parsed (RFC 7265) without single times that are over: of years of them, each would be looked at many times. */
function withoutOver([name, properties, components, ...rest]: unknown[], { from }: IcsWindow): unknown[] {
  const before = new Date(from.getTime() - CLOCKS_APART_MS).toISOString().slice(0, 19)
  const isOver = (component: unknown): boolean => {
    const read = Single.safeParse(component)
    const values = new Map(read.data?.[1].map(([id, , , value]) => [id, value]))
    const end = values.get('dtend')
    return typeof end === 'string' && end < before && !REPEATED.some((id) => values.has(id))
  }
  const kept = Array.isArray(components) ? components.filter((one) => !isOver(one)) : components
  return [name, properties, kept, ...rest]
}

const Single = z
  .tuple([z.literal('vevent'), z.array(z.tuple([z.string()]).rest(z.unknown()))])
  .rest(z.unknown())
/** Properties of what may have other times as well, or stands for one. */
const REPEATED = ['rrule', 'rdate', 'recurrence-id']

const uidOf = (event: ICAL.Component): string => textOf(event, 'uid')

/** Single times that are not when their series' rule has them, by the id of the series. */
function movedOf(events: readonly ICAL.Component[]): ReadonlyMap<string, readonly ICAL.Component[]> {
  const moved = new Map<string, ICAL.Component[]>()
  for (const event of events) {
    if (!event.hasProperty('recurrence-id')) continue
    const id = uidOf(event)
    moved.set(id, [...(moved.get(id) ?? []), event])
  }
  return moved
}

/** Single times of a series that is not in the file itself. */
function orphans(
  whole: readonly ICAL.Component[],
  moved: ReadonlyMap<string, readonly ICAL.Component[]>,
): ICAL.Component[] {
  const series = new Set(whole.map(uidOf))
  return [...moved].flatMap(([id, times]) => (series.has(id) ? [] : times))
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
  if (!isBusy(component, of.window.host)) return ownTimes
  const zone = zoneIdOf(component)
  const over = overBefore(component, start, of.window)
  const isSingle = !component.hasProperty('rrule') && !component.hasProperty('rdate')
  if (isSingle || component.hasProperty('recurrence-id')) {
    if (clockMs(start) < over) return ownTimes
    return [spanAt(start, zone, lengthOf(component, start, of.zones), of.zones), ...ownTimes]
  }
  const length = lengthOf(component, start, of.zones)
  const without = new Set(
    moved.flatMap((one) => {
      const id = timeOf(one, 'recurrence-id')
      return id ? [of.zones.instant(id, zoneIdOf(one, 'recurrence-id'))] : []
    }),
  )
  const spans: Span[] = []
  for (const time of occurrences(component, start, over, of)) {
    // Before anything is reckoned: of a series of years nearly all is over.
    if (clockMs(time) < over) continue
    const span = spanAt(time, zone, length, of.zones)
    if (span.start >= of.window.to.getTime()) break
    if (!without.has(span.start) && span.end > of.window.from.getTime()) spans.push(span)
  }
  return [...spans, ...ownTimes]
}

/** What begins before this, by its own clock, is over when the window begins. */
function overBefore(component: ICAL.Component, start: ICAL.Time, { from }: IcsWindow): number {
  const end = timeOf(component, 'dtend')
  const length = end ? clockMs(end) - clockMs(start) : (secondsOf(component) ?? 0) * 1000
  return from.getTime() - Math.max(0, length) - CLOCKS_APART_MS
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
  over: number,
  { budget, zones }: Context,
): Generator<ICAL.Time> {
  let expansion: ICAL.RecurExpansion
  try {
    const rules = component.getAllProperties('rrule').flatMap((property) => {
      const rule: unknown = property.getFirstValue()
      return rule instanceof ICAL.Recur ? [rule] : []
    })
    for (const rule of rules) endByOwnClock(rule, start, zones, zoneIdOf(component))
    const isAlone = rules.length === 1 && !component.hasProperty('rdate')
    const dtstart = rules[0] && isAlone ? nearer(start, rules[0], over) : start
    expansion = new ICAL.RecurExpansion({ component, dtstart })
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

/** Puts a rule's end, which programs write in UTC or as a day that is wholly in it, by the clock its times are compared by. */
function endByOwnClock(rule: ICAL.Recur, start: ICAL.Time, zones: Zones, zone: string | undefined): void {
  const { until } = rule
  if (!until || (until.isDate && start.isDate)) return
  const isByUtc = start.zone === ICAL.Timezone.utcTimezone
  const shown = until.isDate
    ? clockMs(until) + DAY_MS - 1000
    : until.zone === ICAL.Timezone.utcTimezone && !isByUtc
      ? zones.clock(until, start.isDate ? undefined : zone)
      : clockMs(until)
  const at = ICAL.Time.fromJSDate(new Date(shown), true)
  at.zone = start.zone
  rule.until = at
}

/** Days after which a rule of this frequency begins again. */
const STEP_DAYS: Readonly<Record<string, number>> = { DAILY: 1, WEEKLY: 7 }

/**
 * A start of the same series that is over as well, and much nearer to the window: years of days need not be gone through. Only where
 * that changes nothing, which is where days and weeks are not counted from the first.
 */
function nearer(start: ICAL.Time, rule: ICAL.Recur, over: number): ICAL.Time {
  const step = STEP_DAYS[rule.freq]
  if (step === undefined || rule.count) return start
  const days = step * rule.interval
  const steps = Math.floor((over - clockMs(start)) / DAY_MS / days)
  if (steps <= 1) return start
  const moved = start.clone()
  moved.adjust((steps - 1) * days, 0, 0, 0)
  return moved
}

/** How long an event takes; whole days are counted in days, so that a day of 23 or 25 hours is one. */
type Length = { readonly days: number } | { readonly ms: number }

function lengthOf(component: ICAL.Component, start: ICAL.Time, zones: Zones): Length {
  const end = timeOf(component, 'dtend')
  const seconds = secondsOf(component)
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

function secondsOf(component: ICAL.Component): number | undefined {
  const duration: unknown = component.getFirstPropertyValue('duration')
  return duration instanceof ICAL.Duration ? duration.toSeconds() : undefined
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
