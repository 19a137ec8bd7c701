import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { Response } from '../../domain/screening/types.ts'
import type { Speaker } from '../conversations.ts'
import type { CallOutcome } from '../language/guard.ts'
import type { Ask } from '../language/service.ts'

/** A turn that is over, without anything that was said in it. */
export interface ObservedTurn {
  readonly channel: Speaker['channel']
  readonly seconds: number
  /** What was answered to; undefined when nothing was screened (a hello, a resend) or the turn failed. */
  readonly response: Response | undefined
  readonly outcome: 'done' | 'nothing' | 'failed'
}

/** A question to a language service that is over. */
export interface ObservedLanguage {
  readonly ask: Ask
  readonly outcome: CallOutcome
}

/** What is looked up at the moment someone asks, so that it is never old. Times in seconds; undefined what nobody knows now. */
export interface Standings {
  readonly alerts: readonly { readonly school: string; readonly waiting: number; readonly oldest: number }[]
  readonly handoffsWaiting: number | undefined
  /** Conversations with something that has yet to be done. */
  readonly effects: number | undefined
  readonly feeds: readonly {
    readonly feed: string
    readonly age: number | undefined
    readonly entries: number
  }[]
  readonly failingChannels: readonly string[]
  readonly streams: number
  readonly screeningReads: boolean
  readonly storeTakesWrites: boolean
  /** Out of use, as they cannot be read; in use without their last write. */
  readonly recordsSetAside: number
  readonly recordsRestored: number
  /** Questions that the language service is not asked, as it failed. */
  readonly languageOpen: readonly Ask[]
}

/** Upper ends in seconds: most turns take some milliseconds, and a late one is what somebody has to see. */
const TURN_SECONDS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 15]

/**
 * The figures of one process, in the words of Prometheus. No label ever holds an id of a young person, an address or a word that was
 * said: schools, feeds and channels are named by their operators, all else is one of a few words of ours.
 */
export class Metrics {
  readonly #registry = new Registry()
  readonly #turns = new Counter({
    name: 'matters_turns_total',
    help: 'Turns taken, by channel and by how they ended.',
    labelNames: ['channel', 'outcome'] as const,
    registers: [this.#registry],
  })
  readonly #seconds = new Histogram({
    name: 'matters_turn_seconds',
    help: 'From the arrival of a turn until it was committed and could be answered.',
    buckets: TURN_SECONDS,
    registers: [this.#registry],
  })
  readonly #responses = new Counter({
    name: 'matters_responses_total',
    help: 'Messages screened, by the response that they were given.',
    labelNames: ['response'] as const,
    registers: [this.#registry],
  })
  readonly #faults = new Counter({
    name: 'matters_screening_faults_total',
    help: 'Messages that the second stage did not answer: the rules did, and a human was told unless it was only busy.',
    registers: [this.#registry],
  })
  readonly #language = new Counter({
    name: 'matters_language_calls_total',
    help: 'Questions to the language service, by what was asked and how it ended.',
    labelNames: ['ask', 'outcome'] as const,
    registers: [this.#registry],
  })
  readonly #standing: ReadonlyMap<string, Gauge>
  readonly #look: () => Promise<Standings>

  /** `look` is asked each time somebody reads the figures. */
  constructor(look: () => Promise<Standings>) {
    collectDefaultMetrics({ register: this.#registry })
    this.#standing = new Map(
      GAUGES.map(({ name, help, labels }) => [
        name,
        new Gauge({ name, help, labelNames: labels, registers: [this.#registry] }),
      ]),
    )
    this.#look = look
  }

  turn({ channel, seconds, response, outcome }: ObservedTurn): void {
    this.#turns.inc({ channel, outcome })
    if (outcome !== 'nothing') this.#seconds.observe(seconds)
    if (response !== undefined) this.#responses.inc({ response })
  }

  screeningFault(): void {
    this.#faults.inc()
  }

  languageCall({ ask, outcome }: ObservedLanguage): void {
    this.#language.inc({ ask, outcome })
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  /** All figures as Prometheus' text. */
  async text(): Promise<string> {
    const now = await this.#look()
    for (const gauge of this.#standing.values()) gauge.reset()
    for (const { school, waiting, oldest } of now.alerts) {
      this.#set('matters_alerts_waiting', waiting, { school })
      this.#set('matters_alert_oldest_seconds', oldest, { school })
    }
    this.#set('matters_handoffs_waiting', now.handoffsWaiting)
    this.#set('matters_effects_waiting', now.effects)
    for (const { feed, age, entries } of now.feeds) {
      // A feed that was never read has no age; its entries say so.
      this.#set('matters_feed_age_seconds', age, { feed })
      this.#set('matters_feed_entries', entries, { feed })
    }
    for (const channel of now.failingChannels) this.#set('matters_channel_failing', 1, { channel })
    for (const ask of now.languageOpen) this.#set('matters_language_circuit_open', 1, { ask })
    this.#set('matters_streams', now.streams)
    this.#set('matters_screening_reads', Number(now.screeningReads))
    this.#set('matters_store_takes_writes', Number(now.storeTakesWrites))
    this.#set('matters_records_set_aside', now.recordsSetAside)
    this.#set('matters_records_restored', now.recordsRestored)
    return this.#registry.metrics()
  }

  #set(
    name: (typeof GAUGES)[number]['name'],
    value: number | undefined,
    labels: Record<string, string> = {},
  ): void {
    const gauge = this.#standing.get(name)
    // What is not known is left out: a nought would say that all is well.
    if (value === undefined) gauge?.remove(labels)
    else gauge?.set(labels, value)
  }
}

const GAUGES = [
  {
    name: 'matters_alerts_waiting',
    help: 'Alerts that nobody has acknowledged, by school.',
    labels: ['school'],
  },
  {
    name: 'matters_alert_oldest_seconds',
    help: 'Age of the oldest alert that nobody has acknowledged, by school.',
    labels: ['school'],
  },
  { name: 'matters_handoffs_waiting', help: 'Summaries that no link worker has acknowledged.', labels: [] },
  {
    name: 'matters_effects_waiting',
    help: 'Conversations with something that was decided and has yet to be done.',
    labels: [],
  },
  {
    name: 'matters_feed_age_seconds',
    help: 'Since a feed was last read well, by feed.',
    labels: ['feed'],
  },
  { name: 'matters_feed_entries', help: 'Entries of a feed that can be suggested.', labels: ['feed'] },
  {
    name: 'matters_channel_failing',
    help: '1 for each channel of alerts whose last try failed.',
    labels: ['channel'],
  },
  {
    name: 'matters_language_circuit_open',
    help: '1 for each question that the language service is not asked for a while, as it failed.',
    labels: ['ask'],
  },
  { name: 'matters_streams', help: 'Tabs that are connected to this process.', labels: [] },
  {
    name: 'matters_screening_reads',
    help: '1 while the second stage of the screening answers.',
    labels: [],
  },
  { name: 'matters_store_takes_writes', help: '1 while the store takes writes.', labels: [] },
  { name: 'matters_records_set_aside', help: 'Records that cannot be read and are out of use.', labels: [] },
  {
    name: 'matters_records_restored',
    help: 'Records in use without their last write, as it could not be read.',
    labels: [],
  },
] as const satisfies readonly { name: string; help: string; labels: readonly string[] }[]
