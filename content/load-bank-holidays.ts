import { z } from 'zod'
import type { Nation } from '../domain/school/nation.ts'
import { Day } from '../domain/time/written.ts'
import { calendarDay, weekdayOf } from '../domain/time/london.ts'
import { readYaml } from './yaml.ts'

const isWeekday = (text: string): boolean => !['saturday', 'sunday'].includes(weekdayOf(calendarDay(text)))

/** Day to name. A day at the weekend is a mistake: the substitute day is the bank holiday. */
const Year = z.record(Day, z.string().min(1)).superRefine((days, context) => {
  for (const day of Object.keys(days)) {
    if (!isWeekday(day)) {
      context.addIssue({
        code: 'custom',
        path: [day],
        message: `${day} is at a weekend: give the substitute day`,
      })
    }
  }
})

const BankHolidaysFile = z.object({ 'england-and-wales': Year, scotland: Year, 'northern-ireland': Year })

export interface BankHolidays {
  /** The nation's bank holidays as `2026-12-28`. */
  of(nation: Nation): ReadonlySet<string>
  /** The last day the list knows: after it, bank holidays are not known, and someone must add a year. */
  readonly until: string
}

/** The bank holidays of `content/bank-holidays.yaml`. Throws ContentError with `file:line: reason`. */
export function loadBankHolidays(file: string): BankHolidays {
  const read = readYaml(file, BankHolidaysFile)
  const englandAndWales = new Set(Object.keys(read['england-and-wales']))
  const byNation: Record<Nation, ReadonlySet<string>> = {
    england: englandAndWales,
    wales: englandAndWales,
    scotland: new Set(Object.keys(read.scotland)),
    'northern-ireland': new Set(Object.keys(read['northern-ireland'])),
  }
  const lastYear = [...englandAndWales].sort().at(-1)?.slice(0, 4) ?? ''
  return { of: (nation) => byNation[nation], until: `${lastYear}-12-31` }
}
