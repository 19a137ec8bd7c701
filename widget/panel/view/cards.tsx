import { h } from 'preact'
import type { Card, CrisisCard, LinkAction } from '../../client/wire.ts'
import type { Message } from '../chat.ts'
import { isPage, safeHref } from '../links.ts'
import { fetchScript, file as spoken } from '../words.ts'
import type { Actions } from './chat-context.ts'
import type * as LaterFile from '../later/later.tsx'

export interface CardProps<C> {
  readonly card: C
  readonly message: Message
  readonly actions: Actions
  /** Whether its buttons still stand: a later card of the same thing has taken their place otherwise. */
  readonly live: boolean
}

/** The file of what no first words need, once it is here; `null` when it could not be had. */
export let arrived: typeof LaterFile | null | undefined
let fetching: Promise<typeof LaterFile | undefined> | null | undefined

/** Any card. That of a crisis is there at once; the others come in a file of their own. */
export function CardView(props: CardProps<Card>) {
  const { card, actions } = props
  if (card.type === 'crisis') return <Crisis card={card} />
  const there = later(actions.redraw)
  return there ? h(there.LaterCard, { ...props, card }) : null
}

/** What came later; `null` while it is on its way, as it usually is since the first words; undefined when it cannot be had. */
export function later(redraw: () => void): typeof LaterFile | null | undefined {
  if (arrived) return arrived
  const failed = arrived === null
  void fetchLater(redraw)
  return failed ? undefined : null
}

/** Fetches the file of what no first words need, once. Without a network it is asked for again whenever something changes. */
export function fetchLater(redraw: () => void): Promise<typeof LaterFile | undefined> {
  fetching ??= (fetchScript(document.documentElement.dataset.later) as Promise<typeof LaterFile>).then(
    (came) => {
      arrived = came
      redraw()
      return came
    },
    () => {
      fetching = null
      if (arrived === undefined) {
        arrived = null
        redraw()
      }
      return undefined
    },
  )
  return fetching
}

function Crisis({ card }: { readonly card: CrisisCard }) {
  return (
    <section
      class={card.urgent ? 'card crisis urgent' : 'card crisis'}
      tabIndex={card.urgent ? -1 : undefined}
    >
      <h2 dir="auto">
        {card.urgent && <span class="hidden">{spoken.urgent}</span>}
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
