import pg from 'pg'
import { isDiskFault, StoreAway, StoreClosed } from '../errors.ts'
import type { StoreLog } from '../store-log.ts'

export interface DatabaseSettings {
  /** `postgres://user:password@host:5432/name`. */
  readonly url: string
  /** Connections of this process for queries; one more listens. */
  readonly pool: number
  /** How long a start waits for a database that is not there: containers start side by side. */
  readonly startMs: number
  /** `false` only for a database on this machine, or in a network that is as good; otherwise its certificate is checked. */
  readonly tls: false | { readonly ca?: string }
}

const TIMES = {
  /** To get a connection: from the pool, or a new one. */
  connectMs: 3_000,
  /** A statement that takes longer is ended by the server. Ours take milliseconds. */
  statementMs: 5_000,
  /** Waiting for a row that somebody else holds. Nobody of ours holds one for longer than a statement. */
  lockMs: 2_000,
  /** A transaction whose process has gone silent. */
  transactionMs: 10_000,
  /** An answer that does not come: the machine may be gone without a word. */
  answerMs: 6_000,
  idleMs: 30_000,
  /** While the database is away a request is tried again for so long: a restart takes a second or two, a client waits for fifteen. */
  patienceMs: 6_000,
  againMs: 100,
} as const

/** SQLSTATE classes and codes that say "not now": connection exceptions, shutting down, starting up, failing over. */
const AWAY = /^(08...|57P0[123]|53300|25006)$/
const AWAY_SYSTEM = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND'],
  ...['EAI_AGAIN', 'ENOENT'],
])
/** node-postgres has no codes for these. */
const AWAY_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable/

/** Whether an error says that the database is away, and not that the statement is wrong. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return AWAY.test(code) || AWAY_SYSTEM.has(code) || AWAY_WORDS.test(error.message)
}

/** What every connection of ours is made with. */
export function connectionOptions({ url, tls }: DatabaseSettings): pg.ClientConfig {
  return {
    connectionString: acknowledgedOnDisk(url),
    ssl: tls === false ? false : { rejectUnauthorized: true, ...(tls.ca !== undefined && { ca: tls.ca }) },
    connectionTimeoutMillis: TIMES.connectMs,
    statement_timeout: TIMES.statementMs,
    lock_timeout: TIMES.lockMs,
    idle_in_transaction_session_timeout: TIMES.transactionMs,
    query_timeout: TIMES.answerMs,
    keepAlive: true,
    application_name: `matters ${process.pid}`,
  }
}

/** What was acknowledged is on the database's disk, whatever its own setting. In the address, as what stands there counts for more than options. */
function acknowledgedOnDisk(url: string): string {
  const address = new URL(url)
  const given = address.searchParams.get('options') ?? ''
  address.searchParams.set('options', `${given} -c synchronous_commit=on`.trim())
  return address.href
}

/** What says where a database is, without user and password. */
export function placeOf({ url }: Pick<DatabaseSettings, 'url'>): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

/** Connections to one database. Every statement given here may run twice without harm: it is sent again when a connection breaks. */
export class Database {
  readonly settings: DatabaseSettings
  readonly pool: pg.Pool
  #isClosed = false
  #diskFault: string | undefined

  constructor(settings: DatabaseSettings, log: StoreLog) {
    this.settings = settings
    this.pool = new pg.Pool({
      ...connectionOptions(settings),
      max: settings.pool,
      idleTimeoutMillis: TIMES.idleMs,
    })
    // An idle connection that breaks is no fault of anyone's request: the pool makes another.
    this.pool.on('error', (error) => {
      if (!this.#isClosed) log.warn({ code: codeOf(error) }, 'a connection to the database was lost')
    })
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** The code of the last statement that its disk failed (`53100`); absent once something was written again. */
  get diskFault(): string | undefined {
    return this.#diskFault
  }

  /** Rows of a statement. Throws StoreAway when the database stays away for `patienceMs`. */
  async query<R extends pg.QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
    patienceMs: number = TIMES.patienceMs,
  ): Promise<pg.QueryResult<R>> {
    const end = performance.now() + patienceMs
    for (;;) {
      if (this.#isClosed) throw new StoreClosed()
      try {
        const result = await this.pool.query<R>(text, [...values])
        if (result.command !== 'SELECT' && (result.rowCount ?? 0) > 0) this.#diskFault = undefined
        return result
      } catch (cause) {
        if (!isAway(cause)) {
          if (isDiskFault(cause)) this.#diskFault = codeOf(cause)
          throw cause
        }
        if (performance.now() + TIMES.againMs > end)
          throw new StoreAway(`the database at ${placeOf(this.settings)} is away (${codeOf(cause)})`, {
            cause,
          })
        await new Promise((resume) => setTimeout(resume, TIMES.againMs))
      }
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await this.pool.end()
  }
}

/** SQLSTATE or system code of an error, or `Connection-terminated`, say (a word, as the log takes no others): never a value of a statement. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if ('code' in error && typeof error.code === 'string' && error.code !== '') return error.code
  return AWAY_WORDS.exec(error.message)?.[0].replaceAll(' ', '-') ?? error.name
}
