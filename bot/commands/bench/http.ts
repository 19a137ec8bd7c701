import { request, type Agent } from 'node:http'

/** Direct Line's own limit; a turn that takes longer has failed. */
const ANSWER_MS = 15_000

/**
 * Posts JSON over a kept connection and gives the parsed answer (undefined for an empty one). Throws for any status but 2xx. Only for
 * addresses on 127.0.0.1: RangeError for all others, since this is a load and must never meet somebody else's server.
 */
export function postJson(
  agent: Agent,
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const to = new URL(url)
  if (to.hostname !== '127.0.0.1') throw new RangeError(`not on this machine: ${to.hostname}`)
  const text = JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const req = request(
      to,
      {
        agent,
        method: 'POST',
        timeout: ANSWER_MS,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
          ...headers,
        },
      },
      (res) => {
        const chunks: Buffer[] = []
        res.on('data', (chunk: Buffer) => chunks.push(chunk))
        res.on('error', reject)
        res.on('end', () => {
          const answer = Buffer.concat(chunks).toString()
          const status = res.statusCode ?? 0
          if (status < 200 || status > 299) reject(new Error(`${to.pathname} answered ${status}: ${answer}`))
          else resolve(answer === '' ? undefined : JSON.parse(answer))
        })
      },
    )
    req.on('timeout', () => req.destroy(new Error(`${to.pathname} did not answer`)))
    req.on('error', reject)
    req.end(text)
  })
}
