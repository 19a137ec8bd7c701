import type { ChangeItems } from './outline.ts'

/** In units of the drawing. */
export const CHANGE_LINE = { width: 300, height: 28, edge: 10, ring: 8, dot: 6, tick: 4 } as const

/** Where on the line the steps of the scale and the two answers stand, from its left. */
export function changeLine({ min, max, first, later }: ChangeItems[number]): {
  readonly steps: readonly number[]
  readonly first: number
  readonly later: number
} {
  const { width, edge } = CHANGE_LINE
  const at = (value: number) => edge + ((value - min) / (max - min)) * (width - 2 * edge)
  return {
    steps: Array.from({ length: max - min + 1 }, (_, step) => at(min + step)),
    first: at(first),
    later: at(later),
  }
}
