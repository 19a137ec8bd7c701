import type { AppointmentCard, Card, CopyCard, CrisisCard } from '../../client/wire.ts'
import { frameWord } from '../../shared/frame-messages.ts'
import { ownHref } from '../links.ts'
import { Lines } from '../view/cards.tsx'
import { Change } from './change.tsx'
import type { CardProps } from '../view/cards.tsx'
import type { ChoicesProps } from '../view/choices.tsx'
import { beAway } from './aloud.ts'
import { stopListening } from './dictation.ts'
import { Idea } from './idea.tsx'
import { Many } from './many.tsx'
import { Scale } from './scale.tsx'
import { steadyTaps } from './steady-taps.ts'
import { Summary } from './summary.tsx'
import { Times } from './times.tsx'

/** The name of the stylesheet that comes with this file; the build puts it in. */
declare const LATER_STYLES: string

steadyTaps()

// The cards are shown when they can be shown as they are meant to look, or without if that does not come.
await new Promise((resolve) => {
  const sheet = document.createElement('link')
  sheet.rel = 'stylesheet'
  sheet.href = `/widget/${LATER_STYLES}`
  sheet.onload = sheet.onerror = resolve
  document.head.append(sheet)
})

// Nobody changes the language before there are words.
export { follow } from './language.ts'
export { speak } from './aloud.ts'
export { Tools } from './tools.tsx'

let isClosed = false
addEventListener('pagehide', putAway)
addEventListener('pageshow', ({ persisted }) => {
  // Back from another page with what was on the screen: nothing of it may be there. Blank it is already.
  if (persisted && document.documentElement.classList.contains('gone')) location.reload()
  seen()
})
document.addEventListener('visibilitychange', seen)
addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
  const word = source === window.parent && frameWord(data, ['opened', 'closed', 'leave'])
  if (!word) return
  isClosed = word !== 'opened'
  seen()
})

function seen(): void {
  if (isClosed || document.hidden) putAway()
  else beAway(false)
}

/** Neither voice nor ear goes on when the panel is put away, out of sight or left. */
export function putAway(): void {
  beAway(true)
  stopListening()
}

/** The answers that are more than taps: a scale, several at once, times. */
export function LaterChoices(props: ChoicesProps) {
  const { ask } = props
  if (ask.scale) return <Scale {...props} />
  return ask.select === 'many' ? <Many {...props} /> : <Times {...props} />
}

/** Every card but that of a crisis: a file of its own, fetched with the first of them, so that the first words come sooner. */
export function LaterCard(props: CardProps<Exclude<Card, CrisisCard>>) {
  const { card } = props
  switch (card.type) {
    case 'idea':
      return <Idea {...props} card={card} />
    case 'summary':
      return <Summary {...props} card={card} />
    case 'change':
      return <Change card={card} />
    case 'appointment':
    case 'copy':
      return <Appointment card={card} />
  }
}

/** A time, with its file for a calendar; or their own copy, whose pages come in a tab of their own, so that the chat stays where it is. */
function Appointment({ card }: { readonly card: AppointmentCard | CopyCard }) {
  const isCopy = card.type === 'copy'
  return (
    <section class="card appointment">
      <h2 dir="auto">{card.heading}</h2>
      <Lines lines={card.facts} />
      <p class="actions">
        {(isCopy ? card.links : [card.calendar]).map(({ label, href }) => {
          const own = label && href && ownHref(href, location.origin)
          return own ? (
            <a key={href} class="action" href={own} {...(isCopy ? { target: '_blank' } : { download: true })}>
              {label}
            </a>
          ) : null
        })}
      </p>
    </section>
  )
}
