import type {
  AppointmentCard,
  Card,
  ChangeCard,
  CopyCard,
  CrisisCard,
  IdeaCard,
  SummaryCard,
} from '../../../../dialogs/reply.ts'
import { actionSets, container, run, words } from './adaptive.ts'
import type { Action, Element } from './adaptive.ts'
import type { Buttons } from './choices.ts'

export interface PartWords {
  readonly checkFirst: string
  readonly why: string
  readonly unknown: string
  readonly web: string
}

export interface PartOptions {
  readonly buttons: Buttons
  readonly said: PartWords
  /** The service's address, an origin: paths of ours become addresses. */
  readonly publicUrl: string
}

/** One of the dialogs' cards as Teams draws it. */
export function cardElements(card: Card, of: PartOptions): Element[] {
  switch (card.type) {
    case 'idea':
      return [container(idea(card, of), 'emphasis')]
    case 'crisis':
      return [container(crisis(card), card.urgent ? 'attention' : 'emphasis')]
    case 'summary':
      return summary(card, of)
    case 'appointment':
      return [container(appointment(card, of), 'good')]
    case 'change':
      return [container(change(card), 'emphasis')]
    case 'copy':
      return [container(copy(card, of), 'emphasis')]
  }
}

const heading = (text: string): Element[] => words(text, { weight: 'Bolder', size: 'Medium' })
const label = (text: string): Element[] => words(text, { weight: 'Bolder' }, 'Medium')
const lines = (all: readonly string[]): Element[] => all.flatMap((line) => words(line, {}, 'Small'))
const part = (title: string, all: readonly string[]): Element[] =>
  all.length === 0 ? [] : [...label(title), ...lines(all)]

/** Something to go to or to use. What could rule it out comes first, as in the widget. */
function idea(card: IdeaCard, { said }: PartOptions): Element[] {
  const { phone, email, url } = card.contact
  return [
    ...heading(card.name),
    ...words(card.organisation ?? '', { isSubtle: true }, 'None'),
    ...part(said.checkFirst, card.restrictions),
    ...words(card.summary),
    ...lines(card.facts),
    ...part(said.why, card.why),
    ...part(said.unknown, card.unknown),
    ...lines([phone, email].filter((one) => one !== undefined)),
    ...actionSets(link(said.web, url)),
    ...words([card.checked, card.attribution].filter(Boolean).join(' · '), { isSubtle: true, size: 'Small' }),
  ]
}

/** Numbers stand as words beside their buttons: not every client of Teams can call. */
function crisis(card: CrisisCard): Element[] {
  return [
    {
      type: 'RichTextBlock',
      inlines: [
        run(card.heading, {
          weight: 'Bolder',
          size: 'Large',
          ...(card.urgent ? { color: 'Attention' as const } : {}),
        }),
      ],
    },
    ...lines(card.lines),
    ...words(card.advice ?? '', { weight: 'Bolder' }),
    ...card.contacts.map((contact, at) =>
      container(
        [
          ...words(contact.name, { weight: 'Bolder' }),
          ...words(contact.actions.map((action) => action.label).join(' · '), { size: 'Medium' }, 'None'),
          ...words(contact.about, {}, 'None'),
          ...actionSets(contact.actions.flatMap((action) => link(action.label, action.href))),
        ],
        undefined,
        at > 0,
      ),
    ),
  ]
}

function summary(card: SummaryCard, { buttons }: PartOptions): Element[] {
  return [
    ...heading(card.heading),
    ...card.sections.map((section) =>
      container(
        [
          ...label(section.heading),
          ...section.lines.flatMap((line) => [
            ...words(line.text),
            ...words(line.seenBy, { isSubtle: true, size: 'Small' }, 'None'),
            ...actionSets(buttons.of(line.actions), 'None'),
          ]),
        ],
        'emphasis',
      ),
    ),
  ]
}

const appointment = (card: AppointmentCard, { publicUrl }: PartOptions): Element[] => [
  ...heading(card.heading),
  ...lines(card.facts),
  ...actionSets(card.calendar ? ownLink(card.calendar, publicUrl) : []),
]

/** Then and now, in words: the picture beside them in the widget says no more. */
const change = ({ heading: title, items }: ChangeCard): Element[] => [
  ...heading(title),
  ...items.flatMap(({ question, said }) => part(question, said)),
]

const copy = (card: CopyCard, { publicUrl }: PartOptions): Element[] => [
  ...heading(card.heading),
  ...lines(card.facts),
  ...actionSets(card.links.flatMap((one) => ownLink(one, publicUrl))),
]

/** Teams opens web pages and calls; other kinds of address stay words. */
function link(title: string, url: string | undefined): Action[] {
  return url !== undefined && /^(https?:\/\/|tel:)/.test(url) ? [{ type: 'Action.OpenUrl', title, url }] : []
}

const ownLink = (of: { readonly href: string; readonly label: string }, publicUrl: string): Action[] =>
  link(of.label, new URL(of.href, publicUrl).href)
