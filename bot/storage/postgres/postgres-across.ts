import { createHmac } from 'node:crypto'
import { RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible'
import { z } from 'zod'
import type { Across, Counter, Streak, Told } from '../across.ts'
import { deriveKey } from '../keys.ts'
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
  /** Keys are people's addresses and accounts, among others: the tables know only their seals. */
  readonly #key: Buffer
  #session!: Session

  private constructor(db: Database, keyring: Keyring, log: StoreLog) {
    this.#db = db
    this.#telling = new Telling(db, log)
    this.#key = deriveKey(keyring, 'across')
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
    const { rowCount } = await this.#db.query(
      'insert into matters_notes (key, value, until) values ($1, 0, $2) on conflict do nothing',
      [this.#seal(key), Math.ceil(until)],
    )
    return rowCount === 1
  }

  async note(key: string, value: number, until: number): Promise<void> {
    await this.#db.query(
      `insert into matters_notes as n (key, value, until) values ($1, $2, $3)
       on conflict (key) do update set value = excluded.value, until = excluded.until where n.value <= excluded.value`,
      [this.#seal(key), value, Math.ceil(until)],
    )
  }

  async noted(key: string): Promise<number | undefined> {
    const { rows } = await this.#db.query('select value from matters_notes where key = $1', [this.#seal(key)])
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
      consume: (key) => counter.consume(this.#seal(key)),
      get: (key) => counter.get(this.#seal(key)),
    }
  }

  async streak(key: string): Promise<Streak | undefined> {
    const { rows } = await this.#db.query('select wrong, last from matters_streaks where key = $1', [
      this.#seal(key),
    ])
    return Streaks.parse(rows)[0]
  }

  async addToStreak(key: string, now: number, since: number): Promise<void> {
    await this.#db.query(
      `insert into matters_streaks as s (key, wrong, last) values ($1, 1, $2)
       on conflict (key) do update set last = $2, wrong = case when s.last > $3 then s.wrong + 1 else 1 end`,
      [this.#seal(key), now, since],
    )
  }

  async endStreak(key: string): Promise<void> {
    await this.#db.query('delete from matters_streaks where key = $1', [this.#seal(key)])
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

  #seal(key: string): string {
    return createHmac('sha256', this.#key).update(key).digest('base64url')
  }
}
