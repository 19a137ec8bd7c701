import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Clock } from '../../../domain/time/clock.ts'
import type { Conversations, Speaker } from '../../conversations.ts'
import { sendJson } from '../../http/answers.ts'
import { HttpError } from '../../http/http-error.ts'
import type { Logger } from '../../logger.ts'
import type { Schools } from '../../schools.ts'
import { Alone } from '../../storage/across.ts'
import type { Across } from '../../storage/across.ts'
import type { UseKeys } from '../../storage/keys.ts'
import { onUpgrade, route, type HttpServer, type WebRequest } from '../../server.ts'
import { newUserId } from '../teams/people.ts'
import { present, readIncoming, readWatermark } from './activity.ts'
import type { AzureTokens } from './azure.ts'
import { registerLeave } from './leave.ts'
import { DIRECT_LINE_LIMITS, Paces, TOKEN_SECONDS } from './limits.ts'
import { Origins } from './origins.ts'
import { readLog } from './read-log.ts'
import { Streams } from './streams.ts'
import { Tokens, type Pass } from './tokens.ts'
import { Turns } from './turns.ts'

const BASE = '/v3/directline'
/** Routes beside Direct Line's own whose answers a school's page may read. */
const READABLE = ['/api/token', '/api/resume']

/**
 * `wrong` says the same of a code that never was, has ended or is another school's; `wait` gives seconds. `alone`: whoever came into this
 * conversation before is out of it.
 */
export type Resume = (of: {
  readonly code: string
  readonly school: string
  readonly address: string
}) => Promise<{ readonly speaker: Speaker; readonly alone?: boolean } | 'wrong' | { readonly wait: number }>

export interface DirectLineOptions {
  readonly conversations: Conversations
  readonly schools: Schools
  /** HS256 keys, 32 bytes or more each. */
  readonly tokenKeys: UseKeys
  readonly clock: Clock
  readonly logger: Logger
  /** Where the world reaches us. Without it, the host that each request asked for. */
  readonly publicUrl?: string
  /** Who comes back with this code, tried from this address. Without it nobody can. */
  readonly resume?: Resume
  /** Other processes of this service; without it there are none. */
  readonly across?: Across
  /** Azure's Direct Line in the place of this one, for new conversations. Those that were begun here go on here. */
  readonly azure?: AzureTokens
  /** Who speaks in a conversation that is kept here, whichever Direct Line it came by. */
  readonly speakerOf?: (conversation: string) => Promise<Speaker | undefined>
  /** 128 random bits or more as letters and digits; for conversations, users and tokens. */
  readonly ids?: () => string
  /** For tests: other times than `DIRECT_LINE_LIMITS`. */
  readonly pingMs?: number
  readonly turnMs?: number
}

export interface DirectLine {
  /** Streams open in this process. */
  readonly streams: number
  /** Says goodbye to all streams; the server's own `close` does it too. */
  close(): void
}

/** `locale` is Direct Line's: what the browser is set to. `language` is ours: what the page asks for. */
const StartBody = z
  .object({
    locale: z.string().max(35).optional().catch(undefined),
    language: z
      .string()
      .regex(/^[a-z]{2,3}$/)
      .optional()
      .catch(undefined),
  })
  .catch({})
/** Longer than any code with words around it. */
const LONGEST_CODE = 200
const ResumeBody = z.object({ code: z.string().min(1).max(LONGEST_CODE) })
/** `begin`: the conversation begins with its token, and its first words come in the answer (decision 23). */
const TokenBody = z.object({ begin: z.literal(true) })

/** Registers Direct Line 3.0 under `/v3/directline`, and `/api/token` and `/api/leave` for the widget. Throws RangeError for a weak key. */
export function registerDirectLine(server: HttpServer, options: DirectLineOptions): DirectLine {
  const { conversations, schools, clock, logger } = options
  // Hexadecimal: an id may become a file's name where upper and lower case are one.
  const id = options.ids ?? (() => randomBytes(16).toString('hex'))
  const origins = new Origins(schools, options.publicUrl)
  const across = options.across ?? new Alone()
  const tokens = new Tokens({ keys: options.tokenKeys, clock, id, across })
  const streams = new Streams({ conversations, clock, logger })
  const paces = new Paces()
  across.onTold('session', ({ conversation, until }) => {
    if (until === undefined) streams.end(conversation)
    else streams.extend(conversation, until)
  })
  const turns = new Turns({
    conversations,
    paces,
    logger,
    ...(options.turnMs !== undefined && { turnMs: options.turnMs }),
  })

  /** Who is asking. Throws unless token, origin and the conversation in the address belong together. */
  const pass = async (req: WebRequest, verify = (token: string) => tokens.verify(token)): Promise<Pass> => {
    const [scheme = '', token = ''] = (req.headers.authorization ?? '').split(' ')
    if (scheme.toLowerCase() !== 'bearer') throw new HttpError('NotSignedIn', 'no token')
    const found = await verify(token)
    origins.forToken(req.raw, { origin: found.origin, school: found.speaker.school })
    const asked = req.params.conversation
    if (asked !== undefined && asked !== found.speaker.conversation)
      throw new HttpError('Forbidden', 'another conversation')
    return found
  }

  /** The store cannot say who may write here, and a worry is heard all the same. Throws for what is not to be heard at all. */
  const hearUnread = async (req: WebRequest): Promise<void> => {
    const { speaker } = await pass(req, (token) => tokens.verifyUnread(token))
    await conversations.hearUnread(speaker, readIncoming(req.body, speaker.conversation))
  }

  const session = async (req: IncomingMessage, speaker: Speaker, origin: string) => ({
    token: (await tokens.issue(speaker, origin)).token,
    conversationId: speaker.conversation,
    expires_in: TOKEN_SECONDS,
    domain: `${origins.base(req)}${BASE}`,
  })

  const renew = async (found: Pass) => {
    const { token, expires } = await tokens.issue(found.speaker, found.origin)
    const { conversation } = found.speaker
    streams.extend(conversation, expires)
    across.tell('session', { conversation, until: expires })
    return { conversationId: conversation, token, expires_in: TOKEN_SECONDS }
  }

  const streamUrl = async (req: IncomingMessage, found: Pass, after: number): Promise<string> => {
    const base = origins.base(req).replace(/^http/, 'ws')
    return `${base}${BASE}/conversations/${found.speaker.conversation}/stream?t=${await tokens.ticket(found, after)}`
  }

  const begin = async (speaker: Speaker, { locale, language }: z.infer<typeof StartBody>) => {
    try {
      await conversations.start(speaker, locale, language)
    } catch (error) {
      // Not lost: the first message begins what is not begun.
      logger.error({ conversation: speaker.conversation, err: error }, 'conversation did not start')
    }
  }

  /** What was said after a watermark, as the log of a client that asks. Typing is for streams: by the time of an answer it is over. */
  const said = async (conversation: string, after: number) => {
    const begun = await conversations.exists(conversation)
    const { entries, last } = begun ? await readLog(conversations, conversation, after) : NOTHING
    const shown = entries.filter(({ activity }) => activity.type !== 'typing')
    return { activities: shown.map((entry) => present(conversation, entry)), last }
  }

  /** A new conversation that has begun: its token, its first words, and the stream of what comes after them. */
  const sessionWithFirstWords = async (
    req: IncomingMessage,
    found: Omit<Pass, 'expires'>,
    start: z.infer<typeof StartBody>,
  ) => {
    const answer = await session(req, found.speaker, found.origin)
    await begin(found.speaker, start)
    const { activities, last } = await said(found.speaker.conversation, 0)
    const pass = await tokens.verify(answer.token)
    return { ...answer, activities, watermark: String(last), streamUrl: await streamUrl(req, pass, last) }
  }

  /** Ends what was given out for a conversation until that many seconds ago. */
  const end = async (conversation: string, secondsAgo = 0) => {
    await tokens.revoke(conversation, secondsAgo)
    streams.end(conversation)
    across.tell('session', { conversation })
  }

  // Heard before every guard, so that a page can read why it was refused.
  server.restify.on('pre', (req: IncomingMessage, res: ServerResponse) => {
    if (req.url?.startsWith(`${BASE}/`) || READABLE.some((path) => req.url?.startsWith(path)))
      origins.allowReading(req, res)
  })
  for (const path of [...READABLE, `${BASE}/*`])
    route(server, 'options', path, async (req, res) => origins.preflight(req.raw, res))

  route(server, 'post', '/api/token', async (req, res) => {
    const school = schools.byId(req.query.get('school') ?? '')
    if (school === undefined) throw new HttpError('NotFound', 'no such school')
    const origin = origins.forSchool(req.raw, school)
    const allowed = await paces.token(req.address)
    if (!allowed.ok)
      throw new HttpError('TooManyRequests', 'tokens too fast', {
        headers: { 'retry-after': String(allowed.retryAfter) },
      })
    if (options.azure) {
      const trusted = [...new Set([...school.origins, origins.base(req.raw)])]
      sendJson(res, 200, await options.azure.generate({ user: newUserId(school.id), origins: trusted }))
      return
    }
    const speaker: Speaker = {
      conversation: id(),
      user: `dl_${id()}`,
      school: school.id,
      channel: 'directline',
    }
    const answer = TokenBody.safeParse(req.body).success
      ? await sessionWithFirstWords(req.raw, { speaker, origin }, StartBody.parse(req.body))
      : await session(req.raw, speaker, origin)
    sendJson(res, 200, answer)
  })

  route(server, 'post', '/api/resume', async (req, res) => {
    const school = schools.byId(req.query.get('school') ?? '')
    if (school === undefined || !options.resume) throw new HttpError('NotFound', 'no such school')
    const origin = origins.forSchool(req.raw, school)
    const body = ResumeBody.safeParse(req.body)
    if (!body.success) throw new HttpError('BadArgument', 'no code')
    const found = await options.resume({ code: body.data.code, school: school.id, address: req.address })
    if (found === 'wrong') throw new HttpError('NotFound', 'no such code')
    if ('wait' in found)
      throw new HttpError('TooManyRequests', 'codes too fast', {
        headers: { 'retry-after': String(found.wait) },
      })
    // Times of tokens are whole seconds: the one that is given now must be good.
    if (found.alone) await end(found.speaker.conversation, 1)
    sendJson(res, 200, await session(req.raw, found.speaker, origin))
  })

  // Making a token from a secret is for servers; ours are made by /api/token and there is no secret to give.
  route(server, 'post', `${BASE}/tokens/generate`, async () => {
    throw new HttpError('Forbidden', 'no secrets here')
  })

  route(server, 'post', `${BASE}/tokens/refresh`, async (req, res) =>
    sendJson(res, 200, await renew(await pass(req))),
  )

  route(server, 'post', `${BASE}/conversations`, async (req, res) => {
    const found = await pass(req)
    const { conversation } = found.speaker
    const begun = await conversations.exists(conversation)
    const answer = { ...(await renew(found)), streamUrl: await streamUrl(req.raw, found, 0) }
    sendJson(res, begun ? 200 : 201, answer)
    if (!begun) await begin(found.speaker, StartBody.parse(req.body ?? {}))
  })

  route(server, 'get', `${BASE}/conversations/:conversation`, async (req, res) => {
    const found = await pass(req)
    const after = readWatermark(req.query.get('watermark'))
    sendJson(res, 200, { ...(await renew(found)), streamUrl: await streamUrl(req.raw, found, after) })
  })

  route(server, 'post', `${BASE}/conversations/:conversation/activities`, async (req, res) => {
    const { speaker } = await pass(req).catch(async (error: unknown) => {
      if (!(error instanceof HttpError)) await hearUnread(req)
      throw error
    })
    const incoming = readIncoming(req.body, speaker.conversation)
    sendJson(res, 200, { id: await turns.post(speaker, incoming) })
  })

  route(server, 'get', `${BASE}/conversations/:conversation/activities`, async (req, res) => {
    const { conversation } = (await pass(req)).speaker
    const { activities, last } = await said(conversation, readWatermark(req.query.get('watermark')))
    sendJson(res, 200, { activities, watermark: String(last) })
  })

  route(
    server,
    'post',
    `${BASE}/conversations/:conversation/upload`,
    async (req) => {
      await pass(req)
      throw new HttpError('UnsupportedMediaType', 'no files')
    },
    { body: 'none' },
  )

  // Asked for by clients that show sign-in cards; Direct Line's own answer without one.
  route(server, 'get', `${BASE}/session/getsessionid`, async () => {
    throw new HttpError('NotFound', 'no sessions')
  })

  registerLeave(server, { ...options, tokens, origins, end })

  onUpgrade(server, {
    path: new RegExp(`^${BASE}/conversations/([^/]+)/stream$`),
    take: async (req, socket, head, url, match) => {
      const ticket = await tokens.useTicket(url.searchParams.get('t') ?? '')
      const { conversation, school } = ticket.speaker
      origins.forToken(req, { origin: ticket.origin, school })
      if (match[1] !== conversation) throw new HttpError('Forbidden', 'another conversation')
      streams.open(req, socket, head, ticket)
    },
    close: () => directLine.close(),
  })

  const timer = setInterval(() => {
    streams.tick()
    tokens
      .sweep()
      .catch((error: unknown) => logger.warn({ err: error }, 'what had expired could not be forgotten'))
  }, options.pingMs ?? DIRECT_LINE_LIMITS.pingMs)
  timer.unref()

  const directLine: DirectLine = {
    get streams() {
      return streams.count
    },
    close: () => {
      clearInterval(timer)
      streams.close()
    },
  }
  return directLine
}

const NOTHING = { entries: [], last: 0 }
