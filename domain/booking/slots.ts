import type { Diary, LinkWorker, School } from '../school/school.ts'
import {
  WEEKDAYS,
  addDays,
  calendarDay,
  clockText,
  clockTime,
  dayText,
  inLondon,
  londonInstant,
  weekdayOf,
} from '../time/london.ts'
import type { CalendarDay, ClockTime } from '../time/london.ts'
import type { Slot } from './types.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const MINUTES_A_DAY = 24 * 60

/** Time in a diary that someone has: ISO instants. */
export interface Taken {
  readonly start: string
  readonly end: string
}

type Days = School['terms'][number]

/** When a school is closed. */
export interface Closed {
  /** Bank holidays of the school's nation, `2026-12-25`: closed, unless the diary has an exception for that day. */
  readonly holidays: ReadonlySet<string>
  /** The school's terms, when it gives any. */
  readonly terms?: readonly Days[]
}

export interface SlotOptions extends Closed {
  /** What is held or booked with this link worker: nothing is offered over it, and it counts towards the most a day. */
  readonly taken?: readonly Taken[]
  /** When the link worker is busy with something else: nothing is offered over it, and it counts towards nothing. */
  readonly busy?: readonly Taken[]
  /** Ids of times that are kept for whoever asks: the notice was theirs when they were, and is not asked of them again. */
  readonly kept?: ReadonlySet<string>
  /** How long ago, in milliseconds, what is asked for may have been shown: so much shorter is the notice, and nothing else. */
  readonly graceMs?: number
  /** Only this day in London, `2026-11-24`; otherwise every day up to the diary's horizon. */
  readonly only?: string
}

/** The same for the same worker and start, `rowan.20261124T103000Z`. */
export function slotId(linkWorker: string, start: Date): string {
  return `${linkWorker}.${start.toISOString().replace(/[-:]|\.\d+/g, '')}`
}

/**
 * The times at which this link worker can see someone new, soonest first, as seen at `from` (now): weekly hours and exceptions on
 * London's clock, with length, gap, notice, horizon and most a day. Starts stand on a grid of clock times from the beginning
 * of each opening, so on the days when the clocks change no clock time is offered twice and a skipped one not at all.
 */
export function slotsOf(linkWorker: LinkWorker, from: Date, options: SlotOptions): Slot[] {
  const { diary } = linkWorker
  const today = inLondon(from).day
  const earliest = from.getTime() + diary.noticeHours * HOUR - (options.graceMs ?? 0)
  const taken = (options.taken ?? []).map(parsed)
  const takenDays = daysOf(options.taken ?? [])
  const busy = (options.busy ?? []).map(parsed)
  const slots: Slot[] = []
  for (let ahead = 0; ahead <= diary.horizonDays; ahead += 1) {
    const day = addDays(today, ahead)
    if (options.only !== undefined && options.only !== dayText(day)) continue
    if (isPausedOn(diary, day) || isFullOn(diary, day, takenDays)) continue
    for (const { start, end } of timesOn(linkWorker, day, options)) {
      const id = slotId(linkWorker.id, new Date(start))
      if (start <= from.getTime() || (start < earliest && !options.kept?.has(id))) continue
      const gap = diary.gapMinutes * MINUTE
      if (taken.some((t) => start < t.end + gap && t.start < end + gap)) continue
      if (busy.some((t) => start < t.end && t.start < end)) continue
      slots.push({
        id,
        linkWorker: linkWorker.id,
        start: new Date(start).toISOString(),
        end: new Date(end).toISOString(),
        place: { ...diary.place },
        ...(diary.otherPlaces.length > 0
          ? { otherPlaces: diary.otherPlaces.map((one) => ({ ...one })) }
          : {}),
      })
    }
  }
  return slots
}

const parsed = ({ start, end }: Taken) => ({ start: Date.parse(start), end: Date.parse(end) })

/** Whether this day takes nobody new. A pause without an end goes on until someone takes it back. */
const isPausedOn = ({ paused }: Diary, day: CalendarDay): boolean =>
  paused !== undefined && (paused.until === undefined || dayText(day) < dayText(calendarDay(paused.until)))

/** The days in London on which these begin. */
export const daysOf = (taken: readonly Taken[]): CalendarDay[] =>
  taken.map(({ start }) => inLondon(new Date(start)).day)

/** Whether as many new people as the diary takes have a time on this day, or in its week from Monday to Sunday. */
export function isFullOn(
  { mostPerDay, mostPerWeek }: Pick<Diary, 'mostPerDay' | 'mostPerWeek'>,
  day: CalendarDay,
  takenDays: readonly CalendarDay[],
): boolean {
  const onDay = takenDays.filter((one) => dayText(one) === dayText(day)).length
  if (mostPerDay !== undefined && onDay >= mostPerDay) return true
  if (mostPerWeek === undefined) return false
  const week = mondayOf(day)
  return takenDays.filter((one) => mondayOf(one) === week).length >= mostPerWeek
}

/** The Monday of a day's week, `2026-11-23`. */
const mondayOf = (day: CalendarDay): string => dayText(addDays(day, -WEEKDAYS.indexOf(weekdayOf(day))))

/** Every start and end the diary has on one day, in order and not overlapping, as milliseconds. */
function timesOn(
  { diary }: LinkWorker,
  day: CalendarDay,
  options: SlotOptions,
): { start: number; end: number }[] {
  const length = diary.lengthMinutes * MINUTE
  const step = diary.lengthMinutes + diary.gapMinutes
  const times: { start: number; end: number }[] = []
  let freeFrom = -Infinity
  for (const opening of openingsOn(diary, day, options)) {
    const closes = clockInstant(day, clockTime(opening.to))
    for (let minute = minutesOf(clockTime(opening.from)); minute < MINUTES_A_DAY; minute += step) {
      const start = londonInstant(day, clockOf(minute))?.getTime()
      // A clock time that the change of March skips is no time at all.
      if (start === undefined || start < freeFrom) continue
      if (start + length > closes) break
      times.push({ start, end: start + length })
      freeFrom = start + length + diary.gapMinutes * MINUTE
    }
  }
  return times
}

/**
 * Hours on that day, in order: leave closes it; an exception replaces the week's hours, and opens a bank holiday or a day out of term. Of
 * several for one day, one without hours closes it.
 */
export function openingsOn(diary: Diary, day: CalendarDay, { holidays, terms = [] }: Closed) {
  const text = dayText(day)
  if (isWithin(diary.leave, text)) return []
  const exceptions = diary.exceptions.filter((e) => dayText(calendarDay(e.day)) === text)
  const isOutOfTerm = diary.termTimeOnly && terms.length > 0 && !isWithin(terms, text)
  const isClosed =
    exceptions.length > 0 ? exceptions.some((e) => e.hours.length === 0) : holidays.has(text) || isOutOfTerm
  if (isClosed) return []
  const hours =
    exceptions.length > 0
      ? exceptions.flatMap((e) => e.hours)
      : diary.hours.filter((h) => h.day === weekdayOf(day))
  const inOrder = hours.map((h) => ({ from: clockText(clockTime(h.from)), to: clockText(clockTime(h.to)) }))
  return inOrder.sort((a, b) => a.from.localeCompare(b.from))
}

const isWithin = (times: readonly Days[], day: string): boolean =>
  times.some(({ from, to }) => dayText(calendarDay(from)) <= day && day <= dayText(calendarDay(to)))

const minutesOf = (time: ClockTime): number => time.hour * 60 + time.minute
const clockOf = (minutes: number): ClockTime => ({ hour: Math.floor(minutes / 60), minute: minutes % 60 })

/** The instant of a clock time; of one that is skipped in March, the moment of the change (clocks go from 1:00 to 2:00). */
function clockInstant(day: CalendarDay, time: ClockTime): number {
  const at = londonInstant(day, time) ?? londonInstant(day, { hour: time.hour + 1, minute: 0 })
  return at?.getTime() ?? -Infinity
}
