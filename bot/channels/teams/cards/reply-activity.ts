import type { Activity, Attachment } from 'botframework-schema'
import type { Choice, Reply } from '../../../../dialogs/reply.ts'
import { plainText } from '../../../activities.ts'
import type { Voice } from '../../../voice.ts'
import { adaptiveCard, actionSets, CARD_TYPE, container, words } from './adaptive.ts'
import type { AdaptiveCard, Element } from './adaptive.ts'
import { Buttons, choiceElements } from './choices.ts'
import { cardElements } from './parts.ts'

/** Teams refuses messages over 100 KB of UTF-16 (platform.md 2.3); past this the words alone are sent. */
const LONGEST_CARD = 40_000

export interface DrawOptions {
  /** In the language that the reply was said in. */
  readonly voice: Voice
  readonly publicUrl: string
  /** The conversation's id in our store. */
  readonly chat: string
  readonly seq: number
}

/** A reply as Teams shows it: its words as a message, what can be tapped or read besides as one card under it. */
export function replyActivity(reply: Reply, of: DrawOptions): Partial<Activity> {
  const card = replyCard(reply, of)
  const isLong = JSON.stringify(card ?? '').length > LONGEST_CARD
  return {
    type: 'message',
    text: card && !isLong ? reply.text : plainText(reply),
    textFormat: 'plain',
    ...(reply.locale === undefined ? {} : { locale: reply.locale }),
    ...(reply.urgent ? { importance: 'high' } : {}),
    ...(card && !isLong ? { attachments: [attachment(card)] } : {}),
  }
}

/** The card of a reply; undefined when there is nothing but its words. */
export function replyCard(reply: Reply, of: DrawOptions): AdaptiveCard | undefined {
  const { voice, publicUrl } = of
  const buttons = new Buttons({ reply, chat: of.chat, seq: of.seq })
  const said = {
    checkFirst: voice.text('teams.idea.check-first'),
    why: voice.text('teams.idea.why'),
    unknown: voice.text('teams.idea.unknown'),
    web: voice.text('teams.idea.web'),
  }
  const { ask, here } = reply
  const body: Element[] = [
    ...(reply.cards ?? []).flatMap((card) => cardElements(card, { buttons, said, publicUrl })),
    ...(ask ? choiceElements(ask, buttons, choiceWords(voice, ask)) : []),
    ...(here && here.back !== '' ? actionSets([backToTheBot(here.back)]) : []),
    ...(ask?.progress
      ? words(voice.text('teams.progress', ask.progress), { isSubtle: true, size: 'Small' })
      : []),
  ]
  return body.length === 0 ? undefined : adaptiveCard(body, plainText(reply), voice.language)
}

const choiceWords = (voice: Voice, { max, choices }: NonNullable<Reply['ask']>) => ({
  done: voice.text('teams.done'),
  several:
    max !== undefined && max < choices.length
      ? voice.text('teams.pick.up-to', { max })
      : voice.text('teams.pick'),
  one: voice.text('teams.pick.one'),
})

/** The same as saying it. */
const backToTheBot = (back: string) =>
  ({
    type: 'Action.Submit',
    title: back,
    data: { msteams: { type: 'messageBack', displayText: back, text: back } },
  }) as const

/** What stands in the place of a card that was answered: what they chose, and nothing to tap. */
export function answeredCard(reply: Reply, chosen: readonly Choice[], of: DrawOptions): AdaptiveCard {
  const { message, text, cards = [] } = reply
  const still = replyCard({ message, text, cards: cards.map(withoutActions) }, of)
  const line = of.voice.text('teams.answered', { words: chosen.map(({ label }) => label).join(', ') })
  return adaptiveCard(
    [...(still?.body ?? []), container(words(line, { isSubtle: true }))],
    line,
    of.voice.language,
  )
}

function withoutActions(card: NonNullable<Reply['cards']>[number]): NonNullable<Reply['cards']>[number] {
  if (card.type !== 'summary') return card
  return {
    ...card,
    sections: card.sections.map((section) => ({
      ...section,
      lines: section.lines.map((line) => ({ ...line, actions: [] })),
    })),
  }
}

/** What a person in the chat wrote: who it is stands above every message, as in the widget. */
export function visitorActivity(who: { name: string; role: string }, text: string): Partial<Activity> {
  const by = `${who.name}, ${who.role}`
  const card = adaptiveCard(
    [container([...words(by, { weight: 'Bolder' }), ...words(text)], 'emphasis')],
    `${by}: ${text}`,
  )
  return { type: 'message', summary: by, attachments: [attachment(card)] }
}

export const attachment = (content: AdaptiveCard): Attachment => ({ contentType: CARD_TYPE, content })
