import type { Person } from '../domain/conversation/person.ts'

/** The phases of the conversation and, for each path, its questions in order: `phase.question`. */
export const PATHS = {
  short: [
    'hello.check',
    'hello.length',
    'about-you.age',
    'what-matters.cards',
    'in-the-way.cards',
    'possible.cards',
    'check-in.hurting-yourself',
    'check-in.being-hurt',
    'measures.items',
    'ideas.choose',
    'summary.review',
    'book.slot',
    'book.confirm',
    'next.menu',
  ],
  long: [
    'hello.check',
    'hello.length',
    'about-you.name',
    'about-you.age',
    'about-you.place',
    'what-matters.cards',
    'in-the-way.cards',
    'strengths.cards',
    'strengths.goal',
    'strengths.confidence',
    'possible.cards',
    'check-in.hurting-yourself',
    'check-in.being-hurt',
    'measures.items',
    'ideas.choose',
    'summary.review',
    'book.slot',
    'book.confirm',
    'next.menu',
  ],
} as const

/** The last question that counts as a step: after it everything is optional. */
const LAST_STEP = 'book.confirm'
/** Asked only where the school has turned measures on: no step is promised that may not come. */
const NOT_COUNTED = 'measures.items'
/** After a worry the path goes past these by itself: nobody is measured, rated or pressed to book then. All but the number may be asked for. */
const NOT_AFTER_WORRY = ['strengths.confidence', 'measures.items', 'book.slot', 'book.confirm']

export const questionId = (phase: string, question: string): string => `${phase}.${question}`

export function splitId(id: string): { phase: string; question: string } {
  const dot = id.indexOf('.')
  return { phase: id.slice(0, dot), question: id.slice(dot + 1) }
}

export function pathOf(person: Person): readonly string[] {
  return PATHS[person.path ?? 'short']
}

/**
 * The question after this one on the path; undefined at its end. A question that is not on the path leads to its phase's last one's
 * next. `afterWorry`: what is too much then is passed over, unless they are in the middle of it (a time they asked for).
 */
export function after(id: string, person: Person, afterWorry = false): string | undefined {
  const path = pathOf(person)
  const { phase } = splitId(id)
  const at = path.indexOf(id)
  const from = at >= 0 ? at : path.findLastIndex((one) => splitId(one).phase === phase)
  const isOpen = (one: string) =>
    !afterWorry || !NOT_AFTER_WORRY.includes(one) || (phase === 'book' && splitId(one).phase === phase)
  return path.slice(from + 1).find(isOpen)
}

export function firstOf(phase: string, person: Person): string | undefined {
  return pathOf(person).find((one) => splitId(one).phase === phase)
}

/** "Step 3 of 12" for a question of the path; undefined for what is optional. Fewer after a worry, as the path is shorter then. */
export function progressOf(
  id: string,
  person: Person,
  afterWorry = false,
): { step: number; of: number } | undefined {
  const path = pathOf(person)
  const steps = path
    .slice(0, path.indexOf(LAST_STEP) + 1)
    .filter((one) => one !== NOT_COUNTED && !(afterWorry && NOT_AFTER_WORRY.includes(one)))
  const step = steps.indexOf(id) + 1
  return step > 0 ? { step, of: steps.length } : undefined
}
