import type { Diary } from '../school/school.ts'
import { clockText, dayText, inLondon } from '../time/london.ts'
import { openingsOn } from './slots.ts'
import type { Closed } from './slots.ts'
import type { Slot } from './types.ts'

const MINUTE = 60_000
/** Later than any clock time of a diary. */
const END_OF_DAY = '24:00'

/**
 * The diary with one time taken out of its day, as an exception that the link worker sees there: whoever calls a meeting off because they
 * are not there must not be offered to somebody else at that time. What comes after it keeps its times. A diary that is not open then is
 * given back as it is: an exception would open a day that is closed.
 */
export function withoutTime(diary: Diary, slot: Pick<Slot, 'start' | 'end'>, closed: Closed): Diary {
  const { day, time } = inLondon(new Date(slot.start))
  const on = dayText(day)
  const from = clockText(time)
  const ends = clockText(inLondon(new Date(Date.parse(slot.end) + diary.gapMinutes * MINUTE)).time)
  // A meeting that goes into the next day leaves nothing of this one.
  const after = ends > from ? ends : END_OF_DAY
  const hours = openingsOn(diary, day, closed)
  if (!hours.some((one) => one.to > from && one.from < after)) return diary
  const left = hours.flatMap((one) => {
    if (one.to <= from || one.from >= after) return [one]
    return [
      { from: one.from, to: from },
      { from: after, to: one.to },
    ].filter((part) => part.from < part.to)
  })
  return {
    ...diary,
    exceptions: [...diary.exceptions.filter((one) => one.day !== on), { day: on, hours: left }],
  }
}
