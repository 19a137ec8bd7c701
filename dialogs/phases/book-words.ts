import type { Slot } from '../../domain/booking/types.ts'
import { chosenFrom, isOneOf, recognise } from '../../domain/understanding/answers.ts'
import { placesIn } from '../../domain/understanding/places.ts'
import { isAmongWords, plainWords, westernDigits } from '../../domain/understanding/plain-words.ts'
import { inLondon } from '../../domain/time/london.ts'
import { dayAndTime, daysUntil, weekdayInWords, whenInShort } from '../dates.ts'
import type { AskChoice } from '../question.ts'
import { waysOf } from '../said.ts'
import type { Scope } from '../scope.ts'

const NOON = 12
/** Among the days, what is none: words that rule one out, the soonest time there is, and what stands behind the number of a date. */
const NOT = 'not'
const SOONEST = 'soonest'
const DATE = 'date'
const AFTER_TOMORROW = 'after-tomorrow'
const NO_DAYS: readonly string[] = [NOT, DATE, AFTER_TOMORROW]
/** Days by how far off they are. */
const FROM_TODAY: Readonly<Record<string, number>> = { today: 0, tomorrow: 1, [AFTER_TOMORROW]: 2 }
/** "4:05", "16.05pm", "4pm", "at 4". */
const HOUR = /\b(\d{1,2})[:.](\d{2})|\b(\d{1,2})\s?[ap]m\b|\bat (\d{1,2})\b/iu
/** Of a month. */
const MOST_DAYS = 31
/** How much of a month is written at least: "nov". */
const SHORTEST_MONTH = 3

/** What words say of when: a day, a date, an hour. */
interface When {
  readonly day: string | undefined
  readonly date: number | undefined
  readonly hour: RegExpExecArray | null
}

/** The times shown that words mean, by day, by hour or by both; all of them for a yes to none in particular. The soonest is so of all that are free. */
export function timesMeant(
  text: string,
  shown: readonly Slot[],
  free: readonly Slot[],
  scope: Scope,
): readonly Slot[] {
  const { words } = scope.texts
  if (isOneOf(text, waysOf(scope.texts.choices('book.confirm'), 'book'), words.fillers)) return shown
  const when = whenIn(text, shown, scope)
  if (when?.day === SOONEST) return free.slice(0, 1)
  return when ? timesAt(when, shown, scope) : []
}

/** The times on the next day that words name, at the hour they name if there are such. Undefined when they name no day. */
export function timesOnDay(text: string, free: readonly Slot[], scope: Scope): readonly Slot[] | undefined {
  const when = whenIn(text, free, scope)
  if (!when || when.day === SOONEST || (when.day === undefined && when.date === undefined)) return undefined
  const [first, ...others] = timesAt({ ...when, hour: null }, free, scope)
  if (!first) return []
  const day = [first, ...others].filter(
    ({ start }) => daysUntil(new Date(start), new Date(first.start)) === 0,
  )
  const atHour = timesAt(when, day, scope)
  return atHour.length > 0 ? atHour : day
}

function timesAt({ day, date, hour }: When, times: readonly Slot[], scope: Scope): readonly Slot[] {
  return times
    .map((slot) => ({ slot, at: new Date(slot.start) }))
    .filter(({ at }) => day === undefined || isOn(at, day, scope))
    .filter(({ at }) => date === undefined || inLondon(at).day.day === date)
    .filter(({ at }) => !hour || isAt(at, hour))
    .map(({ slot }) => slot)
}

/** When words say that it may be; undefined where they say nothing of it, or when it may not be. */
function whenIn(text: string, times: readonly Slot[], scope: Scope): When | undefined {
  const typed = ` ${plainWords(text).join(' ')} `
  const days = scope.texts.choices('book.days')
  const says = (id: string) =>
    waysOf(days, id).some((way) => typed.includes(` ${plainWords(way).join(' ')} `))
  // "I cant do wednesday" is none of Wednesday's, nor "4:30 is no good" the one at half past four.
  if (says(NOT)) return undefined
  // One day at most is meant, and no number: "4" is the fourth tap. "Tomorrow" is in "the day after tomorrow".
  const named = days.filter(({ id }) => !NO_DAYS.includes(id))
  const [one] = chosenFrom(text.replace(/\d/gu, ' '), named, scope.texts.words)
  const day = says(AFTER_TOMORROW) ? AFTER_TOMORROW : one
  const date = dateIn(text, times, scope)
  const hour = HOUR.exec(westernDigits(text))
  return day === undefined && date === undefined && !hour ? undefined : { day, date, hour }
}

/** The number of "the 1st", which is a place in a list or a day of the month; undefined for "the 1st one", "the first" and for more than that. */
export function placeOrDate(text: string, scope: Scope): number | undefined {
  const { words } = scope.texts
  const said = plainWords(text)
  const [place, ...more] = placesIn(said, MOST_DAYS, words)
  const isPointing = said.some((word) => isAmongWords(word, words.pointing.after))
  return more.length > 0 || isPointing || dateIn(text, [], scope) !== place ? undefined : place
}

/** The day of the month that words name: "the 25th", "25 nov". A month is one that a time shown is in. */
function dateIn(text: string, shown: readonly Slot[], { texts }: Scope): number | undefined {
  const said = plainWords(text)
  const endings = waysOf(texts.choices('book.days'), DATE)
  const months = shown.flatMap(({ start }) => {
    const at = new Date(start)
    const weekday = plainWords(weekdayInWords(at, texts.locale))
    return plainWords(dayAndTime(at, texts.locale).day).filter((word) => !weekday.includes(word))
  })
  const isMonth = (word = ''): boolean =>
    word.length >= SHORTEST_MONTH && months.some((month) => month.startsWith(word))
  const dates = said.flatMap((word, at) => {
    const [, number, ending = ''] = /^(\d{1,2})(\p{L}*)$/u.exec(word) ?? []
    const [before, behind = ''] = [said[at - 1], said[at + 1]]
    const isDate =
      ending === ''
        ? isAmongWords(behind, endings) || isMonth(before) || isMonth(behind)
        : isAmongWords(ending, endings)
    return number !== undefined && isDate ? [Number(number)] : []
  })
  return dates[0]
}

/** Whether a time is on a day of the week, today or tomorrow. */
function isOn(at: Date, day: string, { now }: Scope): boolean {
  const away = FROM_TODAY[day]
  return away === undefined ? inLondon(at).weekday === day : daysUntil(at, now) === away
}

/** Whether a time is at the hour that was typed; nobody means the night. */
function isAt(at: Date, [, hour, minute, full, rough]: RegExpExecArray): boolean {
  const { time } = inLondon(at)
  const isHour = Number(hour ?? full ?? rough) % NOON === time.hour % NOON
  return isHour && (minute === undefined || Number(minute) === time.minute)
}

/** Answers what people ask before they book, from the times it is about. False when it was no such question. */
export function answersOn(text: string, times: readonly Slot[], scope: Scope): boolean {
  const { words } = scope.texts
  const asked = scope.texts.choices('book.questions').map(({ id, label, words: ways }) => ({
    id,
    phrases: [label, ...ways],
    anywhere: ways,
  }))
  const question = times.length === 0 ? undefined : recognise(text, asked, words.fillers)
  const each = (of: (time: Slot) => readonly string[]): string => [...new Set(times.flatMap(of))].join('; ')
  switch (question) {
    case 'how':
      scope.say('book.answer.how', {
        ways: each(({ place, otherPlaces = [] }) =>
          [place, ...otherPlaces].map((way) => scope.text(`book.place.${way.kind}`, { place: way.text })),
        ),
      })
      return true
    case 'long':
      scope.say('book.answer.long', { minutes: each((time) => [String(minutesOf(time))]) })
      return true
    case 'who':
      scope.say('book.card.who', { worker: each((time) => [nameOf(scope, time)]) })
      scope.say('faq.link-worker')
      return true
    case 'bring':
      scope.say('book.why')
      return true
    default:
      return false
  }
}

const minutesOf = ({ start, end }: Slot): number => (Date.parse(end) - Date.parse(start)) / 60_000

/** Who is met at a time. */
export const nameOf = (scope: Scope, slot: Slot): string =>
  scope.school.linkWorkers.find((worker) => worker.id === slot.linkWorker)?.name ?? ''

/** A time as a tap: when it is, and with whom where there is more than one. */
export function timeChoice(scope: Scope, time: Slot): AskChoice {
  const at = new Date(time.start)
  const { locale } = scope.texts
  const note = scope.school.linkWorkers.length > 1 ? nameOf(scope, time) : ''
  return {
    id: time.id,
    label: [whenInShort(at, locale), note].filter(Boolean).join(', '),
    words: [],
    time: { ...dayAndTime(at, locale), note },
  }
}
