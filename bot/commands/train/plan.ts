import { z } from 'zod'
import type { Habits } from '../../../domain/screening/classifier/training/learner.ts'

/** How the shipped classifier was learnt; `npm run train` takes other numbers to try them. */
export const PLAN = {
  seed: 2026,
  epochs: 6,
  batch: 64,
  inner: 512,
  letters: { places: 60_000, width: 64 },
  habits: {
    rate: 7e-4,
    warmUp: 0.06,
    decay: 0.01,
    dropout: 0.15,
    longest: 1,
    answerRate: 5,
    letterRate: 2,
  } satisfies Habits,
} as const

/** What a test does again, to see that it comes out as it did: steps of the network, and grams of the first lines. */
export const BEGINNING = { steps: 2, lines: 600 } as const

export const Options = z.object({
  epochs: z.coerce.number().int().min(1).default(PLAN.epochs),
  rate: z.coerce.number().positive().default(PLAN.habits.rate),
  dropout: z.coerce.number().min(0).max(0.9).default(PLAN.habits.dropout),
  inner: z.coerce.number().int().min(8).max(1536).default(PLAN.inner),
  threads: z.coerce.number().int().min(1).max(64).default(2),
  /** Part of the groups of the train part that is learnt from, for the learning curve. */
  share: z.coerce.number().min(0.01).max(1).default(1),
  /** A voice that is left out of learning and judged on instead. */
  without: z.string().optional(),
  /**
   * `curve`: prints the learning curve. `grams`: learns the regressions anew, and keeps the network. `adjust`: only fits the thresholds of
   * what is there anew.
   */
  only: z.enum(['curve', 'grams', 'adjust']).optional(),
  out: z.string().optional(),
})
export type Options = z.infer<typeof Options>
