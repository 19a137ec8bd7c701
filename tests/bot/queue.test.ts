import { expect } from 'chai'
import { KeyedQueue } from '../../bot/queue.ts'

describe('bot/queue', () => {
  it('runs tasks of one key one after another, in order, and of two keys side by side', async () => {
    const queue = new KeyedQueue()
    const seen: string[] = []
    const gate: { open?: () => void } = {}
    const opened = new Promise<void>((resolve) => (gate.open = resolve))
    const slow = queue.run('a', async () => {
      await opened
      seen.push('a1')
    })
    const next = queue.run('a', async () => seen.push('a2'))
    await queue.run('b', async () => seen.push('b1'))
    expect(seen).to.deep.equal(['b1'])
    gate.open?.()
    await Promise.all([slow, next])
    expect(seen).to.deep.equal(['b1', 'a1', 'a2'])
  })

  it('goes on after a task that failed, and gives the failure to its caller only', async () => {
    const queue = new KeyedQueue()
    const failed = queue
      .run('a', async () => Promise.reject(new Error('no')))
      .catch((error: unknown) => error)
    expect(await queue.run('a', async () => 'yes')).to.equal('yes')
    expect(await failed).to.be.instanceOf(Error)
  })

  it('is idle when everything queued is done', async () => {
    const queue = new KeyedQueue()
    let done = false
    void queue.run('a', async () => {
      await Promise.resolve()
      done = true
    })
    await queue.idle()
    expect(done).to.equal(true)
  })
})
