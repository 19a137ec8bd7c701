import type { Texts } from '../../content/load-texts.ts'
import { waitBeforeRetry } from '../../domain/alerts/backoff.ts'
import { dueOf, planOf, toldBy } from '../../domain/alerts/plan.ts'
import type { Planned, PlanOptions } from '../../domain/alerts/plan.ts'
import { INTERRUPTED, withAttempt } from '../../domain/alerts/record.ts'
import type { Delivery } from '../../domain/alerts/record.ts'
import type { Alert } from '../../domain/handoff/types.ts'
import { concernWith, keptFor } from '../../domain/redaction/receivers.ts'
import type { School } from '../../domain/school/school.ts'
import type { Clock } from '../../domain/time/clock.ts'
import type { DutyHours } from '../duty.ts'
import type { Redactor } from '../language/redactor.ts'
import type { Logger } from '../logger.ts'
import { KeyedQueue } from '../queue.ts'
import { alerts } from '../records/alerts.ts'
import type { Schools } from '../schools.ts'
import { takesNoWrites, VersionConflict } from '../storage/errors.ts'
import type { Collection, Store } from '../storage/store.ts'
import type { AlertChannel, Outcome } from './channel.ts'
import type { ChannelHealth } from './health.ts'
import { alertMessage } from './message.ts'
import { Rounds } from './rounds.ts'
import { UnkeptTries } from './unkept-tries.ts'

const LIMITS = {
  /** Others write an alert for moments: the inbox, the outbox, our own channels side by side. */
  tries: 10,
  /** Three times what a channel may take to answer: past it, the process that was sending is gone. */
  claimMs: 45_000,
  /** Open alerts are looked for this often: those another process left behind. */
  scanMs: 60_000,
  /** And all of them are opened this often, whatever we thought was next: another process may have told more. */
  openMs: 600_000,
  /** After the store failed. */
  againMs: 5_000,
} as const

export interface DeliveryOptions {
  readonly store: Store
  readonly schools: Schools
  readonly channels: (school: School) => readonly AlertChannel[]
  readonly dutyHours: DutyHours
  readonly texts: Texts
  readonly publicUrl: string
  readonly clock: Clock
  /** From 0 to 1, for the waits between tries. */
  readonly chance: () => number
  /** What this process signs its claims with. */
  readonly processId: string
  readonly health: ChannelHealth
  readonly redactor: Redactor
  readonly logger: Logger
}

type Redacted = NonNullable<Alert['redacted']>

/** An alert with its words as they leave; `redacted` is to be kept with it. */
interface Leaving {
  readonly alert: Alert
  readonly redacted: Redacted | undefined
}

const wordsOf = ({ evidence, alsoSaid }: Omit<Redacted, 'count'>): Omit<Redacted, 'count'> => ({
  evidence,
  alsoSaid,
})

/**
 * Alerts on their way out, step after step until a person acknowledges. What was tried stands on the alert's own record: a
 * delivery is claimed there before it is sent (a write that fails if another process was first) and its outcome is noted after, so
 * that a crash costs at most one message sent twice with one event id, and never one that is not sent. A store that takes no writes holds nothing
 * back: what cannot be signed for is remembered, and sent all the same.
 */
export class AlertDelivery {
  readonly #o: DeliveryOptions
  readonly #alerts: Collection<Alert, ReturnType<(typeof alerts)['index']>>
  readonly #writes = new KeyedQueue()
  readonly #rounds: Rounds
  readonly #unkept = new UnkeptTries()
  #openedAt = -Infinity

  constructor(options: DeliveryOptions) {
    const { clock, logger } = options
    this.#o = options
    this.#alerts = options.store.collection(alerts)
    this.#rounds = new Rounds({
      clock,
      scanMs: LIMITS.scanMs,
      againMs: LIMITS.againMs,
      scan: (next, now) => this.#scan(next, now),
      work: (id, next) => this.#sendDue(id, next),
      // Also a record that cannot be opened: the inbox says so to its readers.
      onFault: (error, id) =>
        id === undefined
          ? logger.error({ err: error }, 'open alerts could not be looked for')
          : logger.error({ alert: id, err: error }, 'an alert could not be sent on'),
    })
  }

  /** Takes up what waits, and from now on whatever comes. */
  start(): void {
    this.#rounds.start()
  }

  /** An alert was raised, or has more in it. Before the start nothing leaves. */
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

  async #scan(next: Map<string, number>, now: number): Promise<void> {
    const opensAll = now - this.#openedAt >= LIMITS.openMs
    if (opensAll) this.#openedAt = now
    const listed = await this.#alerts.list({ acknowledged: false })
    const open = new Set(listed.map(({ id }) => id))
    if (opensAll) this.#tellOfOrphans(listed.map(({ index }) => index.school))
    for (const id of next.keys()) if (!open.has(id)) next.delete(id)
    this.#unkept.keepOnly(open)
    for (const id of open) if (opensAll || !next.has(id)) next.set(id, now)
  }

  /** Open alerts of schools that are not here any more go nowhere, and nobody signs in to read them: an operator must know. */
  #tellOfOrphans(schoolOfEach: readonly string[]): void {
    const gone = schoolOfEach.filter((school) => !this.#o.schools.byId(school))
    for (const school of new Set(gone)) {
      const count = gone.filter((one) => one === school).length
      this.#o.logger.error(
        { school, alerts: count },
        'alerts of a school that is not here any more wait for nobody',
      )
    }
  }

  /** Sends what is due of one alert; what that brings forward (another channel, after a failure) goes in the same go. */
  async #sendDue(id: string, next: Map<string, number>): Promise<void> {
    for (;;) {
      const claimed = await this.#claim(id)
      if (claimed.due.length === 0) {
        next.set(id, claimed.next?.getTime() ?? Infinity)
        return
      }
      await Promise.all(claimed.due.map((send) => send()))
      if (this.#rounds.isClosed) return
    }
  }

  /** Signs for what is due, in one write, so that nobody else sends it. */
  async #claim(id: string): Promise<{ due: (() => Promise<void>)[]; next: Date | undefined }> {
    let leaving: Leaving | undefined
    for (let tries = 1; ; tries += 1) {
      const stored = await this.#alerts.get(id)
      const school = stored && this.#o.schools.byId(stored.body.school)
      if (!stored || !school) return { due: [], next: undefined }
      const alert = this.#unkept.over(stored.body)
      const now = this.#o.clock.now()
      const channels = this.#o.channels(school)
      const options: PlanOptions = {
        school,
        working: new Set(channels.map((channel) => channel.id)),
        nextRead: (at) => this.#o.dutyHours(school, at),
      }
      const due = dueOf(alert, planOf(alert, options), now)
      if (due.now.length === 0)
        return { due: [], next: await this.#keepWhatWasTried(alert, stored.version, due.next) }
      const claims = due.now.map((planned) => this.#signFor(alert, planned, options, now))
      if (leaving?.alert.concern.count !== alert.concern.count)
        leaving = await this.#asItLeaves(alert, school)
      const { redacted } = leaving
      const ids = new Set(claims.map((one) => one.id))
      const others = alert.deliveries.filter((one) => !ids.has(one.id))
      try {
        const deliveries = [...others, ...claims]
        await this.#alerts.put(id, { ...alert, ...(redacted && { redacted }), deliveries }, stored.version)
        this.#unkept.forget(id)
      } catch (error) {
        if (error instanceof VersionConflict && tries < LIMITS.tries) continue
        if (!takesNoWrites(error)) throw error
        this.#unkept.add(id, claims)
      }
      const leaves = leaving.alert
      const sends = claims.flatMap((claim) => {
        const channel = channels.find((one) => one.id === claim.channel)
        return channel ? [() => this.#send(leaves, school, claim, channel)] : []
      })
      return { due: sends, next: due.next }
    }
  }

  /** Writes down what left while nothing could be written, when it can. Gives when to look again. */
  async #keepWhatWasTried(alert: Alert, version: number, next: Date | undefined): Promise<Date | undefined> {
    if (!this.#unkept.has(alert.id)) return next
    try {
      await this.#alerts.put(alert.id, alert, version)
      this.#unkept.forget(alert.id)
      return next
    } catch (error) {
      if (!takesNoWrites(error) && !(error instanceof VersionConflict)) throw error
      const again = new Date(this.#now() + LIMITS.scanMs)
      return next && next < again ? next : again
    }
  }

  /** The delivery with this process's claim on it. A claim that has lapsed was a try nobody knows the end of. */
  #signFor(alert: Alert, planned: Planned, options: PlanOptions, now: Date): Delivery {
    const known = alert.deliveries.find(({ id }) => id === planned.id)
    const before: Delivery = known ?? {
      id: planned.id,
      round: alert.round,
      step: planned.step,
      channel: planned.channel.id,
      told: [],
      attempts: [],
      tried: 0,
    }
    const settled = before.claim
      ? withAttempt(before, { at: before.claim.at, ok: false, code: INTERRUPTED })
      : before
    const step = options.school.alerts.steps[planned.step]
    return {
      ...settled,
      told: toldBy(step, now, options).map(({ id }) => id),
      claim: {
        by: this.#o.processId,
        at: now.toISOString(),
        until: new Date(now.getTime() + LIMITS.claimMs).toISOString(),
      },
    }
  }

  async #send(alert: Alert, school: School, claim: Delivery, channel: AlertChannel): Promise<void> {
    const at = this.#o.clock.now()
    const message = alertMessage(this.#o.texts, {
      alert,
      school,
      eventId: claim.id,
      step: claim.step,
      told: school.dutyContacts.filter(({ id }) => claim.told.includes(id)),
      publicUrl: this.#o.publicUrl,
    })
    const outcome = await channel.send(message, at)
    try {
      await this.#writes.run(alert.id, () => this.#note(alert.id, claim.id, at, outcome))
    } finally {
      // After it is written down: who reads of a failure may end this process, and the next one must know of it.
      this.#log(alert, claim, outcome)
      this.#o.health.note(school.id, channel.id, outcome)
    }
  }

  /**
   * Words leave only where a school wants them to, and then without what is nobody else's business: the inbox has all of it. They are looked
   * through once, for every channel and step, until more is said, or as long as whoever was to look as well has not answered.
   */
  async #asItLeaves(alert: Alert, school: School): Promise<Leaving> {
    if (!school.alerts.words) return { alert, redacted: undefined }
    const { concern, preferredName, redacted } = alert
    if (redacted?.count === concern.count)
      return { alert: { ...alert, concern: { ...concern, ...wordsOf(redacted) } }, redacted }
    const texts = [concern.evidence, ...concern.alsoSaid]
    const keeps = keptFor('alert')
    const change = await this.#o.redactor.for({ school, texts, keeps, name: preferredName })
    const now = concernWith(concern, change)
    const kept = { count: concern.count, ...wordsOf(now) }
    return { alert: { ...alert, concern: now }, redacted: change.isWhole ? kept : undefined }
  }

  /** Notes what came of a try, on the record as it stands by then. */
  async #note(id: string, delivery: string, at: Date, outcome: Outcome): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const stored = await this.#alerts.get(id)
      if (!stored) return
      const alert = this.#unkept.over(stored.body)
      const deliveries = alert.deliveries.map((one) =>
        one.id === delivery ? this.#after(one, at, outcome) : one,
      )
      try {
        await this.#alerts.put(id, { ...alert, deliveries }, stored.version)
        this.#unkept.forget(id)
        return
      } catch (error) {
        if (takesNoWrites(error)) {
          this.#unkept.add(
            id,
            deliveries.filter((one) => one.id === delivery),
          )
          return
        }
        if (!(error instanceof VersionConflict) || tries >= LIMITS.tries) throw error
      }
    }
  }

  #after(delivery: Delivery, at: Date, outcome: Outcome): Delivery {
    const { ok, code } = outcome
    const tried = withAttempt(delivery, {
      at: at.toISOString(),
      ok,
      ...(code === undefined ? {} : { code }),
    })
    if (outcome.ok) return { ...tried, doneAt: at.toISOString() }
    const wait = waitBeforeRetry(tried.tried, this.#o.chance(), outcome.retryAfterMs)
    return { ...tried, retryAt: new Date(this.#now() + wait).toISOString() }
  }

  #log(alert: Alert, { step, channel, tried }: Delivery, outcome: Outcome): void {
    const fields = { alert: alert.id, school: alert.school, channel, step: step + 1, tried: tried + 1 }
    const { code } = outcome
    if (!outcome.ok) this.#o.logger.warn({ ...fields, code }, 'an alert was not taken and is tried again')
    else if (code !== undefined) this.#o.logger.warn({ ...fields, code }, 'an alert was taken in part')
    else this.#o.logger.info(fields, 'an alert was sent')
  }
}
