import type { Weekday } from '../time/london.ts'
import type { PeopleWords } from './whose.ts'

/** What may be said of something to go to besides when, how far and in which language. */
export const FACTS = [
  'free',
  'quiet',
  'step-free',
  'online',
  'in-person',
  'girls',
  'boys',
  'mixed',
  'with-someone',
  'no-wait',
  'no-calls',
] as const
export type Fact = (typeof FACTS)[number]

/** Words of one thought, in comparable form. */
export type Clause = readonly string[]

export type DayPart = 'morning' | 'afternoon' | 'after-school' | 'evening' | 'weekend'

/** How times, distance, money and company are said, in one language; the lists are data (content/understanding/needs.yaml). */
export interface NeedWords {
  readonly days: Readonly<Partial<Record<Weekday, readonly string[]>>>
  readonly dayGroups: readonly { readonly days: readonly Weekday[]; readonly said: readonly string[] }[]
  readonly parts: Readonly<Partial<Record<DayPart, readonly string[]>>>
  readonly after: readonly string[]
  /** Phrases in which the words of a time mean something else. */
  readonly notTimes: readonly string[]
  /** Where a new thought begins: "not weekends *because* i'm at my dad's". */
  readonly breaks: readonly string[]
  /** Phrases whose last word begins none: "is so". */
  readonly joined: readonly string[]
  /** About coming, and so an answer beside a time. */
  readonly can: readonly string[]
  readonly cannot: readonly string[]
  /** Wishes beside a time. */
  readonly looking: readonly string[]
  /** A no, which by itself is about coming only when nothing else is said. */
  readonly no: readonly string[]
  /** A no to a thing and not to a time. */
  readonly dislike: readonly string[]
  /** Where what is said shortly after is wished for. */
  readonly wishes: readonly string[]
  /** Words for oneself: "i'm free" is no wish for something free. */
  readonly self: readonly string[]
  /** Words that may stand beside a time and leave it an answer about times. */
  readonly small: readonly string[]
  /** `is` in kilometres, as of `units`; of `coins` in pounds. */
  readonly distances: readonly { readonly is: number; readonly said: readonly string[] }[]
  readonly limits: readonly string[]
  /** Limits only where the thought begins with them or with a wish. */
  readonly limitsFirst: readonly string[]
  /** Limits of money alone. */
  readonly purse: readonly string[]
  /** Limits behind their figure. */
  readonly limitsAfter: readonly string[]
  readonly units: readonly { readonly is: number; readonly said: readonly string[] }[]
  readonly coins: readonly { readonly is: number; readonly said: readonly string[] }[]
  readonly numbers: Readonly<Record<string, number>>
  /**
   * One that begins with `=` counts only when nothing else is said with it, with `~` also where a wish stands shortly before; with `!` it makes the
   * thought one that asks for nothing of the kind.
   */
  readonly facts: Readonly<Partial<Record<Fact, readonly string[]>>>
  readonly languages: Readonly<Record<string, readonly string[]>>
  readonly languageCues: readonly string[]
  readonly people: PeopleWords
}
