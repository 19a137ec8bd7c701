import { addDays, dayText, inLondon, weekdayOf, WEEKDAYS } from '../time/london.ts'

/** The Monday of this moment's week and of the next, as days in London, `2026-11-23`. */
export function weekOf(now: Date): { readonly from: string; readonly before: string } {
  const { day } = inLondon(now)
  const monday = addDays(day, -WEEKDAYS.indexOf(weekdayOf(day)))
  return { from: dayText(monday), before: dayText(addDays(monday, 7)) }
}
