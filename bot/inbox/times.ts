import type { Texts } from '../../content/load-texts.ts'
import { waitingSince } from '../../domain/handoff/waiting.ts'
import { LONDON, addDays, dayText, inLondon } from '../../domain/time/london.ts'

const formatter = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: LONDON,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...options,
  })
const DATE = formatter({})
const DATE_AND_YEAR = formatter({ year: 'numeric' })
const BRIEF = formatter({ weekday: 'short', month: 'short' })
const BRIEF_AND_YEAR = formatter({ weekday: 'short', month: 'short', year: 'numeric' })

/** Instants in words as they are read at `now`, on London's calendar and clock. */
export class Times {
  readonly #texts: Texts
  readonly now: Date
  readonly #isFixed: boolean

  /** `isFixed`: never "today", for what is kept and read on another day. */
  constructor(texts: Texts, now: Date, isFixed = false) {
    this.#isFixed = isFixed
    this.#texts = texts
    this.now = now
  }

  /** "today at 4:05pm", "Monday 30 November at 9:15am"; brief, for a list: "Mon 30 Nov at 9:15am". */
  at(instant: string, brief = false): string {
    if (this.#isFixed) return this.fixed(instant)
    const time = clockWords(new Date(instant))
    return this.#texts.text('inbox.time.at', { day: this.day(instant, brief), time })
  }

  /** "today", "yesterday", "Monday 30 November"; with the year when it is another. */
  day(instant: string, brief = false): string {
    const when = new Date(instant)
    const day = inLondon(when).day
    const today = inLondon(this.now).day
    for (const [days, id] of [
      [0, 'inbox.time.today'],
      [1, 'inbox.time.tomorrow'],
      [-1, 'inbox.time.yesterday'],
    ] as const) {
      if (dayText(day) === dayText(addDays(today, days))) return this.#texts.text(id)
    }
    const [format, andYear] = brief ? [BRIEF, BRIEF_AND_YEAR] : [DATE, DATE_AND_YEAR]
    return (day.year === today.year ? format : andYear).format(when).replace(',', '')
  }

  /** "Monday 30 November 2026 at 9:15am": the same on whatever day it is read, for what leaves the service. */
  fixed(instant: string): string {
    const when = new Date(instant)
    return this.#texts.text('inbox.time.at', {
      day: DATE_AND_YEAR.format(when).replace(',', ''),
      time: clockWords(when),
    })
  }

  /** "25 minutes". */
  since(instant: string): string {
    const { unit, count } = waitingSince(instant, this.now)
    return this.#texts.text(`inbox.time.${unit}`, { count })
  }

  /** A date of a record, `2026-11-24`, as "24 November 2026"; what is no date stays as it is. */
  date(text: string): string {
    const at = new Date(`${text.slice(0, 10)}T12:00:00Z`)
    if (Number.isNaN(at.getTime())) return text
    return DATE_AND_YEAR.format(at).replace(/^\w+,? /, '')
  }

  /** "4:05pm to 4:35pm" after the day of the start. */
  span(start: string, end: string): string {
    return this.#texts.text('inbox.time.span', { start: this.at(start), end: clockWords(new Date(end)) })
  }
}

/** "4pm", "4:05pm"; 12am is midnight. */
function clockWords(at: Date): string {
  const { hour, minute } = inLondon(at).time
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes}${hour < 12 ? 'am' : 'pm'}`
}
