import { Component } from 'preact'
import type { Choice } from '../../client/wire.ts'
import { List, Tap } from '../view/choices.tsx'
import type { ChoicesProps } from '../view/choices.tsx'
import { words } from '../words.ts'
import { spoken } from './spoken.ts'

/**
 * A scale as a slider and as buttons, with words at both ends. A button answers at once; what the slider shows is sent by its own
 * button, and nothing is on it before it was moved, so that no answer is suggested.
 */
export class Scale extends Component<ChoicesProps, { readonly at: number | undefined }> {
  override state: { readonly at: number | undefined } = { at: undefined }

  override render({ message, ask, actions }: ChoicesProps) {
    const { min = 0, max = 10, low = '', high = '' } = ask.scale ?? {}
    const { at } = this.state
    const { scale } = spoken()
    const steps = Array.from({ length: max - min + 1 }, (_, step): Choice => {
      const id = String(min + step)
      const own = ask.choices.find((choice) => choice.id === id)
      return own ?? { id, label: id, symbol: '', inPlace: '', time: { day: '', at: '', note: '' } }
    })
    const others = ask.choices.filter((choice) => !steps.includes(choice))
    const ends = (step: Choice) => (step === steps[0] ? low : step === steps.at(-1) ? high : '')
    const shown = at === undefined ? undefined : steps[at - min]
    return (
      <div class="scale" role="group" aria-label={words.choices}>
        <p class="hint">{scale.slide}</p>
        <input
          type="range"
          class={shown ? '' : 'untouched'}
          min={min}
          max={max}
          value={at ?? Math.round((min + max) / 2)}
          aria-label={scale.slider(low, high)}
          aria-valuetext={shown?.label ?? scale.untouched}
          onInput={({ currentTarget }) => this.setState({ at: Number(currentTarget.value) })}
        />
        <p class="ends" aria-hidden="true">
          <span>{low}</span>
          <span>{high}</span>
        </p>
        <List kind="steps" choices={steps}>
          {(step) => (
            <button
              class={step === shown ? 'choice step shown' : 'choice step'}
              aria-label={[step.label, ends(step)].filter(Boolean).join(', ')}
              onClick={() => actions.choose(message, [step])}
            >
              {step.label}
            </button>
          )}
        </List>
        <p class="finish">
          {shown && (
            <button class="primary" onClick={() => actions.choose(message, [shown])}>
              {scale.send(shown.label)}
            </button>
          )}
          {others.map((choice) => (
            <Tap key={choice.id} choice={choice} message={message} actions={actions} />
          ))}
        </p>
      </div>
    )
  }
}
