import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { RunningService } from '../support/running-service.ts'

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '../..')
const LINTER = join(ROOT, 'node_modules/.bin/oxlint')
/** It ends with an error where it finds one. */
const Failed = z.object({ stdout: z.string() })
const Report = z.object({ diagnostics: z.array(z.object({ code: z.string(), severity: z.string() })) })
/** Fails a promise that nobody waits for, once the service listens for such, and goes on failing. */
const FAILS = `data:text/javascript,setInterval(()=>{if(process.listenerCount('unhandledRejection')>0)Promise.reject(new%20Error('drawing-and-my-dog'))},200)`

describe('fault 44: something fails that nobody waits for', function () {
  this.timeout(120_000)

  it('is an error of the linter wherever it is written', async () => {
    const folder = await mkdtemp(join(import.meta.dirname, 'unheard-'))
    const file = join(folder, 'late.ts')
    try {
      await writeFile(file, 'export function late(): void {\n  Promise.resolve()\n}\n')
      const { stdout } = await run(LINTER, ['-c', 'oxlint.config.js', '-f', 'json', file], {
        cwd: ROOT,
      }).catch((error: unknown) => Failed.parse(error))
      const { diagnostics } = Report.parse(JSON.parse(stdout))
      expect(diagnostics.map(({ code, severity }) => [code, severity])).to.deep.equal([
        ['typescript(no-floating-promises)', 'error'],
      ])
    } finally {
      await rm(folder, { recursive: true })
    }
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
