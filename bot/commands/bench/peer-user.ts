import type { Agent } from 'node:http'
import { z } from 'zod'
import { postJson } from './http.ts'
import type { User } from './user.ts'

const Replies = z.object({ activities: z.array(z.object({ type: z.string() })).min(1) })
/** As long as what young people type, on the whole. */
const TEXT = 'i like drawing and being outside with my dog most of all'

/** Someone who talks to a bare botbuilder bot as a channel does: replies come to `connector`, or in the answer (`expectReplies`). */
export function peerUser(of: {
  agent: Agent
  url: string
  connector: string
  id: string
  expectReplies: boolean
}): User {
  let count = 0
  return {
    async turn() {
      count += 1
      const answer = await postJson(of.agent, `${of.url}/api/messages`, {
        type: 'message',
        id: `${of.id}-${count}`,
        text: TEXT,
        channelId: 'bench',
        serviceUrl: of.connector,
        from: { id: `user-${of.id}` },
        recipient: { id: 'bot' },
        conversation: { id: of.id },
        ...(of.expectReplies && { deliveryMode: 'expectReplies' }),
      })
      if (of.expectReplies) Replies.parse(answer)
    },
    leave: () => undefined,
  }
}
