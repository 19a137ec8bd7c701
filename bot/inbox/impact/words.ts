import type { Texts } from '../../../content/load-texts.ts'
import { COUNTED_PHASES } from '../../../domain/impact/figures.ts'
import { itemOf } from '../../../domain/measures/instruments.ts'

/** The fixed lists whose cards are counted, by the kind of figure. What is in no list is not shown, whatever was counted. */
const LISTS = { theme: 'what-matters.cards', barrier: 'in-the-way.cards', need: 'possible.cards' } as const
export type CardKind = keyof typeof LISTS

export interface Named {
  readonly figure: string
  readonly label: string
}

/** Every card of a list, by its figure and in the words it is shown in. */
export const cardFigures = (texts: Texts, kind: CardKind): readonly Named[] =>
  texts.choices(LISTS[kind]).map(({ id, label }) => ({ figure: `${kind}:${id}`, label }))

export const phaseFigures = (texts: Texts, what: 'reached' | 'finished'): readonly Named[] =>
  COUNTED_PHASES.map((phase) => ({
    figure: `${what}:${phase}`,
    label: texts.text(`inbox.impact.phase.${phase}`),
  }))

export const MOVES = ['better', 'same', 'worse'] as const

/** Items of measures that anything was counted of, with their questions. */
export function itemFigures(texts: Texts, figures: Iterable<string>): readonly Named[] {
  const ids = new Set([...figures].flatMap((figure) => /^change:(.+):\w+$/u.exec(figure)?.[1] ?? []))
  return [...ids]
    .filter((id) => itemOf(id) !== undefined)
    .sort()
    .map((id) => ({ figure: `change:${id}`, label: texts.text(`measures.${id}`) }))
}
