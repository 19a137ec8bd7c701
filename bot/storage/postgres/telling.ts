import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { z } from 'zod'
import type { Told } from '../across.ts'
import type { StoreLog } from '../store-log.ts'
import { COLLECTIONS } from '../store.ts'
import { codeOf } from './pool.ts'
import type { Database } from './pool.ts'
import { NOTIFY } from './session.ts'

const LIMITS = {
  /** What comes in so short a time is told together: NOTIFY makes commits wait for one another. */
  gatherMs: 5,
  /** PostgreSQL takes less than 8,000 bytes; one message of ours has some 200. */
  messages: 30,
  /** Kept while the database is away; who hears nothing looks again by themselves. */
  waiting: 10_000,
  /** How long another process may take to say yes. */
  answerMs: 300,
} as const

const Message = z.discriminatedUnion('what', [
  z.object({ what: z.literal('record'), collection: z.enum(COLLECTIONS), id: z.string() }),
  z.object({ what: z.literal('session'), conversation: z.string(), until: z.number().optional() }),
  z.object({ what: z.literal('ask'), nonce: z.string(), question: z.string() }),
  z.object({ what: z.literal('yes'), nonce: z.string() }),
])
type Message = z.infer<typeof Message>
const Payload = z.object({ from: z.string(), messages: z.array(Message) })

/** What processes tell and ask one another by LISTEN and NOTIFY. Told after the commit, so what is told is there to be read. */
export class Telling {
  readonly #db: Database
  readonly #log: StoreLog
  readonly #us = randomBytes(9).toString('base64url')
  readonly #heard = new EventEmitter()
  readonly #missed: (() => void)[] = []
  readonly #asked = new Map<string, () => void>()
  #answer: (question: string) => boolean = () => false
  #waiting: Message[] = []
  #timer: NodeJS.Timeout | undefined
  #sending: Promise<void> = Promise.resolve()

  constructor(db: Database, log: StoreLog) {
    this.#db = db
    this.#log = log
  }

  tell<K extends keyof Told>(what: K, told: Told[K]): void {
    this.#send(Message.parse({ what, ...told }))
  }

  onTold<K extends keyof Told>(what: K, hear: (told: Told[K]) => void, missed?: () => void): void {
    this.#heard.on(what, hear)
    if (missed) this.#missed.push(missed)
  }

  async ask(question: string): Promise<boolean> {
    const nonce = randomBytes(9).toString('base64url')
    const answered = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), LIMITS.answerMs)
      this.#asked.set(nonce, () => {
        clearTimeout(timer)
        resolve(true)
      })
    })
    this.#send({ what: 'ask', nonce, question })
    return answered.finally(() => this.#asked.delete(nonce))
  }

  onAsked(answer: (question: string) => boolean): void {
    this.#answer = answer
  }

  /** A payload came in. One that is not ours to read (of another release) is let go by. */
  heard(text: string): void {
    const payload = Payload.safeParse(parse(text))
    if (!payload.success || payload.data.from === this.#us) return
    for (const message of payload.data.messages) {
      if (message.what === 'yes') this.#asked.get(message.nonce)?.()
      else if (message.what !== 'ask') this.#heard.emit(message.what, message)
      else if (this.#answer(message.question)) this.#send({ what: 'yes', nonce: message.nonce })
    }
  }

  /** Something may not have been heard. */
  missed(): void {
    for (const look of this.#missed) look()
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#sending
    await this.#flush()
  }

  #send(message: Message): void {
    if (this.#waiting.length >= LIMITS.waiting) this.#waiting.shift()
    this.#waiting.push(message)
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#sending = this.#sending.then(() => this.#flush())
    }, LIMITS.gatherMs)
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const messages = this.#waiting.splice(0, LIMITS.messages)
      try {
        await this.#db.query(NOTIFY, [JSON.stringify({ from: this.#us, messages })])
      } catch (error) {
        this.#log.warn({ code: codeOf(error) }, 'other processes could not be told')
      }
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
