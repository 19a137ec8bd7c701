import { z } from 'zod'

/** Pieces of schemas for what other people's systems send: a field of the wrong kind is taken for absent, never for an error. */

export const text = z
  .union([z.string(), z.number().transform(String)])
  .transform((t) => (t.trim() === '' ? undefined : t))
  .optional()
  .catch(undefined)

export const number = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\s*-?\d+(\.\d+)?\s*$/)
      .transform(Number),
  ])
  .optional()
  .catch(undefined)

/** True and false, and how forms and spreadsheets write them. */
export const flag = z.union([z.boolean(), z.stringbool()]).optional().catch(undefined)

export const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item.nullable().catch(null))
    .transform((items) => items.filter((i) => i !== null))
    .catch([])
    .default([])
