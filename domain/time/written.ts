import { z } from 'zod'
import { calendarDay, clockTime } from './london.ts'

const valid = (make: (text: string) => unknown, what: string) =>
  z.string().refine((text) => {
    try {
      make(text)
      return true
    } catch {
      return false
    }
  }, what)

/** Times and days as files write them, on British clocks. */
export const Clock = valid(clockTime, 'a clock time like 08:30')
export const Day = valid(calendarDay, 'a calendar day like 2026-09-01')
