import type { Busy } from '../../domain/booking/busy.ts'
import { BUSY_RULE } from '../../domain/booking/busy.ts'
import type { Taken } from '../../domain/booking/slots.ts'
import type { CalendarSource, Diary } from '../../domain/school/school.ts'
import type { Clock } from '../../domain/time/clock.ts'
import { CalendarFault } from './fault.ts'
import type { Logger } from '../logger.ts'

const DAY_MS = 86_400_000
/** What a conversation waits for a calendar: all that is said in it meanwhile waits too, and it may be that someone is not safe. */
const WAIT_MS = 2_500

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

/** What is known of a diary's calendar is known as far as the diary goes. */
type Read = Pick<Diary, 'calendar' | 'horizonDays'>

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
  /** Readings under way, with the end of what is waited for them: the same for all who ask meanwhile. */
  readonly #reading = new Map<string, { readonly done: Promise<void>; readonly waited: Promise<void> }>()
  /** When reading last failed, and why: not tried again at every message. */
  readonly #failed = new Map<string, { readonly at: number; readonly code: string }>()

  readonly #waitMs: number

  constructor(of: { readers: BusyReaders; clock: Clock; logger: Logger; waitMs?: number }) {
    this.#waitMs = of.waitMs ?? WAIT_MS
    this.#readers = of.readers
    this.#clock = of.clock
    this.#logger = of.logger
  }

  /**
   * Busy times as well as they are known now; `toBook` wants them newer. A reading that takes long is not waited for: it goes on, and who
   * asks next has it. Undefined: there is no other calendar. Never throws.
   */
  async busy(diary: Read, toBook = false): Promise<Busy | undefined> {
    const key = keyOf(diary)
    if (key === undefined) return undefined
    const fresh = toBook ? BUSY_RULE.freshToBookMs : BUSY_RULE.freshMs
    if (this.#ageOf(key) >= fresh && !this.#failedWithin(key, fresh)) await this.#read(key, diary).waited
    const copy = this.#copies.get(key)
    const age = this.#ageOf(key)
    if (copy && age < BUSY_RULE.freshMs) return { state: 'read', ...told(copy) }
    if (copy && age < BUSY_RULE.oldMs) return { state: 'old', ...told(copy) }
    return { state: 'unknown', ...(copy ? { readAt: new Date(copy.at).toISOString() } : {}) }
  }

  /** Why a calendar could not be read the last time, or is not yet; undefined when it could. */
  faultOf(diary: Read): string | undefined {
    const key = keyOf(diary) ?? ''
    return this.#failed.get(key)?.code ?? (this.#reading.has(key) ? 'timeout' : undefined)
  }

  /** Reads it now, whatever is known and however long it takes: the link worker has just entered it. */
  async check(diary: Read): Promise<void> {
    const key = keyOf(diary)
    if (key !== undefined) await this.#read(key, diary).done
  }

  #ageOf(key: string): number {
    const copy = this.#copies.get(key)
    return copy ? this.#clock.now().getTime() - copy.at : Infinity
  }

  #failedWithin(key: string, ms: number): boolean {
    const failed = this.#failed.get(key)
    return failed !== undefined && this.#clock.now().getTime() - failed.at < ms
  }

  #read(key: string, diary: Read): { done: Promise<void>; waited: Promise<void> } {
    const under = this.#reading.get(key)
    if (under) return under
    const done = this.#readNow(key, diary).finally(() => this.#reading.delete(key))
    const reading = { done, waited: atMost(done, this.#waitMs) }
    this.#reading.set(key, reading)
    return reading
  }

  async #readNow(key: string, { calendar, horizonDays }: Read): Promise<void> {
    if (!calendar) return
    const now = this.#clock.now()
    // The last day is a whole one, and may have 25 hours.
    const window = { from: now, to: new Date(now.getTime() + (horizonDays + 2) * DAY_MS) }
    try {
      const times = await this.#from(calendar, window)
      this.#copies.set(key, { at: now.getTime(), times })
      this.#failed.delete(key)
    } catch (error) {
      const code = error instanceof CalendarFault ? error.code : 'unexpected'
      if (this.#failed.get(key)?.code !== code)
        this.#logger.warn({ calendar: calendar.kind, code }, 'a calendar cannot be read')
      this.#failed.set(key, { at: now.getTime(), code })
    }
  }

  #from(source: CalendarSource, window: { from: Date; to: Date }): Promise<Taken[]> {
    if (source.kind === 'ical') return this.#readers.ical(source, window)
    if (!this.#readers.graph) throw new CalendarFault('not-set-up')
    return this.#readers.graph(source, window)
  }
}

const told = ({ at, times }: Copy) => ({ readAt: new Date(at).toISOString(), times })

/** The same for diaries that want the same of the same calendar; undefined when there is none. */
function keyOf({ calendar, horizonDays }: Read): string | undefined {
  if (!calendar) return undefined
  const address = calendar.kind === 'ical' ? calendar.url : calendar.mailbox.toLowerCase()
  return `${calendar.kind} ${horizonDays} ${address}`
}

/** Resolves when it is done, or when so much time has passed. */
function atMost(done: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<void>((resume) => {
    timer = setTimeout(resume, ms)
  })
  return Promise.race([done, passed]).finally(() => clearTimeout(timer))
}
