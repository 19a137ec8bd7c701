import { spawnSync } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { KeyMissing, StoreLocked } from '../../../bot/storage/errors.ts'
import { keyringFrom } from '../../../bot/storage/keys.ts'
import { placeOf } from '../../../bot/storage/lowdb/layout.ts'
import { openLowdbStore } from '../../../bot/storage/lowdb/lowdb-store.ts'
import { openPostgresStore } from '../../../bot/storage/postgres/postgres-store.ts'
import { openLowdbResealing } from '../../../bot/storage/rotate/lowdb-resealing.ts'
import { openPostgresResealing } from '../../../bot/storage/rotate/postgres-resealing.ts'
import { rotateKeys } from '../../../bot/storage/rotate/rotate-keys.ts'
import type { Keyring } from '../../../bot/storage/sealing.ts'
import { compiled } from '../../support/compiled.ts'
import { testDatabase } from '../../support/postgres.ts'
import { errorOf, flip, keyText, note, notes, temporaryFolder } from './support.ts'

const ROOT = join(import.meta.dirname, '../../..')

describe('rotating keys (fault 41)', () => {
  const [oldKey, newKey] = [keyText('k1'), keyText('k2')]
  const [before, both, after] = [oldKey, `${newKey},${oldKey}`, newKey].map((text) => keyringFrom(text)) as [
    Keyring,
    Keyring,
    Keyring,
  ]
  let folder: Awaited<ReturnType<typeof temporaryFolder>>

  beforeEach(async () => {
    folder = await temporaryFolder()
    const store = await openLowdbStore({ folder: records(), keyring: before })
    const collection = store.collection(notes)
    for (const id of ['a', 'b', 'c:1']) await collection.create(id, note({ words: `words of ${id}` }))
    await collection.put('a', note({ words: 'later words of a' }), 1)
    await store.close()
  })
  afterEach(() => folder.remove())

  const records = () => join(folder.path, 'records')
  const rotated = async (keyring: Keyring) => {
    const store = await openLowdbResealing(records(), keyring)
    try {
      return await rotateKeys(store, keyring)
    } finally {
      await store.close()
    }
  }
  const rotate = async (keyring: Keyring) => [...(await rotated(keyring)).byKey]
  const filesWith = async (key: string): Promise<number> => {
    const names = await readdir(records(), { recursive: true })
    const texts = await Promise.all(
      names.filter((name) => /\.json/.test(name)).map((name) => readFile(join(records(), name), 'utf8')),
    )
    return texts.filter((text) => text.includes(`"body":"${key}.`)).length
  }

  it('seals every record and its generation before anew, so that the store opens with the new key alone', async () => {
    expect(await errorOf(openLowdbStore({ folder: records(), keyring: after }))).to.be.instanceOf(KeyMissing)
    expect(await rotate(both)).to.deep.equal([['k1', 4]])
    expect([await filesWith('k1'), await filesWith('k2')]).to.deep.equal([0, 4])
    const store = await openLowdbStore({ folder: records(), keyring: after })
    const found = await store.collection(notes).find({})
    expect(found.map(({ id, version, body }) => [id, version, body.words])).to.deep.equal([
      ['a', 2, 'later words of a'],
      ['b', 1, 'words of b'],
      ['c:1', 1, 'words of c:1'],
    ])
    expect((await store.health()).quarantined).to.deep.equal([])
    await store.close()
  })

  it('does the rest when it was broken off, and nothing when all is done', async () => {
    const store = await openLowdbResealing(records(), both)
    let count = 0
    const some = {
      ...store,
      async *records() {
        for await (const one of store.records()) if ((count += 1) <= 2) yield one
      },
    }
    await rotateKeys(some, both)
    await store.close()
    expect([await filesWith('k1'), await filesWith('k2')]).to.deep.equal([2, 2])
    expect(new Map(await rotate(both))).to.deep.equal(
      new Map([
        ['k1', 2],
        ['k2', 2],
      ]),
    )
    expect(await rotate(both)).to.deep.equal([['k2', 4]])
  })

  it('names a record whose head is whole and whose body is not, as the old key is needed to start with it', async () => {
    await flip(placeOf(records(), 'conversations', 'a').file, -40)
    const { byKey, unreadable } = await rotated(both)
    expect([[...byKey], unreadable]).to.deep.equal([[['k1', 3]], ['conversations/a']])
    expect(await errorOf(openLowdbStore({ folder: records(), keyring: after }))).to.be.instanceOf(KeyMissing)
  })

  it('refuses while a service has the folder, and without the key that is to go', async () => {
    const store = await openLowdbStore({ folder: records(), keyring: both })
    expect(await errorOf(rotate(both))).to.be.instanceOf(StoreLocked)
    await store.close()
    expect(await errorOf(rotate(after))).to.be.instanceOf(KeyMissing)
    expect(await filesWith('k1')).to.equal(4)
  })

  it('does the same in a database, which a service may not have open, and leaves a broken seal as it is', async function () {
    this.timeout(120_000)
    const database = await testDatabase()
    try {
      const filled = await openPostgresStore({ database: database.settings, keyring: before })
      for (const id of ['a', 'b', 'torn']) await filled.collection(notes).create(id, note({ words: id }))
      expect(await errorOf(openPostgresResealing(database.settings, both))).to.be.instanceOf(StoreLocked)
      await filled.close()
      await database.query(`update conversations set body = left(body, -4) || 'AAAA' where id = 'torn'`)
      expect(await errorOf(openPostgresResealing(database.settings, after))).to.be.instanceOf(KeyMissing)
      const resealing = await openPostgresResealing(database.settings, both)
      const { byKey, unreadable } = await rotateKeys(resealing, both)
      await resealing.close()
      expect([[...byKey], unreadable]).to.deep.equal([[['k1', 2]], ['conversations/torn']])
      await database.query(`delete from conversations where id = 'torn'`)
      const store = await openPostgresStore({ database: database.settings, keyring: after })
      expect((await store.collection(notes).find({})).map(({ body }) => body.words)).to.deep.equal(['a', 'b'])
      await store.close()
    } finally {
      await database.drop()
    }
  })

  it('is a command that says how many of each key', () => {
    const ran = spawnSync(process.execPath, [compiled('bot/commands/keys-rotate.ts')], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], DATA_DIR: folder.path, MATTERS_KEYS: `${newKey},${oldKey}` },
      encoding: 'utf8',
    })
    expect(ran.stderr).to.equal('')
    expect(ran.stdout).to.include('4 sealed with "k1": now "k2"')
    expect(ran.stdout).to.not.include(newKey.slice(3))
  })
})
