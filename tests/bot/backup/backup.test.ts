import { createWriteStream } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip, gunzipSync } from 'node:zlib'
import { expect } from 'chai'
import { afterEach, beforeEach, describe, it } from 'mocha'
import { pack } from 'tar-stream'
import { backUp, BackupError, restore } from '../../../bot/backup/backup.ts'
import { openAll } from '../../../bot/backup/open-all.ts'
import { openLowdbStore } from '../../../bot/storage/lowdb/lowdb-store.ts'
import { testKeyring } from '../../support/conversation.ts'
import { flip, newKeyring, notes } from '../storage/support.ts'

const WORDS = 'my words are nobody’s but mine'

describe('backup and restore', () => {
  let folder: string
  let records: string
  let archive: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'matters-backup-'))
    records = join(folder, 'records')
    archive = join(folder, 'backup.tar.gz')
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const open = (where: string) => openLowdbStore({ folder: where, keyring: testKeyring() })
  const note = (count: number) => ({ school: 'demo', open: true, count, words: `${WORDS} ${count}` })
  const refused = async (work: Promise<unknown>): Promise<string> => {
    const error: unknown = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    expect(error).to.be.instanceOf(BackupError)
    return error instanceof Error ? error.message : ''
  }

  it('bring every record back as it was, from a backup that was taken while records were written', async () => {
    const store = await open(records)
    const all = store.collection(notes)
    for (let count = 0; count < 40; count += 1) await all.create(`n${count}`, note(count))
    const until = new AbortController()
    const writes = (async () => {
      for (let round = 1; !until.signal.aborted; round += 1) {
        const stored = await all.get('n7')
        if (stored) await all.put('n7', note(1_000 + round), stored.version)
        await all.create(`new${round}`, note(round))
        await all.delete(`new${round - 3}`)
      }
    })()
    const counts = await backUp(records, archive)
    until.abort()
    await writes
    await store.close()
    expect(counts.get('conversations')).to.be.at.least(40)

    const elsewhere = join(folder, 'restored/records')
    const restored = await restore(archive, elsewhere)
    expect([...restored]).to.deep.equal([...counts])
    const again = await open(elsewhere)
    expect((await again.health()).quarantined).to.deep.equal([])
    for (let count = 0; count < 40; count += 1) {
      const found = await again.collection(notes).get(`n${count}`)
      if (count === 7) expect(found?.body.words).to.match(/^my words/)
      else expect(found).to.deep.equal({ id: `n${count}`, version: 1, body: note(count) })
    }
    await again.close()
  })

  it('show that every record opens with these keys, and name each that does not', async () => {
    const store = await open(records)
    for (let count = 0; count < 12; count += 1) await store.collection(notes).create(`n${count}`, note(count))
    await store.close()
    await backUp(records, archive)
    const elsewhere = join(folder, 'restored/records')
    await restore(archive, elsewhere)
    expect(await openAll(elsewhere, testKeyring())).to.deep.equal({ opened: 12, unreadable: [] })
    const wrong = await openAll(elsewhere, newKeyring())
    expect([wrong.opened, wrong.unreadable.length], 'another key under the same id').to.deep.equal([0, 12])
    // The seal of another record under this one's name: whole as a file, and not this record.
    const path = async (id: string) => {
      const names = await readdir(elsewhere, { recursive: true })
      return join(elsewhere, names.find((name) => name.endsWith(`${id}.json`)) ?? '')
    }
    const sealed = await readFile(await path('n3'), 'utf8')
    await writeFile(await path('n7'), sealed)
    const { opened, unreadable } = await openAll(elsewhere, testKeyring())
    expect([opened, unreadable]).to.deep.equal([11, ['conversations/n7']])
    // One letter of the body, which its head says nothing of.
    await flip(await path('n5'), -40)
    expect(await openAll(elsewhere, testKeyring())).to.deep.equal({
      opened: 10,
      unreadable: ['conversations/n7', 'conversations/n5'],
    })
  })

  it('keep words, keys and the list of erasures out, and others away', async () => {
    const store = await open(records)
    await store.collection(notes).create('n', note(1))
    await writeFile(join(folder, 'demonstration.keys'), 'k1:secret')
    await backUp(records, archive)
    await store.close()
    const plain = gunzipSync(await readFile(archive)).toString('latin1')
    expect(plain).to.include('conversations/')
    for (const not of ['my words', 'demonstration.keys', 'lock', 'quarantine'])
      expect(plain).not.to.include(not)
    expect((await stat(archive)).mode & 0o077).to.equal(0)
  })

  it('change nothing when there is something already, or nothing to take', async () => {
    expect(await refused(backUp(records, archive))).to.match(/no records/)
    expect(await readdir(folder)).to.deep.equal([])
    const store = await open(records)
    await store.collection(notes).create('n', note(1))
    await backUp(records, archive)
    expect(await refused(restore(archive, records))).to.match(/not empty/)
    const first = await readFile(archive)
    await store.collection(notes).create('later', note(2))
    expect(await refused(backUp(records, archive))).to.match(/there already/)
    expect((await readFile(archive)).equals(first), 'the backup that was there').to.equal(true)
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).to.deep.equal([])
    expect((await store.collection(notes).get('n'))?.body).to.deep.equal(note(1))
    await store.close()
  })

  it('restore nothing of an archive that is cut, that is none, or that would write elsewhere', async () => {
    const store = await open(records)
    for (let count = 0; count < 30; count += 1) await store.collection(notes).create(`n${count}`, note(count))
    await store.close()
    await backUp(records, archive)
    const target = join(folder, 'new/records')
    await truncate(archive, Math.floor((await stat(archive)).size / 2))
    expect(await refused(restore(archive, target))).to.match(/damaged/)
    await writeFile(archive, 'no archive')
    expect(await refused(restore(archive, target))).to.match(/damaged/)
    for (const name of [
      '../outside.json',
      'conversations/aa/../../../outside.json',
      '/outside.json',
      'people/aa/x.sh',
    ]) {
      const evil = pack()
      evil.entry({ name }, 'evil')
      evil.finalize()
      await pipeline(evil, createGzip(), createWriteStream(archive))
      expect(await refused(restore(archive, target))).to.match(/no record of ours/)
    }
    expect(await readdir(join(folder, 'new'))).to.deep.equal([])
    expect(await readdir(folder)).to.have.members(['backup.tar.gz', 'records', 'new'])
  })
})
