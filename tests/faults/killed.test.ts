import { expect } from 'chai'
import { keyringFrom } from '../../bot/storage/keys.ts'
import { openPostgresStore } from '../../bot/storage/postgres/postgres-store.ts'
import { bundleWriter, lastWordOn, possibleAfter, Writer } from '../bot/storage/lowdb/child.ts'
import { keyText, notes, temporaryFolder } from '../bot/storage/support.ts'
import { testDatabase } from '../support/postgres.ts'

/** 200 in a long run, which `CRASHES` sets. tests/bot/storage/lowdb/crash.test.ts does the same to a data folder. */
const CRASHES = Number(process.env['CRASHES'] ?? 5)
const LANES = 4

describe('PostgreSQL: kill -9 of a process while it writes', () => {
  it(`1: ${CRASHES} times: nothing acknowledged is lost, nothing is unreadable`, async function () {
    this.timeout(180_000 + CRASHES * 2_000)
    const [tools, database] = await Promise.all([temporaryFolder(), testDatabase()])
    const program = await bundleWriter(tools.path)
    const keys = keyText('k1')
    let acknowledgements = 0
    try {
      for (let round = 0; round < CRASHES; round += 1) {
        const writer = new Writer(program, database.settings.url, keys, LANES)
        // A little further each time, so that the kill meets every kind of moment.
        await writer.said(2 + ((round * 37) % 150))
        await writer.kill()
        acknowledgements += writer.lines.length - 1
        const store = await openPostgresStore({ database: database.settings, keyring: keyringFrom(keys) })
        const records = new Map((await store.collection(notes).find({})).map((record) => [record.id, record]))
        expect(records.size).to.equal((await store.collection(notes).list({})).length)
        expect(await store.health()).to.deep.equal({ ok: true, quarantined: [] })
        for (const [id, [version, count]] of lastWordOn(writer.lines)) {
          const found = records.get(id)
          const state = [found?.version ?? 0, found?.body.count ?? 0]
          expect(possibleAfter(version, count), id).to.deep.include(state)
        }
        await store.close()
      }
      expect(acknowledgements).to.be.greaterThan(CRASHES)
    } finally {
      await database.drop()
      await tools.remove()
    }
  })
})
