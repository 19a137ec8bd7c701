import type { Needs } from '../matching/types.ts'
import { WEEKDAYS } from '../time/london.ts'
import type { Weekday } from '../time/london.ts'
import type { Clause, DayPart, NeedWords } from './need-words.ts'
import { PhraseBook } from './phrases.ts'

type Mark =
  | { readonly is: 'time'; readonly days: readonly Weekday[]; readonly parts: readonly DayPart[] }
  | { readonly is: 'can' | 'cannot' | 'small' }

interface Said {
  readonly days: readonly Weekday[]
  readonly parts: readonly DayPart[]
}

const WEEKEND: readonly Weekday[] = ['saturday', 'sunday']
/** What is left of a day when a part of it is out. */
const WITHOUT: Readonly<Record<Exclude<DayPart, 'weekend'>, readonly DayPart[]>> = {
  morning: ['afternoon', 'evening'],
  afternoon: ['morning', 'evening'],
  'after-school': ['evening', 'weekend'],
  evening: ['morning', 'afternoon'],
}
/** "After 4" is after school and the evening; from 5 on it is the evening. */
const HOURS = { school: 3, both: 4, evening: 5, night: 9 } as const

/**
 * Days and parts of the day that were said to be possible. A thought about something else that has a day in it ("i play football on
 * saturdays") says nothing about when they can come; "not weekends" leaves the other days.
 */
export function readTimes(clauses: readonly Clause[], words: NeedWords): Pick<Needs, 'days' | 'timeOfDay'> {
  const yes: Said[] = []
  const no: Said[] = []
  for (const clause of clauses) readClause(clause, words, yes, no)
  const days = daysOf(yes, no)
  const timeOfDay = partsOf(yes, no)
  return {
    ...(days.length > 0 ? { days } : {}),
    ...(timeOfDay.length > 0 ? { timeOfDay } : {}),
  }
}

function readClause(clause: Clause, words: NeedWords, yes: Said[], no: Said[]): void {
  const book = bookOf(words)
  let denied = false
  let about = true
  let cue = false
  const before: Said[] = []
  const after: Said[] = []
  for (let at = 0; at < clause.length;) {
    const hour = hourAt(clause, at, words)
    const found = hour ? undefined : book.longestAt(clause, at)
    if (hour) (denied ? after : before).push({ days: [], parts: hour.parts })
    for (const mark of found?.values ?? []) {
      if (mark.is === 'time') (denied ? after : before).push(mark)
      if (mark.is === 'can') cue = true
      if (mark.is === 'cannot') denied = cue = true
    }
    if (!hour && !found) about = false
    at += hour?.length ?? found?.length ?? 1
  }
  if (!about && !cue) return
  // "Mornings are impossible": a no with nothing after it is about what came before.
  if (denied && after.length === 0) no.push(...before)
  else {
    yes.push(...(before.length > 0 ? [together(before)] : []))
    no.push(...after)
  }
}

/** "Tuesdays and thursdays after school": everything in one thought belongs together. */
const together = (list: readonly Said[]): Said => ({
  days: [...new Set(list.flatMap(({ days }) => days))],
  parts: [...new Set(list.flatMap(({ parts }) => parts))],
})

function daysOf(yes: readonly Said[], no: readonly Said[]): Weekday[] {
  const out = new Set(no.filter(({ parts }) => isOnlyWeekend(parts)).flatMap(outDays))
  const named = yes.flatMap(({ days }) => days)
  const weekendToo = named.length > 0 && yes.some(({ parts }) => parts.includes('weekend'))
  const wanted = new Set([...named, ...(weekendToo ? WEEKEND : [])])
  // A thought of parts only ("or any evening") leaves every day open.
  const open = wanted.size === 0 || yes.some((one) => one.days.length === 0 && !isWeekendPart(one))
  if (open && out.size === 0) return []
  return WEEKDAYS.filter((day) => (open || wanted.has(day)) && !out.has(day))
}

const isWeekendPart = ({ parts }: Said): boolean => parts.includes('weekend')
const isOnlyWeekend = (parts: readonly DayPart[]): boolean => parts.every((part) => part === 'weekend')
const outDays = ({ days, parts }: Said): readonly Weekday[] => [
  ...days,
  ...(parts.includes('weekend') ? WEEKEND : []),
]

function partsOf(yes: readonly Said[], no: readonly Said[]): DayPart[] {
  const parts = new Set(yes.flatMap((one) => one.parts))
  const wholeDays = yes.filter((one) => one.parts.length === 0)
  if (parts.size > 0 && wholeDays.length > 0) {
    if (wholeDays.some(({ days }) => days.some((day) => !WEEKEND.includes(day)))) return []
    parts.add('weekend')
  }
  if (parts.size > 0) return [...parts]
  // "Not tuesday evenings" says nothing of other evenings.
  const out = no.filter(({ days }) => days.length === 0).flatMap((one) => one.parts)
  const left = out.flatMap((part) => (part === 'weekend' ? [] : WITHOUT[part]))
  return [...new Set(left)].filter((part) => !out.includes(part))
}

/** "After 5", "4pm ish". */
function hourAt(
  clause: Clause,
  at: number,
  words: NeedWords,
): { parts: DayPart[]; length: number } | undefined {
  if (!words.after.includes(clause[at] ?? '')) return clockAt(clause[at] ?? '')
  const hour = Number(/^(\d{1,2})(?:30)?(?:pm)?$/.exec(clause[at + 1] ?? '')?.[1] ?? Number.NaN)
  if (!(hour >= HOURS.school && hour <= HOURS.night)) return undefined
  const parts: DayPart[] = [
    ...(hour <= HOURS.both ? (['after-school'] as const) : []),
    ...(hour >= HOURS.both ? (['evening'] as const) : []),
  ]
  return { parts, length: clause[at + 2] === 'pm' ? 3 : 2 }
}

/** A time of the clock with its half of the day: what is on then. */
function clockAt(word: string): { parts: DayPart[]; length: number } | undefined {
  const clock = /^(\d{1,2})(?:30)?(am|pm)$/.exec(word)
  const hour = Number(clock?.[1] ?? Number.NaN)
  if (!(hour >= 1 && hour <= 12)) return undefined
  if (clock?.[2] === 'am') return { parts: ['morning'], length: 1 }
  if (hour === 12 || hour < HOURS.school) return { parts: ['afternoon'], length: 1 }
  return { parts: [hour < HOURS.evening ? 'after-school' : 'evening'], length: 1 }
}

const books = new WeakMap<NeedWords, PhraseBook<Mark>>()

function bookOf(words: NeedWords): PhraseBook<Mark> {
  const known = books.get(words)
  if (known) return known
  const book = new PhraseBook<Mark>()
  const add = (phrases: readonly string[] | undefined, mark: Mark) => {
    for (const phrase of phrases ?? []) book.add(phrase, mark)
  }
  for (const day of WEEKDAYS) add(words.days[day], { is: 'time', days: [day], parts: [] })
  for (const { days, said } of words.dayGroups) add(said, { is: 'time', days, parts: [] })
  for (const part of ['morning', 'afternoon', 'after-school', 'evening', 'weekend'] as const) {
    add(words.parts[part], { is: 'time', days: [], parts: [part] })
  }
  add(words.can, { is: 'can' })
  add(words.cannot, { is: 'cannot' })
  add([...words.small, ...words.self], { is: 'small' })
  books.set(words, book)
  return book
}
