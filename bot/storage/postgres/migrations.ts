import { Kysely, Migrator, PostgresDialect, sql } from 'kysely'
import type { Migration } from 'kysely'
import pg from 'pg'
import { UnknownSchema } from '../errors.ts'
import { COLLECTIONS } from '../store.ts'
import { connectionOptions } from './pool.ts'
import type { Database } from './pool.ts'

/** A table of sealed records (record-table.ts reads and writes them). */
async function recordTable(db: Kysely<unknown>, name: string): Promise<void> {
  const table = sql.table(name)
  await sql`
    create table ${table} (
      id text collate "C" primary key,
      version integer not null check (version > 0),
      schema_version integer not null,
      index jsonb not null,
      key text not null,
      body text not null
    ) with (fillfactor = 85)`.execute(db)
  // Sealed text does not compress.
  await sql`alter table ${table} alter column body set storage external`.execute(db)
  await sql`create index ${sql.id(`${name}_index`)} on ${table} using gin (index jsonb_path_ops)`.execute(db)
}

/** Those of the first release. */
const FIRST_COLLECTIONS: readonly string[] = [
  ...['conversations', 'handoffs', 'alerts', 'slots', 'diaries', 'waiting', 'notices', 'opportunities'],
  ...['decisions', 'people', 'audit', 'codes'],
]

/** By name, in order; one that has run anywhere is never changed. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-records': {
    async up(db: Kysely<unknown>) {
      for (const name of FIRST_COLLECTIONS) await recordTable(db, name)
      // The gate of bookings, beside the id: one time of one link worker has one claim, whatever it is called.
      await sql`
        create unique index slots_one_claim on slots ((index->>'linkWorker'), (index->>'start'))
        where index->>'state' in ('held', 'booked')`.execute(db)
      // Which schema versions were ever written, so that a release knows at once whether it must bring records up to date.
      await sql`
        create table matters_schemas (
          collection text not null,
          schema_version integer not null,
          primary key (collection, schema_version)
        )`.execute(db)
      // For each key that ever sealed here, a seal to try it on.
      await sql`create table matters_keys (id text primary key, proof text not null)`.execute(db)
    },
  },
  '0002-across': {
    async up(db: Kysely<unknown>) {
      await sql`
        create table matters_notes (key text primary key, value bigint not null, until bigint not null)`.execute(
        db,
      )
      await sql`create index matters_notes_until on matters_notes (until)`.execute(db)
      await sql`
        create table matters_streaks (key text primary key, wrong integer not null, last bigint not null)`.execute(
        db,
      )
      // The shape that rate-limiter-flexible asks for.
      await sql`
        create table matters_counts (key varchar(255) primary key, points integer not null default 0, expire bigint)`.execute(
        db,
      )
    },
  },
  // A table for each collection that came later, made when it comes, whatever has run by then.
  ...Object.fromEntries(
    COLLECTIONS.filter((name) => !FIRST_COLLECTIONS.includes(name)).map((name) => [
      `0003-table-${name}`,
      { up: (db: Kysely<unknown>) => recordTable(db, name) },
    ]),
  ),
}

const TABLE = 'matters_migrations'
const NO_LIMITS = {
  statement_timeout: 0,
  lock_timeout: 0,
  idle_in_transaction_session_timeout: 0,
  query_timeout: 0,
} as const

/**
 * Brings the database to this release's tables, one process at a time (kysely's own lock). Throws UnknownSchema when a newer release
 * was here already.
 */
export async function migrate(database: Database): Promise<void> {
  if (await isUpToDate(database)) return
  // Of its own, without limits of time: an index on a large table takes minutes, and another process may be making it.
  const pool = new pg.Pool({ ...connectionOptions(database.settings), ...NO_LIMITS, max: 1 })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    await run(db)
  } finally {
    await db.destroy()
  }
}

/** As a rule everything has run: then kysely, which looks through the whole catalogue, is not asked. */
async function isUpToDate(database: Database): Promise<boolean> {
  const there = await database.query<{ made: string | null }>(`select to_regclass('${TABLE}') as made`)
  if (there.rows[0]?.made == null) return false
  const { rows } = await database.query<{ name: string }>(`select name from ${TABLE} order by name`)
  return JSON.stringify(rows.map(({ name }) => name)) === JSON.stringify(Object.keys(MIGRATIONS).sort())
}

async function run(db: Kysely<unknown>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    migrationTableName: TABLE,
    migrationLockTableName: 'matters_migrations_lock',
    allowUnorderedMigrations: true,
  })
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return
  if (error instanceof Error && error.message.startsWith('corrupted migrations'))
    throw new UnknownSchema('database', 'tables', 'made by a newer release', { cause: error })
  throw error instanceof Error ? error : new Error('the tables could not be made', { cause: error })
}
