import type { CheckInAnswer, Person } from '../../domain/conversation/person.ts'
import { chosenFrom } from '../../domain/understanding/answers.ts'
import type { Push, Question } from '../question.ts'
import type { Scope } from '../scope.ts'

/** Answers in their own words, and plain facts: what was understood of them can be put right in passing. */
const CORRECTABLE: ReadonlySet<string> = new Set([
  'about-you.age',
  'about-you.place',
  'what-matters.cards',
  'in-the-way.cards',
  'strengths.cards',
  'strengths.goal',
  'strengths.confidence',
  'possible.cards',
])

/** The check-in is raised in passing and never lowered: a worry is not unsaid. */
const CHECK_IN: Readonly<Record<string, keyof Person['checkIn']>> = {
  'check-in.hurting-yourself': 'hurtingYourself',
  'check-in.being-hurt': 'beingHurt',
}
const RISING: readonly (CheckInAnswer | undefined)[] = ['not-sure', 'yes']

/** What comes of it: a dialog on top of the question that stands, or nothing but that question again. */
interface PutRight {
  readonly then: Push | undefined
}

/** Answers an earlier question again with what was meant. Undefined when it is not put right in passing, or that is no answer to it. */
export async function putRight(
  before: Question,
  id: string,
  meant: string,
  scope: Scope,
): Promise<PutRight | undefined> {
  const checkIn = CHECK_IN[id]
  if (checkIn === undefined && !CORRECTABLE.has(id)) return undefined
  const { choices = [], max, select } = await before.ask(scope, {})
  const most = select === 'many' ? (max ?? choices.length) : 1
  const chose = chosenFrom(meant, choices, scope.texts.words, most)
  if (checkIn !== undefined && !rises(scope.person.checkIn[checkIn], chose[0])) return undefined
  const first = scope.replies.length
  const outcome = await before.take({ text: meant, chose, typed: true }, scope, {})
  if (outcome.to === 'unclear') return undefined
  if (checkIn !== undefined) return { then: outcome.to === 'next' ? outcome.then : undefined }
  // One sentence says it all: the usual one about what was heard would be the same words again. What there is to say of an age or a
  // place still is.
  const said = scope.replies.splice(first)
  if (!scope.gentle) scope.say('reflect.corrected', { words: scope.keptAs ?? meant })
  scope.replies.push(...said.filter(({ message }) => message.startsWith('about-you.')))
  return { then: undefined }
}

const rises = (from: CheckInAnswer | undefined, to: string | undefined): boolean =>
  RISING.findIndex((answer) => answer === to) > RISING.indexOf(from)
