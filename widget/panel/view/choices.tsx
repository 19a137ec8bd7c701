import { h } from 'preact'
import type { ComponentChildren } from 'preact'
import type { Ask, Choice } from '../../client/wire.ts'
import { words } from '../words.ts'
import type { Message } from '../chat.ts'
import { later } from './cards.tsx'
import type { Actions } from './chat-context.ts'

export interface ChoicesProps {
  readonly message: Message
  readonly ask: Ask
  readonly actions: Actions
}

/** Ways out of a question rather than answers to it: quieter than those. */
const QUIET = /^(skip|not-?now|none)$/

/** The answers of the question that is open: taps that send, or what the later file makes of several answers, a scale, times. */
export function Choices(props: ChoicesProps) {
  const { ask } = props
  const special = ask.scale || ask.select === 'many' || ask.choices.some(({ time }) => time.day)
  if (special) {
    const file = later(props.actions.redraw)
    // Without that file, and it will not come: as taps, so that nobody is left without an answer.
    if (file !== undefined) return file && h(file.LaterChoices, props)
  }
  return ask.choices.length === 0 ? null : (
    <List kind="choices" label={words.choices} choices={ask.choices}>
      {(choice) => <Tap {...props} choice={choice} />}
    </List>
  )
}

/** Choices as a list, which tells those who listen how many there are. */
export function List({
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

export interface TapProps {
  readonly message: Message
  readonly actions: Actions
  /** What it is about, for those who do not see where it stands. */
  readonly about?: string
}

/** A button that sends its label, as an answer to its message. */
export function Tap({ choice, message, actions, about }: TapProps & { readonly choice: Choice }) {
  return (
    <button
      class={QUIET.test(choice.id) ? 'choice quiet' : 'choice'}
      aria-label={about && `${choice.label}: ${about}`}
      onClick={() => actions.choose(message, [choice])}
    >
      <Label choice={choice} />
    </button>
  )
}

export function Label({ choice }: { readonly choice: Choice }) {
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
