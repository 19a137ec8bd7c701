import { expect } from 'chai'
import { describe, it } from 'mocha'
import { daily, runJob } from '../../bot/jobs.ts'
import { createLogger } from '../../bot/logger.ts'
import { Alone } from '../../bot/storage/across.ts'
import { StoreAway } from '../../bot/storage/errors.ts'
import { FakeClock } from '../support/fake-clock.ts'

const HOUR_MS = 3_600_000

function heard() {
  const lines: string[] = []
  return {
    lines,
    logger: createLogger({ level: 'info', stream: { write: (line: string) => void lines.push(line) } }),
  }
}

describe('jobs', () => {
  it('that fail say in the log what it was and where, and none of its words', async () => {
    const { lines, logger } = heard()
    const cause = Object.assign(new Error('my secret'), { code: 'ECONNRESET' })
    const run = () => Promise.reject(new StoreAway('the database at db/matters is away', { cause }))
    expect(await runJob({ what: 'retention', run }, logger)).to.equal(false)
    const [line = '{}'] = lines
    const { err } = JSON.parse(line) as {
      err: { type: string; code: string; what: string; stack: string[]; cause: { code: string } }
    }
    expect(err).to.include({ type: 'StoreAway', what: 'the database at db/matters is away' })
    expect(err.stack[0]).to.match(/^at .*jobs\.test\.ts/)
    expect(err.cause.code).to.equal('ECONNRESET')
    expect(line).not.to.match(/secret|withheld/)
  })

  it('of every day are done once a day, though no process lives for one', async () => {
    const { logger } = heard()
    const clock = new FakeClock('2026-11-23T09:00:00Z')
    // What the database is to processes.
    const across = new Alone()
    const done: string[] = []
    const process = () =>
      daily([{ what: 'retention', run: () => done.push(clock.now().toISOString().slice(0, 10)) }], {
        ...{ across, clock, logger },
      })
    await process().run()
    clock.advance({ hours: 5 })
    await process().run()
    expect(done).to.deep.equal(['2026-11-23'])
    clock.advance({ hours: 14 })
    const young = process()
    expect(young.everyMs, 'it looks long before it is a day old').to.be.at.most(HOUR_MS)
    await young.run()
    await young.run()
    expect(done).to.deep.equal(['2026-11-23', '2026-11-24'])
  })

  it('of every day are done in their order, and one that failed is done again the same day', async () => {
    const { logger, lines } = heard()
    const clock = new FakeClock('2026-11-23T09:00:00Z')
    const done: string[] = []
    let isAway = true
    const task = (what: string) => ({ what, run: () => void done.push(what) })
    const second = {
      what: 'second',
      run: () => {
        if (isAway) throw new Error('away')
        done.push('second')
      },
    }
    const job = daily([task('first'), second, task('third')], { across: new Alone(), clock, logger })
    await job.run()
    expect(done).to.deep.equal(['first', 'third'])
    expect(lines).to.have.length(1)
    isAway = false
    clock.advance({ hours: 1 })
    await job.run()
    expect(done).to.deep.equal(['first', 'third', 'second'])
  })
})
