import type { WireActivity } from './conversations.ts'
import type { LogEntry } from './records/conversations.ts'

/** Bot Framework's names for a conversation that goes to a person and comes back (`HandoffEventNames` of botbuilder-core). */
export const EVENTS = { initiate: 'handoff.initiate', status: 'handoff.status' } as const
const BOT = { id: 'matters', name: 'Matters', role: 'bot' }

type Value = Readonly<Record<string, string>>
type HandoffEvent = Omit<WireActivity, 'name' | 'value'> & { readonly name: string; readonly value: Value }

/**
 * A step of a visit as Bot Framework's handoff event, so that another agent hub can be attached to the stream. The transcript has
 * only what a person may see who comes in: what was shared of concerns before, or what the young person wished to show (which alone goes
 * to a hub), and not the conversation. `context` is the hub's own, of the protocol's value.
 */
export function handoffEvent(
  conversation: { readonly id: string; readonly user: string },
  entry: Extract<LogEntry, { by: 'handoff' }>,
  context: Value = {},
): HandoffEvent {
  const { visit, who, step, end } = entry
  if (step !== 'initiate') {
    return {
      type: 'event',
      name: EVENTS.status,
      from: BOT,
      value: { state: step, visit, ...(end === undefined ? {} : { message: end }) },
    }
  }
  return {
    type: 'event',
    name: EVENTS.initiate,
    from: BOT,
    relatesTo: {
      channelId: 'directline',
      serviceUrl: '',
      bot: { id: BOT.id, name: BOT.name },
      user: { id: conversation.user, name: '' },
      conversation: { id: conversation.id, isGroup: false, conversationType: 'personal', name: '' },
    },
    value: { ...context, visit, name: who.name, role: who.role },
    attachments: [
      {
        contentType: 'application/json',
        name: 'Transcript',
        content: {
          activities: (entry.shared ?? []).map((text) => ({
            type: 'message',
            from: { id: conversation.user, role: 'user' },
            text,
          })),
        },
      },
    ],
  }
}
