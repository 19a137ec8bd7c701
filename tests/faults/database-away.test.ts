import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect } from 'chai'
import { openApp } from '../../bot/app.ts'
import { loadConfig } from '../../bot/config.ts'
import { createLogger } from '../../bot/logger.ts'
import { StoreAway, takesNoWrites } from '../../bot/storage/errors.ts'
import { openPostgresStore } from '../../bot/storage/postgres/postgres-store.ts'
import { errorOf, newKeyring, note, notes, temporaryFolder } from '../bot/storage/support.ts'
import { BUILT_WIDGET, compiled } from '../support/compiled.ts'
import { eventually } from '../support/eventually.ts'
import { OwnServer, testDatabase } from '../support/postgres.ts'

const DATABASE_CRASHES = 3
const lanes = [0, 1, 2, 3]

describe('a database that is away', function () {
  this.timeout(120_000)

  it('11: at the start: says so in words that name no password, and ends with 1', async () => {
    const folder = await temporaryFolder()
    // By then it has a screening thread, which must not keep it alive.
    const child = spawn(process.execPath, [compiled('bot/main.ts')], {
      cwd: join(import.meta.dirname, '../..'),
      env: {
        PATH: process.env['PATH'],
        DATA_DIR: folder.path,
        DATABASE_URL: 'postgres://someone:a-secret@127.0.0.1:1/matters',
        DATABASE_WAIT_SECONDS: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...{ timeout: 100_000, killSignal: 'SIGKILL' },
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
    try {
      const [code] = (await once(child, 'close')) as [number | null]
      expect(code).to.equal(1)
      expect(said).to.include('DATABASE_URL: PostgreSQL at 127.0.0.1:1/matters cannot be used (ECONNREFUSED)')
      expect(said).to.not.include('a-secret').and.not.include('    at ')
    } finally {
      child.kill('SIGKILL')
      await folder.remove()
    }
  })

  it('10: while it is open: health says so, a write that comes in a restart is done once, and a long absence is an error', async () => {
    const server = await OwnServer.start()
    const store = await openPostgresStore({ database: server.settings, keyring: newKeyring() })
    try {
      const collection = store.collection(notes)
      await collection.create('a', note())
      await server.stop('immediate')
      expect(await store.health()).to.deep.include({ ok: false, readsOnly: false })
      const waits = collection.put('a', note({ count: 1 }), 1)
      await server.startAgain()
      expect((await waits).version).to.equal(2)
      expect((await store.health()).ok).to.equal(true)
      await eventually('it leads again', () => store.across?.leads() === true)
      await server.stop('fast')
      const error = await errorOf(collection.get('a'))
      expect(error).to.be.instanceOf(StoreAway)
      expect((error as StoreAway).publicMessage).to.not.include('database')
    } finally {
      await store.close()
      await server.close()
    }
  })

  it('10: it reads and takes no writes: health says so, what is there is read, and it goes on by itself', async () => {
    const server = await OwnServer.start()
    const keyring = newKeyring()
    const store = await openPostgresStore({ database: server.settings, keyring })
    const readsOnly = async (is: 'on' | 'off') => {
      await server.query(`alter system set default_transaction_read_only = ${is}`)
      await server.query('select pg_reload_conf()')
      await eventually('the server has heard of it', async () => (await store.health()).ok === (is === 'off'))
    }
    try {
      const collection = store.collection(notes)
      await collection.create('a', note())
      await readsOnly('on')
      expect(await store.health()).to.deep.include({ readsOnly: true, detail: 'read-only' })
      expect(takesNoWrites(await errorOf(collection.put('a', note({ count: 1 }), 1)))).to.equal(true)
      expect((await collection.get('a'))?.body.count).to.equal(0)
      expect(await collection.list({})).to.have.length(1)
      // Whatever restarts a process meanwhile has it back.
      const another = await openPostgresStore({ database: server.settings, keyring })
      expect((await another.collection(notes).get('a'))?.body.count).to.equal(0)
      await another.close()
      await readsOnly('off')
      expect((await collection.put('a', note({ count: 1 }), 1)).version).to.equal(2)
    } finally {
      await store.close()
      await server.close()
    }
  })

  it('10: a service that starts while it takes no writes serves soon, as it did before', async () => {
    const server = await OwnServer.start()
    const folder = await temporaryFolder()
    const config = loadConfig({ DATA_DIR: folder.path, PORT: '0', DATABASE_URL: server.settings.url })
    const logger = createLogger({ level: 'silent' })
    const open = () => openApp(config, { clock: { now: () => new Date() }, logger, widgetDir: BUILT_WIDGET })
    try {
      await (await open()).close()
      await server.query('alter system set default_transaction_read_only = on')
      await server.query('select pg_reload_conf()')
      const app = await open()
      try {
        const ready = await fetch(`http://127.0.0.1:${app.port}/readyz`)
        expect(ready.status).to.equal(200)
        expect(await ready.json())
          .to.deep.include({ failed: [] })
          .and.to.have.property('degraded')
          .that.includes('store')
      } finally {
        await app.close()
      }
    } finally {
      await server.close()
      await folder.remove()
    }
  })

  it('10: its disk is full: health says so until something is written again', async () => {
    const database = await testDatabase()
    const store = await openPostgresStore({ database: database.settings, keyring: newKeyring() })
    try {
      const collection = store.collection(notes)
      await collection.create('a', note())
      await database.query(
        `create function full_disk() returns trigger language plpgsql as $$ begin raise exception using errcode = '53100'; end $$`,
      )
      for (const table of ['conversations', 'matters_notes'])
        await database.query(
          `create trigger full_disk before insert or update on ${table} for each row execute function full_disk()`,
        )
      expect(takesNoWrites(await errorOf(collection.put('a', note({ count: 1 }), 1)))).to.equal(true)
      expect(await store.health()).to.deep.include({ ok: false, readsOnly: true, detail: '53100' })
      await database.query('drop function full_disk cascade')
      expect((await store.health()).ok).to.equal(true)
      expect((await collection.put('a', note({ count: 1 }), 1)).version).to.equal(2)
    } finally {
      await store.close()
      await database.drop()
    }
  })

  it(`10: it crashes ${DATABASE_CRASHES} times under writes: what was acknowledged is there, though the server is set up to acknowledge early`, async () => {
    const server = await OwnServer.start()
    const store = await openPostgresStore({ database: server.settings, keyring: newKeyring() })
    const collection = store.collection(notes)
    const acknowledged: number[] = []
    let isOver = false
    const write = async (lane: number) => {
      await collection.create(`lane-${lane}`, note({ count: 0 }))
      for (let version = 1; !isOver; version += 1) {
        await collection.put(`lane-${lane}`, note({ count: version }), version)
        acknowledged[lane] = version
      }
    }
    try {
      const writing = Promise.all(lanes.map(write))
      // What one of them meets is heard at the end; until then the others go on.
      writing.catch(() => undefined)
      for (let crash = 0; crash < DATABASE_CRASHES; crash += 1) {
        const before = [...acknowledged]
        const isFurther = (lane: number) => (acknowledged[lane] ?? 0) >= (before[lane] ?? 0) + 20
        await eventually('all write', () => lanes.every(isFurther), 30_000)
        await server.stop('immediate')
        const acknowledgedBefore = [...acknowledged]
        await server.startAgain()
        // A writer whose record went back would be refused: it writes on the version that it was told.
        for (const [lane, version] of acknowledgedBefore.entries())
          expect((await collection.get(`lane-${lane}`))?.body.count).to.be.at.least(version)
      }
      isOver = true
      await writing
    } finally {
      isOver = true
      await store.close()
      await server.close()
    }
  })
})
