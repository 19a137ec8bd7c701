import { z } from 'zod'
import { HubRequest } from '../../domain/conversation/agent-hub.ts'
import { Concern } from '../../domain/conversation/concern.ts'
import { Effect } from '../../domain/conversation/effect.ts'
import { Flow, newFlow } from '../../domain/conversation/flow.ts'
import { newPerson, Person } from '../../domain/conversation/person.ts'
import { Visit, VisitEnd, Visitor } from '../../domain/conversation/visit.ts'
import type { Reply } from '../../dialogs/reply.ts'
import { Reference } from '../conversations.ts'
import type { Speaker } from '../conversations.ts'
import type { CollectionDefinition } from '../storage/store.ts'
import { withBehind } from './with-behind.ts'

/** What the bot said, as its dialogs described it: ours from end to end, so its inside is not parsed again. */
export const StoredReply = z.custom<Reply>(
  (value) => typeof value === 'object' && value !== null && 'message' in value,
)

/** One entry of the numbered log; activities are made of it when they are sent. */
export const LogEntry = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('young-person'),
    seq: z.int().min(1),
    at: z.iso.datetime(),
    text: z.string(),
    clientActivityId: z.string().optional(),
    chose: z.array(z.string()).optional(),
    /** Typed, and as a whole a word of ours for a choice, a skip or a request, or a no to the check-in: nothing that they told. */
    isOurs: z.boolean().optional(),
    /** Of those, words that may be the first half of a sentence ("i dont want to"): no label, and no request. */
    mayBegin: z.boolean().optional(),
    /** A worry was heard in it. */
    noted: z.boolean().optional(),
  }),
  z.object({ by: z.literal('bot'), seq: z.int().min(1), at: z.iso.datetime(), reply: StoredReply }),
  z.object({
    by: z.literal('visitor'),
    seq: z.int().min(1),
    at: z.iso.datetime(),
    who: Visitor,
    text: z.string(),
    /** Of the form it was sent with: sent twice, it is said once. */
    key: z.string(),
  }),
  /** The steps of a visit, as Bot Framework's handoff events name them. */
  z.object({
    by: z.literal('handoff'),
    seq: z.int().min(1),
    at: z.iso.datetime(),
    visit: z.string(),
    who: Visitor,
    step: z.enum(['initiate', 'accepted', 'completed']),
    /** With `initiate`: what had been shared of concerns, in the young person's words. */
    shared: z.array(z.string()).optional(),
    /** With `completed`. */
    end: VisitEnd.optional(),
  }),
])
export type LogEntry = z.infer<typeof LogEntry>

/** One young person's chat: the unit of storage, of order and of concurrency (design.md). */
export const ConversationRecord = z.object({
  id: z.string(),
  school: z.string(),
  user: z.string(),
  channel: z.enum(['directline', 'console', 'teams']),
  startedAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  person: Person,
  flow: Flow,
  concerns: z.array(Concern),
  /** The person who is in the chat now. */
  visit: Visit.nullable(),
  /** Somebody of an agent hub was asked to come. */
  hub: HubRequest.optional(),
  /** The handoff has been sent and not withdrawn. */
  handedOff: z.boolean(),
  /** botbuilder-dialogs' stack: each dialog parses its own part. */
  dialogState: z.object({
    dialogStack: z.array(z.object({ id: z.string(), state: z.unknown() })),
  }),
  /** Everything said, in order, numbered without gaps. */
  log: z.array(LogEntry),
  /** The number of the last entry ever logged, also when the log was erased since. */
  lastSeq: z.int().min(0),
  /** Client ids of the last messages with what each caused, so that a resend gets the first answer again. */
  recent: z.array(z.object({ key: z.string(), from: z.int(), to: z.int() })),
  /** What still has to happen outside the record. */
  effects: z.array(Effect),
  /** A connector to which the log is sent, and how far it has got; `ids` are its own for the latest entries. */
  link: z
    .object({
      reference: Reference,
      sent: z.int().min(0),
      /** The bot was taken away, or the chat is no more: nothing is sent until somebody writes again. */
      isGone: z.boolean().optional(),
      ids: z.array(z.object({ seq: z.int(), id: z.string() })),
    })
    .optional(),
})
export type ConversationRecord = z.infer<typeof ConversationRecord>

export type ConversationIndex = {
  school: string
  /** A link worker has it: kept by their organisation's rules, not by ours for unsent ones. */
  handedOff: boolean
  /** Effects wait: looked for when the service starts. */
  pending: boolean
  /** A person is in it, or was asked to come: looked at every few seconds, whether they still are. */
  visited: boolean
  /** The day it last changed, for retention. What the bot does by itself does not count. */
  day: string
  /** The bot will do something by itself, and when first; empty when nothing waits. */
  waits: boolean
  due: string
  /** Something was said that its connector has not taken yet: looked for when the service starts. */
  unsent: boolean
}

export const conversations: CollectionDefinition<ConversationRecord, ConversationIndex> = {
  name: 'conversations',
  schemaVersion: 3,
  announced: true,
  schema: ConversationRecord,
  migrations: {
    // Before 2 no person could come into a chat.
    1: (old) => Object.assign({ visit: null }, old),
    2: withBehind,
  },
  index: ({ school, handedOff, effects, visit, hub, changedAt, flow, link, lastSeq }) => ({
    school,
    handedOff,
    pending: effects.length > 0,
    visited: visit !== null || hub !== undefined,
    day: changedAt.slice(0, 10),
    waits: flow.later.length > 0,
    due: flow.later.map(({ at }) => at).sort()[0] ?? '',
    unsent: link !== undefined && !link.isGone && lastSeq > link.sent,
  }),
}

export function newConversation(speaker: Speaker, now: Date): ConversationRecord {
  return {
    id: speaker.conversation,
    school: speaker.school,
    user: speaker.user,
    channel: speaker.channel,
    startedAt: now.toISOString(),
    changedAt: now.toISOString(),
    person: newPerson(),
    flow: newFlow(),
    concerns: [],
    visit: null,
    handedOff: false,
    dialogState: { dialogStack: [] },
    log: [],
    lastSeq: 0,
    recent: [],
    effects: [],
    ...(speaker.reference ? { link: { reference: speaker.reference, sent: 0, ids: [] } } : {}),
  }
}
