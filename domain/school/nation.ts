import { z } from 'zod'

/** Bank holidays, helplines and the way to urgent care differ by nation. */
export const Nation = z.enum(['england', 'wales', 'scotland', 'northern-ireland'])
export type Nation = z.infer<typeof Nation>
