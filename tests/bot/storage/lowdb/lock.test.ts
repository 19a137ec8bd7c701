import { readFile, unlink, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { StoreLocked } from '../../../../bot/storage/errors.ts'
import { keyringFrom } from '../../../../bot/storage/keys.ts'
import { openLowdbStore } from '../../../../bot/storage/lowdb/lowdb-store.ts'
import { thisProcess } from '../../../../bot/storage/lowdb/process-identity.ts'
import type { ProcessIdentity } from '../../../../bot/storage/lowdb/process-identity.ts'
import { errorOf, filesIn, keyText, note, notes, temporaryFolder } from '../support.ts'
import { bundleWriter, Writer } from './child.ts'

describe('lowdb store: one process only', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  const keys = keyText('k1')
  const lockTimes = { beatMs: 20, silenceMs: 300 }
  const open = () => openLowdbStore({ folder: folder.path, keyring: keyringFrom(keys), lockTimes })
  const lockFile = () => join(folder.path, 'lock')
  const write = (owner: ProcessIdentity) => writeFile(lockFile(), JSON.stringify(owner))

  beforeEach(async () => (folder = await temporaryFolder()))
  afterEach(() => folder.remove())

  it('a second one is refused, told who has it, and takes over when the first was killed', async () => {
    const tools = await temporaryFolder()
    const writer = new Writer(await bundleWriter(tools.path), folder.path, keys, 0)
    try {
      await writer.said(1)
      const error = await errorOf(open())
      expect(error).to.be.instanceOf(StoreLocked)
      expect(String(error)).to.include(`process ${writer.pid} on ${hostname()}`)
    } finally {
      await writer.kill()
      await tools.remove()
    }
    await (await open()).close()
    expect(await filesIn(folder.path)).to.deep.equal([])
  })

  it('also within one process, and the first goes on', async () => {
    const store = await open()
    expect(await errorOf(open())).to.be.instanceOf(StoreLocked)
    await store.collection(notes).create('a', note())
    await store.close()
    await (await open()).close()
  })

  it('one of many wins that start at once', async () => {
    for (const before of ['free', 'dead'] as const) {
      if (before === 'dead') await write({ ...(await thisProcess()), started: '1' })
      const all = await Promise.allSettled(Array.from({ length: 8 }, open))
      const won = all.filter((one) => one.status === 'fulfilled')
      expect(won, before).to.have.length(1)
      for (const one of all) if (one.status === 'rejected') expect(one.reason).to.be.instanceOf(StoreLocked)
      await won[0]?.value.close()
    }
  })

  it('a pid that was given to another process does not count as the owner', async () => {
    await write({ ...(await thisProcess()), started: '1' })
    await (await open()).close()
  })

  it('nor does one from before the machine was started again', async () => {
    await write({ ...(await thisProcess()), boot: 'another' })
    await (await open()).close()
  })

  it('on another machine or in another container: lives while it touches its lock, is dead when it no longer does', async () => {
    for (const elsewhere of [{ host: 'elsewhere' }, { namespace: 'pid:[1]' }]) {
      await write({ ...(await thisProcess()), ...elsewhere })
      const alive = setInterval(
        () => void utimes(lockFile(), new Date(), new Date()).catch(() => undefined),
        20,
      )
      const error = await errorOf(open())
      clearInterval(alive)
      expect(error).to.be.instanceOf(StoreLocked)
      await (await open()).close()
    }
  })

  it('a lock that cannot be read is not trusted, and not taken while somebody touches it', async () => {
    await writeFile(lockFile(), 'half a lo')
    await (await open()).close()
  })

  it('a killed taking-over does not stand in the way for ever', async () => {
    const dead = { ...(await thisProcess()), started: '1' }
    await write(dead)
    await writeFile(`${lockFile()}.taking`, JSON.stringify({ ...dead, token: 'other' }))
    await (await open()).close()
    expect(await filesIn(folder.path)).to.deep.equal([])
  })

  it('whose lock was taken over stops writing, and leaves the lock to the other', async () => {
    const store = await open()
    const other = { ...(await thisProcess()), host: 'elsewhere' }
    await unlink(lockFile())
    await write(other)
    const deadline = performance.now() + 5_000
    while ((await store.health()).ok && performance.now() < deadline) await new Promise(setImmediate)
    expect(await store.health()).to.deep.include({ ok: false, detail: 'lock-lost' })
    expect(await errorOf(store.collection(notes).create('a', note()))).to.be.instanceOf(StoreLocked)
    await store.close()
    expect(JSON.parse(await readFile(lockFile(), 'utf8'))).to.deep.equal(other)
  })
})
