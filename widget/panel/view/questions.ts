import type { Card, Here } from '../../client/wire.ts'
import type { Message } from '../chat.ts'

/** The person who is in the chat now. */
export function personHere(messages: readonly Message[]): Here | undefined {
  const here = [...messages].reverse().find((message) => message.here)?.here
  return here?.who ? here : undefined
}

/** The question that waits for an answer: the bot's last one, unless something was said since or a person is there. */
export function openQuestion(messages: readonly Message[]): Message | undefined {
  if (personHere(messages)) return undefined
  for (const message of [...messages].reverse()) {
    if (message.mine) return undefined
    if (message.ask) return message
  }
  return undefined
}

/** The cards whose buttons still stand: the last summary, and the last card of each idea. */
export function liveCards(messages: readonly Message[]): ReadonlySet<Card> {
  const last = new Map<string, Card>()
  for (const card of messages.flatMap(({ cards }) => cards)) {
    last.set(card.type === 'idea' ? `idea ${card.id}` : card.type, card)
  }
  return new Set(last.values())
}

/** Where the conversation is, by its last question that said so. */
export function progressOf(messages: readonly Message[]): { step: number; of: number } | undefined {
  const asked = [...messages].reverse().find(({ ask }) => ask !== undefined)
  return asked?.ask?.progress
}

/** The last message when it is ours, has arrived and has no answer yet: its key; otherwise empty. A person answers when they do. */
export function waitingSince(messages: readonly Message[]): string {
  const last = messages.at(-1)
  return last?.mine && last.state === 'said' && !personHere(messages) ? last.key : ''
}
