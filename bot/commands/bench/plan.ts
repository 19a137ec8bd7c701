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
  /** Conversations, and as many opportunities, in the data folder of one more start; 0 leaves that start out. */
  readonly stored: number
  /** Entries of the directories that suggestions are asked of. */
  readonly directories: readonly number[]
  /** Suggestions asked of each, as far as there is time (programs/timed.ts). */
  readonly matches: number
  /** Messages of 200 characters that are screened; a tenth as many of 4,000. */
  readonly screenings: number
  /** Turns that come so often whatever becomes of those before, for so long. */
  readonly steady: { readonly perSecond: number; readonly ms: number }
  /** Conversations that grow to so many turns, each with so long between two of its own: slower than the service asks people to be. */
  readonly talks: { readonly people: number; readonly turns: number; readonly everyMs: number }
  /** Young people behind one address who begin within so long. */
  readonly assembly: { readonly people: number; readonly withinMs: number }
  /** Turns over which memory is watched. */
  readonly growthTurns: number
  /** Conversations in the folder while turns are taken: the first and the last are compared. None: left out. */
  readonly fuller: readonly number[]
}

/** Half an hour and more, on a machine that does nothing else: the figures of docs/performance.md. */
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
  steady: { perSecond: 50, ms: 600_000 },
  talks: { people: 40, turns: 100, everyMs: 1_600 },
  assembly: { people: 1_000, withinMs: 60_000 },
  growthTurns: 100_000,
  fuller: [1_000, 100_000],
}

/** Under a minute: whether something has become slow. Of what has a goal everything, of the rest what costs no time. */
export const QUICK: Plan = {
  warmUp: { turns: 400, ms: 2_000 },
  windowMs: 500,
  rounds: 3,
  loads: [16],
  starts: 2,
  idleMs: 500,
  stored: 0,
  directories: [10_000],
  matches: 400,
  screenings: 1_200,
  steady: { perSecond: 20, ms: 1_500 },
  talks: { people: 4, turns: 8, everyMs: 250 },
  assembly: { people: 30, withinMs: 1_500 },
  growthTurns: 120,
  fuller: [],
}
