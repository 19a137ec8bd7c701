import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { copyRecords, CopyError } from '../../../bot/storage/copy/copy-records.ts'
import { openLowdbSource, openLowdbTarget } from '../../../bot/storage/copy/lowdb-side.ts'
import { openPostgresSource, openPostgresTarget } from '../../../bot/storage/copy/postgres-side.ts'
import { StoreLocked } from '../../../bot/storage/errors.ts'
import { placeOf } from '../../../bot/storage/lowdb/layout.ts'
import { openLowdbStore } from '../../../bot/storage/lowdb/lowdb-store.ts'
import { openPostgresStore } from '../../../bot/storage/postgres/postgres-store.ts'
import { testDatabase } from '../../support/postgres.ts'
import type { TestDatabase } from '../../support/postgres.ts'
import { errorOf, filesIn, newKeyring, note, notes, temporaryFolder } from './support.ts'

const MANY = 620

describe('store:copy', function () {
  this.timeout(180_000)
  const keyring = newKeyring()
  let database: TestDatabase
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  const at = (name: string) => join(folder.path, name)
  const handoffs = { ...notes, name: 'handoffs' } as const

  before(async () => {
    database = await testDatabase()
    folder = await temporaryFolder()
    const store = await openLowdbStore({ folder: at('one'), keyring })
    const ids = Array.from({ length: MANY }, (_, n) => `record-${n}`)
    await Promise.all(ids.map((id, count) => store.collection(notes).create(id, note({ count }))))
    await store.collection(notes).put('record-7', note({ words: 'changed' }), 1)
    await store.collection(handoffs).create('__proto__', note())
    await store.close()
  })
  after(async () => {
    await database.drop()
    await folder.remove()
  })

  const toDatabase = async (from: string) => {
    const source = await openLowdbSource(at(from))
    const target = await openPostgresTarget(database.settings, keyring)
    try {
      return await copyRecords(source, target, keyring)
    } finally {
      await target.close()
      await source.close()
    }
  }

  it('leaves nothing when a record on the way does not open, or cannot be read at all', async () => {
    const store = await openLowdbStore({ folder: at('strange'), keyring: newKeyring() })
    await store.collection(notes).create('a', note())
    await store.close()
    expect(String(await errorOf(toDatabase('strange')))).to.include('conversations/a does not open')
    expect(await database.query('select id from conversations')).to.deep.equal([])
    await writeFile(placeOf(at('strange'), 'conversations', 'a').file, 'not a record')
    expect(await errorOf(toDatabase('strange'))).to.be.instanceOf(CopyError)
  })

  it('moves an installation to the database and back: the same versions, the same sealed texts, nothing more', async () => {
    const counts = await toDatabase('one')
    expect([...counts]).to.deep.equal([
      ['conversations', MANY],
      ['handoffs', 1],
    ])
    const store = await openPostgresStore({ database: database.settings, keyring })
    expect(await store.collection(notes).get('record-7')).to.deep.equal({
      id: 'record-7',
      version: 2,
      body: note({ words: 'changed' }),
    })
    expect(await store.collection(notes).find({ count: 9 })).to.have.length(1)
    expect(await errorOf(openPostgresSource(database.settings, keyring))).to.be.instanceOf(StoreLocked)
    await store.close()

    const source = await openPostgresSource(database.settings, keyring)
    const target = await openLowdbTarget(at('two'))
    await copyRecords(source, target, keyring)
    await target.close()
    await source.close()
    const sealed = async (name: string) => {
      const found = await openLowdbSource(at(name))
      const all = []
      for await (const record of found.records()) all.push(record)
      await found.close()
      return all.sort((a, b) => `${a.collection}/${a.id}`.localeCompare(`${b.collection}/${b.id}`))
    }
    expect(await sealed('two')).to.deep.equal(await sealed('one'))
    expect((await filesIn(at('two'))).filter((file) => !file.endsWith('.json'))).to.deep.equal([])
  })

  it('refuses to copy onto records', async () => {
    const error = await errorOf(toDatabase('one'))
    expect(String(error)).to.include('is something already')
  })
})

describe('a folder for store:copy', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  beforeEach(async () => (folder = await temporaryFolder()))
  afterEach(() => folder.remove())

  it('is empty or new: one that has anything else in it is refused, and keeps it', async () => {
    const place = join(folder.path, 'data')
    const erased = join(place, 'erased.list')
    await mkdir(place)
    const target = await openLowdbTarget(place)
    expect(await target.isEmpty()).to.equal(true)
    await writeFile(erased, 'what was erased')
    expect(await target.isEmpty()).to.equal(false)
    // Also what came after it was looked at.
    expect(await errorOf(target.finish())).to.be.instanceOf(CopyError)
    await target.close()
    expect(await readFile(erased, 'utf8')).to.equal('what was erased')
  })

  it('is put in its place when it is whole, whether it was there or not', async () => {
    for (const name of ['there', 'new']) {
      const place = join(folder.path, name)
      if (name === 'there') await mkdir(place)
      const target = await openLowdbTarget(place)
      expect(await target.isEmpty(), name).to.equal(true)
      await target.finish()
      await target.close()
      expect(await filesIn(place), name).to.deep.equal([])
    }
  })
})
