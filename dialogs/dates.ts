import type { Texts } from '../content/load-texts.ts'
import { addDays, dayText, inLondon, LONDON } from '../domain/time/london.ts'

const ENGLISH = 'en-GB'

const FORMS = {
  dayAndTime: { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' },
  dayTimeAndYear: {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  },
  shortSlot: { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  dayOnly: { day: 'numeric', month: 'long', year: 'numeric' },
  slotDay: { weekday: 'long', day: 'numeric', month: 'long' },
  weekday: { weekday: 'long' },
  time: { hour: 'numeric', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

const made = new Map<string, Intl.DateTimeFormat>()

/** London time in the words of a locale. In English hours are said as people say them, elsewhere as the locale does. */
function format(form: keyof typeof FORMS, at: Date, locale: string): string {
  const key = `${locale} ${form}`
  const isEnglish = locale === ENGLISH
  const hasTime = 'hour' in FORMS[form]
  const known =
    made.get(key) ??
    new Intl.DateTimeFormat(locale, {
      timeZone: LONDON,
      ...FORMS[form],
      ...(isEnglish && hasTime ? { hourCycle: 'h12' } : {}),
    })
  made.set(key, known)
  const text = known.format(at)
  return isEnglish ? text.replace(/\s?([ap])m\b/g, '$1m').replace(' at ', ', ') : text
}

/** "Tuesday 24 November, 12:40pm", London time. */
export const whenInFull = (at: Date, locale = ENGLISH): string => format('dayAndTime', at, locale)

/** "Tuesday 24 November 2026, 12:40pm": for what is kept and read in another year. */
export const whenWithYear = (at: Date, locale = ENGLISH): string => format('dayTimeAndYear', at, locale)

/** "12:40pm". */
export const timeInWords = (at: Date, locale = ENGLISH): string => format('time', at, locale)

/** "Tue 24 Nov, 12:40pm", for a button. */
export const whenInShort = (at: Date, locale = ENGLISH): string => format('shortSlot', at, locale)

/** "Tuesday 24 November", and "12:40pm": a time in its parts. */
export const dayAndTime = (at: Date, locale = ENGLISH): { day: string; at: string } => ({
  day: format('slotDay', at, locale),
  at: format('time', at, locale),
})

/** "24 November 2026". */
export const dateInWords = (at: Date, locale = ENGLISH): string => format('dayOnly', at, locale)

/** "Tuesday". */
export const weekdayInWords = (at: Date, locale = ENGLISH): string => format('weekday', at, locale)

/** A moment that is put into words in the language of whoever reads it. */
export interface Moment {
  readonly at: string
  readonly as: keyof typeof FORMS
}

export const momentInWords = ({ at, as }: Moment, locale: string): string => format(as, new Date(at), locale)

/** When a duty contact next reads: "today from 1:00pm", "tomorrow from 8:30am", "from Monday, 8:30am". */
export function fromWhen(at: Date, now: Date, { text, locale }: Pick<Texts, 'text' | 'locale'>): string {
  const day = dayText(inLondon(at).day)
  const today = inLondon(now).day
  const time = format('time', at, locale)
  if (day === dayText(today)) return text('when.today', { time })
  if (day === dayText(addDays(today, 1))) return text('when.tomorrow', { time })
  const inAWeek = dayText(addDays(today, 6)) >= day
  return inAWeek
    ? text('when.weekday', { day: weekdayInWords(at, locale), time })
    : text('when.day', { when: whenInFull(at, locale) })
}

/** Whole days on London's calendar between two moments: 0 is today. */
export function daysUntil(at: Date, now: Date): number {
  const dayNumber = (when: Date): number => {
    const { year, month, day } = inLondon(when).day
    return Date.UTC(year, month - 1, day) / 86_400_000
  }
  return dayNumber(at) - dayNumber(now)
}
