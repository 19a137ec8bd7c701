/** Dates as a text writes them. */

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
/** A month's name, captured. */
export const MONTH = String.raw`(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?`

/** The number of a month by its name or the beginning of it, from 1. */
export const monthNumber = (name: string): number =>
  MONTHS.findIndex((month) => month.startsWith(name.slice(0, 3).toLowerCase())) + 1

/** An ISO date; without a day the last one of the month; undefined when there is no such day. */
export function isoOf(year: number, month: number, day?: number): string | undefined {
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const on = day ?? lastDay
  if (month < 1 || month > 12 || on < 1 || on > lastDay) return undefined
  return `${year}-${String(month).padStart(2, '0')}-${String(on).padStart(2, '0')}`
}
