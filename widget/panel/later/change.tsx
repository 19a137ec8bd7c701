import type { ChangeCard } from '../../client/wire.ts'
import { Lines } from '../view/cards.tsx'

/** In units of the drawing, which is as wide as the card. */
const WIDTH = 300
const HEIGHT = 28
const EDGE = 10
const MIDDLE = HEIGHT / 2

/** Each question with both answers in words, and between them on a line: a ring is then, a dot is now. */
export function Change({ card }: { readonly card: ChangeCard }) {
  return (
    <section class="card">
      <h2 dir="auto">{card.heading}</h2>
      {card.items.map((item) => (
        <div class="section" key={item.question}>
          <h3 dir="auto">{item.question}</h3>
          <Line {...item} />
          <Lines lines={item.said} />
        </div>
      ))}
    </section>
  )
}

/** Everything in it stands beside it in words: those who listen are spared it. */
function Line({ min = 0, max = 10, first = min, later = min }: ChangeCard['items'][number]) {
  const at = (value: number) => EDGE + ((value - min) / (max - min || 1)) * (WIDTH - 2 * EDGE)
  const steps = Array.from({ length: max - min + 1 }, (_, step) => at(min + step))
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" fill="none" stroke="currentColor" aria-hidden="true">
      <path d={`M${EDGE} ${MIDDLE}H${WIDTH - EDGE}`} opacity=".4" />
      {steps.map((x) => (
        <path key={x} d={`M${x} ${MIDDLE - 4}v8`} opacity=".4" />
      ))}
      <path d={`M${at(first)} ${MIDDLE}H${at(later)}`} stroke-width="4" />
      <circle cx={at(first)} cy={MIDDLE} r="8" stroke-width="2" />
      <circle cx={at(later)} cy={MIDDLE} r="6" fill="currentColor" stroke="none" />
    </svg>
  )
}
