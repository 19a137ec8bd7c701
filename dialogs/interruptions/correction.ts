import { chosenFrom } from '../../domain/understanding/answers.ts'
import type { Question } from '../question.ts'
import type { Scope } from '../scope.ts'

/** Answers in their own words: what was understood of them can be put right in passing. The check-in is not among them. */
const CORRECTABLE: ReadonlySet<string> = new Set([
  'what-matters.cards',
  'in-the-way.cards',
  'strengths.cards',
  'strengths.goal',
  'possible.cards',
])

/** Answers an earlier question again with what was meant. False when that question is none that is put right in passing. */
export async function putRight(before: Question, id: string, meant: string, scope: Scope): Promise<boolean> {
  if (!CORRECTABLE.has(id)) return false
  const { choices = [], max, select } = await before.ask(scope, {})
  const most = select === 'many' ? (max ?? choices.length) : 1
  const chose = chosenFrom(meant, choices, scope.texts.words, most)
  const said = scope.replies.length
  await before.take({ text: meant, chose, typed: true }, scope, {})
  // One sentence says it all: the usual one about what was heard would be the same words again.
  scope.replies.splice(said)
  if (!scope.gentle) scope.say('reflect.corrected', { words: meant })
  return true
}
