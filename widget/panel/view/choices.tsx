import { Component } from 'preact'
import type { ComponentChildren } from 'preact'
import type { Ask, Choice } from '../../client/wire.ts'
import { words } from '../words.ts'
import type { Message } from '../chat.ts'
import type { Actions } from './chat-context.ts'

interface Props {
  readonly message: Message
  readonly ask: Ask
  readonly actions: Actions
}

/** The answers of the question that is open: taps that send, toggles with "Done", or a scale. */
export function Choices({ message, ask, actions }: Props) {
  if (ask.scale) return <ScaleChoices message={message} ask={ask} actions={actions} />
  if (ask.choices.length === 0) return null
  if (ask.select === 'many') return <ManyChoices message={message} ask={ask} actions={actions} />
  return (
    <List kind="choices" label={words.choices} choices={ask.choices}>
      {(choice) => <Tap choice={choice} message={message} actions={actions} />}
    </List>
  )
}

/** Choices as a list, which tells those who listen how many there are. */
function List({
  kind,
  label,
  choices,
  children,
}: {
  readonly kind: string
  readonly label?: string
  readonly choices: readonly Choice[]
  readonly children: (choice: Choice) => ComponentChildren
}) {
  return (
    <ul class={kind} role="list" aria-label={label}>
      {choices.map((choice) => (
        <li key={choice.id}>{children(choice)}</li>
      ))}
    </ul>
  )
}

/** Among toggles these are answers of their own, sent at once: nothing could be chosen beside them. */
const ALONE = ['skip', 'more', 'none']
const isAlone = (choice: Choice) => ALONE.includes(choice.id)

class ManyChoices extends Component<Props, { readonly picked: readonly string[] }> {
  override state: { readonly picked: readonly string[] } = { picked: [] }

  #most(): number {
    return this.props.ask.max ?? this.props.ask.choices.length
  }

  #toggle(id: string): void {
    const { picked } = this.state
    if (picked.includes(id)) this.setState({ picked: picked.filter((one) => one !== id) })
    else if (picked.length < this.#most()) this.setState({ picked: [...picked, id] })
    else this.props.actions.announce(words.upTo(this.#most()))
  }

  override render({ message, ask, actions }: Props) {
    const { picked } = this.state
    const most = this.#most()
    const hint = `hint-${message.key}`
    const chosen = ask.choices.filter(({ id }) => picked.includes(id))
    return (
      <div class="many" role="group" aria-label={words.choices} aria-describedby={hint}>
        <p class="hint" id={hint}>
          {most < ask.choices.length ? words.upTo(most) : words.chooseAny}
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
            aria-label={chosen.length > 0 ? words.doneCount(chosen.length) : words.done}
            onClick={() => chosen.length > 0 && actions.choose(message, chosen)}
          >
            {words.done}
          </button>
          {ask.choices.filter(isAlone).map((choice) => (
            <Tap key={choice.id} choice={choice} message={message} actions={actions} />
          ))}
        </p>
      </div>
    )
  }
}

function ScaleChoices({ message, ask, actions }: Props) {
  const { min = 0, max = 10, low = '', high = '' } = ask.scale ?? {}
  const steps = Array.from({ length: max - min + 1 }, (_, step): Choice => {
    const id = String(min + step)
    return ask.choices.find((choice) => choice.id === id) ?? { id, label: id, symbol: '' }
  })
  const others = ask.choices.filter((choice) => !steps.includes(choice))
  const ends = (step: Choice) => (step === steps[0] ? low : step === steps.at(-1) ? high : '')
  return (
    <div class="scale" role="group" aria-label={words.choices}>
      <List kind="steps" choices={steps}>
        {(step) => (
          <button
            class="choice step"
            aria-label={[step.label, ends(step)].filter(Boolean).join(', ')}
            onClick={() => actions.choose(message, [step])}
          >
            {step.label}
          </button>
        )}
      </List>
      <p class="ends" aria-hidden="true">
        <span>{low}</span>
        <span>{high}</span>
      </p>
      {others.length > 0 && (
        <List kind="choices" choices={others}>
          {(choice) => <Tap choice={choice} message={message} actions={actions} />}
        </List>
      )}
    </div>
  )
}

interface TapProps {
  readonly message: Message
  readonly actions: Actions
  /** What it is about, for those who do not see where it stands. */
  readonly about?: string
}

/** A button that sends its label, as an answer to its message. */
export function Tap({ choice, message, actions, about }: TapProps & { readonly choice: Choice }) {
  return (
    <button
      class="choice"
      aria-label={about && `${choice.label}: ${about}`}
      onClick={() => actions.choose(message, [choice])}
    >
      <Label choice={choice} />
    </button>
  )
}

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

function Label({ choice }: { readonly choice: Choice }) {
  return (
    <>
      {choice.symbol && (
        <span class="symbol" aria-hidden="true">
          {choice.symbol}
        </span>
      )}
      <span dir="auto">{choice.label}</span>
    </>
  )
}
