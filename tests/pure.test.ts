import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'

const ROOT = join(import.meta.dirname, '..')

/** What the linter has no rule for: its others hold back `Date.now` and `Math.random`. */
const asksTheClock = (code: string): boolean => /\bnew Date\(\s*\)/u.test(code)

describe('domain and dialogs', () => {
  it('are told the time', () => {
    const asking = ['domain', 'dialogs'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(folder, name))
        .filter((name) => asksTheClock(readFileSync(join(ROOT, name), 'utf8'))),
    )
    expect(asking).to.deep.equal([])
    expect(asksTheClock('const now = new Date( )')).to.equal(true)
  })
})
