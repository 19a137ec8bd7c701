import { expect } from 'chai'
import { fewAtOnce } from '../../bot/few-at-once.ts'

describe('bot/few-at-once', () => {
  it('does all of them in their order, and never more at a time than told', async () => {
    const begun: number[] = []
    const waiting: (() => void)[] = []
    const all = fewAtOnce([1, 2, 3, 4, 5], 2, (n) => {
      begun.push(n)
      return new Promise<void>((resolve) => waiting.push(resolve))
    })
    for (const expected of [2, 3, 4, 5, 5]) {
      expect(begun).to.have.length(expected)
      waiting.shift()?.()
      // What ends lets the next begin, a moment later.
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
    }
    waiting.shift()?.()
    await all
    expect(begun).to.deep.equal([1, 2, 3, 4, 5])
  })

  it('tells of a failure', async () => {
    const failed = fewAtOnce([1, 2], 1, async (n) => {
      if (n === 2) throw new Error('the second')
    })
    expect(await failed.catch((error: unknown) => String(error))).to.equal('Error: the second')
  })
})
