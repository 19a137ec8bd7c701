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

export const questionId = (phase: string, question: string): string => `${phase}.${question}`

export function splitId(id: string): { phase: string; question: string } {
  const dot = id.indexOf('.')
  return { phase: id.slice(0, dot), question: id.slice(dot + 1) }
}

export function pathOf(person: Person): readonly string[] {
  return PATHS[person.path ?? 'short']
}

/** The question after this one on the path; undefined at its end. A question that is not on the path leads to its phase's last one's next. */
export function after(id: string, person: Person): string | undefined {
  const path = pathOf(person)
  const at = path.indexOf(id)
  if (at >= 0) return path[at + 1]
  const { phase } = splitId(id)
  const last = path.findLastIndex((one) => splitId(one).phase === phase)
  return path[last + 1]
}

export function firstOf(phase: string, person: Person): string | undefined {
  return pathOf(person).find((one) => splitId(one).phase === phase)
}

/** "Step 3 of 12" for a question of the path; undefined for what is optional. */
export function progressOf(id: string, person: Person): { step: number; of: number } | undefined {
  const steps = pathOf(person).filter((one) => one !== NOT_COUNTED)
  const of = steps.indexOf(LAST_STEP) + 1
  const step = steps.indexOf(id) + 1
  return step > 0 && step <= of ? { step, of } : undefined
}
