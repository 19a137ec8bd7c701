import { expect } from 'chai'
import { runs, testsIn } from './named-tests.ts'

const SOURCE = `
  const rules = [{ rule: 'no cheering' }, { rule: 'no score' }]
  describe('the voice', () => {
    for (const { rule } of rules) it(rule, () => {})
    for (const hour of [9, 17]) it(\`is open at \${hour}: \${hour > 12 ? 'late' : 'early'}\`, () => {})
    it.only('says one thing', async () => {})
    it('is not written yet')
    it.skip('is skipped', () => {})
    it('may skip itself', function () { if (!here) this.skip() })
  })
  describe.skip('all of this', () => { it('is skipped too', () => {}) })
  describe('with nothing in it', () => {})
  // it('is a comment', () => {})
  someone.tell('is another call', () => {})
`

describe('naming a test', () => {
  const file = testsIn(SOURCE)

  it('finds it by its title, and the suite around it by its own', () => {
    for (const title of ['says one thing', 'the voice']) expect(runs(file, title), title).to.equal(true)
    for (const title of ['says one', 'says one thing more', 'Says one thing']) {
      expect(runs(file, title), title).to.equal(false)
    }
  })

  it('finds a template as it stands, and what comes out of it with texts of the same file', () => {
    const template = "is open at ${hour}: ${hour > 12 ? 'late' : 'early'}"
    for (const title of [template, 'is open at 9: early', 'no cheering', 'no score']) {
      expect(runs(file, title), title).to.equal(true)
    }
    for (const title of ['is open at 10: early', 'is open at : ', 'no shouting', 'anything at all']) {
      expect(runs(file, title), title).to.equal(false)
    }
  })

  it('finds nothing that does not run: skipped, without a body, empty, in a comment, another call', () => {
    for (const title of [
      ...['is not written yet', 'is skipped', 'may skip itself', 'all of this', 'is skipped too'],
      ...['with nothing in it', 'is a comment', 'is another call'],
    ]) {
      expect(runs(file, title), title).to.equal(false)
    }
  })
})
