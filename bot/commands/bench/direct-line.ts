import { once } from 'node:events'
import type { Agent } from 'node:http'
import { WebSocket, type RawData } from 'ws'
import { z } from 'zod'
import type { Line } from './chat.ts'
import { postJson } from './http.ts'

const Token = z.object({ token: z.string(), conversationId: z.string() })
const Started = z.object({ streamUrl: z.string() })
const Posted = z.object({ id: z.string().min(1) })
const Frame = z.object({ activities: z.array(z.unknown()) })

/** The service's own Direct Line, as the widget speaks it: a token, a stream, posts. A line is somebody at an address of their own. */
export function directLine(agent: Agent, url: string): (number: number) => Line {
  return (number) => {
    const origin = { origin: url, 'x-forwarded-for': addressOf(number) }
    let socket: WebSocket | undefined
    let headers: Readonly<Record<string, string>> = {}
    let activities = ''
    return {
      async open({ came, broke }) {
        const token = Token.parse(await postJson(agent, `${url}/api/token?school=demo`, {}, origin))
        headers = { ...origin, authorization: `Bearer ${token.token}` }
        const conversations = `${url}/v3/directline/conversations`
        const started = Started.parse(await postJson(agent, conversations, {}, headers))
        activities = `${conversations}/${token.conversationId}/activities`
        socket = new WebSocket(started.streamUrl, { origin: url, perMessageDeflate: false })
        socket.on('message', (data: RawData) => {
          const text = textOf(data)
          // An empty frame is Direct Line's way of saying that it is still there.
          if (text !== '') for (const one of Frame.parse(JSON.parse(text)).activities) came(one)
        })
        socket.on('close', () => broke(new Error('the stream was closed')))
        await once(socket, 'open')
        socket.on('error', broke)
      },
      async post(activity) {
        Posted.parse(await postJson(agent, activities, { from: { id: 'user' }, ...activity }, headers))
      },
      close: () => socket?.terminate(),
    }
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString()
  return Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data).toString()
}

/** Each their own address, as the proxy in front would say it: the service counts tokens by address. */
const addressOf = (number: number): string =>
  `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`
