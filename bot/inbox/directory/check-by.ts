import { addDays, calendarDay, dayText } from '../../../domain/time/london.ts'
import { readEntry } from './entry-form.ts'
import type { Typed } from './entry-form.ts'

/** Nobody promises to look at something again in more than a year. */
const LONGEST_TRUST_DAYS = 366

/** The day by which an entry by hand is to be checked again, or the text that says why it cannot be taken. `today` is an ISO date. */
export function readCheckBy(typed: Typed, today: string): { checkBy: string } | { problem: string } {
  const checkBy = readEntry(
    new Map([
      ['name', '-'],
      ['expires', typed.get('check-by') ?? ''],
    ]),
  ).details.expires
  if (checkBy === undefined) return { problem: 'inbox.dir.wrong.check-by' }
  const last = dayText(addDays(calendarDay(today), LONGEST_TRUST_DAYS))
  return checkBy > today && checkBy <= last ? { checkBy } : { problem: 'inbox.dir.wrong.check-by' }
}
