import { once } from 'node:events'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { eventually } from './eventually.ts'

const Token = z.object({ token: z.string(), conversationId: z.string() })
const Session = z.object({ streamUrl: z.string() })
const Frame = z.object({
  activities: z.array(
    z.object({
      id: z.string(),
      text: z.string().default(''),
      channelData: z.object({ clientActivityID: z.string().optional() }).optional(),
    }),
  ),
})
export type Seen = z.infer<typeof Frame>['activities'][number]

/** One tab of a young person, as any Direct Line client: posts to one process, and may have its stream at another. */
export class Tab {
  readonly conversation: string
  readonly token: string
  readonly seen: Seen[] = []
  readonly #origin: string
  #socket: WebSocket | undefined

  private constructor(origin: string, token: z.infer<typeof Token>) {
    this.#origin = origin
    this.token = token.token
    this.conversation = token.conversationId
  }

  /** A new conversation, begun at this process; `origin` is where browsers reach the service. */
  static async begin(at: string, origin: string): Promise<Tab> {
    const answer = await fetch(`${at}/api/token?school=demo`, { method: 'POST', headers: { origin } })
    const tab = new Tab(origin, Token.parse(await answer.json()))
    await tab.#call(at, '/conversations', { method: 'POST' })
    return tab
  }

  /** Another tab of the same young person. */
  another(): Tab {
    return new Tab(this.#origin, { token: this.token, conversationId: this.conversation })
  }

  /** The address of a stream at this process, for one use. */
  async streamAt(at: string): Promise<string> {
    const answer = await this.#call(at, `/conversations/${this.conversation}?watermark=0`)
    const url = new URL(Session.parse(await answer.json()).streamUrl)
    url.host = new URL(at).host
    return url.href
  }

  async listenAt(at: string): Promise<void> {
    this.#socket = await open(await this.streamAt(at), this.#origin, (text) => {
      if (text !== '') this.seen.push(...Frame.parse(JSON.parse(text)).activities)
    })
  }

  /** The status of what was posted; 0 when nobody answered. */
  async post(at: string, text: string, key: string): Promise<number> {
    const body = JSON.stringify({ type: 'message', text, channelData: { clientActivityID: key } })
    return this.#call(at, `/conversations/${this.conversation}/activities`, { method: 'POST', body }).then(
      ({ status }) => status,
      () => 0,
    )
  }

  /** Everything said, as a client that polls reads it. */
  async log(at: string): Promise<Seen[]> {
    const answer = await this.#call(at, `/conversations/${this.conversation}/activities`)
    return Frame.parse(await answer.json()).activities
  }

  async sees(what: string, check: (seen: readonly Seen[]) => boolean): Promise<void> {
    await eventually(what, () => check(this.seen), 15_000)
  }

  leave(at: string): Promise<Response> {
    const body = JSON.stringify({ token: this.token })
    return fetch(`${at}/api/leave`, { method: 'POST', headers: { origin: this.#origin }, body })
  }

  close(): void {
    this.#socket?.terminate()
  }

  /** How the socket at this address ends up: `open`, or the status it was refused with. */
  async tries(stream: string): Promise<'open' | number> {
    try {
      ;(await open(stream, this.#origin)).terminate()
      return 'open'
    } catch (error) {
      return Number(/\d{3}$/.exec(String(error))?.[0] ?? 0)
    }
  }

  #call(at: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = {
      origin: this.#origin,
      authorization: `Bearer ${this.token}`,
      'content-type': 'application/json',
    }
    return fetch(`${at}/v3/directline${path}`, { ...init, headers })
  }
}

/** `heard` is told from before it opens: on a busy machine the first frames come in one piece with the answer to the handshake. */
async function open(url: string, origin: string, heard?: (text: string) => void): Promise<WebSocket> {
  const socket = new WebSocket(url, { origin })
  socket.on('message', (data: Buffer) => heard?.(data.toString()))
  await once(socket, 'open')
  return socket
}
