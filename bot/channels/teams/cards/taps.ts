import { z } from 'zod'

/** Of a tap that answers the bot. */
export const CHOOSE = 'choose'
/** The name of the choices in a card with several. */
export const PICKED = 'picked'

/** What a button carries: the place of the choices in the reply that has the number `seq`, and whose chat it stands in. */
export interface TapData {
  readonly matters: {
    readonly chat: string
    readonly seq: number
    readonly at: readonly number[]
    readonly on?: string
  }
}

const Index = z.int().min(0).max(200)

const Tapped = z.object({
  matters: z.object({
    chat: z.string().max(128),
    seq: z.int().min(1),
    at: z.array(Index).max(30),
    /** The card among the reply's, for buttons that stand on one of its lines. */
    on: z.string().max(200).optional(),
  }),
  /** Comma-separated, as the card's input gives it. */
  [PICKED]: z
    .string()
    .max(500)
    .regex(/^(\d{1,3}(,\d{1,3})*)?$/)
    .optional(),
})

export interface ReadTap {
  readonly chat: string
  readonly seq: number
  readonly at: readonly number[]
  readonly on: string | undefined
}

/** Reads what came back with a tap; undefined for what no card of ours sends. */
export function readTap(data: unknown): ReadTap | undefined {
  const read = Tapped.safeParse(data)
  if (!read.success) return undefined
  const { matters, picked } = read.data
  const several = picked === undefined || picked === '' ? [] : picked.split(',').map(Number)
  return { chat: matters.chat, seq: matters.seq, at: [...matters.at, ...several], on: matters.on }
}
