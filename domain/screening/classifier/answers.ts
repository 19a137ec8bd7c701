import { ConcernKind, RESPONSES } from '../types.ts'
import type { When } from '../types.ts'

const kinds = ConcernKind.options.length
/** Where each answer stands among the network's outputs. */
export const OUTPUTS = {
  response: { from: 0, count: RESPONSES.length },
  kinds: { from: RESPONSES.length, count: kinds },
  about: { from: RESPONSES.length + kinds, count: 2 },
  when: { from: RESPONSES.length + kinds + 2, count: 3 },
  count: RESPONSES.length + kinds + 2 + 3,
} as const

/** The order of `when` among the outputs. */
export const WHENS: readonly When[] = ['past', 'now', 'future']
