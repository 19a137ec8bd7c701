import type { RefObject } from 'preact'
import { words } from '../words.ts'

/** More than anybody writes, and under what the server takes. */
const LONGEST = 15_000

interface Props {
  readonly box: RefObject<HTMLTextAreaElement | null>
  readonly placeholder: string
  readonly write: (text: string) => void
}

/** The text box, always there, whatever the question. Enter sends, Shift and Enter begins a new line. */
export function Composer({ box, placeholder, write }: Props) {
  const send = () => {
    const field = box.current
    const text = field?.value.trim() ?? ''
    if (field && text !== '') {
      field.value = ''
      grow(field)
      write(text)
    }
    field?.focus()
  }
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <label class="hidden" for="write">
        {words.write}
      </label>
      <textarea
        id="write"
        ref={box}
        rows={1}
        maxLength={LONGEST}
        placeholder={placeholder || words.placeholder}
        autocomplete="off"
        dir="auto"
        enterkeyhint="send"
        onInput={(event) => grow(event.currentTarget)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
          event.preventDefault()
          send()
        }}
      />
      <button class="primary">{words.send}</button>
    </form>
  )
}

/** As tall as what is written; the stylesheet sets the most. */
function grow(field: HTMLTextAreaElement): void {
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`
}
