import { z } from 'zod'
import type { Clock } from '../../domain/time/clock.ts'
import { School } from '../../domain/school/school.ts'
import type { Conversations } from '../../bot/conversations.ts'
import { registerDirectLine, type DirectLine, type Resume } from '../../bot/channels/directline/register.ts'
import { createLogger } from '../../bot/logger.ts'
import { schoolsOf } from '../../bot/schools.ts'
import type { Across } from '../../bot/storage/across.ts'
import { createServer, type HttpServer } from '../../bot/server.ts'

export const TOKEN_KEY = new Uint8Array(32).fill(7)
/** A web origin of the fictional school. */
export const SCHOOL_ORIGIN = 'https://www.brackenmere.example'

export const DEMO_SCHOOL = School.parse({
  id: 'brackenmere',
  name: 'Brackenmere School',
  nation: 'england',
  place: { text: 'Brackenmere', position: { lat: 54, lon: -2 } },
  origins: [SCHOOL_ORIGIN],
  dutyContacts: [],
  linkWorkers: [],
  feeds: [],
})

/** What a refresh gives. */
export const Refreshed = z.object({ token: z.string(), conversationId: z.string(), expires_in: z.number() })
/** What a token that is made comes with. */
export const Token = Refreshed.extend({ domain: z.string() })
export type Token = z.infer<typeof Token>

export interface Running {
  readonly url: string
  readonly port: number
  readonly directLine: DirectLine
  /** Lines the service logged. */
  readonly lines: string[]
  /** A token for a new conversation, asked for from the school's page. */
  token(): Promise<Token>
  close(): Promise<void>
}

/** A real listening server with Direct Line on it. */
export async function startDirectLine(options: {
  conversations: Conversations
  clock: Clock
  port?: number
  publicUrl?: string
  pingMs?: number
  turnMs?: number
  resume?: Resume
  across?: Across
  more?: (server: HttpServer) => void
}): Promise<Running> {
  const lines: string[] = []
  const logger = createLogger({
    level: 'trace',
    stream: { write: (line: string) => void lines.push(line) },
  })
  const web = createServer({ logger, limits: { drainMs: 500 } })
  const { conversations, clock, publicUrl, pingMs, turnMs } = options
  const directLine = registerDirectLine(web.server, {
    conversations,
    clock,
    logger,
    schools: schoolsOf([DEMO_SCHOOL]),
    tokenKeys: [TOKEN_KEY],
    ...(options.resume && { resume: options.resume }),
    ...(options.across && { across: options.across }),
    ...(publicUrl !== undefined && { publicUrl }),
    ...(pingMs !== undefined && { pingMs }),
    ...(turnMs !== undefined && { turnMs }),
  })
  options.more?.(web.server)
  const port = await web.listen(options.port ?? 0, '127.0.0.1')
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    port,
    directLine,
    lines,
    token: async () => {
      const answer = await fetch(`${url}/api/token?school=${DEMO_SCHOOL.id}`, {
        method: 'POST',
        headers: { origin: SCHOOL_ORIGIN },
      })
      return answer.json() as Promise<Token> // the answer is what is under test
    },
    close: () => web.close(),
  }
}
