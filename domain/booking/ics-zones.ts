import ICAL from 'ical.js'
import { LONDON } from '../time/london.ts'
import { isZone, zonedClock, zonedInstant } from '../time/zones.ts'

/** Names that calendars made by Microsoft's programs use for zones, when they do not say what they mean. */
const WINDOWS_ZONES: Readonly<Record<string, string>> = {
  'GMT Standard Time': LONDON,
  'Greenwich Standard Time': 'Atlantic/Reykjavik',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Romance Standard Time': 'Europe/Paris',
  'Central Europe Standard Time': 'Europe/Budapest',
  UTC: 'UTC',
}

/** Zones of one calendar: by name where we know it, since definitions in files are often old or cut short; else as defined. */
export class Zones {
  readonly #defined = new Map<string, ICAL.Timezone>()

  constructor(calendar: ICAL.Component) {
    for (const component of calendar.getAllSubcomponents('vtimezone')) {
      this.#defined.set(textOf(component, 'tzid'), new ICAL.Timezone(component))
    }
  }

  /** Milliseconds of what a wall clock shows in this zone; a clock time that is skipped in spring is an hour later. */
  instant(time: ICAL.Time, id: string | undefined): number {
    const asUtc = clockMs(time)
    if (!time.isDate && (id === 'UTC' || time.zone === ICAL.Timezone.utcTimezone)) return asUtc
    const zone = this.#zone(time.isDate ? undefined : id)
    if (typeof zone !== 'string') return asUtc - zone.utcOffset(time) * 1000
    const { year, month, day } = time
    const [hour, minute] = time.isDate ? [0, 0] : [time.hour, time.minute]
    return zonedInstant({ year, month, day, hour, minute }, zone) ?? asUtc
  }

  /** What a wall clock in this zone shows at a time in UTC, as if that were UTC. */
  clock(at: ICAL.Time, id: string | undefined): number {
    const zone = this.#zone(id)
    const instant = clockMs(at)
    return typeof zone === 'string'
      ? (zonedClock(instant, zone) ?? instant)
      : instant + zone.utcOffset(at) * 1000
  }

  #zone(id: string | undefined): string | ICAL.Timezone {
    if (id === undefined) return LONDON
    const name = WINDOWS_ZONES[id] ?? id.replace(/^\/[^/]+\/(?:[^/]+\/)?(?=[A-Z])/u, '')
    return isZone(name) ? name : (this.#defined.get(id) ?? LONDON)
  }
}

/** What a wall clock shows, as if it were UTC; of a day, its beginning. */
export const clockMs = ({ year, month, day, isDate, hour, minute, second }: ICAL.Time): number =>
  isDate ? Date.UTC(year, month - 1, day) : Date.UTC(year, month - 1, day, hour, minute, second)

/** A property that is text; empty without it. */
export function textOf(component: ICAL.Component, name: string): string {
  const value: unknown = component.getFirstPropertyValue(name)
  return typeof value === 'string' ? value : ''
}
