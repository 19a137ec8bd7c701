import { Component } from 'preact'
import { panelWords as words } from '../../strings/en.ts'

/** Milliseconds after the last words were sent. */
const TIMES = {
  /** Quicker answers need no dots. */
  show: 600,
  /** Said once to those who listen. */
  slow: 5_000,
  /** Dots that never end would be a lie. */
  hide: 25_000,
} as const

interface Props {
  /** Changes with each message that waits for an answer; empty when none does. */
  readonly since: string
  readonly typing: boolean
  readonly announce: (words: string) => void
}

/** A quiet sign that an answer is on its way. */
export class Waiting extends Component<Props, { readonly shown: boolean }> {
  #timers: number[] = []
  override state = { shown: false }

  override componentDidUpdate({ since }: Props): void {
    if (since !== this.props.since) this.#restart()
  }

  override componentWillUnmount(): void {
    this.#stop()
  }

  #restart(): void {
    this.#stop()
    this.setState({ shown: false })
    if (this.props.since === '') return
    this.#timers = [
      setTimeout(() => this.setState({ shown: true }), TIMES.show),
      setTimeout(() => this.props.announce(words.slow), TIMES.slow),
      setTimeout(() => this.setState({ shown: false }), TIMES.hide),
    ]
  }

  #stop(): void {
    this.#timers.forEach(clearTimeout)
  }

  override render() {
    return (
      <p class="waiting" aria-hidden="true" hidden={!this.state.shown && !this.props.typing}>
        <i />
        <i />
        <i />
      </p>
    )
  }
}
