import { z } from 'zod'
import type { Card, Reply } from '../dialogs/reply.ts'
import type { Visitor } from '../domain/conversation/visit.ts'
import type { LoggedActivity, WireActivity } from './conversations.ts'
import { StoredReply } from './records/conversations.ts'
import type { LogEntry } from './records/conversations.ts'
import { handoffEvent } from './handoff-events.ts'

/** The bot as a sender. It is a program and is called by the product's name. */
export const BOT = { id: 'matters', name: 'Matters' }

const SEQ_DIGITS = 7

/** Direct Line's own form: `<conversation>|0000001`. */
export const activityId = (conversation: string, seq: number): string =>
  `${conversation}|${String(seq).padStart(SEQ_DIGITS, '0')}`

/** An entry of the log as any Direct Line client reads it: plain text with suggested actions, the full description in `channelData.matters`. */
export function toActivity(
  conversation: { readonly id: string; readonly user: string },
  entry: LogEntry,
): LoggedActivity {
  const { seq } = entry
  const common = {
    type: 'message',
    id: activityId(conversation.id, seq),
    timestamp: entry.at,
    conversation: { id: conversation.id, isGroup: false, conversationType: 'personal', name: '' },
  }
  switch (entry.by) {
    case 'young-person':
      return { seq, activity: { ...common, ...typed(conversation.user, entry) } }
    case 'bot':
      return { seq, activity: { ...common, ...spoken(entry.reply) } }
    case 'visitor':
      return { seq, activity: { ...common, ...writtenBy(entry.who, entry.text) } }
    case 'handoff':
      return { seq, activity: { ...common, ...handoffEvent(conversation, entry) } }
  }
}

type FromYoungPerson = Extract<LogEntry, { by: 'young-person' }>

function typed(user: string, entry: FromYoungPerson): WireActivity {
  return {
    from: { id: user, name: '', role: 'user' },
    text: entry.text,
    channelData: {
      ...(entry.clientActivityId === undefined ? {} : { clientActivityID: entry.clientActivityId }),
      ...(entry.chose ? { matters: { chose: entry.chose } } : {}),
    },
  }
}

/** A person in the chat. Direct Line knows users and bots only; who it is stands in the name, and for our own widget in `channelData`. */
function writtenBy({ name, role }: Visitor, text: string): WireActivity {
  return {
    from: { id: 'visitor', name, role: 'bot' },
    text,
    textFormat: 'plain',
    channelData: { matters: { by: `${name}, ${role}` } },
  }
}

function spoken(reply: Reply): WireActivity {
  const choices = reply.ask?.choices ?? []
  const actions = choices.map(({ label }) => ({ type: 'imBack', title: label, value: label }))
  return {
    from: { ...BOT, role: 'bot' },
    text: plainText(reply),
    ...(reply.locale === undefined ? {} : { locale: reply.locale }),
    textFormat: 'plain',
    inputHint: reply.ask ? 'expectingInput' : 'acceptingInput',
    channelData: { matters: reply },
    ...(actions.length > 0 ? { suggestedActions: { to: [], actions } } : {}),
  }
}

/** The bot's own description of what it said, out of an activity; undefined for what someone else wrote. */
export function replyOf({ channelData }: WireActivity): Reply | undefined {
  return WithReply.safeParse(channelData).data?.matters
}

const WithReply = z.object({ matters: StoredReply })

/** A reply with its cards as text, for clients that know no cards. */
export const plainText = (reply: Reply): string =>
  [reply.text, ...(reply.cards ?? []).map(cardText)].join('\n\n')

/** A card as plain lines, for clients that know no cards: the terminal, a screen of another maker. */
export function cardText(card: Card): string {
  switch (card.type) {
    case 'idea':
      return lines([
        card.organisation === undefined ? card.name : `${card.name} (${card.organisation})`,
        ...card.restrictions,
        card.summary,
        ...card.facts,
        ...card.why,
        ...card.unknown,
        [card.contact.phone, card.contact.email, card.contact.url]
          .filter((one) => one !== undefined)
          .join(' · '),
        card.checked,
        card.attribution ?? '',
      ])
    case 'crisis':
      return lines([
        card.heading,
        ...card.lines,
        card.advice ?? '',
        ...card.contacts.map(
          ({ name, about, actions }) => `${name}: ${actions.map(({ label }) => label).join(', ')}. ${about}`,
        ),
      ])
    case 'summary':
      return lines([
        card.heading,
        ...card.sections.flatMap(({ heading, lines: rows }) => [
          `${heading}:`,
          ...rows.map(({ text, seenBy }) => (seenBy === '' ? `- ${text}` : `- ${text} (${seenBy})`)),
        ]),
      ])
    case 'appointment':
      return lines([card.heading, ...card.facts])
    case 'change':
      return lines([
        card.heading,
        ...card.items.flatMap(({ question, said }) => [question, ...said.map((one) => `- ${one}`)]),
      ])
    case 'copy':
      return lines([card.heading, ...card.facts, ...card.links.map(({ label, href }) => `${label}: ${href}`)])
  }
}

const lines = (all: readonly string[]): string => all.filter((line) => line !== '').join('\n')
