import type { Choice } from '../../client/wire.ts'
import { Tap } from '../view/choices.tsx'
import type { TapProps } from '../view/choices.tsx'

/** The buttons under a card; nothing when it has none. */
export function Taps({ choices, ...about }: TapProps & { readonly choices: readonly Choice[] }) {
  return choices.length === 0 ? null : (
    <p class="actions taps">
      {choices.map((choice) => (
        <Tap key={choice.id} choice={choice} {...about} />
      ))}
    </p>
  )
}
