import { expect } from 'chai'
import { keyringFrom } from '../../../../bot/storage/keys.ts'
import { openLowdbStore } from '../../../../bot/storage/lowdb/lowdb-store.ts'
import { filesIn, keyText, notes, temporaryFolder } from '../support.ts'
import { bundleWriter, lastWordOn, possibleAfter, Writer } from './child.ts'

/** The crash test that any storage must pass; the design's goal is 200 in a long run, which `CRASHES` sets. */
const CRASHES = Number(process.env.CRASHES ?? 10)
const LANES = 4

describe('lowdb store: kill -9 while it writes', () => {
  it(`${CRASHES} times: nothing acknowledged is lost, nothing is unreadable, nothing is left over`, async function () {
    this.timeout(30_000 + CRASHES * 3_000)
    const tools = await temporaryFolder()
    const folder = await temporaryFolder()
    const program = await bundleWriter(tools.path)
    const keys = keyText('k1')
    let acknowledgements = 0
    try {
      for (let round = 0; round < CRASHES; round++) {
        const writer = new Writer(program, folder.path, keys, LANES)
        // A little further each time, so that the kill meets every kind of moment.
        await writer.said(2 + ((round * 37) % 150))
        await writer.kill()

        const acknowledged = lastWordOn(writer.lines)
        acknowledgements += writer.lines.length - 1
        const store = await openLowdbStore({ folder: folder.path, keyring: keyringFrom(keys) })
        expect(await store.health()).to.deep.equal({ ok: true, quarantined: [], restored: [] })
        const records = new Map((await store.collection(notes).find({})).map((record) => [record.id, record]))
        expect(records.size).to.equal((await store.collection(notes).list({})).length)
        for (const [id, [version, count]] of acknowledged) {
          const found = records.get(id)
          // One write more than was acknowledged may have reached the disk: the kill came before it could be said.
          const state = [found?.version ?? 0, found?.body.count ?? 0]
          expect(possibleAfter(version, count), id).to.deep.include(state)
        }
        await store.close()
        expect(
          (await filesIn(folder.path)).filter((file) => /\.tmp$|lock|quarantine/.test(file)),
        ).to.deep.equal([])
      }
      expect(acknowledgements).to.be.greaterThan(CRASHES)
    } finally {
      await folder.remove()
      await tools.remove()
    }
  })
})
