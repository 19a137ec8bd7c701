import type { About, ConcernKind, Response, When } from '../../types.ts'
import { ConcernKind as Kinds, RESPONSES } from '../../types.ts'
import { sigmoid, softmax } from '../../../chance/odds.ts'
import { OUTPUTS, WHENS } from '../answers.ts'

/** What is right for one message. */
export interface Label {
  readonly response: Response
  readonly kinds: readonly ConcernKind[]
  readonly about: About
  readonly when: When
}

/** How much each question of the network counts. The response is what it is for; the rest is learnt beside it. */
const WEIGHTS = {
  response: { none: 1, note: 1, 'reach-out': 1, 'act-now': 1.5 },
  kindThere: 2,
  kindNotThere: 1,
  /** Most worries are one's own and now: the others are learnt as if they stood there more often. */
  about: { self: 0.4, other: 0.8 },
  when: { past: 0.9, now: 0.3, future: 0.6, unclear: 0.3 },
} as const

/** So much of the certainty is spread over the other responses: labels are not beyond doubt. */
const DOUBT = 0.05

/** The loss of one row of outputs (natural logarithm); its gradient, times `by`, is put into `gradient`. */
export function loss(outputs: Float32Array, label: Label, by: number, gradient: Float32Array): number {
  gradient.fill(0)
  let total = 0
  const choose = (of: { from: number; count: number }, right: number, weight: number, doubt = 0): void => {
    const chances = softmax(outputs.subarray(of.from, of.from + of.count))
    total -= weight * Math.log((chances[right] ?? 0) + 1e-9)
    for (const [n, chance] of chances.entries()) {
      const target = doubt / of.count + (n === right ? 1 - doubt : 0)
      gradient[of.from + n] = by * weight * (chance - target)
    }
  }
  choose(OUTPUTS.response, RESPONSES.indexOf(label.response), WEIGHTS.response[label.response], DOUBT)
  for (const [n, kind] of Kinds.options.entries()) {
    const at = OUTPUTS.kinds.from + n
    const chance = sigmoid(outputs[at] ?? 0)
    const isThere = label.kinds.includes(kind)
    const weight = isThere ? WEIGHTS.kindThere : WEIGHTS.kindNotThere
    total -= weight * Math.log((isThere ? chance : 1 - chance) + 1e-9)
    gradient[at] = by * weight * (chance - (isThere ? 1 : 0))
  }
  if (label.response !== 'none') {
    choose(OUTPUTS.about, label.about === 'other' ? 1 : 0, WEIGHTS.about[label.about])
    choose(OUTPUTS.when, WHENS.indexOf(label.when), WEIGHTS.when[label.when])
  }
  return total
}
