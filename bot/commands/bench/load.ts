import type { User } from './user.ts'

export interface Loaded {
  /** Milliseconds of each turn. */
  readonly turns: readonly number[]
  /** From the first turn's beginning until the last turn's end. */
  readonly ms: number
}

/**
 * All users take turns, each their next as soon as their last is over, for so many milliseconds or until there were so many turns.
 * Rejects with the first that fails.
 */
export async function load(users: readonly User[], ms: number, most = Infinity): Promise<Loaded> {
  const turns: number[] = []
  const begun = performance.now()
  const end = begun + ms
  await Promise.all(
    users.map(async (user) => {
      for (let from = performance.now(); from < end && turns.length < most;) {
        await user.turn()
        const now = performance.now()
        turns.push(now - from)
        from = now
      }
    }),
  )
  return { turns, ms: performance.now() - begun }
}
