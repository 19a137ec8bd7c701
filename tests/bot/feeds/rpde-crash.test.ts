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
    feed = await longFeed(120)
  })
  afterEach(async () => {
    await feed.server.stop()
    await rm(folder, { recursive: true })
  })

  it('that is killed twice goes on from the page it was at, and nothing is lost or twice', async function () {
    this.timeout(180_000)
    expect(await importLongFeed(feed, folder, 40)).to.include({ killed: true })
    expect(await importLongFeed(feed, folder, 90)).to.include({ killed: true })
    const run = await importLongFeed(feed, folder)
    expect(run.code, run.out).to.equal(0)
    expect(run.out).to.contain(` ${feed.expected} taken`)
    expect(run.out).to.contain(`Stored: ${feed.expected} new, 0 changed, 0 as before, 0 removed.`)
    // Only the pages it was killed at were asked for again.
    const again = [...feed.given].filter(([, times]) => times > 1).map(([number]) => number)
    expect(again).to.deep.equal([40, 90])
  })
})
