import { Component } from 'preact'
import type { Choice } from '../../client/wire.ts'
import { Label, List, Tap } from '../view/choices.tsx'
import type { ChoicesProps } from '../view/choices.tsx'
import { words } from '../words.ts'
import { spoken } from './spoken.ts'

/** Among toggles these are answers of their own, sent at once: nothing could be chosen beside them. */
const ALONE = ['skip', 'more', 'none']
const isAlone = (choice: Choice) => ALONE.includes(choice.id)

/** Answers of which several may be chosen: toggles, and "Done". */
export class Many extends Component<ChoicesProps, { readonly picked: readonly string[] }> {
  override state: { readonly picked: readonly string[] } = { picked: [] }

  #most(): number {
    return this.props.ask.max ?? this.props.ask.choices.length
  }

  #toggle(id: string): void {
    const { picked } = this.state
    if (picked.includes(id)) this.setState({ picked: picked.filter((one) => one !== id) })
    else if (picked.length < this.#most()) this.setState({ picked: [...picked, id] })
    else this.props.actions.announce(spoken().upTo(this.#most()))
  }

  override render({ message, ask, actions }: ChoicesProps) {
    const { picked } = this.state
    const most = this.#most()
    const hint = `hint-${message.key}`
    const chosen = ask.choices.filter(({ id }) => picked.includes(id))
    return (
      <div class="many" role="group" aria-label={words.choices} aria-describedby={hint}>
        <p class="hint" id={hint}>
          {most < ask.choices.length ? spoken().upTo(most) : spoken().chooseAny}
        </p>
        <List kind="choices" choices={ask.choices.filter((choice) => !isAlone(choice))}>
          {(choice) => {
            const on = chosen.includes(choice)
            return (
              <button
                class="choice toggle"
                aria-pressed={on}
                aria-disabled={!on && chosen.length >= most}
                onClick={() => this.#toggle(choice.id)}
              >
                <Label choice={choice} />
              </button>
            )
          }}
        </List>
        <p class="finish">
          <button
            class="primary"
            aria-disabled={chosen.length === 0}
            aria-label={chosen.length > 0 ? spoken().doneCount(chosen.length) : spoken().done}
            onClick={() => chosen.length > 0 && actions.choose(message, chosen)}
          >
            {spoken().done}
          </button>
          {ask.choices.filter(isAlone).map((choice) => (
            <Tap key={choice.id} choice={choice} message={message} actions={actions} />
          ))}
        </p>
      </div>
    )
  }
}
