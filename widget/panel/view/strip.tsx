import { Component } from 'preact'
import { file, words } from '../words.ts'
import type { Message } from '../chat.ts'
import { OutLink } from './cards.tsx'

interface Props {
  readonly messages: readonly Message[]
  /** Brings the card of that message into view. */
  readonly show: (message: Message) => void
}

/** Once something was urgent, 999 stays on top of the screen, wherever one reads, until it is put away by hand. */
export class UrgentStrip extends Component<Props, { readonly hidden: string }> {
  override state = { hidden: '' }

  override render({ messages, show }: Props) {
    const urgent = [...messages].reverse().find((message) => message.urgent)
    if (!urgent || this.state.hidden === urgent.key) return null
    return (
      <section class="strip" aria-label={words.urgentStrip}>
        <p>{words.urgentStrip}</p>
        {file.emergency.actions.map((action) => (
          <OutLink key={action.href} {...action} />
        ))}
        {urgent.cards.length > 0 && <button onClick={() => show(urgent)}>{words.seeNumbers}</button>}
        <button aria-label={words.hide} onClick={() => this.setState({ hidden: urgent.key })}>
          <span aria-hidden="true">×</span>
        </button>
      </section>
    )
  }
}
