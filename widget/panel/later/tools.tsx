import type { RefObject } from 'preact'
import type { Actions } from '../view/chat-context.ts'
import { canRead, hush, readAgain } from './aloud.ts'
import { isListening, listen, stopListening } from './dictation.ts'
import { Reading } from './reading.tsx'
import { spoken } from './spoken.ts'
import { wishes } from './wishes.ts'

interface Props {
  readonly box: RefObject<HTMLTextAreaElement | null>
  readonly actions: Actions
}

/** Beside the text box: how it reads, and what was asked for of reading again, speaking, and symbols with their words. */
export function Tools(props: Props) {
  return (
    <>
      <Ways {...props} />
      <Reading actions={props.actions} />
    </>
  )
}

function Ways({ box, actions }: Props) {
  const { aloud, dictation, symbols } = wishes
  if (!aloud && !dictation && !symbols) return null
  const { tools: words } = spoken()
  const reads = aloud && canRead()
  return (
    <ul class="tools" role="list" aria-label={words.label}>
      {reads && (
        <li>
          <button class="choice" onClick={readAgain}>
            {words.readAgain}
          </button>
        </li>
      )}
      {reads && (
        <li>
          <button class="choice" onClick={hush}>
            {words.hush}
          </button>
        </li>
      )}
      {dictation && (
        <li>
          <Microphone box={box} actions={actions} />
        </li>
      )}
      {symbols &&
        words.symbols.map(([symbol, label]) => (
          <li key={label}>
            <button class="choice" onClick={() => put(box, `${symbol} ${label}`)}>
              <span class="symbol" aria-hidden="true">
                {symbol}
              </span>
              {label}
            </button>
          </li>
        ))}
    </ul>
  )
}

function Microphone({ box, actions }: Props) {
  const { tools: words } = spoken()
  const on = isListening()
  const press = () => {
    if (on) stopListening()
    else {
      hush()
      void listen(
        (said) => put(box, said),
        (refused) => {
          actions.announce(refused ? words.refused : words.stopped)
          if (refused && box.current) box.current.placeholder = words.refused
          actions.redraw()
        },
      )
      actions.announce(words.listening)
    }
    actions.redraw()
  }
  return (
    <button class="choice toggle" aria-pressed={on} onClick={press}>
      {on ? words.listening : words.speak}
    </button>
  )
}

/** Puts words into the box, after those that are there, to be read and changed before they are sent. */
function put(box: Props['box'], words: string): void {
  const field = box.current
  if (!field) return
  field.value = [field.value.trimEnd(), words].filter(Boolean).join(' ')
  // As if it had been typed: the box grows with it.
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
