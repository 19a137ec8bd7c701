/** Waits until the check holds, looking every few milliseconds; throws what it was waiting for when it never does. */
export async function eventually(
  what: string,
  check: () => boolean | Promise<boolean>,
  withinMs = 8_000,
): Promise<void> {
  const end = performance.now() + withinMs
  while (!(await check())) {
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
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
