import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { KeyMissing, KeyWrong, StoreAway, StoreClosed } from '../../../../bot/storage/errors.ts'
import { keyringFrom } from '../../../../bot/storage/keys.ts'
import { placeOf } from '../../../../bot/storage/lowdb/layout.ts'
import { openLowdbStore } from '../../../../bot/storage/lowdb/lowdb-store.ts'
import {
  errorOf,
  everythingIn,
  FaultyDisk,
  filesIn,
  keyText,
  newKeyring,
  note,
  notes,
  temporaryFolder,
} from '../support.ts'

describe('lowdb store: its files', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  beforeEach(async () => (folder = await temporaryFolder()))
  afterEach(() => folder.remove())

  it('hold no word of a young person in clear, in any generation, nor the keys', async () => {
    const text = keyText('k1')
    const store = await openLowdbStore({ folder: folder.path, keyring: keyringFrom(text) })
    const collection = store.collection(notes)
    await collection.create('a', note({ words: 'my secret garden' }))
    await collection.put('a', note({ words: 'another secret garden' }), 1)
    const all = await everythingIn(folder.path)
    expect(all).to.include('hilltop')
    for (const form of ['utf8', 'base64', 'base64url', 'hex'] as const) {
      expect(all).to.not.include(Buffer.from('secret garden').toString(form).slice(0, 10))
    }
    expect(all).to.not.include(text.slice(3, 20))
    await store.close()
  })

  it('are for the owner only, one record each, and each is one JSON document', async () => {
    const store = await openLowdbStore({ folder: folder.path, keyring: newKeyring() })
    await store.collection(notes).create('a:b', note())
    const { file, folder: sub } = placeOf(folder.path, 'conversations', 'a:b')
    expect((await stat(file)).mode & 0o777).to.equal(0o600)
    expect((await stat(sub)).mode & 0o777).to.equal(0o700)
    const document: unknown = JSON.parse(await readFile(file, 'utf8'))
    expect(document).to.have.nested.property('head.id', 'a:b')
    expect(document).to.have.nested.property('head.index.school', 'hilltop')
    await store.close()
    expect(await filesIn(folder.path)).to.deep.equal([file])
  })

  it('keep the generation before as .bak, and go with their record', async () => {
    const store = await openLowdbStore({ folder: folder.path, keyring: newKeyring() })
    const collection = store.collection(notes)
    const { file, backup } = placeOf(folder.path, 'conversations', 'a')
    await collection.create('a', note({ count: 1 }))
    const first = await readFile(file, 'utf8')
    await collection.put('a', note({ count: 2 }), 1)
    expect(await readFile(backup, 'utf8')).to.equal(first)
    await collection.put('a', note({ count: 3 }), 2)
    expect(await readFile(backup, 'utf8')).to.not.equal(first)
    await collection.delete('a')
    await store.close()
    expect(await filesIn(folder.path)).to.deep.equal([])
  })

  it('that a killed process left unfinished are swept at start', async () => {
    const keyring = newKeyring()
    const store = await openLowdbStore({ folder: folder.path, keyring })
    await store.collection(notes).create('a', note())
    await store.close()
    const { file } = placeOf(folder.path, 'conversations', 'a')
    await writeFile(`${file}.0123456789ab.tmp`, 'half a rec')
    await writeFile(join(folder.path, 'lock.0123456789ab.tmp'), '{')
    const again = await openLowdbStore({ folder: folder.path, keyring })
    expect((await again.collection(notes).get('a'))?.body).to.deep.equal(note())
    await again.close()
    expect(await filesIn(folder.path)).to.deep.equal([file])
  })

  it('are read and written with rotated keys; without a key that is in use the store does not open, and changes nothing', async () => {
    const first = keyText('k1')
    const second = keyText('k2')
    const using = (text: string) => openLowdbStore({ folder: folder.path, keyring: keyringFrom(text) })
    const store = await using(first)
    await store.collection(notes).create('a', note({ words: 'before' }))
    await store.collection(notes).create('b', note())
    await store.close()
    const rotated = await using(`${second},${first}`)
    expect((await rotated.collection(notes).get('a'))?.body.words).to.equal('before')
    await rotated.collection(notes).put('a', note({ words: 'after' }), 1)
    await rotated.close()

    const before = await everythingIn(folder.path)
    expect(String(await errorOf(using(second)))).to.include('"k1"')
    expect(await errorOf(using(second))).to.be.instanceOf(KeyMissing)
    const wrong = await errorOf(using(`${second},${keyText('k1')}`))
    expect(wrong).to.be.instanceOf(KeyWrong)
    expect(String(wrong)).to.include('"k1"')
    expect(await everythingIn(folder.path)).to.equal(before)

    const last = await using(`${second},${first}`)
    expect((await last.collection(notes).get('a'))?.body.words).to.equal('after')
    await last.collection(notes).delete('b')
    await last.close()
    await (await using(second)).close()
  })

  it('take no write once the store is closed; closing waits for the writes that were begun', async () => {
    const keyring = newKeyring()
    const store = await openLowdbStore({ folder: folder.path, keyring })
    const writing = store.collection(notes).create('a', note())
    await store.close()
    await writing
    expect(await errorOf(store.collection(notes).create('b', note()))).to.be.instanceOf(StoreClosed)
    expect(await errorOf(store.collection(notes).get('a'))).to.be.instanceOf(StoreClosed)
    expect((await store.health()).ok).to.equal(false)
    await store.close()
    const again = await openLowdbStore({ folder: folder.path, keyring })
    expect((await again.collection(notes).list({})).map(({ id }) => id)).to.deep.equal(['a'])
    await again.close()
  })

  it('a record that appeared beside our memory is not overwritten by create', async () => {
    const keyring = newKeyring()
    const store = await openLowdbStore({ folder: folder.path, keyring })
    await store.collection(notes).create('a', note({ count: 1 }))
    const { file } = placeOf(folder.path, 'conversations', 'a')
    const text = await readFile(file)
    await store.collection(notes).delete('a')
    await writeFile(file, text)
    expect(await errorOf(store.collection(notes).create('a', note({ count: 2 })))).to.have.property(
      'code',
      'already-exists',
    )
    expect((await store.collection(notes).get('a'))?.body.count).to.equal(1)
    await store.close()
  })
})

describe('lowdb store: a disk that fails', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  beforeEach(async () => (folder = await temporaryFolder()))
  afterEach(() => folder.remove())

  async function openOn(disk: FaultyDisk) {
    const store = await openLowdbStore({ folder: folder.path, keyring: newKeyring(), disk })
    await store.collection(notes).create('a', note({ count: 1 }))
    return { store, collection: store.collection(notes) }
  }

  it('full at the start: it does not open, and says in words where there is no room', async () => {
    const disk = new FaultyDisk()
    disk.full = true
    const error = await errorOf(openLowdbStore({ folder: folder.path, keyring: newKeyring(), disk }))
    expect(error).to.be.instanceOf(StoreAway)
    expect(String(error)).to.include(`DATA_DIR: ${folder.path} cannot be written (ENOSPC)`)
  })

  it('full: says so, keeps the old record in memory and on disk, health is red; goes on when there is room', async () => {
    const disk = new FaultyDisk()
    const { store, collection } = await openOn(disk)
    disk.full = true
    const waiting = [
      collection.put('a', note({ count: 2 }), 1),
      collection.create('b', note()),
      collection.create('b', note()),
    ]
    for (const one of waiting) expect(await errorOf(one)).to.have.property('code', 'ENOSPC')
    expect(await collection.get('a')).to.deep.equal({ id: 'a', version: 1, body: note({ count: 1 }) })
    expect(await collection.get('b')).to.equal(undefined)
    expect(await collection.find({ count: 2 })).to.deep.equal([])
    expect(await store.health()).to.deep.include({ ok: false, detail: 'ENOSPC' })
    expect((await filesIn(folder.path)).filter((file) => file.endsWith('.tmp'))).to.deep.equal([])

    disk.full = false
    expect((await store.health()).ok).to.equal(true)
    expect((await collection.put('a', note({ count: 2 }), 1)).version).to.equal(2)
    expect((await collection.create('b', note())).version).to.equal(1)
    await store.close()
    expect(await filesIn(folder.path)).to.have.length(3)
  })

  for (const step of ['link', 'rename', 'unlink'] as const) {
    it(`failing to ${step}: the old record stands, and the next write succeeds`, async () => {
      const disk = new FaultyDisk()
      const { store, collection } = await openOn(disk)
      await collection.put('a', note({ count: 2 }), 1)
      disk.fails = step
      expect(await errorOf(collection.put('a', note({ count: 3 }), 2))).to.have.property('code', 'EIO')
      expect((await collection.get('a'))?.body.count).to.equal(2)
      disk.fails = undefined
      expect((await collection.put('a', note({ count: 4 }), 2)).version).to.equal(3)
      await store.close()
    })
  }

  it('failing at the last sync: was not acknowledged, and memory says what the disk says', async () => {
    const disk = new FaultyDisk()
    const { store, collection } = await openOn(disk)
    disk.fails = 'syncFolder'
    expect(await errorOf(collection.put('a', note({ count: 2 }), 1))).to.have.property('code', 'EIO')
    disk.fails = undefined
    const now = await collection.get('a')
    expect((await collection.find({ count: now!.body.count })).map(({ version }) => version)).to.deep.equal([
      now!.version,
    ])
    expect((await collection.put('a', note({ count: 3 }), now!.version)).body.count).to.equal(3)
    await store.close()
  })
})
