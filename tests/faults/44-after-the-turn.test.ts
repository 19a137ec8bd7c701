import { expect } from 'chai'
import { ESLint } from 'eslint'
import { join } from 'node:path'
import { z } from 'zod'
import { RunningService } from '../support/running-service.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Fails a promise that nobody waits for, once the service listens for such, and goes on failing. */
const FAILS = `data:text/javascript,setInterval(()=>{if(process.listenerCount('unhandledRejection')>0)Promise.reject(new%20Error('drawing-and-my-dog'))},200)`

describe('fault 44: something fails that nobody waits for', function () {
  this.timeout(120_000)

  it('is an error of the linter wherever it is written', async () => {
    const config: unknown = await new ESLint({ cwd: ROOT }).calculateConfigForFile(join(ROOT, 'bot/turn.ts'))
    const { rules } = z.object({ rules: z.record(z.string(), z.array(z.unknown())) }).parse(config)
    expect(rules['@typescript-eslint/no-floating-promises']?.[0]).to.equal(2)
  })

  it('is a line in the log without its words, and the service lives', async () => {
    const service = await RunningService.start({ NODE_OPTIONS: `--import=${FAILS}` })
    try {
      expect((await fetch(`${service.url}/healthz`)).status).to.equal(200)
      expect(service.log).to.include('a promise failed unheard')
      expect(service.raw).to.not.include('drawing-and-my-dog')
    } finally {
      await service.close()
    }
  })
})
