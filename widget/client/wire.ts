/**
 * What comes over the wire, checked by hand (a schema library would be half of the panel): the server's own words, but a
 * browser that trusts its input is one mistake away from running it. What has the wrong shape is left out, never thrown.
 */

export interface Choice {
  readonly id: string
  readonly label: string
  readonly symbol?: string
}

export interface IdeaCard {
  readonly type: 'idea'
  readonly id: string
  readonly name: string
  readonly organisation: string
  readonly summary: string
  readonly restrictions: readonly string[]
  readonly facts: readonly string[]
  readonly why: readonly string[]
  readonly unknown: readonly string[]
  readonly contact: { readonly phone: string; readonly email: string; readonly url: string }
  readonly checked: string
  readonly attribution: string
  readonly actions: readonly Choice[]
}

export interface LinkAction {
  readonly label: string
  readonly href: string
}

export interface CrisisCard {
  readonly type: 'crisis'
  readonly urgent: boolean
  readonly heading: string
  readonly lines: readonly string[]
  readonly contacts: readonly {
    readonly name: string
    readonly about: string
    readonly actions: readonly LinkAction[]
  }[]
}

export interface SummaryCard {
  readonly type: 'summary'
  readonly heading: string
  readonly sections: readonly {
    readonly heading: string
    readonly lines: readonly {
      readonly id: string
      readonly text: string
      readonly seenBy: string
      readonly actions: readonly Choice[]
    }[]
  }[]
}

export interface AppointmentCard {
  readonly type: 'appointment'
  readonly heading: string
  readonly facts: readonly string[]
  readonly calendar?: LinkAction
}

export type Card = IdeaCard | CrisisCard | SummaryCard | AppointmentCard

export interface Scale {
  readonly min: number
  readonly max: number
  readonly low: string
  readonly high: string
}

export interface Ask {
  readonly choices: readonly Choice[]
  readonly select: 'one' | 'many'
  readonly max?: number
  readonly scale?: Scale
  readonly placeholder: string
  readonly progress?: { readonly step: number; readonly of: number }
}

export interface Received {
  readonly kind: 'message' | 'typing'
  /** The activity's id, `<conversation>|0000001`; empty for what has none. */
  readonly id: string
  readonly mine: boolean
  readonly clientId: string
  readonly text: string
  readonly locale: string
  readonly urgent: boolean
  readonly cards: readonly Card[]
  readonly ask?: Ask
}

/** Reads one Direct Line activity; undefined for kinds we do not show. */
export function readActivity(value: unknown): Received | undefined {
  const activity = record(value)
  const kind = activity.type
  if (kind !== 'message' && kind !== 'typing') return undefined
  const from = record(activity.from)
  const channelData = record(activity.channelData)
  const matters = record(channelData.matters)
  const ask = readAsk(matters.ask) ?? readSuggested(activity.suggestedActions)
  const cards = list(matters.cards, readCard)
  return {
    kind,
    id: text(activity.id),
    mine: from.role === 'user' || text(from.id).startsWith('dl_'),
    clientId: text(channelData.clientActivityID),
    text: text(matters.text) || text(activity.text),
    locale: text(activity.locale),
    urgent: matters.urgent === true || cards.some((card) => card.type === 'crisis' && card.urgent),
    cards,
    ...(ask && { ask }),
  }
}

function readAsk(value: unknown): Ask | undefined {
  if (value === undefined || value === null) return undefined
  const ask = record(value)
  const scale = record(ask.scale)
  const progress = record(ask.progress)
  return {
    choices: list(ask.choices, readChoice),
    select: ask.select === 'many' ? 'many' : 'one',
    placeholder: text(ask.placeholder),
    ...(isCount(ask.max) && { max: ask.max }),
    ...(isCount(scale.min) &&
      isCount(scale.max) &&
      scale.max - scale.min <= 20 && {
        scale: { min: scale.min, max: scale.max, low: text(scale.low), high: text(scale.high) },
      }),
    ...(isCount(progress.step) &&
      isCount(progress.of) && { progress: { step: progress.step, of: progress.of } }),
  }
}

/** Plain Bot Framework suggested actions, so that the panel can talk with any bot. */
function readSuggested(value: unknown): Ask | undefined {
  const choices = list(record(value).actions, (action): Choice | undefined => {
    const { title, value: sent } = record(action)
    const label = text(title) || text(sent)
    return label ? { id: text(sent) || label, label } : undefined
  })
  return choices.length > 0 ? { choices, select: 'one', placeholder: '' } : undefined
}

function readChoice(value: unknown): Choice | undefined {
  const choice = record(value)
  const id = text(choice.id)
  const label = text(choice.label)
  if (!id || !label) return undefined
  return {
    id,
    label,
    ...(text(choice.symbol) && { symbol: text(choice.symbol) }),
  }
}

function readCard(value: unknown): Card | undefined {
  const card = record(value)
  const heading = text(card.heading)
  switch (card.type) {
    case 'idea': {
      const contact = record(card.contact)
      return {
        type: 'idea',
        id: text(card.id),
        name: text(card.name),
        organisation: text(card.organisation),
        summary: text(card.summary),
        restrictions: list(card.restrictions, words),
        facts: list(card.facts, words),
        why: list(card.why, words),
        unknown: list(card.unknown, words),
        contact: { phone: text(contact.phone), email: text(contact.email), url: text(contact.url) },
        checked: text(card.checked),
        attribution: text(card.attribution),
        actions: list(card.actions, readChoice),
      }
    }
    case 'crisis':
      return {
        type: 'crisis',
        urgent: card.urgent === true,
        heading,
        lines: list(card.lines, words),
        contacts: list(card.contacts, (item) => {
          const contact = record(item)
          return {
            name: text(contact.name),
            about: text(contact.about),
            actions: list(contact.actions, readLink),
          }
        }),
      }
    case 'summary':
      return {
        type: 'summary',
        heading,
        sections: list(card.sections, (item) => {
          const section = record(item)
          return { heading: text(section.heading), lines: list(section.lines, readLine) }
        }),
      }
    case 'appointment': {
      const calendar = readLink(card.calendar)
      return { type: 'appointment', heading, facts: list(card.facts, words), ...(calendar && { calendar }) }
    }
    default:
      return undefined
  }
}

function readLine(value: unknown) {
  const line = record(value)
  return {
    id: text(line.id),
    text: text(line.text),
    seenBy: text(line.seenBy),
    actions: list(line.actions, readChoice),
  }
}

function readLink(value: unknown): LinkAction | undefined {
  const link = record(value)
  return text(link.label) && text(link.href) ? { label: text(link.label), href: text(link.href) } : undefined
}

/** The fields of an object; none for anything else. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {}
}

/** A string; empty for anything else. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

const words = (value: unknown): string | undefined => text(value) || undefined

function list<T>(value: unknown, read: (item: unknown) => T | undefined): T[] {
  if (!Array.isArray(value)) return []
  return value.map((item: unknown) => read(item)).filter((item) => item !== undefined)
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value)
}
