import { list, record, text } from './wire.ts'

/** Milliseconds. */
const TIMES = {
  /** Proxies close what is silent for half a minute. */
  ping: 20_000,
  /** A socket that does not open by then is taken for blocked. */
  opening: 4_000,
} as const

export interface StreamEvents {
  opened(): void
  frame(activities: readonly unknown[], watermark: string): void
  /** Hands over the way to close the socket from outside. */
  hangUp(close: () => void): void
}

/** Follows a Direct Line stream until its socket closes, whatever the reason. */
export function follow(url: string, events: StreamEvents): Promise<void> {
  return new Promise((resolve) => {
    let socket: WebSocket
    try {
      socket = new WebSocket(url)
    } catch {
      resolve()
      return
    }
    const opening = setTimeout(() => socket.close(), TIMES.opening)
    // An empty frame is a ping, both ways.
    const pings = setInterval(() => socket.readyState === WebSocket.OPEN && socket.send(''), TIMES.ping)
    const done = () => {
      clearTimeout(opening)
      clearInterval(pings)
      resolve()
    }
    events.hangUp(() => {
      socket.onmessage = null
      socket.close()
      done()
    })
    socket.onopen = () => {
      clearTimeout(opening)
      events.opened()
    }
    socket.onclose = done
    socket.onmessage = ({ data }) => {
      if (typeof data !== 'string' || data === '') return
      // What is no frame of ours throws here, where nobody minds; what was in it comes again at the watermark.
      const frame = record(JSON.parse(data))
      events.frame(list(frame.activities), text(frame.watermark))
    }
  })
}
