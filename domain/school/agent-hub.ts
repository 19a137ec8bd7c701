import { z } from 'zod'

/**
 * People of another service's desk (an agent hub, in Bot Framework's words) who may be asked into chats, where one is configured. Young
 * people are told these words: nothing that the hub sends names anybody to them.
 */
export const AgentHubSettings = z.strictObject({
  /** The service they belong to: "Youthline". */
  name: z.string().trim().min(1).max(60),
  /** In words, as it stands within a sentence: "youth worker". */
  role: z.string().trim().min(1).max(60),
  /** What the hub sorts by (a queue, a skill): sent with `handoff.initiate` as it stands here. */
  context: z.record(z.string().regex(/^[A-Za-z][\w-]{0,63}$/), z.string().max(200)).default({}),
})
export type AgentHubSettings = z.infer<typeof AgentHubSettings>
