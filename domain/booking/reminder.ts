const HOUR_MS = 3_600_000

/** When a reminder of a time comes: a day before; two hours before when that is over; undefined when it is too late for one. */
export function reminderAt(start: Date, now: Date): Date | undefined {
  const times = [24, 2].map((hours) => new Date(start.getTime() - hours * HOUR_MS))
  return times.find((at) => at > now)
}
