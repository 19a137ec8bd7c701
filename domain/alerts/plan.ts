import type { Alert } from '../handoff/types.ts'
import type { NextRead } from '../school/duty.ts'
import type { DutyContact, School } from '../school/school.ts'
import { hasFailed } from './record.ts'
import type { Delivery } from './record.ts'
import type { ChannelSettings, Step } from './settings.ts'

const MINUTE = 60_000

/** A step of an alert that a channel is to take, and when. */
export interface Planned {
  /** The event id: alert, step and channel (and the round, from the second on). The same however often this is worked out. */
  readonly id: string
  readonly step: number
  readonly channel: ChannelSettings
  readonly dueAt: Date
}

export interface PlanOptions {
  readonly school: School
  /** Channels that are set up; others are planned for by those that are. */
  readonly working: ReadonlySet<string>
  /** Who reads at a moment or next: the very function whose answer the young person is told. */
  readonly nextRead: (at: Date) => NextRead | undefined
}

/**
 * Every delivery of an alert that nobody has acknowledged: each step by each of its channels. Steps wait for duty hours and count
 * their minutes within them, but on channels that do not wait. Where a channel has failed a step, the others take that step at once.
 * With nobody known to read within ten weeks nothing is waited for. Empty when a person has acknowledged.
 */
export function planOf(alert: Alert, of: PlanOptions): Planned[] {
  if (alert.acknowledged) return []
  const { steps, channels } = of.school.alerts
  const working = channels.filter(({ id }) => of.working.has(id))
  const start = new Date(alert.roundAt ?? alert.raisedAt)
  const atOnce = timesOf(steps, start, (at) => at)
  const waits = working.some((channel) => waitsForHours(channel, alert))
  const inHours = waits ? timesOf(steps, start, (at) => of.nextRead(at)?.at ?? at) : atOnce
  return steps.flatMap((step, index) => {
    const own = working.filter(({ id }) => step.channels === 'all' || step.channels.includes(id))
    const failedAt = firstFailure(alert, index)
    return working.flatMap((channel) => {
      const times = waitsForHours(channel, alert) ? inHours : atOnce
      const isIts = own.length === 0 || own.includes(channel)
      const dueAt = earliest(isIts ? times[index] : undefined, failedAt)
      return dueAt ? [{ id: eventId(alert, index, channel.id), step: index, channel, dueAt }] : []
    })
  })
}

export interface Due {
  readonly now: readonly Planned[]
  /** When to look again; undefined when nothing is left to do. */
  readonly next: Date | undefined
}

/** What of a plan is to be sent at this moment: its time has come, it is not done, nobody is at it, and no wait after a failure is left. */
export function dueOf(alert: Alert, plan: readonly Planned[], now: Date): Due {
  const due: Planned[] = []
  let next: Date | undefined
  for (const planned of plan) {
    const made = alert.deliveries.find(({ id }) => id === planned.id)
    if (made?.doneAt !== undefined) continue
    const at = latest(planned.dueAt, made?.claim?.until, made?.retryAt)
    if (at <= now) due.push(planned)
    else next = earliest(next, at)
  }
  return { now: due, next }
}

/** The duty contacts whom a step tells at this moment. All of them when nobody is known to read, or when the step names nobody here. */
export function toldBy(step: Step | undefined, at: Date, of: PlanOptions): readonly DutyContact[] {
  const all = of.school.dutyContacts
  const tell = step?.tell ?? 'all'
  if (tell === 'all') return all
  const read = tell === 'on-duty' ? of.nextRead(at)?.contact : undefined
  const named = tell === 'on-duty' ? (read ? [read] : []) : all.filter(({ id }) => tell.includes(id))
  return named.length > 0 ? named : all
}

function waitsForHours(channel: ChannelSettings, alert: Alert): boolean {
  if (channel.when === 'always') return false
  return channel.when === 'hours' || alert.concern.response !== 'act-now'
}

/** When each step comes: as long after the one before as the settings say, and then when `wait` lets it. */
function timesOf(steps: readonly Step[], start: Date, wait: (at: Date) => Date): Date[] {
  const times: Date[] = []
  let at = start
  let minutes = 0
  for (const { afterMinutes } of steps) {
    at = wait(new Date(at.getTime() + (afterMinutes - minutes) * MINUTE))
    minutes = afterMinutes
    times.push(at)
  }
  return times
}

const isOf = (alert: Alert, step: number) => (delivery: Delivery) =>
  delivery.round === alert.round && delivery.step === step

/** When some channel first failed a step, if one has. */
function firstFailure(alert: Alert, step: number): Date | undefined {
  const failures = alert.deliveries
    .filter(isOf(alert, step))
    .filter(hasFailed)
    .flatMap(({ attempts }) => attempts.filter(({ ok }) => !ok).map(({ at }) => new Date(at)))
  return failures.reduce<Date | undefined>((first, at) => earliest(first, at), undefined)
}

function eventId(alert: Alert, step: number, channel: string): string {
  const round = alert.round === 1 ? '' : `.r${alert.round}`
  return `${alert.id}${round}.s${step}.${channel}`
}

function earliest(...times: (Date | undefined)[]): Date | undefined {
  return times.reduce((first, at) => (at && (!first || at < first) ? at : first), undefined)
}

function latest(first: Date, ...others: (string | undefined)[]): Date {
  const all = others.filter((at) => at !== undefined).map((at) => new Date(at))
  return all.reduce((last, at) => (at > last ? at : last), first)
}
