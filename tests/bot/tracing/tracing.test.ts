import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { expect } from 'chai'
import { z } from 'zod'
import { eventually } from '../../support/eventually.ts'
import { RunningService } from '../../support/running-service.ts'
import { Tab } from '../../support/tab.ts'

const Address = z.object({ port: z.int() })
const Spans = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({ name: z.string(), traceId: z.string(), parentSpanId: z.string().optional() }),
          ),
        }),
      ),
    }),
  ),
})

describe('traces', function () {
  this.timeout(120_000)
  let collector: Server
  const bodies: string[] = []
  const spans = () =>
    bodies
      .flatMap((body) => Spans.parse(JSON.parse(body)).resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans))

  before(async () => {
    collector = createServer((req, res) => {
      const parts: Buffer[] = []
      req.on('data', (part: Buffer) => parts.push(part))
      req.on('end', () => {
        if (req.url === '/v1/traces') bodies.push(Buffer.concat(parts).toString())
        res.end('{}')
      })
    }).listen(0, '127.0.0.1')
    await once(collector, 'listening')
  })
  after(() => {
    collector.closeAllConnections()
    collector.close()
  })

  it('tell a collector what a turn was made of, and nothing of who spoke or what was said', async () => {
    const { port } = Address.parse(collector.address())
    const service = await RunningService.start({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` })
    try {
      const tab = await Tab.begin(service.url, service.url)
      expect(await tab.post(service.url, 'been cutting again, mums gonna see', 'k1')).to.equal(200)
      // What is waiting leaves before the process does.
      await service.end('SIGTERM')
      await eventually('the spans', () => Promise.resolve(spans().some(({ name }) => name === 'commit')))
      const turn = spans().find(({ name, traceId }) => name === 'turn' && partsOf(traceId).has('screening'))
      expect([...partsOf(turn?.traceId ?? '')]).to.include.members(['turn', 'screening', 'dialogs', 'commit'])
      for (const word of ['cutting', 'mums', tab.conversation]) expect(bodies.join()).to.not.include(word)
    } finally {
      await service.close()
    }
  })

  const partsOf = (trace: string) =>
    new Set(spans().flatMap(({ name, traceId }) => (traceId === trace ? [name] : [])))
})
