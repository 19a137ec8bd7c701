import { Component } from 'preact'
import type { ComponentChildren } from 'preact'
import type { Actions } from '../view/chat-context.ts'
import { canRead, hush } from './aloud.ts'
import { canListen, stopListening } from './dictation.ts'
import { spoken } from './spoken.ts'
import { wish, wishes } from './wishes.ts'

interface Props {
  readonly actions: Actions
}

/** How it reads and is answered: bigger, wider, easier, aloud, by voice, by symbols. All of it is off until somebody asks. */
export class Reading extends Component<Props, { readonly open: boolean; readonly asks: boolean }> {
  override state = { open: false, asks: false }
  #button: HTMLButtonElement | null = null
  #section: HTMLElement | null = null

  readonly #close = () => {
    this.setState({ open: false, asks: false })
    this.#button?.focus()
  }

  #set(change: Parameters<typeof wish>[0]): void {
    wish(change)
    this.props.actions.redraw()
  }

  override render({ actions }: Props) {
    const { reading: words } = spoken()
    const { open } = this.state
    return (
      <>
        {open && (
          <section
            class="readings"
            aria-label={words.menu}
            tabIndex={-1}
            ref={(section) => {
              if (section && !this.#section) section.focus()
              this.#section = section
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return
              event.stopPropagation()
              this.#close()
            }}
          >
            {this.#size()}
            <p class="actions">
              <Toggle on={wishes.space} press={() => this.#set({ space: !wishes.space })}>
                {words.space}
              </Toggle>
              <Toggle on={wishes.symbols} press={() => this.#set({ symbols: !wishes.symbols })}>
                {words.symbols}
              </Toggle>
              <button
                class="choice"
                onClick={() => {
                  this.setState({ open: false, asks: false })
                  actions.write(words.easier, true)
                }}
              >
                {words.easier}
              </button>
            </p>
            {this.#voices()}
            <button class="primary" onClick={this.#close}>
              {words.close}
            </button>
          </section>
        )}
        <button
          class="reading"
          ref={(button) => {
            this.#button = button
          }}
          aria-expanded={open}
          onClick={() => this.setState({ open: !open, asks: false })}
        >
          <span aria-hidden="true">Aa</span>
          <span class="hidden">{words.menu}</span>
        </button>
      </>
    )
  }

  #size() {
    const { reading: words } = spoken()
    return (
      <div class="actions" role="group" aria-label={words.size}>
        {words.sizes.map((name, size) => (
          <button
            key={name}
            class={`choice size-${size}`}
            aria-pressed={wishes.size === size}
            onClick={() => this.#set({ size })}
          >
            {name}
          </button>
        ))}
      </div>
    )
  }

  #voices() {
    const { reading: words } = spoken()
    return (
      <>
        {canRead() ? (
          <>
            <Toggle
              on={wishes.aloud}
              press={() => {
                if (wishes.aloud) hush()
                this.#set({ aloud: !wishes.aloud })
              }}
            >
              {words.aloud}
            </Toggle>
            <p class="soft">{words.aloudHow}</p>
          </>
        ) : (
          <p class="soft">{words.noVoice}</p>
        )}
        {canListen() && this.#dictation()}
      </>
    )
  }

  /** What the browser may do with the sound is said before it is turned on, and again each time. */
  #dictation() {
    const { reading: words } = spoken()
    return (
      <>
        <Toggle
          on={wishes.dictation}
          press={() => {
            stopListening()
            this.setState({ asks: !wishes.dictation })
            this.#set({ dictation: false })
          }}
        >
          {words.dictation}
        </Toggle>
        {this.state.asks && (
          <div class="check" role="status">
            <p>{words.dictationHow}</p>
            <p class="actions">
              <button
                class="choice"
                onClick={() => {
                  this.#set({ dictation: true })
                  this.#close()
                }}
              >
                {words.dictationYes}
              </button>
              <button class="choice" onClick={() => this.setState({ asks: false })}>
                {words.dictationNo}
              </button>
            </p>
          </div>
        )}
      </>
    )
  }
}

function Toggle({
  on,
  press,
  children,
}: {
  readonly on: boolean
  readonly press: () => void
  readonly children: ComponentChildren
}) {
  return (
    <button class="choice toggle" aria-pressed={on} onClick={press}>
      {children}
    </button>
  )
}
