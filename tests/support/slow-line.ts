import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'

export interface LineQuality {
  readonly bytesPerSecond: number
  /** There and back. */
  readonly latencyMs: number
  /** Times there and back before a new connection carries a request: 0 is what developer tools count, 2 is TCP with TLS 1.3. */
  readonly setUpTrips: number
}

/** Smaller than this nothing travels on its own: about one packet. */
const PACKET = 1_400

/**
 * A slow line in front of a port of this machine. Chromium's own emulation delays no page of a frame and hardly a socket, and counts
 * no connections, so the bytes themselves are held back here: all connections share the rate, each way has half of the latency.
 */
export class SlowLine {
  readonly #sockets = new Set<Socket>()
  readonly #server
  #port = 0

  private constructor(port: number, quality: LineQuality) {
    // One pipe each way, shared by all connections.
    const up = pipe(quality)
    const down = pipe(quality)
    this.#server = createServer((near) => {
      const far = connect(port, '127.0.0.1')
      const firstAt = performance.now() + quality.setUpTrips * quality.latencyMs
      for (const socket of [near, far]) {
        this.#sockets.add(socket)
        socket.setNoDelay()
        socket.on('error', () => socket.destroy())
        socket.on('close', () => this.#sockets.delete(socket))
      }
      near.on('data', up(far, firstAt))
      far.on('data', down(near, 0))
      near.on('close', () => far.destroy())
      far.on('close', () => near.destroySoon())
    })
  }

  static async to(port: number, quality: LineQuality): Promise<SlowLine> {
    const line = new SlowLine(port, quality)
    line.#server.listen(0, '127.0.0.1')
    await once(line.#server, 'listening')
    const address = line.#server.address()
    line.#port = typeof address === 'object' && address !== null ? address.port : 0
    return line
  }

  get url(): string {
    return `http://localhost:${this.#port}`
  }

  /** Ends every connection, so that what comes next begins with a new one. */
  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  async close(): Promise<void> {
    this.hangUp()
    this.#server.close()
    await once(this.#server, 'close')
  }
}

/** Takes what goes one way on one connection. */
type Way = (chunk: Buffer) => void

/**
 * One direction: packets of all connections go one after the other at the rate, and arrive half a latency later, those of one connection in
 * their order. Gives what opens a connection.
 */
function pipe({ bytesPerSecond, latencyMs }: LineQuality): (to: Socket, notBefore: number) => Way {
  let free = 0
  return (to, notBefore) => {
    let last = Promise.resolve()
    return (chunk) => {
      for (let at = 0; at < chunk.length; at += PACKET) {
        const packet = chunk.subarray(at, at + PACKET)
        free = Math.max(performance.now(), free) + (packet.length / bytesPerSecond) * 1_000
        const arrives = Math.max(free, notBefore) + latencyMs / 2
        last = last.then(async () => {
          await setTimeout(Math.max(0, arrives - performance.now()))
          if (to.writable) to.write(packet)
        })
      }
    }
  }
}
