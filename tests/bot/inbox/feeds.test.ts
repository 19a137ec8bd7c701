import { expect } from 'chai'
import type { FeedStanding } from '../../../bot/feeds/standing.ts'
import { standingOf } from '../../../bot/feeds/standing.ts'
import { axeProblems } from '../../support/axe.ts'
import { newPage } from '../../support/browser.ts'
import { runInbox } from '../../support/inbox.ts'

const NOW = new Date('2026-11-23T09:00:00Z')
const feed = {
  id: 'council',
  format: 'openreferral' as const,
  from: 'https://directory.example/v3',
  name: 'Council <Directory>',
}
const feeds: readonly FeedStanding[] = [
  {
    feed,
    schools: ['demo'],
    state: {
      feed: 'council',
      lastSuccess: '2026-11-19T08:00:00.000Z',
      count: 874,
      leftOut: { closed: 11, expired: 1 },
      lastFailure: {
        at: '2026-11-23T08:00:00.000Z',
        code: 'feed',
        why: 'https://directory.example/v3/services answered 500',
      },
    },
    standing: 'old',
  },
  {
    feed: { ...feed, id: 'new', name: 'Clubs table', format: 'csv' },
    schools: ['demo'],
    state: undefined,
    standing: 'never',
  },
]

describe('the page of directories in the inbox', () => {
  it('says how old each is, how many entries stand, and what went wrong last; to those who are signed in', async () => {
    const running = await runInbox({ feeds: (school) => (school === 'demo' ? feeds : []) })
    try {
      expect((await running.read('/inbox/feeds')).status).to.equal(303)
      const { status, text } = await running.read(
        '/inbox/feeds',
        await running.signIn('link-worker', 'rowan'),
      )
      expect(status).to.equal(200)
      expect(text).to.contain('Council &lt;Directory&gt;')
      expect(text).to.contain('874 entries, 12 left out')
      expect(text).to.match(
        /today at 8am:\s+<bdi>https:\/\/directory\.example\/v3\/services answered 500<\/bdi>/,
      )
      expect(text).to.contain('What was read before stands.')
      expect(text).to.contain('4 days ago')
      expect(text).to.contain('Never read')
      const other = await running.read('/inbox/feeds', await running.signIn('link-worker', 'rowan', 'other'))
      expect(other.text).to.contain('Your school has no directory yet')
    } finally {
      await running.close()
    }
  })

  it('has no accessibility problem, is led to from the inbox, and fits a phone', async function () {
    this.timeout(30_000)
    const running = await runInbox({ feeds: () => feeds })
    const page = await newPage({ viewport: { width: 360, height: 740 } })
    try {
      await page.goto(running.inbox.signInLink({ school: 'demo', role: 'link-worker', id: 'rowan' }))
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('link', { name: 'Sources' }).click()
      await page.getByRole('heading', { name: 'Sources' }).waitFor()
      expect(await axeProblems(page)).to.deep.equal([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).to.be.at.most(360)
      if (process.env.LOOK) await page.screenshot({ path: process.env.LOOK, fullPage: true })
    } finally {
      await page.context().close()
      await running.close()
    }
  })
})

describe('how a feed is', () => {
  const read = (hoursAgo: number, failed = false) => ({
    feed: 'one',
    count: 1,
    lastSuccess: new Date(NOW.getTime() - hoursAgo * 3_600_000).toISOString(),
    ...(failed ? { lastFailure: { at: NOW.toISOString(), code: 'feed' } } : {}),
  })
  it('is fresh, failing while what stands is young, old after three rounds, never read', () => {
    expect(standingOf(read(20), 24, NOW)).to.equal('fresh')
    expect(standingOf(read(30, true), 24, NOW)).to.equal('failing')
    expect(standingOf(read(73), 24, NOW)).to.equal('old')
    expect(standingOf(read(73, true), 48, NOW)).to.equal('failing')
    expect(standingOf(undefined, 24, NOW)).to.equal('never')
    expect(standingOf({ feed: 'one', count: 0 }, 24, NOW)).to.equal('never')
  })
})
