import { clockText, clockTime } from '../time/london.ts'

export interface Hours {
  readonly from: string
  readonly to: string
}

const RANGE = /^(\S.*?)\s*(?:-|–|—|to|until)\s*(\S.*)$/iu
const TIME = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$/iu

/**
 * Hours of a day as people write them: `9:00-12:30, 13:30 to 4pm`. Empty text is no hours. Undefined when it cannot be read, when a
 * time ends before it begins, or when two overlap.
 */
export function hoursFrom(text: string): Hours[] | undefined {
  const parts = text
    .split(/[,;\n]|\band\b/iu)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const hours: Hours[] = []
  for (const part of parts) {
    const [, from = '', to = ''] = RANGE.exec(part) ?? []
    const begins = timeFrom(from)
    const ends = timeFrom(to)
    if (begins === undefined || ends === undefined || begins >= ends) return undefined
    hours.push({ from: begins, to: ends })
  }
  hours.sort((a, b) => a.from.localeCompare(b.from))
  return hours.some((one, at) => one.from < (hours[at - 1]?.to ?? '')) ? undefined : hours
}

/** The same in the shortest way that reads back: `09:00 to 12:30, 13:30 to 16:00`. */
export const hoursText = (hours: readonly Hours[]): string =>
  hours.map(({ from, to }) => `${clockText(clockTime(from))} to ${clockText(clockTime(to))}`).join(', ')

function timeFrom(text: string): string | undefined {
  const [, hours, minutes = '00', half] = TIME.exec(text.trim()) ?? []
  if (hours === undefined) return undefined
  const hour = Number(hours)
  const isHalf = half !== undefined
  if (hour > 23 || Number(minutes) > 59 || (isHalf && (hour < 1 || hour > 12))) return undefined
  const whole = isHalf ? (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : hour
  return `${String(whole).padStart(2, '0')}:${minutes}`
}
