/** What a wall calendar and clock show, somewhere. */
export interface WallTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
}

const DAY_MS = 86_400_000
/** Offsets that are remembered, of a zone and a day each: years of several zones. */
const MOST_OFFSETS = 4_000

const formats = new Map<string, Intl.DateTimeFormat | undefined>()
/** How far clocks of a zone are ahead at the beginning of a day in UTC: asking costs what a thousand look-ups do. */
const offsets = new Map<string, number>()

/** Whether there is an IANA zone of this name. */
export const isZone = (name: string): boolean => formatOf(name) !== undefined

/**
 * Milliseconds of the instant at which clocks of an IANA zone (`Europe/Paris`) show this; undefined when there is no such zone. A
 * time that is skipped in spring is an hour later; one that comes twice in autumn is the first.
 */
export function zonedInstant(wall: WallTime, zone: string): number | undefined {
  const format = formatOf(zone)
  if (!format) return undefined
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute)
  const day = Math.floor(asUtc / DAY_MS)
  const before = offsetOn(zone, format, day - 1)
  const after = offsetOn(zone, format, day + 2)
  // The clocks do not change around it: no zone changes them twice within three days.
  if (before === after) return asUtc - before
  for (const offset of [before, after]) {
    if (offsetAt(format, asUtc - offset) === offset) return asUtc - offset
  }
  return asUtc - before
}

/** What clocks of an IANA zone show at an instant, in milliseconds as if it were UTC; undefined when there is no such zone. */
export function zonedClock(at: number, zone: string): number | undefined {
  const format = formatOf(zone)
  return format && at + offsetAt(format, at)
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(zone)) formats.set(zone, makeFormat(zone))
  return formats.get(zone)
}

function makeFormat(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
  } catch {
    // RangeError: no such zone.
    return undefined
  }
}

function offsetOn(zone: string, format: Intl.DateTimeFormat, day: number): number {
  const key = `${zone} ${day}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size >= MOST_OFFSETS) offsets.clear()
  const offset = offsetAt(format, day * DAY_MS)
  offsets.set(key, offset)
  return offset
}

/** How far clocks of the zone are ahead of UTC at an instant, in milliseconds. */
function offsetAt(format: Intl.DateTimeFormat, at: number): number {
  const minute = Math.floor(at / 60_000) * 60_000
  const read = Object.fromEntries(format.formatToParts(minute).map((part) => [part.type, Number(part.value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute: shown = 0 } = read
  return Date.UTC(year, month - 1, day, hour, shown) - minute
}
