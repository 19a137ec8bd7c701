import { z } from 'zod'
import { Figure } from '../../domain/impact/figures.ts'
import type { CollectionDefinition } from '../storage/store.ts'

const Month = z.string().regex(/^\d{4}-\d{2}$/)

/**
 * What is counted for the impact pages: nobody is in it, and no word anybody typed. A `row` is one thing that happened, there so that it
 * is counted once however often it is tried; after a few days it is added to its `month` and is gone.
 */
export const CountRecord = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('row'),
    school: z.string(),
    /** In London. */
    month: Month,
    /** The day it was written down, in UTC: when it may be added to its month. */
    day: z.string(),
    figures: z.array(Figure),
    by: z.union([z.literal(1), z.literal(-1)]),
    waitDays: z.int().min(0).optional(),
  }),
  z.object({
    kind: z.literal('month'),
    school: z.string(),
    month: Month,
    totals: z.record(Figure, z.int()),
    /** How many waited so many days. */
    waits: z.record(z.string().regex(/^\d+$/), z.int()),
    /** Rows that are in the totals and may not have been deleted yet: not added again after a crash. */
    folded: z.array(z.string()),
  }),
])
export type CountRecord = z.infer<typeof CountRecord>

export type CountIndex = { kind: string; school: string; month: string; day: string }

export const counts: CollectionDefinition<CountRecord, CountIndex> = {
  name: 'counts',
  schemaVersion: 1,
  schema: CountRecord,
  index: (body) => ({
    kind: body.kind,
    school: body.school,
    month: body.month,
    day: body.kind === 'row' ? body.day : '',
  }),
}
