import type { Busy } from '../../domain/booking/busy.ts'
import { BUSY_RULE } from '../../domain/booking/busy.ts'
import type { Taken } from '../../domain/booking/slots.ts'
import type { CalendarSource } from '../../domain/school/school.ts'
import type { Clock } from '../../domain/time/clock.ts'
import { CalendarFault } from './fault.ts'
import type { Logger } from '../logger.ts'

/** How far ahead a calendar is read: the furthest horizon a diary may have, and a day. */
const READ_AHEAD_MS = 121 * 86_400_000

/** One kind of calendar. Throws CalendarFault, with a code that quotes nobody. */
export type BusyReader<K extends CalendarSource['kind']> = (
  source: Extract<CalendarSource, { kind: K }>,
  window: { readonly from: Date; readonly to: Date },
) => Promise<Taken[]>

export interface BusyReaders {
  readonly ical: BusyReader<'ical'>
  /** Undefined when the service has no key to Microsoft 365. */
  readonly graph: BusyReader<'graph'> | undefined
}

interface Copy {
  readonly at: number
  readonly times: readonly Taken[]
}

/**
 * When link workers are busy elsewhere. Copies of calendars are kept for busy times only, and only in this process; slots are worked
 * out anew each time. Many who ask at once cause one request.
 */
export class Calendars {
  readonly #readers: BusyReaders
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #copies = new Map<string, Copy>()
  readonly #reading = new Map<string, Promise<boolean>>()
  /** When reading last failed, and why: not tried again at every message. */
  readonly #failed = new Map<string, { readonly at: number; readonly code: string }>()

  constructor(of: { readers: BusyReaders; clock: Clock; logger: Logger }) {
    this.#readers = of.readers
    this.#clock = of.clock
    this.#logger = of.logger
  }

  /** Busy times as well as they are known now; `toBook` wants them newer. Undefined: there is no other calendar. Never throws. */
  async busy(source: CalendarSource | undefined, toBook = false): Promise<Busy | undefined> {
    if (!source) return undefined
    const key = keyOf(source)
    const fresh = toBook ? BUSY_RULE.freshToBookMs : BUSY_RULE.freshMs
    if (this.#ageOf(key) >= fresh && !this.#failedWithin(key, fresh)) await this.#read(key, source)
    const copy = this.#copies.get(key)
    const age = this.#ageOf(key)
    if (copy && age < BUSY_RULE.freshMs) return { state: 'read', ...told(copy) }
    if (copy && age < BUSY_RULE.oldMs) return { state: 'old', ...told(copy) }
    return { state: 'unknown', ...(copy ? { readAt: new Date(copy.at).toISOString() } : {}) }
  }

  /** Why a calendar could not be read the last time; undefined when it could. */
  faultOf(source: CalendarSource): string | undefined {
    return this.#failed.get(keyOf(source))?.code
  }

  /** Reads it now, whatever is known: the link worker has just entered it. */
  async check(source: CalendarSource): Promise<void> {
    await this.#read(keyOf(source), source)
  }

  #ageOf(key: string): number {
    const copy = this.#copies.get(key)
    return copy ? this.#clock.now().getTime() - copy.at : Infinity
  }

  #failedWithin(key: string, ms: number): boolean {
    const failed = this.#failed.get(key)
    return failed !== undefined && this.#clock.now().getTime() - failed.at < ms
  }

  #read(key: string, source: CalendarSource): Promise<boolean> {
    const under = this.#reading.get(key)
    if (under) return under
    const reading = this.#readNow(key, source).finally(() => this.#reading.delete(key))
    this.#reading.set(key, reading)
    return reading
  }

  async #readNow(key: string, source: CalendarSource): Promise<boolean> {
    const now = this.#clock.now()
    const window = { from: now, to: new Date(now.getTime() + READ_AHEAD_MS) }
    try {
      const times = await this.#from(source, window)
      this.#copies.set(key, { at: now.getTime(), times })
      this.#failed.delete(key)
      return true
    } catch (error) {
      const code = error instanceof CalendarFault ? error.code : 'unexpected'
      if (this.#failed.get(key)?.code !== code)
        this.#logger.warn({ calendar: source.kind, code }, 'a calendar cannot be read')
      this.#failed.set(key, { at: now.getTime(), code })
      return false
    }
  }

  #from(source: CalendarSource, window: { from: Date; to: Date }): Promise<Taken[]> {
    if (source.kind === 'ical') return this.#readers.ical(source, window)
    if (!this.#readers.graph) throw new CalendarFault('not-set-up')
    return this.#readers.graph(source, window)
  }
}

const told = ({ at, times }: Copy) => ({ readAt: new Date(at).toISOString(), times })
const keyOf = (source: CalendarSource): string =>
  source.kind === 'ical' ? `ical ${source.url}` : `graph ${source.mailbox.toLowerCase()}`
