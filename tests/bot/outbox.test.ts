import { setImmediate } from 'node:timers/promises'
import { mock } from 'node:test'
import { expect } from 'chai'
import { createLogger } from '../../bot/logger.ts'
import { Outbox } from '../../bot/outbox.ts'

describe('bot/outbox', () => {
  const logger = createLogger({ level: 'silent' })

  it('never runs one conversation twice at a time', async () => {
    let running = 0
    let most = 0
    const outbox = new Outbox({
      logger,
      async perform() {
        running += 1
        most = Math.max(most, running)
        await Promise.resolve()
        running -= 1
        return false
      },
    })
    await Promise.all([outbox.run('a'), outbox.run('a'), outbox.run('a')])
    await outbox.close()
    expect(most).to.equal(1)
  })

  it('is not thrown off by a run that fails', async () => {
    let runs = 0
    const outbox = new Outbox({
      logger,
      async perform() {
        runs += 1
        throw new Error('the store is away')
      },
    })
    await outbox.run('a')
    await outbox.run('a')
    await outbox.close()
    expect(runs).to.equal(2)
  })

  it('does at once what comes while a failure is waited out, and shortens no wait by it', async () => {
    mock.timers.enable({ apis: ['setTimeout'] })
    try {
      let runs = 0
      const outbox = new Outbox({
        logger,
        async perform() {
          runs += 1
          return true
        },
      })
      await outbox.run('a')
      outbox.wake('a')
      await setImmediate()
      expect(runs, 'a new effect waits for an old one').to.equal(2)
      mock.timers.tick(1_000)
      await setImmediate()
      expect(runs, 'the wait began anew').to.equal(2)
      mock.timers.tick(1_000)
      await setImmediate()
      expect(runs).to.equal(3)
      await outbox.close()
    } finally {
      mock.timers.reset()
    }
  })
})
