import { z } from 'zod'

/** The parts of the conversation whose reaching and finishing is counted, in their order. */
export const COUNTED_PHASES = [
  'hello',
  'about-you',
  'what-matters',
  'in-the-way',
  'strengths',
  'possible',
  'check-in',
  'ideas',
  'summary',
  'book',
  'next',
] as const

/** What is counted of every school, once a conversation or once a meeting. */
export const MAIN_FIGURES = ['started', 'liked', 'sent', 'booked', 'attended', 'missed', 'cancelled'] as const
export type MainFigure = (typeof MAIN_FIGURES)[number]

const SLUG = '[a-z0-9]+(?:[.-][a-z0-9]+)*'
/**
 * The name of something counted: one of the above, a phase, a card of a fixed list, or which way an item of a measure moved. Ids of ours
 * only: no sentence anybody typed has this shape.
 */
export const Figure = z
  .string()
  .max(80)
  .regex(
    new RegExp(
      `^(?:${MAIN_FIGURES.join('|')}|(?:reached|finished|theme|barrier|need):${SLUG}|change:${SLUG}:(?:better|same|worse))$`,
      'u',
    ),
  )
export type Figure = z.infer<typeof Figure>

/** What happened in one step, to be counted: figures that rise by one, and for a booking the days they will have waited. */
export interface Happened {
  readonly figures: readonly Figure[]
  readonly waitDays?: number
}
