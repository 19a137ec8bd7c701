const DAY_MS = 86_400_000

/** An ISO date as the Date whose UTC calendar shows it: rules are reckoned without zones. */
export const dateOfDay = (day: string): Date => new Date(`${day}T00:00:00Z`)

export const daysBetween = (from: string, to: string): number =>
  Math.round((dateOfDay(to).getTime() - dateOfDay(from).getTime()) / DAY_MS)
