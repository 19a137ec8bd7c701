import { z } from 'zod'
import type { AgentHubSettings } from '../school/agent-hub.ts'
import { Visitor } from './visit.ts'

const MINUTE_MS = 60_000

export const HUB_LIMITS = {
  /** A hub that has not said that somebody comes: then nobody does, and the young person is told. */
  answerMs: 10 * MINUTE_MS,
  /** No visit from a hub is longer, whatever signs there are. */
  longestMs: 240 * MINUTE_MS,
} as const

/** Somebody of the hub was asked for, and has not come yet. */
export const HubRequest = z.object({
  /** The visit's id, if they come. */
  id: z.string(),
  by: Visitor,
  at: z.iso.datetime(),
  /** Their last messages go along, as they wished. */
  shares: z.boolean(),
})
export type HubRequest = z.infer<typeof HubRequest>

/** Whoever comes by a hub, as young people are told of them. Who it is in person is the hub's to know. */
export const hubVisitor = ({ name, role }: AgentHubSettings): Visitor => ({
  id: 'agent-hub',
  name,
  role,
  as: 'agent-hub',
})

/** Whether the hub has had its time to answer. */
export const isUnanswered = ({ at }: HubRequest, now: Date): boolean =>
  now.getTime() >= Date.parse(at) + HUB_LIMITS.answerMs
