import { Component } from 'preact'
import type { Choice, SummaryCard } from '../../client/wire.ts'
import type { CardProps } from '../view/cards.tsx'
import { spoken } from './spoken.ts'
import { Taps } from './taps.tsx'

/** As long as a line may be: the server cuts what is longer. */
const LONGEST_LINE = 500

type Line = SummaryCard['sections'][number]['lines'][number]

/** Their own words, line by line, with who sees each. */
export function Summary({ card, ...about }: CardProps<SummaryCard>) {
  return (
    <section class="card summary">
      <h2 dir="auto">{card.heading}</h2>
      {card.sections.map((section) => (
        <div class="section" key={section.heading}>
          <h3 dir="auto">{section.heading}</h3>
          <ul role="list">
            {section.lines.map((line) => (
              <SummaryLine key={line.id} line={line} {...about} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

interface LineProps extends Omit<CardProps<SummaryCard>, 'card'> {
  readonly line: Line
}

/** A line is changed where it stands: its words become a box, and are sent when they are saved. */
class SummaryLine extends Component<LineProps, { readonly editing: boolean }> {
  override state = { editing: false }
  #box: HTMLTextAreaElement | null = null
  #button: HTMLButtonElement | null = null

  override componentDidUpdate(_: LineProps, before: { readonly editing: boolean }): void {
    if (before.editing !== this.state.editing) (this.#box ?? this.#button)?.focus()
  }

  #save(change: Choice): void {
    const { line, message, actions } = this.props
    const text = this.#box?.value.trim() ?? ''
    this.setState({ editing: false })
    if (text !== '' && text !== line.text) actions.answer(message, change.inPlace, text)
  }

  override render({ line, message, actions, live }: LineProps) {
    const change = live ? line.actions.find(({ inPlace }) => inPlace) : undefined
    if (change && this.state.editing) return <li>{this.#form(change)}</li>
    return (
      <li>
        <p class="own" dir="auto">
          {line.text}
        </p>
        {line.seenBy && <p class="soft">{line.seenBy}</p>}
        {live && (
          <div class="line-actions">
            {change && (
              <button
                class="choice"
                aria-label={`${change.label}: ${line.text}`}
                ref={(button) => {
                  this.#button = button
                }}
                onClick={() => this.setState({ editing: true })}
              >
                {change.label}
              </button>
            )}
            <Taps
              choices={line.actions.filter((action) => action !== change)}
              about={line.text}
              message={message}
              actions={actions}
            />
          </div>
        )}
      </li>
    )
  }

  #form(change: Choice) {
    const { line } = this.props
    const { edit } = spoken()
    return (
      <form
        class="edit"
        onSubmit={(event) => {
          event.preventDefault()
          this.#save(change)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          this.setState({ editing: false })
        }}
      >
        <textarea
          ref={(box) => {
            this.#box = box
          }}
          aria-label={`${change.label}: ${line.text}`}
          rows={3}
          maxLength={LONGEST_LINE}
          autocomplete="off"
          dir="auto"
        >
          {line.text}
        </textarea>
        <p class="actions">
          <button class="primary">{edit.save}</button>
          <button type="button" class="choice" onClick={() => this.setState({ editing: false })}>
            {edit.cancel}
          </button>
        </p>
      </form>
    )
  }
}
