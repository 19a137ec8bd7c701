import { z } from 'zod'
import type { Conversations } from '../../conversations.ts'
import { sendNothing } from '../../http/answers.ts'
import { HttpError } from '../../http/http-error.ts'
import { route } from '../../server.ts'
import type { HttpServer } from '../../server.ts'
import { conversationId } from '../teams/people.ts'
import type { DirectLineOptions } from './register.ts'
import type { Origins } from './origins.ts'
import type { Tokens } from './tokens.ts'

const LeaveBody = z.object({ token: z.string() })

/** `POST /api/leave`, the beacon of Quick exit: what was given out for the conversation ends, and its pages close. */
export function registerLeave(
  server: HttpServer,
  of: Pick<DirectLineOptions, 'azure' | 'speakerOf'> & {
    readonly conversations: Conversations
    readonly tokens: Tokens
    readonly origins: Origins
    /** Ends tokens and streams of a conversation. */
    readonly end: (conversation: string) => Promise<void>
  },
): void {
  const { conversations, tokens, origins } = of
  const quickExit = { type: 'event', name: 'quick-exit' } as const
  const leaveAzure = async (azureId: string) => {
    const speaker = await of.speakerOf?.(conversationId('directline', azureId))
    if (speaker) await conversations.take(speaker, quickExit)
  }
  route(
    server,
    'post',
    '/api/leave',
    async (req, res) => {
      const token = readLeave(req.body)
      const there = await of.azure?.conversationOf(token)
      if (there !== undefined) {
        sendNothing(res)
        await leaveAzure(there)
        return
      }
      const { speaker, origin } = await tokens.verifyLeaving(token)
      origins.forToken(req.raw, { origin, school: speaker.school })
      await of.end(speaker.conversation)
      sendNothing(res)
      if (await conversations.exists(speaker.conversation)) await conversations.take(speaker, quickExit)
    },
    { body: 'text' },
  )
}

/** The token from a beacon's body: `{"token":"…"}`, or the token alone. */
function readLeave(body: unknown): string {
  if (typeof body !== 'string') throw new HttpError('BadArgument', 'no token')
  if (!body.startsWith('{')) return body.trim()
  try {
    return LeaveBody.parse(JSON.parse(body)).token
  } catch {
    throw new HttpError('BadArgument', 'no token')
  }
}
