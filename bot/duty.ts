import type { BankHolidays } from '../content/load-bank-holidays.ts'
import { nextRead } from '../domain/school/duty.ts'
import type { NextRead } from '../domain/school/duty.ts'
import type { School } from '../domain/school/school.ts'

/** Who of a school's duty contacts reads alerts at a moment, or is the next to. */
export type DutyHours = (school: School, at: Date) => NextRead | undefined

/** The one answer to that question: what a young person is told and when alerts are sent come from the same hours. */
export const dutyHours =
  (holidays: BankHolidays): DutyHours =>
  (school, at) =>
    nextRead(school.dutyContacts, at, holidays.of(school.nation))
