import type { Choice, Reply } from '../../../dialogs/reply.ts'
import { activityId } from '../../activities.ts'
import { isBeforeLastWords } from '../../exchanges.ts'
import type { Incoming } from '../../conversations.ts'
import type { ConversationRecord } from '../../records/conversations.ts'
import { tappable } from './cards/choices.ts'
import { readTap } from './cards/taps.ts'
import type { Voice } from '../../voice.ts'

/** What a tap on a card means here and now: an answer, or words that say kindly why it is none. */
export type Tapped =
  | {
      /** The labels, as the button and the chat show them. */
      readonly shown: string
      readonly reply: Reply
      readonly seq: number
      readonly chosen: readonly Choice[]
      readonly incoming: Incoming
    }
  | { readonly says: string }

/** Reads a tap against the record. Whether the question still stands is for the dialogs to say, as for every other tap. */
export function tapOn(
  record: ConversationRecord | undefined,
  chat: string,
  data: unknown,
  voice: Voice,
): Tapped {
  const tap = readTap(data)
  if (!tap) return { says: voice.text('teams.card.old') }
  if (tap.chat !== chat) return { says: voice.text('teams.card.other') }
  const entry = record?.log.find(({ seq }) => seq === tap.seq)
  if (entry?.by !== 'bot') return { says: voice.text('teams.card.old') }
  const { reply } = entry
  const all = tappable(reply)
  const chosen = [...new Set(tap.at)].flatMap((at) => all[at] ?? [])
  if (chosen.length === 0) return { says: voice.text('teams.pick.some-first') }
  const max = reply.ask?.max
  if (max !== undefined && chosen.length > max) return { says: voice.text('teams.pick.fewer', { max }) }
  const shown = chosen.map(({ label }) => label).join(', ')
  const replyTo = activityId(chat, tap.seq)
  // A label that does not stand any more is our own words: it is not theirs to be screened. A person in the chat is shown it.
  const isOver = record?.visit === null && isBeforeLastWords(record, replyTo)
  return {
    shown,
    reply,
    seq: tap.seq,
    chosen,
    incoming: {
      type: 'message',
      text: isOver ? '' : shown,
      tap: { chose: chosen.map(({ id }) => id), replyTo },
    },
  }
}
