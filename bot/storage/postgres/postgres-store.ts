import { isDiskFault, StoreAway } from '../errors.ts'
import type { Keyring } from '../sealing.ts'
import { silentLog } from '../store-log.ts'
import type { StoreLog } from '../store-log.ts'
import type { Collection, CollectionDefinition, IndexFields, Store, StoreHealth } from '../store.ts'
import { checkKeys } from './key-check.ts'
import { migrate } from './migrations.ts'
import { codeOf, Database, isAway, placeOf } from './pool.ts'
import type { DatabaseSettings } from './pool.ts'
import { PostgresAcross } from './postgres-across.ts'
import { PostgresCollection } from './postgres-collection.ts'
import { RecordTable } from './record-table.ts'
import { SchemasWritten } from './schemas-written.ts'
import { Unreadable } from './unreadable.ts'

const AGAIN_MS = 500
/** A probe asks every few seconds and wants an answer. */
const HEALTH_MS = 1_000
/** Also of a server that was told to recover, or that another took over from. */
const READS_ONLY = `select current_setting('transaction_read_only') as reads_only`
/** A row of ours, written anew. The sweep of notes takes it away. */
const PROBE = `
  insert into matters_notes (key, value, until) values ('probe', 1, 0)
  on conflict (key) do update set value = 1`

export interface PostgresStoreOptions {
  readonly database: DatabaseSettings
  readonly keyring: Keyring
  readonly logger?: StoreLog
}

/**
 * Opens the database: waits a while for it, makes or updates its tables, and tries the keys. Throws StoreAway (it is not there, in words
 * that say where), KeyMissing, KeyWrong, UnknownSchema.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { database: settings, keyring, logger: log = silentLog } = options
  const db = new Database(settings, log)
  try {
    await waitFor(db, settings.startMs)
    await migrate(db)
    await checkKeys(db, keyring)
    return new PostgresStore(db, keyring, log, await PostgresAcross.open(db, keyring, log))
  } catch (error) {
    await db.close()
    throw error
  }
}

class PostgresStore implements Store {
  readonly across: PostgresAcross
  readonly #db: Database
  readonly #keyring: Keyring
  readonly #schemas: SchemasWritten
  readonly #unreadable: Unreadable

  constructor(db: Database, keyring: Keyring, log: StoreLog, across: PostgresAcross) {
    this.#db = db
    this.#keyring = keyring
    this.across = across
    this.#schemas = new SchemasWritten(db)
    this.#unreadable = new Unreadable(log)
  }

  collection<T, I extends IndexFields>(definition: CollectionDefinition<T, I>): Collection<T, I> {
    const { name: collection, announced = false } = definition
    return new PostgresCollection(definition, new RecordTable(collection, this.#db), {
      keyring: this.#keyring,
      schemas: this.#schemas,
      unreadable: this.#unreadable,
      written: (id) => {
        if (announced) this.across.tell('record', { collection, id })
      },
    })
  }

  /** `ok` is about now: whether writes are taken. One that reads only (its disk is full, another leads) is not well. */
  async health(): Promise<StoreHealth> {
    const quarantined = this.#unreadable.report()
    try {
      const { rows } = await this.#db.query<{ reads_only: string }>(READS_ONLY, [], HEALTH_MS)
      if (rows[0]?.reads_only === 'on')
        return { ok: false, readsOnly: true, quarantined, detail: 'read-only' }
      // After a write that a disk failed it is tried again, so that health recovers by itself.
      if (this.#db.diskFault !== undefined) await this.#db.query(PROBE, [], HEALTH_MS)
      return { ok: true, quarantined }
    } catch (error) {
      return { ok: false, readsOnly: isDiskFault(error), quarantined, detail: codeOf(error) }
    }
  }

  async close(): Promise<void> {
    if (this.#db.isClosed) return
    await this.across.close()
    await this.#db.close()
  }
}

/** Throws StoreAway when there is no database in time; what it says is for the operator and names no password. */
async function waitFor(db: Database, ms: number): Promise<void> {
  const end = performance.now() + ms
  for (;;) {
    try {
      await db.pool.query('select 1')
      return
    } catch (cause) {
      const why = `DATABASE_URL: PostgreSQL at ${placeOf(db.settings)} cannot be used (${codeOf(cause)})`
      // A wrong password or name does not get better by waiting.
      if (!isAway(cause)) throw new StoreAway(why, { cause })
      if (performance.now() + AGAIN_MS > end)
        throw new StoreAway(`${why}: is it running, and may this machine reach it?`, { cause })
      await new Promise((resume) => setTimeout(resume, AGAIN_MS))
    }
  }
}
