import { readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import fc from 'fast-check'
import { AlreadyExists, DamagedRecord, NotFound } from '../../../../bot/storage/errors.ts'
import { placeOf } from '../../../../bot/storage/lowdb/layout.ts'
import { decodeHead, decodeRecord, encodeRecord } from '../../../../bot/storage/lowdb/record-file.ts'
import { openLowdbStore } from '../../../../bot/storage/lowdb/lowdb-store.ts'
import type { Store } from '../../../../bot/storage/store.ts'
import { errorOf, filesIn, flip, newKeyring, note, notes, temporaryFolder } from '../support.ts'

const A = 'conversations/a'

/** Ways a file goes bad. `late`: the head is whole and the length right, so that it shows when the body is opened, not at start. */
const DAMAGE: { what: string; late: boolean; harm: (file: string) => Promise<void> }[] = [
  { what: 'emptied', late: false, harm: (file) => truncate(file, 0) },
  { what: 'cut in its head', late: false, harm: (file) => truncate(file, 30) },
  {
    what: 'cut in its body',
    late: false,
    harm: async (file) => truncate(file, (await readFile(file)).length - 9),
  },
  { what: 'changed in its head', late: false, harm: (file) => flip(file, 12) },
  { what: 'changed in its body', late: true, harm: (file) => flip(file, -40) },
  {
    what: 'filled with zeros',
    late: false,
    harm: async (file) => writeFile(file, Buffer.alloc((await readFile(file)).length)),
  },
]

describe('lowdb store: damaged records', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let store: Store
  let logged: string[]
  const keyring = newKeyring()
  const collection = () => store.collection(notes)
  const a = () => placeOf(folder.path, 'conversations', 'a')
  const log = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`)
  const start = async () => {
    store = await openLowdbStore({ folder: folder.path, keyring, logger: { warn: log, error: log } })
  }

  beforeEach(async () => {
    logged = []
    folder = await temporaryFolder()
    await start()
    await collection().create('a', note({ count: 1, words: 'first secret' }))
    await collection().create('other', note({ count: 9 }))
    await collection().put('a', note({ count: 2, words: 'second secret' }), 1)
    await store.close()
  })
  afterEach(async () => {
    await store.close()
    await folder.remove()
    expect(logged.join()).to.not.include('secret')
  })

  for (const { what, harm } of DAMAGE) {
    it(`${what}: comes back from .bak, and says that the last write is lost`, async () => {
      await harm(a().file)
      await start()
      expect(await collection().get('a')).to.deep.equal({
        id: 'a',
        version: 1,
        body: note({ count: 1, words: 'first secret' }),
      })
      expect((await collection().find({ count: 1 })).map(({ id }) => id)).to.deep.equal(['a'])
      expect(await store.health()).to.deep.equal({ ok: true, quarantined: [], restored: [A] })
      expect(logged.join()).to.include('last write is lost')
      expect((await collection().get('other'))?.body.count).to.equal(9)
      expect((await collection().put('a', note({ count: 3 }), 1)).version).to.equal(2)
      await store.close()
      await start()
      expect((await store.health()).restored).to.deep.equal([A])
      expect((await collection().get('a'))?.body.count).to.equal(3)
    })

    it(`${what}, and its .bak too: is set aside and named, and the others go on`, async () => {
      await harm(a().file)
      await harm(a().backup)
      await start()
      expect(await errorOf(collection().get('a'))).to.be.instanceOf(DamagedRecord)
      expect(await store.health()).to.deep.equal({ ok: true, quarantined: [A], restored: [] })
      expect((await collection().find({})).map(({ id }) => id)).to.deep.equal(['other'])
      const files = await filesIn(folder.path)
      expect(files.filter((file) => file.includes('quarantine') && file.endsWith('.lost'))).to.have.length(2)
      expect(files.filter((file) => file.startsWith(a().file))).to.deep.equal([])
    })
  }

  it('in quarantine: is neither read, replaced nor made anew, also after a restart, until it is deleted for good', async () => {
    await truncate(a().file, 0)
    await rm(a().backup)
    for (let starts = 0; starts < 2; starts++) {
      await start()
      expect(await errorOf(collection().get('a'))).to.be.instanceOf(DamagedRecord)
      expect(await errorOf(collection().put('a', note(), 2))).to.be.instanceOf(DamagedRecord)
      expect(await errorOf(collection().create('a', note()))).to.be.instanceOf(AlreadyExists)
      await store.close()
    }
    await start()
    expect(logged.filter((line) => line.startsWith('a record is still set aside'))).to.have.length(2)
    await collection().delete('a')
    expect(await store.health()).to.deep.equal({ ok: true, quarantined: [], restored: [] })
    expect((await filesIn(folder.path)).filter((file) => file.includes('-a.json'))).to.deep.equal([])
    expect((await collection().create('a', note())).version).to.equal(1)
  })

  it('in quarantine: is in use again when its file is put back from a backup, and says so', async () => {
    const whole = await readFile(a().file)
    await truncate(a().file, 0)
    await rm(a().backup)
    await start()
    await store.close()
    await writeFile(a().file, whole)
    for (let starts = 0; starts < 2; starts++) {
      await start()
      expect((await collection().get('a'))?.body.count).to.equal(2)
      expect(await store.health()).to.deep.equal({ ok: true, quarantined: [], restored: [A] })
      await store.close()
    }
    expect(
      logged.filter((line) => line.startsWith('a record that was set aside is there again')),
    ).to.have.length(1)
    await start()
    expect((await collection().put('a', note({ count: 3 }), 2)).version).to.equal(3)
    await collection().delete('a')
    expect((await filesIn(folder.path)).filter((file) => file.includes('-a.json'))).to.deep.equal([])
  })

  it('erasing a restored record erases the damaged file it replaced', async () => {
    await flip(a().file, -40)
    await start()
    await collection().get('a')
    await collection().delete('a')
    expect((await filesIn(folder.path)).filter((file) => file.includes('-a.json'))).to.deep.equal([])
    expect((await store.health()).restored).to.deep.equal([])
  })

  it('does not lose the list for one that is found out while listing', async () => {
    for (const { harm } of DAMAGE.filter(({ late }) => late)) await harm(a().file)
    await rm(a().backup)
    await start()
    expect((await store.health()).quarantined).to.deep.equal([])
    expect((await collection().find({ school: 'hilltop' })).map(({ id }) => id)).to.deep.equal(['other'])
    expect((await store.health()).quarantined).to.deep.equal([A])
  })

  it('with its head changed on purpose, sums and all, is noticed by the seal', async () => {
    const record = decodeRecord(await readFile(a().file, 'utf8'))
    if (!('head' in record)) throw new Error('the fixture is damaged')
    const head = { ...record.head, index: { ...record.head.index, school: 'riverside' } }
    await writeFile(a().file, encodeRecord({ head, sealed: record.sealed }))
    await rm(a().backup)
    await start()
    expect(await collection().find({ school: 'riverside' })).to.deep.equal([])
    expect((await store.health()).quarantined).to.deep.equal([A])
  })

  it('with another record in its place is noticed', async () => {
    await rename(placeOf(folder.path, 'conversations', 'other').file, a().file)
    await rm(a().backup)
    await start()
    expect(await errorOf(collection().get('a'))).to.be.instanceOf(DamagedRecord)
    expect((await store.health()).quarantined).to.deep.equal([A])
  })

  it('gone, with its .bak there: comes back, at start or later', async () => {
    await rm(a().file)
    await start()
    expect((await collection().get('a'))?.version).to.equal(1)
    await collection().put('a', note({ count: 2 }), 1)
    await store.close()
    await start()
    await rm(a().file)
    expect((await collection().get('a'))?.version).to.equal(1)
    expect((await store.health()).restored).to.deep.equal([A])
  })

  it('taken away by hand, .bak and all, while running: is gone', async () => {
    await start()
    await rm(a().file)
    await rm(a().backup)
    expect(await collection().get('a')).to.equal(undefined)
    expect(await errorOf(collection().put('a', note(), 2))).to.be.instanceOf(NotFound)
    expect((await store.health()).quarantined).to.deep.equal([])
  })

  it('ignores files that are not its own', async () => {
    await writeFile(join(folder.path, 'conversations', 'README'), 'hello')
    await writeFile(join(a().folder, 'notes.txt'), 'hello')
    await start()
    expect(await collection().list({})).to.have.length(2)
    expect(await readFile(join(a().folder, 'notes.txt'), 'utf8')).to.equal('hello')
  })

  it('any change of any byte is noticed, or changes nothing', async () => {
    const text = await readFile(a().file, 'latin1')
    const whole = decodeRecord(text)
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = String.fromCharCode(text.charCodeAt(at) ^ by)
        expect(decodeRecord(text.slice(0, at) + changed + text.slice(at + 1))).to.have.property('damage')
      }),
      { numRuns: 500 },
    )
    fc.assert(
      fc.property(fc.nat(text.length - 1), (length) => {
        expect(decodeRecord(text.slice(0, length))).to.have.property('damage')
        expect(decodeHead(text.slice(0, length), length)).to.have.property('damage')
      }),
    )
    expect(whole).to.have.nested.property('head.version', 2)
  })
})
