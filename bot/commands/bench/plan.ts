/** How long and how often everything is measured. Milliseconds. */
export interface Plan {
  /** Every server is loaded with so many turns before anything counts, or for so long: JavaScript is slow until it is compiled. */
  readonly warmUp: { readonly turns: number; readonly ms: number }
  /** One window of measuring a server at one load; windows of the servers take turns. */
  readonly windowMs: number
  /** Windows of each server at each load; the figures are the medians. */
  readonly rounds: number
  /** Young people at once. */
  readonly loads: readonly number[]
  /** Times the service is started to see how long that takes. */
  readonly starts: number
  /** After it was ready a service is idle when it has done nothing for this long. */
  readonly idleMs: number
  /** Conversations in the data folder of one more start; 0 leaves that start out. */
  readonly stored: number
  /** Entries of the directories that suggestions are asked of. */
  readonly directories: readonly number[]
  /** Suggestions asked of each, as far as there is time (programs/timed.ts). */
  readonly matches: number
  /** Messages of 200 characters that are screened; a tenth as many of 4,000. */
  readonly screenings: number
}

/** A few minutes, on a machine that does nothing else: the figures of docs/performance.md. */
export const FULL: Plan = {
  warmUp: { turns: 3_000, ms: 30_000 },
  windowMs: 4_000,
  rounds: 5,
  loads: [1, 16],
  starts: 5,
  idleMs: 3_000,
  stored: 10_000,
  directories: [1_000, 10_000, 100_000],
  matches: 6_000,
  screenings: 20_000,
}

/** Under a minute: whether something has become slow. */
export const QUICK: Plan = {
  warmUp: { turns: 600, ms: 4_000 },
  windowMs: 650,
  rounds: 3,
  loads: [1, 16],
  starts: 3,
  idleMs: 500,
  stored: 0,
  directories: [1_000, 10_000],
  matches: 1_200,
  screenings: 6_000,
}
