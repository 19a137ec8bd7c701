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
