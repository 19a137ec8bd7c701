import { words } from '../words.ts'
import { directionOf } from '../../shared/direction.ts'
import type { Message } from '../chat.ts'
import { arrived, CardView } from './cards.tsx'
import type { Actions } from './chat-context.ts'
import { Choices } from './choices.tsx'

interface Props {
  readonly message: Message
  /** Whether its question is the open one. */
  readonly open: boolean
  /** The cards whose buttons still stand. */
  readonly live: ReadonlySet<unknown>
  readonly actions: Actions
}

/**
 * One message: who said it (in hidden text, not in colour), the words, the cards, the answers to choose from. Of an urgent one the
 * first card comes before the words: 999, what to do, and then everyone else.
 */
export function MessageView({ message, open, live, actions }: Props) {
  const cards = message.cards.map((card, at) => (
    <CardView key={at} card={card} message={message} actions={actions} live={live.has(card)} />
  ))
  // Cards that cannot be drawn yet are said: nobody sends a summary that they have not seen.
  const isDrawn = arrived || message.cards.every(({ type }) => type === 'crisis')
  const text = isDrawn ? message.text : message.plain
  return (
    <li
      class={`message ${message.mine ? 'mine' : 'theirs'}${open ? ' open' : ''}${message.by && ' person'}`}
      {...(message.locale && { lang: message.locale, dir: directionOf(message.locale) })}
    >
      {message.urgent && cards[0]}
      {text && (
        <>
          {/* Outside of the words, whose own letters decide from which side they are read. */}
          <span class={message.by ? 'by' : 'hidden'}>
            {words.saidBy(message.mine ? words.you : message.by || words.name)}
          </span>
          <p class="words" dir={message.locale ? undefined : 'auto'}>
            {text}
          </p>
        </>
      )}
      {message.urgent ? cards.slice(1) : cards}
      {message.state === 'sending' && <p class="state">{words.sending}</p>}
      {message.state === 'failed' && (
        <p class="state failed" role="alert">
          {words.notSent}{' '}
          <button class="link" onClick={actions.tryAgain}>
            {words.tryAgain}
          </button>
        </p>
      )}
      {open && message.ask && <Choices message={message} ask={message.ask} actions={actions} />}
    </li>
  )
}
