import { CloudAdapter, ConfigurationServiceClientCredentialFactory } from 'botbuilder'
import type { Activity, ConversationReference, InvokeResponse } from 'botbuilder'
import {
  AuthenticationConfiguration,
  AuthenticationConstants,
  AuthenticationError,
  BotFrameworkAuthenticationFactory,
} from 'botframework-connector'
import type { Claim, ConnectorClient, ServiceClientCredentialsFactory } from 'botframework-connector'
import { z } from 'zod'
import type { AzureBot } from '../../config/azure.ts'
import type { Reference } from '../../conversations.ts'
import { MattersError } from '../../errors.ts'
import { HttpError } from '../../http/http-error.ts'

/** Milliseconds. */
export const CONNECTOR_LIMITS = {
  /** One call to the connector, its own retries included. */
  callMs: 8_000,
  /** All tries of one message together; then it waits for the outbox. */
  altogetherMs: 20_000,
  /** First wait after a refusal that names none; it doubles, with chance in it. */
  waitMs: 500,
  /** A longer wait than this is the outbox's. */
  longestWaitMs: 10_000,
} as const

/** Said by Teams and Azure of a moment, not of the message (platform.md 2.3). */
const PASSING = new Set([408, 412, 429, 500, 502, 503, 504])
/** The conversation takes nothing (any more): the bot was removed, blocked, or the chat is gone. */
const GONE = new Set([403, 404])

/** The connector did not take a message. `isGone`: it will not take it later either. */
export class NotTaken extends MattersError {
  readonly isGone: boolean
  readonly retryAfterMs: number | undefined

  constructor(why: string, of: { isGone: boolean; retryAfterMs?: number | undefined; cause?: unknown }) {
    super('not-taken', 'The message could not be passed on.', why, { cause: of.cause })
    this.isGone = of.isGone
    this.retryAfterMs = of.retryAfterMs
  }
}

export interface ConnectorOptions {
  readonly bot: AzureBot
  /** For tests: where tokens for answers come from, when not from Microsoft. */
  readonly credentials?: ServiceClientCredentialsFactory | undefined
  readonly pause: (ms: number) => Promise<void>
  /** From 0 to 1, for the waits between tries. */
  readonly chance: () => number
}

/** Bot Framework's connector: checks who calls us, and sends what we say to where it may go. */
export class Connector {
  readonly appId: string
  readonly #adapter: Adapter
  readonly #o: ConnectorOptions

  constructor(options: ConnectorOptions) {
    const { bot } = options
    this.#o = options
    this.appId = bot.appId
    this.#adapter = new Adapter(
      BotFrameworkAuthenticationFactory.create(
        '',
        true,
        bot.cloud.loginUrl + bot.tenantId,
        bot.cloud.scope,
        bot.cloud.issuer,
        'https://token.botframework.com',
        bot.cloud.metadataUrl,
        bot.cloud.metadataUrl,
        'urn:botframework:azure',
        options.credentials ?? credentialsOf(bot),
        new AuthenticationConfiguration([], async (claims: readonly Claim[]) =>
          onlyFrom(bot.cloud.issuer, claims),
        ),
      ),
    )
  }

  /** As it is used, but for tests: with waits of their length. */
  static of(bot: AzureBot, credentials?: ServiceClientCredentialsFactory): Connector {
    const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms).unref())
    return new Connector({ bot, credentials, pause, chance: Math.random })
  }

  /**
   * Checks the signature, issuer, audience, time and service address of what came in, then works on it. Throws HttpError `NotSignedIn`, or
   * `Forbidden` for an address that answers may not be sent to; what `work` throws comes through.
   */
  async receive(
    authorization: string | undefined,
    activity: Partial<Activity>,
    work: () => Promise<InvokeResponse | undefined>,
  ): Promise<InvokeResponse | undefined> {
    if (authorization === undefined) throw new HttpError('NotSignedIn', 'no token')
    if (!this.maySendTo(activity.serviceUrl ?? ''))
      throw new HttpError('Forbidden', 'not a service address of ours')
    let outcome: Promise<InvokeResponse | undefined> = Promise.resolve(undefined)
    try {
      await this.#adapter.receive(authorization, activity, async () => {
        outcome = work()
        // What it throws is no fault of the token.
        await outcome.catch(() => undefined)
      })
    } catch (error) {
      // Their keys could not be fetched: that says nothing of who asks.
      const isOurs = error instanceof Error && /^Fetch|Failed to load/.test(`${error.name} ${error.message}`)
      throw new HttpError(isOurs ? 'NotReady' : 'NotSignedIn', 'the token was not taken', {
        cause: withoutWords(error),
      })
    }
    return outcome
  }

  /** Whether an address is one of Microsoft's connectors: everything else could be a trap for our token. */
  maySendTo(serviceUrl: string): boolean {
    if (!URL.canParse(serviceUrl)) return false
    const { protocol, hostname, host, username, password } = new URL(serviceUrl)
    if (username !== '' || password !== '') return false
    const hosts = this.#o.bot.cloud.serviceHosts
    const isLocal = protocol === 'http:' && hostname === '127.0.0.1' && hosts.includes(host)
    if (protocol !== 'https:' && !isLocal) return false
    return hosts.some((known) => (known.startsWith('.') ? hostname.endsWith(known) : host === known))
  }

  /** Sends one activity and gives the connector's id of it. Throws NotTaken. */
  send(reference: Reference, activity: Partial<Activity>): Promise<string> {
    return this.#tried(reference, async ({ conversations }, abortSignal) => {
      const whole = { ...envelopeOf(reference), ...activity }
      return (await conversations.sendToConversation(reference.conversation, whole, { abortSignal })).id
    })
  }

  /** Puts an activity in the place of one that was sent. Throws NotTaken. */
  async update(reference: Reference, id: string, activity: Partial<Activity>): Promise<void> {
    await this.#tried(reference, async ({ conversations }, abortSignal) => {
      const whole = { ...envelopeOf(reference), ...activity, id }
      await conversations.updateActivity(reference.conversation, id, whole, { abortSignal })
      return ''
    })
  }

  async #tried(reference: Reference, work: Call): Promise<string> {
    if (!this.maySendTo(reference.serviceUrl))
      throw new NotTaken('not a service address of ours', { isGone: true })
    const end = performance.now() + CONNECTOR_LIMITS.altogetherMs
    for (let wait: number = CONNECTOR_LIMITS.waitMs; ; wait *= 2) {
      try {
        return await this.#once(reference, work)
      } catch (error) {
        const { status, retryAfterMs } = refusalOf(error)
        const isPassing = status === undefined || PASSING.has(status)
        const pause = retryAfterMs ?? wait * (0.5 + this.#o.chance())
        const isLate = performance.now() + pause > end || pause > CONNECTOR_LIMITS.longestWaitMs
        if (!isPassing || isLate)
          throw new NotTaken(`the connector answered ${status ?? 'nothing'}`, {
            isGone: status !== undefined && GONE.has(status),
            retryAfterMs,
            cause: withoutWords(error),
          })
        await this.#o.pause(pause)
      }
    }
  }

  async #once(reference: Reference, work: Call): Promise<string> {
    let id = ''
    await this.#adapter.continueConversationAsync(this.appId, referenceOf(reference), async (context) => {
      const client = context.turnState.get<ConnectorClient>(this.#adapter.ConnectorClientKey)
      onlyOurTries(client)
      id = await work(client, AbortSignal.timeout(CONNECTOR_LIMITS.callMs))
    })
    return id
  }
}

/** One call to the connector, given up when the signal says so. Gives the id of what was sent. */
type Call = (client: ConnectorClient, abortSignal: AbortSignal) => Promise<string>

/** Opens what the SDK keeps for its own handlers, which send the text of errors to the caller (platform.md 0.5). */
class Adapter extends CloudAdapter {
  async receive(
    authorization: string,
    activity: Partial<Activity>,
    work: () => Promise<void>,
  ): Promise<void> {
    // Checked by zod at the channel's edge; the SDK's type wants every field that an activity may have.
    await this.processActivity(authorization, activity as Activity, work)
  }
}

const credentialsOf = (bot: AzureBot): ServiceClientCredentialsFactory =>
  new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: bot.appId,
    MicrosoftAppTenantId: bot.tenantId,
    ...(bot.password === undefined
      ? { MicrosoftAppType: 'UserAssignedMSI' }
      : { MicrosoftAppType: 'SingleTenant', MicrosoftAppPassword: bot.password }),
  })

/** The SDK takes tokens of its emulator and of other bots besides: nobody here sends any. */
function onlyFrom(issuer: string, claims: readonly Claim[]): void {
  const from = claims.find(({ type }) => type === AuthenticationConstants.IssuerClaim)?.value
  if (from !== issuer) throw new AuthenticationError('not from the channel', 401)
}

interface Pipeline {
  removePolicy(of: { readonly name: string }): unknown
}
const isPipeline = (value: unknown): value is Pipeline =>
  typeof value === 'object' && value !== null && 'removePolicy' in value
/** Its HTTP client is no part of its type. Throws when a release has moved it: a test holds that it is there. */
const Pipeline = z.object({ client: z.object({ pipeline: z.custom<Pipeline>(isPipeline) }) })

/** The SDK's own tries wait as long as they are told, past any end, and then send what was given up: they are taken out. */
function onlyOurTries(client: ConnectorClient): void {
  Pipeline.parse(client).client.pipeline.removePolicy({ name: 'defaultRetryPolicy' })
}

/** What the SDK fills in when a context sends: the SDK's type wants every field that an activity may have. */
const envelopeOf = (of: Reference): Activity => {
  const { conversation, user, bot, channelId, serviceUrl } = referenceOf(of)
  return { type: 'message', channelId, serviceUrl, conversation, from: bot, recipient: user } as Activity
}

export const referenceOf = (of: Reference): ConversationReference => ({
  channelId: of.channelId,
  serviceUrl: of.serviceUrl,
  conversation: {
    id: of.conversation,
    isGroup: false,
    conversationType: 'personal',
    name: '',
    ...(of.tenant === undefined ? {} : { tenantId: of.tenant }),
  },
  user: { id: of.user, name: '' },
  bot: { id: of.bot, name: '' },
})

interface Headers {
  get(name: string): string | undefined
}
const isHeaders = (value: unknown): value is Headers =>
  typeof value === 'object' && value !== null && 'get' in value
const Refusal = z.object({
  statusCode: z.int(),
  response: z
    .object({ headers: z.custom<Headers>(isHeaders) })
    .optional()
    .catch(undefined),
})

/** What the connector said no with; nothing when it said nothing. */
function refusalOf(error: unknown): { status: number | undefined; retryAfterMs: number | undefined } {
  const refusal = Refusal.safeParse(error)
  if (!refusal.success) return { status: undefined, retryAfterMs: undefined }
  const { statusCode, response } = refusal.data
  const seconds = Number(response?.headers.get('retry-after') ?? Number.NaN)
  return { status: statusCode, retryAfterMs: seconds > 0 ? seconds * 1_000 : undefined }
}

/** The SDK's errors carry the request with everything in it: only their kind goes on. */
const withoutWords = (error: unknown): Error => new Error(error instanceof Error ? error.name : 'unknown')
