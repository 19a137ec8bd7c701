import { Component, createRef } from 'preact'
import { panelWords as words } from '../../strings/en.ts'
import type { Actions } from './chat-context.ts'

interface State {
  readonly problem: string
  readonly busy: boolean
}

/** A small field for the code of an earlier chat. Typing the code into the chat does the same. */
export class ComeBack extends Component<{ readonly actions: Actions }, State> {
  override state: State = { problem: '', busy: false }
  readonly #field = createRef<HTMLInputElement>()
  readonly #details = createRef<HTMLDetailsElement>()

  readonly #go = async (event: Event) => {
    event.preventDefault()
    const field = this.#field.current
    const code = field?.value.trim() ?? ''
    if (!field || code === '' || this.state.busy) return
    this.setState({ busy: true, problem: '' })
    const problem = await this.props.actions.comeBack(code)
    this.setState({ busy: false, problem })
    if (problem !== '') {
      field.focus()
      return
    }
    // Open on the screen it could be read by whoever comes next.
    field.value = ''
    this.#details.current?.removeAttribute('open')
  }

  override render(_: unknown, { problem, busy }: State) {
    return (
      <details class="come-back" ref={this.#details}>
        <summary>{words.resume.open}</summary>
        <form onSubmit={this.#go}>
          <label for="code">{words.resume.label}</label>
          <input
            id="code"
            ref={this.#field}
            type="text"
            maxLength={100}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            aria-describedby={problem ? 'code-problem' : undefined}
            aria-invalid={problem !== ''}
          />
          {problem && (
            <p id="code-problem" class="problem">
              {problem}
            </p>
          )}
          <button class="primary" disabled={busy}>
            {words.resume.go}
          </button>
        </form>
      </details>
    )
  }
}
