/** Between two looks: at first hardly anything, then a tenth of the time waited so far, as looking keeps what is waited for from happening. */
const pause = (waitedMs: number): number => Math.min(100, Math.max(5, waitedMs / 10))

/** Waits until the check holds; throws what it was waiting for when it never does. */
export async function eventually(
  what: string,
  check: () => boolean | Promise<boolean>,
  withinMs = 8_000,
): Promise<void> {
  const start = performance.now()
  while (!(await check())) {
    const waited = performance.now() - start
    if (waited > withinMs) throw new Error(`waited in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, pause(waited)))
  }
}

/** The same for an assertion: waits until it throws nothing, or throws what it threw last. */
export async function holds(check: () => unknown, withinMs = 8_000): Promise<void> {
  let last: unknown
  const hold = async () => {
    try {
      await check()
      return true
    } catch (error) {
      last = error
      return false
    }
  }
  try {
    await eventually('an assertion', hold, withinMs)
  } catch (error) {
    throw last ?? error
  }
}
