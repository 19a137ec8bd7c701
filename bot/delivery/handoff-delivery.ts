import { afterTry, claimed, dueAt, isWaiting } from '../../domain/handoff/outgoing.ts'
import type { Outgoing } from '../../domain/handoff/outgoing.ts'
import type { Handoff } from '../../domain/handoff/types.ts'
import type { School } from '../../domain/school/school.ts'
import type { Clock } from '../../domain/time/clock.ts'
import { factsForKeeping } from '../inbox/facts.ts'
import type { Glossary } from '../inbox/facts.ts'
import { describeError } from '../logger.ts'
import type { Logger } from '../logger.ts'
import { KeyedQueue } from '../queue.ts'
import { alerts } from '../records/alerts.ts'
import { handoffs } from '../records/handoffs.ts'
import type { Schools } from '../schools.ts'
import { VersionConflict } from '../storage/errors.ts'
import type { Collection, Store } from '../storage/store.ts'
import type { Outcome } from './channel.ts'
import type { SchoolSenders } from './handoff-senders.ts'

const LIMITS = {
  /** Others write a handoff for moments: the inbox, a new agreement. */
  tries: 10,
  /** How often what another process left behind is looked for. */
  scanMs: 60_000,
  /** After the store failed, and while a school's way out is not set up. */
  againMs: 60_000,
} as const

export interface HandoffDeliveryOptions {
  readonly store: Store
  readonly schools: Schools
  readonly senders: (school: School) => SchoolSenders
  readonly glossary: Glossary
  readonly clock: Clock
  /** From 0 to 1, for the waits between tries. */
  readonly chance: () => number
  readonly processId: string
  readonly logger: Logger
}

/**
 * Handoffs on their way out of the inbox. What is to leave stands on the handoff's own record until it is taken: it is claimed there
 * before it is sent and noted after, so that a crash costs at most a second try with the same id. What was taken back does not leave.
 */
export class HandoffDelivery {
  readonly #o: HandoffDeliveryOptions
  readonly #handoffs: Collection<Handoff, ReturnType<(typeof handoffs)['index']>>
  readonly #queue = new KeyedQueue()
  readonly #next = new Map<string, number>()
  #scannedAt = -Infinity
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()
  #state: 'idle' | 'started' | 'closed' = 'idle'

  constructor(options: HandoffDeliveryOptions) {
    this.#o = options
    this.#handoffs = options.store.collection(handoffs)
  }

  /** Takes up what waits, and from now on whatever comes. */
  start(): void {
    this.#state = 'started'
    this.#schedule()
  }

  /** A handoff has something to leave. Before the start nothing does. */
  wake(id: string): void {
    this.#next.set(id, 0)
    if (this.#state === 'started') void this.#take(id).then(() => this.#schedule())
  }

  /** Sends everything whose time has come by the clock; resolves when it is sent and noted. */
  async run(): Promise<void> {
    const now = this.#now()
    if (now - this.#scannedAt >= LIMITS.scanMs) await this.#scan(now)
    const due = [...this.#next].filter(([, at]) => at <= now)
    await Promise.all(due.map(([id]) => this.#take(id)))
  }

  /** Waits for what is being sent; the rest is taken up at the next start. */
  async close(): Promise<void> {
    this.#state = 'closed'
    clearTimeout(this.#timer)
    await this.#running
    await this.#queue.idle()
  }

  #now(): number {
    return this.#o.clock.now().getTime()
  }

  #schedule(): void {
    clearTimeout(this.#timer)
    if (this.#state !== 'started') return
    const soonest = Math.min(this.#scannedAt + LIMITS.scanMs, ...this.#next.values())
    const wait = Math.min(Math.max(soonest - this.#now(), 0), LIMITS.scanMs)
    this.#timer = setTimeout(() => {
      this.#running = this.run().then(() => this.#schedule())
    }, wait)
    this.#timer.unref()
  }

  async #scan(now: number): Promise<void> {
    this.#scannedAt = now
    try {
      for (const { id } of await this.#handoffs.list({ outgoing: true })) {
        if (!this.#next.has(id)) this.#next.set(id, now)
      }
    } catch (error) {
      this.#o.logger.error({ err: describeError(error) }, 'handoffs on their way could not be looked for')
    }
  }

  #take(id: string): Promise<void> {
    return this.#queue.run(id, async () => {
      try {
        await this.#sendDue(id)
      } catch (error) {
        this.#next.set(id, this.#now() + LIMITS.againMs)
        this.#o.logger.error({ handoff: id, err: describeError(error) }, 'a handoff could not be sent on')
      }
    })
  }

  async #sendDue(id: string): Promise<void> {
    const stored = await this.#handoffs.get(id)
    const school = stored && this.#o.schools.byId(stored.body.school)
    if (!stored || !school || stored.body.status !== 'sent') {
      this.#next.delete(id)
      return
    }
    const { senders } = this.#o.senders(school)
    const now = this.#now()
    for (const one of stored.body.outgoing) {
      const at = dueAt(one)
      if (at === undefined || at > now || !senders.has(one.to)) continue
      await this.#sendOne(id, one.id, school)
    }
    await this.#settle(id, new Set(senders.keys()))
  }

  /** When to look at it again. */
  async #settle(id: string, working: ReadonlySet<string>): Promise<void> {
    const waiting = ((await this.#handoffs.get(id))?.body.outgoing ?? []).filter(isWaiting)
    if (waiting.length === 0) {
      this.#next.delete(id)
      return
    }
    const unset = this.#now() + LIMITS.againMs
    this.#next.set(
      id,
      Math.min(...waiting.map((one) => (working.has(one.to) ? (dueAt(one) ?? unset) : unset))),
    )
  }

  async #sendOne(id: string, outgoing: string, school: School): Promise<void> {
    const { clock, processId, glossary, store } = this.#o
    const at = clock.now()
    const claimedNow = await this.#change(id, outgoing, (one) => {
      const due = dueAt(one)
      return due !== undefined && due <= at.getTime() ? claimed(one, processId, at) : undefined
    })
    const sender = claimedNow && this.#o.senders(school).senders.get(claimedNow.one.to)
    if (!claimedNow || !sender) return
    const { handoff, one } = claimedNow
    const found = await store.collection(alerts).find({ school: school.id, conversation: id })
    const told = found.map(({ body }) => body).sort((a, b) => a.raisedAt.localeCompare(b.raisedAt))
    const facts = factsForKeeping(glossary, at)
    const outcome = await sender({ school, handoff, alerts: told, outgoing: one, facts, at })
    this.#log(id, one, outcome)
    await this.#change(id, outgoing, (now) => afterTry(now, outcome, clock.now(), this.#o.chance()))
  }

  /** Changes one entry of the record as it stands by then; undefined when there is nothing to change. */
  async #change(
    id: string,
    outgoing: string,
    change: (one: Outgoing) => Outgoing | undefined,
  ): Promise<{ handoff: Handoff; one: Outgoing } | undefined> {
    for (let tries = 1; ; tries += 1) {
      const stored = await this.#handoffs.get(id)
      const before = stored?.body.outgoing.find((one) => one.id === outgoing)
      const after = before && change(before)
      if (!stored || !after) return undefined
      const list = stored.body.outgoing.map((one) => (one.id === outgoing ? after : one))
      const handoff = { ...stored.body, outgoing: list }
      try {
        await this.#handoffs.put(id, handoff, stored.version)
        return { handoff, one: after }
      } catch (error) {
        if (!(error instanceof VersionConflict) || tries >= LIMITS.tries) throw error
      }
    }
  }

  #log(id: string, { to, tried }: Outgoing, outcome: Outcome): void {
    const fields = { handoff: id, to, tried: tried + 1 }
    if (outcome.ok) this.#o.logger.info(fields, 'a handoff was taken')
    else this.#o.logger.warn({ ...fields, code: outcome.code }, 'a handoff was not taken and is tried again')
  }
}
