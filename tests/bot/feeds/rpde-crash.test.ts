import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { LongFeed } from '../../support/rpde-feed.ts'
import { importLongFeed, longFeed } from '../../support/rpde-feed.ts'

describe('an import of a long RPDE feed', () => {
  let folder: string
  let feed: LongFeed
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rpde-'))
    feed = await longFeed(60)
  })
  afterEach(async () => {
    await feed.server.stop()
    await rm(folder, { recursive: true })
  })

  it('that is killed goes on from the page it was at, and nothing is lost or twice', async function () {
    this.timeout(180_000)
    expect((await importLongFeed(feed, folder, 40)).code).to.equal(null)
    const run = await importLongFeed(feed, folder)
    expect(run.code, run.out).to.equal(0)
    expect(run.out).to.contain(` ${feed.expected} taken`)
    expect(run.out).to.contain(`Stored: ${feed.expected} new, 0 changed, 0 as before, 0 removed.`)
    // Only the page it was killed at was asked for again.
    const again = [...feed.given].filter(([, times]) => times > 1).map(([number]) => number)
    expect(again).to.deep.equal([40])
  })
})
