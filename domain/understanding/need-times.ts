import type { Needs } from '../matching/types.ts'
import { WEEKDAYS } from '../time/london.ts'
import type { Weekday } from '../time/london.ts'
import type { Clause, DayPart, NeedWords } from './need-words.ts'
import { PhraseBook } from './phrases.ts'
import { isToldOf } from './whose.ts'

type Mark =
  | { readonly is: 'time'; readonly days: readonly Weekday[]; readonly parts: readonly DayPart[] }
  | { readonly is: 'can' | 'cannot' | 'looking' | 'no' | 'small' | 'not-time' }

/** Words of a thought that stand together and are all of them about when. */
interface Run {
  readonly from: number
  readonly to: number
  readonly marks: readonly Mark[]
}

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
/** "After 4" is after school and the evening; from 5 on it is the evening. Nothing is on before seven: "its 3am". */
const HOURS = { wake: 7, school: 3, both: 4, evening: 5, night: 9 } as const
/** "Looking for a running club on sundays": words of the thing itself between a wish for it and its time. */
const THING = 1

/**
 * Days and parts of the day that were said to be possible. A thought about something else that has a day in it ("i play football on
 * saturdays", "i only see my dad at weekends", "i cant sleep at night") says nothing about when they can come: it does where nothing else is said, or
 * where "can do", "no bus" or a wish stands with the time. "Not weekends" leaves the other days.
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
  const runs = runsOf(clause, words)
  runs.forEach((run, i) => {
    const isWhole = run.to - run.from === clause.length
    if (isWhole || isAnswer(run, runs[i - 1], clause, words)) readRun(run, run.to === clause.length, yes, no)
  })
}

function runsOf(clause: Clause, words: NeedWords): Run[] {
  const book = bookOf(words)
  const runs: Run[] = []
  let marks: Mark[] = []
  let from = 0
  for (let at = 0; at < clause.length;) {
    const hour = hourAt(clause, at, words)
    const found = hour ? undefined : book.longestAt(clause, at)
    const here: readonly Mark[] = hour ? [{ is: 'time', days: [], parts: hour.parts }] : (found?.values ?? [])
    const length = hour?.length ?? found?.length ?? 1
    if (here.length === 0 || has(here, 'not-time')) {
      if (marks.length > 0) runs.push({ from, to: at, marks })
      marks = []
      from = at + length
    } else marks.push(...here)
    at += length
  }
  if (marks.length > 0) runs.push({ from, to: clause.length, marks })
  return runs
}

const has = (marks: readonly Mark[], is: Mark['is']): boolean => marks.some((mark) => mark.is === is)

/** Whether what is said of a time among other things is about their coming: "my mum cant do mornings" is not. */
function isAnswer(run: Run, before: Run | undefined, clause: Clause, words: NeedWords): boolean {
  if (has(run.marks, 'looking')) return true
  if (before && has(before.marks, 'looking') && run.from - before.to <= THING) return true
  const isOwn = () => !isToldOf(clause, run.from, 0, words.people)
  return (has(run.marks, 'can') || has(run.marks, 'cannot')) && isOwn()
}

function readRun({ marks }: Run, isLast: boolean, yes: Said[], no: Said[]): void {
  const before: Said[] = []
  const after: Said[] = []
  let denied = false
  for (const mark of marks) {
    if (mark.is === 'time') (denied ? after : before).push(mark)
    if (mark.is === 'cannot' || mark.is === 'no') denied = true
  }
  // "Mornings are impossible": a no with nothing after it is about what came before, unless it goes on: "on saturdays not sit at home".
  if (denied && after.length === 0 && (isLast || has(marks, 'cannot'))) no.push(...before)
  else {
    yes.push(...(before.length > 0 ? [together(before)] : []))
    no.push(...after)
  }
}

/** Whether words are only about when and how, and of no thing: "somewhere" in "somewhere within 2 miles". */
export const areAsides = (list: Clause, words: NeedWords): boolean =>
  list.length === 0 || runsOf(list, words).some((run) => run.to - run.from === list.length)

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
  if (!words.after.includes(clause[at] ?? '')) {
    const clock = clockAt(clause[at] ?? '')
    const spaced = clock ? undefined : clockAt(`${clause[at] ?? ''}${clause[at + 1] ?? ''}`)
    return clock ?? (spaced && { ...spaced, length: 2 })
  }
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
  if (clock?.[2] === 'am') return hour < HOURS.wake ? undefined : { parts: ['morning'], length: 1 }
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
  add(words.looking, { is: 'looking' })
  add(words.no, { is: 'no' })
  add(words.notTimes, { is: 'not-time' })
  add([...words.small, ...words.self], { is: 'small' })
  books.set(words, book)
  return book
}
