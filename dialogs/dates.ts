import { addDays, dayText, inLondon, LONDON } from '../domain/time/london.ts'

const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: LONDON,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h12',
})
const dayOnly = new Intl.DateTimeFormat('en-GB', {
  timeZone: LONDON,
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const weekday = new Intl.DateTimeFormat('en-GB', { timeZone: LONDON, weekday: 'long' })
const time = new Intl.DateTimeFormat('en-GB', {
  timeZone: LONDON,
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h12',
})
const shortSlot = new Intl.DateTimeFormat('en-GB', {
  timeZone: LONDON,
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h12',
})

const tidy = (text: string): string => text.replace(/\s?([ap])m\b/g, '$1m').replace(' at ', ', ')

/** "Tuesday 24 November, 12:40pm", London time. */
export const whenInFull = (at: Date): string => tidy(dayAndTime.format(at))

/** "Tue 24 Nov, 12:40pm", for a button. */
export const whenInShort = (at: Date): string => tidy(shortSlot.format(at))

/** "24 November 2026". */
export const dateInWords = (at: Date): string => dayOnly.format(at)

/** "Tuesday". */
export const weekdayInWords = (at: Date): string => weekday.format(at)

/** When a duty contact next reads: "today from 1:00pm", "tomorrow from 8:30am", "from Monday, 8:30am". */
export function fromWhen(at: Date, now: Date): string {
  const day = dayText(inLondon(at).day)
  const today = inLondon(now).day
  const clock = tidy(time.format(at))
  if (day === dayText(today)) return `today from ${clock}`
  if (day === dayText(addDays(today, 1))) return `tomorrow from ${clock}`
  const inAWeek = dayText(addDays(today, 6)) >= day
  return inAWeek ? `from ${weekday.format(at)}, ${clock}` : `from ${whenInFull(at)}`
}

/** Whole days on London's calendar between two moments: 0 is today. */
export function daysUntil(at: Date, now: Date): number {
  const dayNumber = (when: Date): number => {
    const { year, month, day } = inLondon(when).day
    return Date.UTC(year, month - 1, day) / 86_400_000
  }
  return dayNumber(at) - dayNumber(now)
}
