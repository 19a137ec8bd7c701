import type { MatchIndex } from './index.ts'
import type { Related } from './relevance.ts'

/** Where pinned entries stand in the index; ids it does not have are not there. */
export function pinsIn(index: MatchIndex, pinned: ReadonlySet<string>): ReadonlySet<number> {
  return new Set([...pinned].flatMap((id) => index.placeOf(id) ?? []))
}

/**
 * The shortlist with the pinned entries that have to do with what was said, wherever they stood in the order. `admit` gives undefined
 * for what may not be shown: a pin is a wish of a link worker, not a way past the rules.
 */
export function withPins<T extends { readonly at: number }>(
  shortlist: readonly T[],
  related: Related,
  pins: ReadonlySet<number>,
  admit: (at: number, value: number) => T | undefined,
): readonly T[] {
  if (pins.size === 0) return shortlist
  const there = new Set(shortlist.map(({ at }) => at))
  const more: T[] = []
  related.at.forEach((at, i) => {
    const pinned = pins.has(at) && !there.has(at) ? admit(at, related.value[i] ?? 0) : undefined
    if (pinned) more.push(pinned)
  })
  return [...shortlist, ...more]
}
