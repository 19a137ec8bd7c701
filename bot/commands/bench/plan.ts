/** How long and how often everything is measured. Milliseconds. */
export interface Plan {
  /** Every server is loaded this long before anything counts: JavaScript is slow until it is compiled. */
  readonly warmUpMs: number
  /** One window of measuring a server at one load; windows of the servers take turns. */
  readonly windowMs: number
  /** Windows of each server at each load; the figures are the medians. */
  readonly rounds: number
  /** Young people at once. */
  readonly loads: readonly number[]
  /** Times the service is started to see how long that takes. */
  readonly starts: number
  /** Conversations in the data folder of one more start; 0 leaves that start out. */
  readonly stored: number
  /** Suggestions asked of a directory of 1,000 and of 10,000 entries. */
  readonly matches: number
  /** Messages of 200 characters that are screened; a tenth as many of 4,000. */
  readonly screenings: number
}

/** A few minutes, on a machine that does nothing else: the figures of docs/performance.md. */
export const FULL: Plan = {
  warmUpMs: 8_000,
  windowMs: 4_000,
  rounds: 5,
  loads: [1, 16],
  starts: 5,
  stored: 10_000,
  matches: 6_000,
  screenings: 20_000,
}

/** Under a minute: whether something has become slow. */
export const QUICK: Plan = {
  warmUpMs: 2_500,
  windowMs: 900,
  rounds: 3,
  loads: [1, 16],
  starts: 3,
  stored: 0,
  matches: 2_000,
  screenings: 4_000,
}
