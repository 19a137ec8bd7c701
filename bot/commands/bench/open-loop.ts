import type { User } from './user.ts'

/** One turn that was to begin at a certain moment. */
export interface Timed {
  /** Which turn of its user it was, from 0. */
  readonly nth: number
  /** From the moment it was to begin, not from when it could: a server that falls behind is not spared. */
  readonly ms: number
}

/**
 * Users take turns at set moments, whatever becomes of the turns before: the n-th turn of all begins n * everyMs after the first, by
 * the users in rotation. Who is still busy then begins late, and its lateness counts. Rejects with the first that fails.
 */
export async function openLoop(users: readonly User[], everyMs: number, turns: number): Promise<Timed[]> {
  const begun = performance.now()
  const timed: Timed[] = []
  await Promise.all(
    users.map(async (user, place) => {
      for (let nth = 0; nth * users.length + place < turns; nth += 1) {
        const due = begun + (nth * users.length + place) * everyMs
        await until(due)
        await user.turn()
        timed.push({ nth, ms: performance.now() - due })
      }
    }),
  )
  return timed
}

const until = (moment: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - performance.now())))
