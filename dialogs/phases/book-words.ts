import type { Slot } from '../../domain/booking/types.ts'
import { chosenFrom, isOneOf, recognise } from '../../domain/understanding/answers.ts'
import { plainWords, westernDigits } from '../../domain/understanding/plain-words.ts'
import { inLondon } from '../../domain/time/london.ts'
import { dayAndTime, whenInShort } from '../dates.ts'
import type { AskChoice } from '../question.ts'
import { waysOf } from '../said.ts'
import type { Scope } from '../scope.ts'

const NOON = 12
/** Among the days, the words that rule one out. */
const NOT = 'not'
/** "4:05", "16.05pm", "4pm", "at 4". */
const HOUR = /\b(\d{1,2})[:.](\d{2})|\b(\d{1,2})\s?[ap]m\b|\bat (\d{1,2})\b/iu

/** The times shown that words mean, by day, by hour or by both; all of them for a yes to none in particular. */
export function timesMeant(text: string, shown: readonly Slot[], scope: Scope): readonly Slot[] {
  const { words } = scope.texts
  if (isOneOf(text, waysOf(scope.texts.choices('book.confirm'), 'book'), words.fillers)) return shown
  const typed = ` ${plainWords(text).join(' ')} `
  // "I cant do wednesday" is none of Wednesday's, nor "4:30 is no good" the one at half past four.
  const days = scope.texts.choices('book.days')
  if (waysOf(days, NOT).some((way) => typed.includes(` ${plainWords(way).join(' ')} `))) return []
  // One day at most is meant, and no number: "4" is the fourth tap.
  const named = days.filter(({ id }) => id !== NOT)
  const [day] = chosenFrom(text.replace(/\d/gu, ' '), named, words)
  const hour = HOUR.exec(westernDigits(text))
  if (day === undefined && !hour) return []
  return shown.filter(
    ({ start }) =>
      (day === undefined || inLondon(new Date(start)).weekday === day) &&
      (!hour || isAt(new Date(start), hour)),
  )
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
