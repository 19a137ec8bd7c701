import { afterTry, claimed, dueAt, isWaiting } from '../../domain/handoff/outgoing.ts'
import type { Outgoing } from '../../domain/handoff/outgoing.ts'
import type { Handoff } from '../../domain/handoff/types.ts'
import type { School } from '../../domain/school/school.ts'
import type { Clock } from '../../domain/time/clock.ts'
import { factsForKeeping } from '../inbox/facts.ts'
import type { Glossary } from '../inbox/facts.ts'
import type { Logger } from '../logger.ts'
import { alerts } from '../records/alerts.ts'
import { handoffs } from '../records/handoffs.ts'
import type { Schools } from '../schools.ts'
import { VersionConflict } from '../storage/errors.ts'
import type { Collection, Store } from '../storage/store.ts'
import type { Outcome } from './channel.ts'
import type { SchoolSenders } from './handoff-senders.ts'
import { Rounds } from './rounds.ts'

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
  readonly #rounds: Rounds

  constructor(options: HandoffDeliveryOptions) {
    const { clock, logger } = options
    this.#o = options
    this.#handoffs = options.store.collection(handoffs)
    this.#rounds = new Rounds({
      clock,
      scanMs: LIMITS.scanMs,
      againMs: LIMITS.againMs,
      scan: async (next, now) => {
        for (const { id } of await this.#handoffs.list({ outgoing: true }))
          if (!next.has(id)) next.set(id, now)
      },
      work: (id, next) => this.#sendDue(id, next),
      onFault: (error, id) =>
        id === undefined
          ? logger.error({ err: error }, 'handoffs on their way could not be looked for')
          : logger.error({ handoff: id, err: error }, 'a handoff could not be sent on'),
    })
  }

  /** Takes up what waits, and from now on whatever comes. */
  start(): void {
    this.#rounds.start()
  }

  /** A handoff has something to leave. Before the start nothing does. */
  wake(id: string): void {
    this.#rounds.wake(id)
  }

  /** Sends everything whose time has come by the clock; resolves when it is sent and noted. */
  run(): Promise<void> {
    return this.#rounds.run()
  }

  /** Waits for what is being sent; the rest is taken up at the next start. */
  close(): Promise<void> {
    return this.#rounds.close()
  }

  #now(): number {
    return this.#o.clock.now().getTime()
  }

  async #sendDue(id: string, next: Map<string, number>): Promise<void> {
    const stored = await this.#handoffs.get(id)
    const school = stored && this.#o.schools.byId(stored.body.school)
    if (!stored || !school || stored.body.status !== 'sent') {
      next.delete(id)
      return
    }
    const { senders } = this.#o.senders(school)
    const now = this.#now()
    for (const one of stored.body.outgoing) {
      const at = dueAt(one)
      if (at === undefined || at > now || !senders.has(one.to)) continue
      await this.#sendOne(id, one.id, school)
    }
    await this.#settle(id, new Set(senders.keys()), next)
  }

  /** When to look at it again. */
  async #settle(id: string, working: ReadonlySet<string>, next: Map<string, number>): Promise<void> {
    const waiting = ((await this.#handoffs.get(id))?.body.outgoing ?? []).filter(isWaiting)
    if (waiting.length === 0) {
      next.delete(id)
      return
    }
    const unset = this.#now() + LIMITS.againMs
    next.set(id, Math.min(...waiting.map((one) => (working.has(one.to) ? (dueAt(one) ?? unset) : unset))))
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
