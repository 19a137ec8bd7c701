import { Component, h } from 'preact'
import type { RefObject } from 'preact'
import { words } from '../words.ts'
import type { Chat, Message } from '../chat.ts'
import { Bar } from './bar.tsx'
import type { Actions } from './chat-context.ts'
import { arrived } from './cards.tsx'
import { Composer } from './composer.tsx'
import { MessageView } from './message.tsx'
import { liveCards, openQuestion, personHere, progressOf, waitingSince } from './questions.ts'
import { UrgentStrip } from './strip.tsx'
import { Waiting } from './waiting.tsx'

/** Closer to the end than this, in pixels, one is reading the end. */
const NEAR_END = 40
/** Air above the message that is scrolled to. */
const AIR = 16

interface Props {
  readonly chat: Chat
  /** The chat's at this moment: the chat itself changes in place. */
  readonly messages: readonly Message[]
  readonly actions: Actions
  readonly school: string
  readonly touch: boolean
  readonly box: RefObject<HTMLTextAreaElement | null>
  readonly scroller: RefObject<HTMLDivElement | null>
}

/** Everything under the header: what is urgent, where we are, the conversation, the text box. */
export class Panel extends Component<Props, { readonly below: boolean }> {
  override state = { below: false }
  #reading = true

  override componentDidUpdate(before: Props): void {
    if (before.messages !== this.props.messages) this.#follow(before.messages)
  }

  /**
   * Scrolls for those who read the end: their own last words stay in sight above the answer, and long answers begin at their
   * beginning. Who has scrolled up is left in peace and told that there is more below. What is urgent is on top, whatever they read.
   */
  #follow(before: readonly Message[]): void {
    const { messages, scroller } = this.props
    const view = scroller.current
    const known = before.map(({ key }) => key)
    const fresh = messages.filter(({ key }) => !known.includes(key))
    if (!view || fresh.length === 0) return
    // What is still on its way stands under the answers to what was said before it.
    const last = messages
      .map((message) => message.mine && (message.state !== 'sending' || fresh.includes(message)))
      .lastIndexOf(true)
    const urgent = messages.slice(last + 1).find((message) => message.urgent)
    if (!urgent && !this.#reading && !fresh.some(({ mine }) => mine)) {
      this.setState({ below: true })
      return
    }
    const end = view.scrollHeight - view.clientHeight
    const own = this.#top(messages[last])
    // A conversation begins at its beginning, and after a reload at its end; words that come unasked begin at their own beginning.
    const begins = last < 0 && view.scrollTop === 0
    const from = urgent ? this.#top(urgent) : own < view.scrollTop ? this.#top(fresh[0]) : own
    const top = begins ? 0 : before.length === 0 ? end : Math.min(end, from)
    view.scrollTo({ top })
    if (begins || urgent) this.setState({ below: end - top > NEAR_END })
  }

  #top(message: Message | undefined): number {
    return (this.#element(message)?.offsetTop ?? 0) - AIR
  }

  #element(message: Message | undefined): HTMLElement | undefined {
    const { messages, scroller } = this.props
    const shown = scroller.current?.querySelectorAll<HTMLElement>('.message')
    return message && shown?.[messages.indexOf(message)]
  }

  readonly #scrolled = ({ currentTarget: view }: { readonly currentTarget: HTMLElement }) => {
    this.#reading = view.scrollHeight - view.scrollTop - view.clientHeight < NEAR_END
    if (this.#reading && this.state.below) this.setState({ below: false })
  }

  readonly #show = (message: Message) => {
    const card = this.#element(message)?.querySelector<HTMLElement>('.urgent')
    card?.scrollIntoView()
    card?.focus()
  }

  readonly #toEnd = () => {
    const view = this.props.scroller.current
    view?.scrollTo({ top: view.scrollHeight })
    view?.focus()
  }

  override render({ chat, messages, actions, school, touch, box, scroller }: Props) {
    const open = openQuestion(messages)
    const live = liveCards(messages)
    const here = personHere(messages)
    const progress = here ? undefined : progressOf(messages)
    return (
      <>
        <UrgentStrip messages={messages} show={this.#show} />
        <Bar actions={actions} open={open} progress={progress} />
        {here && (
          <div class="here">
            <p>{here.who}</p>
            <button
              class="link"
              // The button goes with the person.
              onClick={() => actions.write(here.back, true)}
            >
              {here.back}
            </button>
          </div>
        )}
        <div
          class="scroll"
          ref={scroller}
          tabIndex={0}
          role="region"
          aria-label={words.log}
          onScroll={this.#scrolled}
        >
          <div class="letterhead">
            <h1>{words.name}</h1>
            {school && <p class="soft">{school}</p>}
            <p class="note">{touch ? words.leavingFastTouch : words.leavingFast}</p>
          </div>
          <ol class="log" role="list">
            {messages.map((message) => (
              <MessageView
                key={message.key}
                message={message}
                open={message === open}
                live={live}
                actions={actions}
              />
            ))}
          </ol>
          <Waiting since={waitingSince(messages)} typing={chat.typing} />
          <LineState line={chat.line} startNew={actions.startNew} />
        </div>
        <div class="foot">
          {this.state.below && (
            <button class="below" onClick={this.#toEnd}>
              {words.more} <span aria-hidden="true">↓</span>
            </button>
          )}
          {arrived && h(arrived.Tools, { box, actions })}
          <Composer box={box} placeholder={open?.ask?.placeholder ?? ''} write={actions.write} />
        </div>
      </>
    )
  }
}

function LineState({ line, startNew }: { readonly line: Chat['line']; readonly startNew: () => void }) {
  if (line === 'online') return null
  return (
    <div class={`line ${line}`}>
      <p>{words[line]}</p>
      {(line === 'ended' || line === 'refused') && (
        <button class="primary" onClick={startNew}>
          {line === 'ended' ? words.startNew : words.tryAgain}
        </button>
      )}
    </div>
  )
}
