import type {
  AppointmentCard,
  Card,
  CopyCard,
  CrisisCard,
  LinkAction,
  SummaryCard,
} from '../../client/wire.ts'
import { urgent } from '../../strings/en-help.ts'
import type { Message } from '../chat.ts'
import { isPage, ownHref, safeHref } from '../links.ts'
import type { Actions } from './chat-context.ts'
import { Taps } from './choices.tsx'
import { Idea } from './idea.tsx'

export interface CardProps<C> {
  readonly card: C
  readonly message: Message
  readonly actions: Actions
  /** Whether its buttons still stand: a later card of the same thing has taken their place otherwise. */
  readonly live: boolean
}

/** Any card. */
export function CardView(props: CardProps<Card>) {
  const { card } = props
  switch (card.type) {
    case 'idea':
      return <Idea {...props} card={card} />
    case 'crisis':
      return <Crisis card={card} />
    case 'summary':
      return <Summary {...props} card={card} />
    case 'appointment':
    case 'copy':
      return <Appointment card={card} />
  }
}

function Crisis({ card }: { readonly card: CrisisCard }) {
  return (
    <section
      class={card.urgent ? 'card crisis urgent' : 'card crisis'}
      tabIndex={card.urgent ? -1 : undefined}
    >
      <h2 dir="auto">
        {card.urgent && <span class="hidden">{urgent}</span>}
        {card.heading}
      </h2>
      <Lines lines={card.lines} kind="reasons" />
      {card.advice && (
        <p class="tell" dir="auto">
          {card.advice}
        </p>
      )}
      <ul class="contacts" role="list">
        {card.contacts.map((contact) => (
          <li key={contact.name}>
            <h3 dir="auto">{contact.name}</h3>
            <p dir="auto">{contact.about}</p>
            <p class="actions">
              {contact.actions.map((action) => (
                <OutLink key={action.href} {...action} />
              ))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
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

/** A list of sentences; nothing when there are none. */
export function Lines({ lines, kind }: { readonly lines: readonly string[]; readonly kind?: string }) {
  return lines.length === 0 ? null : (
    <ul class={kind}>
      {lines.map((line) => (
        <li key={line} dir="auto">
          {line}
        </li>
      ))}
    </ul>
  )
}

/** A link out of the panel; nothing when it leads where a card may not lead. */
export function OutLink({ label, href }: LinkAction) {
  const safe = safeHref(href)
  if (safe === undefined) return null
  const tab = isPage(safe) ? { target: '_blank', rel: 'noreferrer' } : {}
  return (
    <a class="action" href={safe} {...tab}>
      {label}
    </a>
  )
}
