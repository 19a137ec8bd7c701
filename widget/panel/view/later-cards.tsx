import type { AppointmentCard, Card, CopyCard, CrisisCard, SummaryCard } from '../../client/wire.ts'
import { ownHref } from '../links.ts'
import { Lines } from './cards.tsx'
import { Change } from './change.tsx'
import type { CardProps } from './cards.tsx'
import { Taps } from './choices.tsx'
import { Idea } from './idea.tsx'

/** The name of the stylesheet that comes with this file; the build puts it in. */
declare const LATER_STYLES: string

// The cards are shown when they can be shown as they are meant to look, or without if that does not come.
await new Promise((resolve) => {
  const sheet = document.createElement('link')
  sheet.rel = 'stylesheet'
  sheet.href = `/widget/${LATER_STYLES}`
  sheet.onload = sheet.onerror = resolve
  document.head.append(sheet)
})

// Nobody changes the language before there are words.
export { changeTo, wakeMenu } from '../language.ts'

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

function Summary({ card, message, actions, live }: CardProps<SummaryCard>) {
  return (
    <section class="card summary">
      <h2 dir="auto">{card.heading}</h2>
      {card.sections.map((section) => (
        <div class="section" key={section.heading}>
          <h3 dir="auto">{section.heading}</h3>
          <ul role="list">
            {section.lines.map((line) => (
              <li key={line.id}>
                <p class="own" dir="auto">
                  {line.text}
                </p>
                {line.seenBy && <p class="soft">{line.seenBy}</p>}
                {live && (
                  <Taps choices={line.actions} about={line.text} message={message} actions={actions} />
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
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
