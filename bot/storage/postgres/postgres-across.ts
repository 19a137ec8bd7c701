import { createHmac } from 'node:crypto'
import { RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible'
import { z } from 'zod'
import type { Across, Counted, Counter, Streak, Told } from '../across.ts'
import { deriveKeys } from '../keys.ts'
import type { UseKeys } from '../keys.ts'
import type { Keyring } from '../sealing.ts'
import type { StoreLog } from '../store-log.ts'
import type { Database } from './pool.ts'
import { Session } from './session.ts'
import { Telling } from './telling.ts'

const LEADER = 'leader'
/** Streaks older than this are over by anyone's rules. */
const FORGET_STREAKS_S = 86_400
/** The library throws beyond its points. Ours only counts, so there is no end to them (an integer of 32 bits in the table). */
const NO_END = 2_000_000_000

const Notes = z.array(z.object({ value: z.coerce.number() }))
const Streaks = z.array(z.object({ wrong: z.int(), last: z.coerce.number() }))

/** What processes agree on, in the database that they share. */
export class PostgresAcross implements Across {
  readonly #db: Database
  readonly #telling: Telling
  /**
   * Keys are people's addresses and accounts, among others: the tables know only their seals. Everything stands under a seal of each master
   * key, so that a process that has another in front, or has only one of them yet, finds it as well.
   */
  readonly #keys: UseKeys
  #session!: Session

  private constructor(db: Database, keyring: Keyring, log: StoreLog) {
    this.#db = db
    this.#telling = new Telling(db, log)
    this.#keys = deriveKeys(keyring, 'across')
  }

  static async open(db: Database, keyring: Keyring, log: StoreLog): Promise<PostgresAcross> {
    const across = new PostgresAcross(db, keyring, log)
    across.#session = await Session.open(db.settings, log, {
      hear: (payload) => across.#telling.heard(payload),
      back: () => across.#telling.missed(),
      beat: async () => {
        if (!across.leads()) await across.#session.tryLock(LEADER)
      },
    })
    await across.#session.tryLock(LEADER)
    return across
  }

  async exclusively<T>(what: string, work: () => Promise<T>): Promise<T | 'busy'> {
    if (!(await this.#session.tryLock(what))) return 'busy'
    try {
      return await work()
    } finally {
      await this.#session.unlock(what)
    }
  }

  leads(): boolean {
    return this.#session.holds(LEADER)
  }

  async once(key: string, until: number): Promise<boolean> {
    const seals = this.#seals(key)
    const { rowCount } = await this.#db.query(
      'insert into matters_notes (key, value, until) select unnest($1::text[]), 0, $2::bigint on conflict do nothing',
      [seals, Math.ceil(until)],
    )
    return rowCount === seals.length
  }

  async note(key: string, value: number, until: number): Promise<void> {
    await this.#db.query(
      `insert into matters_notes as n (key, value, until) select unnest($1::text[]), $2::bigint, $3::bigint
       on conflict (key) do update set value = excluded.value, until = excluded.until where n.value <= excluded.value`,
      [this.#seals(key), value, Math.ceil(until)],
    )
  }

  async noted(key: string): Promise<number | undefined> {
    const { rows } = await this.#db.query(
      'select value from matters_notes where key = any($1) order by value desc limit 1',
      [this.#seals(key)],
    )
    return Notes.parse(rows)[0]?.value
  }

  async sweep(now: number): Promise<void> {
    if (!this.leads()) return
    await this.#db.query('delete from matters_notes where until < $1', [Math.floor(now)])
    await this.#db.query('delete from matters_streaks where last < $1', [(now - FORGET_STREAKS_S) * 1_000])
    await this.#db.query('delete from matters_counts where expire < $1', [Math.floor(now) * 1_000])
  }

  counter(name: string, seconds: number): Counter {
    const limits = { keyPrefix: name, points: NO_END, duration: seconds }
    const counter = new RateLimiterPostgres({
      ...limits,
      storeClient: this.#db.pool,
      storeType: 'pool',
      tableName: 'matters_counts',
      tableCreated: true,
      clearExpiredByTimeout: false,
      // While the database is away this process counts by itself.
      insuranceLimiter: new RateLimiterMemory(limits),
    })
    return {
      consume: async (key) => {
        const counted: Counted[] = await Promise.all(this.#seals(key).map((seal) => counter.consume(seal)))
        return counted.reduce(higher)
      },
      get: async (key) => {
        const counted = await Promise.all(this.#seals(key).map((seal) => counter.get(seal)))
        return counted.filter((one) => one !== null).reduce<Counted | null>(higher, null)
      },
    }
  }

  async streak(key: string): Promise<Streak | undefined> {
    const { rows } = await this.#db.query(
      'select wrong, last from matters_streaks where key = any($1) order by last desc, wrong desc limit 1',
      [this.#seals(key)],
    )
    return Streaks.parse(rows)[0]
  }

  async addToStreak(key: string, now: number, since: number): Promise<void> {
    await this.#db.query(
      `insert into matters_streaks as s (key, wrong, last) select unnest($1::text[]), 1, $2::bigint
       on conflict (key) do update set last = $2, wrong = case when s.last > $3 then s.wrong + 1 else 1 end`,
      [this.#seals(key), now, since],
    )
  }

  async endStreak(key: string): Promise<void> {
    await this.#db.query('delete from matters_streaks where key = any($1)', [this.#seals(key)])
  }

  tell<K extends keyof Told>(what: K, told: Told[K]): void {
    this.#telling.tell(what, told)
  }

  onTold<K extends keyof Told>(what: K, hear: (told: Told[K]) => void, missed?: () => void): void {
    this.#telling.onTold(what, hear, missed)
  }

  ask(question: string): Promise<boolean> {
    return this.#telling.ask(question)
  }

  onAsked(answer: (question: string) => boolean): void {
    this.#telling.onAsked(answer)
  }

  async close(): Promise<void> {
    await this.#telling.close()
    await this.#session.close()
  }

  /** In one order in every process: two that write the same rows at once never wait for each other. */
  #seals(key: string): readonly string[] {
    return this.#keys.map((one) => createHmac('sha256', one).update(key).digest('base64url')).sort()
  }
}

const higher = (one: Counted | null, other: Counted): Counted =>
  one && one.consumedPoints >= other.consumedPoints ? one : other
