import { nhsNumbers } from './nhs-numbers.ts'
import { online } from './online.ts'
import { phoneNumbers } from './phone-numbers.ts'
import type { Span } from './types.ts'
import { whereTheyLive } from './where-they-live.ts'
import { whoTheyAre } from './who-they-are.ts'

/**
 * Everything of a text that says who somebody is, where they live or how to reach them, in order and without overlaps. Rules only: the
 * same text gives the same answer on every machine. `known` is the name they go by here.
 */
export function findPersonal(text: string, known?: string): readonly Span[] {
  return merged([
    ...online(text),
    ...nhsNumbers(text),
    ...phoneNumbers(text),
    ...whereTheyLive(text),
    ...whoTheyAre(text, known),
  ])
}

/** In order and without overlaps: of two that touch the same letters the wider one stands, of equals the first of the list. */
export function merged(spans: readonly Span[]): readonly Span[] {
  const widest = spans
    .filter(({ from, to }) => to > from)
    .map((span, at) => ({ span, at }))
    .sort((a, b) => b.span.to - b.span.from - (a.span.to - a.span.from) || a.at - b.at)
  const kept: Span[] = []
  for (const { span } of widest) {
    const overlapped = kept.findIndex((one) => one.from < span.to && span.from < one.to)
    const one = kept[overlapped]
    if (!one) kept.push(span)
    // What sticks out of the wider one is taken out with it: nothing that either found stays.
    else kept[overlapped] = { ...one, from: Math.min(one.from, span.from), to: Math.max(one.to, span.to) }
  }
  return joined(kept.sort((a, b) => a.from - b.from))
}

/** Widening one may have brought it over its neighbour. */
function joined(sorted: readonly Span[]): readonly Span[] {
  const out: Span[] = []
  for (const span of sorted) {
    const before = out.at(-1)
    if (before && span.from < before.to) out[out.length - 1] = { ...before, to: Math.max(before.to, span.to) }
    else out.push(span)
  }
  return out
}
