import { createHash } from 'node:crypto'
import pg from 'pg'
import { z } from 'zod'
import type { StoreLog } from '../store-log.ts'
import { StoreLocked } from '../errors.ts'
import { codeOf, connectionOptions, placeOf } from './pool.ts'
import type { DatabaseSettings } from './pool.ts'

const TIMES = {
  /** How often it is asked whether we are still connected, and for what somebody else has let go of. */
  beatMs: 1_000,
  /** After a connection was lost. */
  againMs: { first: 100, longest: 2_000 },
} as const

/** The server notices within ten seconds that our machine is gone, and lets go of what we held. */
const NOTICE_US_GONE =
  'set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 2'
const CHANNEL = 'matters'
const Locked = z.array(z.object({ locked: z.boolean() }))

/**
 * One connection of this process that stays: it hears what others tell, and holds locks. A lock lives as long as its connection, so what
 * a process held that was killed is free at once. Needs a connection of its own to the server: no pooler in transaction mode.
 */
export class Session {
  readonly #settings: DatabaseSettings
  readonly #log: StoreLog
  readonly #held = new Set<string>()
  /** Asked for, not answered yet. */
  readonly #asking = new Set<string>()
  readonly #hear: (payload: string) => void
  readonly #back: () => void
  readonly #beat: () => Promise<void>
  #client: pg.Client | undefined
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  private constructor(settings: DatabaseSettings, log: StoreLog, on: SessionEvents) {
    this.#settings = settings
    this.#log = log
    this.#hear = on.hear
    this.#back = on.back
    this.#beat = on.beat
  }

  /** Connects and keeps connected. Throws when the first connection cannot be made. */
  static async open(settings: DatabaseSettings, log: StoreLog, on: SessionEvents): Promise<Session> {
    const session = new Session(settings, log, on)
    await session.#connect()
    session.#schedule(TIMES.beatMs)
    return session
  }

  get isConnected(): boolean {
    return this.#client !== undefined
  }

  holds(what: string): boolean {
    return this.#held.has(what)
  }

  /** False when somebody holds it, this process among them, and while we are not connected. */
  async tryLock(what: string): Promise<boolean> {
    const client = this.#client
    if (!client || this.#held.has(what) || this.#asking.has(what)) return false
    this.#asking.add(what)
    try {
      const { rows } = await client.query('select pg_try_advisory_lock($1) as locked', [lockKey(what)])
      // What a connection held that was lost meanwhile is not ours.
      if (Locked.parse(rows)[0]?.locked !== true || this.#client !== client) return false
      this.#held.add(what)
      return true
    } catch (error) {
      this.#drop(client, error)
      return false
    } finally {
      this.#asking.delete(what)
    }
  }

  async unlock(what: string): Promise<void> {
    const client = this.#client
    if (!client || !this.#held.has(what)) return
    try {
      await client.query('select pg_advisory_unlock($1)', [lockKey(what)])
      this.#held.delete(what)
    } catch (error) {
      // With the connection all its locks are gone.
      this.#drop(client, error)
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    const client = this.#client
    this.#client = undefined
    await client?.end().catch(() => undefined)
  }

  async #connect(): Promise<void> {
    const client = new pg.Client(connectionOptions(this.#settings))
    client.on('error', (error) => this.#drop(client, error))
    client.on('end', () => this.#drop(client, new Error('ended')))
    client.on('notification', ({ payload }) => {
      if (payload !== undefined) this.#hear(payload)
    })
    try {
      await client.connect()
      await client.query(NOTICE_US_GONE)
      await client.query(`listen ${CHANNEL}`)
      const { rows } = await client.query(LOCK_SHARED)
      if (Locked.parse(rows)[0]?.locked !== true)
        throw new StoreLocked(placeOf(this.#settings), 'npm run store:copy')
    } catch (error) {
      await client.end().catch(() => undefined)
      throw error
    }
    // Closed while it was being made: then it is nobody's.
    if (this.#isClosed) await client.end().catch(() => undefined)
    else this.#client = client
  }

  #drop(client: pg.Client, error: unknown): void {
    if (this.#client !== client) return
    this.#client = undefined
    this.#held.clear()
    void client.end().catch(() => undefined)
    if (this.#isClosed) return
    this.#log.warn({ code: codeOf(error) }, 'the connection that hears of others was lost')
    this.#schedule(TIMES.againMs.first)
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer)
    if (this.#isClosed) return
    this.#timer = setTimeout(() => void this.#tick(ms), ms)
    this.#timer.unref()
  }

  async #tick(before: number): Promise<void> {
    const client = this.#client
    try {
      if (client) {
        await client.query('select 1')
        await this.#beat()
      } else {
        await this.#connect()
        this.#back()
        await this.#beat()
      }
      this.#schedule(TIMES.beatMs)
    } catch (error) {
      if (client) this.#drop(client, error)
      else this.#schedule(Math.min(before * 2, TIMES.againMs.longest))
    }
  }
}

export interface SessionEvents {
  readonly hear: (payload: string) => void
  /** Connected again: what was told meanwhile was not heard. */
  readonly back: () => void
  /** Every second while connected. */
  readonly beat: () => Promise<void>
}

/** What a running service holds, and what wants to be sure that none is running. */
const LOCK_SHARED = `select pg_try_advisory_lock_shared(${lockKey('open')}) as locked`
export const LOCK_ALL = `select pg_try_advisory_lock(${lockKey('open')}) as locked`

export const NOTIFY = `select pg_notify('${CHANNEL}', $1)`

/** Locks have numbers of 64 bits. */
export function lockKey(what: string): string {
  return createHash('sha256').update(`matters:${what}`).digest().readBigInt64BE(0).toString()
}
