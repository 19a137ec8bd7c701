import type { DialogInstance } from 'botbuilder-dialogs'
import { z } from 'zod'
import { saysOnly } from '../domain/understanding/answers.ts'
import type { AnswerWords, Option } from '../domain/understanding/answers.ts'

/** The question that asks back what we have just said: who may see what they write. */
const SAYS_BACK = { phase: 'hello', question: 'check' }

/** What a phase keeps of itself on the dialog stack: names and small facts, nothing a deployment could break. */
export const PhaseState = z.object({
  question: z.string(),
  until: z.enum(['question', 'phase']).optional(),
  notes: z.record(z.string(), z.string()).default({}),
  wrong: z.int().default(0),
  /** What the last question offered, in order, so that a tap, a number or a word can be understood when the answer comes. */
  offered: z.array(z.object({ id: z.string(), label: z.string(), words: z.array(z.string()) })).default([]),
  /** Taps on the cards of the question, which are not counted in its list. */
  hidden: z.array(z.string()).default([]),
  max: z.int().default(1),
})
export type PhaseState = z.infer<typeof PhaseState>

/** The state of this entry of the stack; undefined when it is no phase's, or another release kept it in another shape. */
export const stateIn = (instance: DialogInstance | undefined): PhaseState | undefined =>
  PhaseState.safeParse(instance?.state).data

/** An entry of the stack that another release kept in another shape: made readable, and its phase begins again. */
export function mendState(instance: DialogInstance): void {
  if (!stateIn(instance)) instance.state = PhaseState.parse({ question: '' })
}

/** Choices tapped that the standing question really offered; a tap on an old card is understood by its words instead. */
export function offeredBy(instance: DialogInstance | undefined): ReadonlySet<string> {
  const { offered = [], hidden = [] } = stateIn(instance) ?? {}
  return new Set([...offered.map(({ id }) => id), ...hidden])
}

/** The words on the taps that the standing question offered, by id. */
export const labelsOf = (instance: DialogInstance | undefined): ReadonlyMap<string, string> =>
  new Map(stateIn(instance)?.offered.map(({ id, label }) => [id, label]))

/** Other ways of saying the choices that the standing question offered. */
export const wordsOf = (instance: DialogInstance | undefined): readonly string[] =>
  stateIn(instance)?.offered.flatMap(({ words }) => words) ?? []

/**
 * Whether an answer to our question about what we said is made of nothing but our own words: "staff if im not safe" is what we said, and
 * nothing that they tell of themselves.
 */
export function saysBack(text: string, instance: DialogInstance | undefined, words: AnswerWords): boolean {
  const state = stateIn(instance)
  if (!state || instance?.id !== SAYS_BACK.phase || state.question !== SAYS_BACK.question) return false
  return state.offered.some(({ id }) => saysChoiceBack(text, id, state.offered, words))
}

/** Whether a choice of that question is all that is said, in their own way: "only staff or people i choose". */
export const saysChoiceBack = (
  text: string,
  id: string,
  options: readonly Option[],
  words: AnswerWords,
): boolean => saysOnly(text, id, options, { ...words, fillers: [...words.fillers, ...words.joining] })
