import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { DirectoryServer } from '../../support/directory-server.ts'
import { ImportProcess } from '../../support/import-process.ts'
import { playFeed } from '../../support/playing-feed.ts'

/** Four pages of a hundred. The one of 20,000 is `npm run big-feed` (docs/performance.md). */
const SERVICES = 400
/** The third page is being read then: two are on the disk. */
const KILL_AFTER = 250

describe('an import that is killed (kill -9) in the middle of a feed with failures', () => {
  it('goes on from the last page that was read, takes all of it, and asks for nothing twice but that page', async function () {
    // Two processes start, each with the whole vocabulary: twelve seconds, and minutes where many share a machine.
    this.timeout(600_000)
    const dataDir = await mkdtemp(join(tmpdir(), 'killed-'))
    let arrived: () => void = () => undefined
    const enough = new Promise<void>((resolve) => (arrived = resolve))
    const play = playFeed({ services: SERVICES, failEvery: 40 })
    const server: DirectoryServer = await new DirectoryServer((url, response) => {
      if (server.asked.length === KILL_AFTER) arrived()
      play(url, response)
    }).start()
    try {
      const args = ['--format', 'openreferral', '--from', server.url]
      const first = new ImportProcess(args, dataDir)
      await Promise.race([enough, first.end()])
      expect(first.log, 'it was still reading').not.to.contain('Error')
      await first.kill()
      expect(first.out).to.equal('')
      const askedFirst = server.asked.splice(0)

      const second = new ImportProcess(args, dataDir)
      expect(await second.end(), second.log).to.equal(0)
      expect(second.out).to.contain(`${SERVICES} read, ${SERVICES} taken, 0 left out.`)
      expect(second.out).to.contain('200 of them had been read before it was stopped the last time.')
      expect(second.log).to.match(/^reading details: \d+ of 400$/m)
      expect(second.log).not.to.contain('\u001b')
      const details = (asked: readonly string[]) => new Set(asked.filter((path) => /\/s\d+$/.test(path)))
      const again = [...details(server.asked)].filter((path) => details(askedFirst).has(path))
      expect(again.length).to.be.lessThan(100)
      expect(details(server.asked).size).to.equal(200)
    } finally {
      await server.stop()
      await rm(dataDir, { recursive: true })
    }
  })
})
