/**
 * What comes over the wire, checked by hand (a schema library would be half of the panel): the server's own words, but a
 * browser that trusts its input is one mistake away from running it. What has the wrong shape is left out or empty, never thrown.
 */

type Read<T> = (value: unknown) => T

/** The fields of an object; none for anything else. */
export const record = (value: unknown): Readonly<Record<string, unknown>> => ({
  ...(typeof value === 'object' && value),
})

/** A string; empty for anything else. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A list; empty for anything else. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const count = (value: unknown): number | undefined => (Number.isInteger(value) ? Number(value) : undefined)

/** An object that has each of these fields, whatever came. */
export const shape =
  <T extends object>(fields: { readonly [Name in keyof T]: Read<T[Name]> }): Read<Readonly<T>> =>
  (value) => {
    const given = record(value)
    const read = Object.entries<Read<unknown>>(fields).map(([name, field]) => [name, field(given[name])])
    // The compiler does not follow a mapped type through entries: each name got what its own reader gave.
    return Object.fromEntries(read) as T
  }

/** The items that are worth keeping, each read. */
const listOf =
  <T>(read: Read<T>, keep: (item: T) => unknown = Boolean): Read<readonly T[]> =>
  (value) =>
    list(value)
      .map(read)
      .filter((item) => keep(item))

const texts = listOf(text)
const choices = listOf(
  shape({
    id: text,
    label: text,
    symbol: text,
    /** What takes the words themselves, written where they stand, instead of asking for them. */
    inPlace: text,
    time: shape({ day: text, at: text, note: text }),
  }),
  ({ id, label }) => id && label,
)
const link = shape({ label: text, href: text })

const idea = shape({
  type: () => 'idea' as const,
  id: text,
  name: text,
  organisation: text,
  summary: text,
  restrictions: texts,
  facts: texts,
  why: texts,
  unknown: texts,
  contact: shape({ phone: text, email: text, url: text }),
  checked: text,
  attribution: text,
})

const crisis = shape({
  type: () => 'crisis' as const,
  urgent: (value) => value === true,
  heading: text,
  lines: texts,
  advice: text,
  contacts: listOf(shape({ name: text, about: text, actions: listOf(link) })),
})

const summary = shape({
  type: () => 'summary' as const,
  heading: text,
  sections: listOf(
    shape({
      heading: text,
      lines: listOf(shape({ id: text, text, seenBy: text, actions: choices })),
    }),
  ),
})

const appointment = shape({
  type: () => 'appointment' as const,
  heading: text,
  facts: texts,
  calendar: link,
})

const copy = shape({
  type: () => 'copy' as const,
  heading: text,
  facts: texts,
  links: listOf(link, ({ label, href }) => label && href),
})

const change = shape({
  type: () => 'change' as const,
  heading: text,
  items: listOf(shape({ question: text, min: count, max: count, first: count, later: count, said: texts })),
})

const kinds = new Map<unknown, Read<Card>>([
  ['idea', idea],
  ['crisis', crisis],
  ['summary', summary],
  ['appointment', appointment],
  ['copy', copy],
  ['change', change],
])
const cards = (value: unknown): readonly Card[] =>
  list(value).flatMap((card) => kinds.get(record(card).type)?.(card) ?? [])

/** The most steps of a scale that are worth buttons. */
const LONGEST_SCALE = 20

const scale = shape({ min: count, max: count, low: text, high: text })
const progress = shape({ step: count, of: count })
/** Who has come into the chat, with the words that ask for the bot back; nobody any more when both are empty. */
const here = shape({ who: text, back: text })
const question = shape({
  choices,
  select: (value): 'one' | 'many' => (value === 'many' ? 'many' : 'one'),
  max: count,
  placeholder: text,
  back: text,
  scale: (value) => {
    const { min, max, low, high } = scale(value)
    return min !== undefined && max !== undefined && max - min <= LONGEST_SCALE
      ? { min, max, low, high }
      : undefined
  },
  progress: (value) => {
    const { step, of } = progress(value)
    return step !== undefined && of !== undefined ? { step, of } : undefined
  },
})

/** Plain Bot Framework suggested actions, so that the panel can talk with any bot. */
const suggested = listOf((value) => {
  const { title, value: sent } = record(value)
  return { id: text(sent) || text(title), label: text(title) || text(sent) }
})

export type Choice = ReturnType<typeof choices>[number]
export type LinkAction = ReturnType<typeof link>
export type IdeaCard = ReturnType<typeof idea>
export type CrisisCard = ReturnType<typeof crisis>
export type SummaryCard = ReturnType<typeof summary>
export type AppointmentCard = ReturnType<typeof appointment>
export type CopyCard = ReturnType<typeof copy>
export type ChangeCard = ReturnType<typeof change>
export type Card = IdeaCard | CrisisCard | SummaryCard | AppointmentCard | CopyCard | ChangeCard
export type Here = ReturnType<typeof here>
export type Ask = ReturnType<typeof question>

export interface Received {
  readonly kind: 'message' | 'typing'
  /** The activity's id, `<conversation>|0000001`; empty for what has none. */
  readonly id: string
  readonly mine: boolean
  readonly clientId: string
  readonly text: string
  /** The same with its cards as plain lines. */
  readonly plain: string
  readonly locale: string
  /** The language of the conversation, when the bot said this; empty for everyone else. */
  readonly spoken: string
  /** The person who wrote it, with their role; empty for the bot and for ourselves. */
  readonly by: string
  /** A person has come or gone. */
  readonly here: Here | undefined
  readonly urgent: boolean
  /** `once`: does not stay on the screen. `code`: what was written last may open another chat. */
  readonly mark: string
  readonly cards: readonly Card[]
  /** The question, when it asks one. */
  readonly ask: Ask | undefined
}

/** Reads one Direct Line activity; undefined for kinds we do not show. */
export function readActivity(value: unknown): Received | undefined {
  const activity = record(value)
  const kind = activity.type
  if (kind !== 'message' && kind !== 'typing') return undefined
  const from = record(activity.from)
  const channelData = record(activity.channelData)
  const matters = record(channelData.matters)
  const actions = suggested(record(activity.suggestedActions).actions)
  const shown = cards(matters.cards)
  return {
    kind,
    id: text(activity.id),
    mine: from.role === 'user' || text(from.id).startsWith('dl_'),
    clientId: text(channelData.clientActivityID),
    text: text(matters.text) || text(activity.text),
    plain: text(activity.text),
    locale: text(activity.locale),
    spoken: matters.message ? text(matters.language) || 'en' : '',
    by: text(matters.by),
    here: matters.here ? here(matters.here) : undefined,
    urgent: matters.urgent === true || shown.some((card) => card.type === 'crisis' && card.urgent),
    mark: text(matters.mark),
    cards: shown,
    ask: matters.ask ? question(matters.ask) : actions[0] && question({ choices: actions }),
  }
}
