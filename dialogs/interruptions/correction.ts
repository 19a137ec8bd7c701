import type { CheckInAnswer, Person } from '../../domain/conversation/person.ts'
import { chosenFrom } from '../../domain/understanding/answers.ts'
import type { AnswerWords, Option } from '../../domain/understanding/answers.ts'
import { plainWords } from '../../domain/understanding/plain-words.ts'
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

/** An earlier question, by its id in the trail, and what was meant. */
export interface Correction {
  readonly before: Question
  readonly id: string
  readonly meant: string
}

/**
 * Answers an earlier question again with what was meant; `as` is what of it answers. Undefined when it is not put right in passing, or
 * that is no answer to it.
 */
export async function putRight(
  { before, id, meant }: Correction,
  scope: Scope,
  as = meant,
): Promise<PutRight | undefined> {
  const checkIn = CHECK_IN[id]
  if (checkIn === undefined && !CORRECTABLE.has(id)) return undefined
  const { choices = [], max, select } = await before.ask(scope, {})
  const most = select === 'many' ? (max ?? choices.length) : 1
  const chose = chosenFrom(as, choices, scope.texts.words, most)
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

/** The yes, or the not sure, that words begin with ("yes but its fine"); undefined for a no behind it: "i have never". */
export function risingWayIn(
  text: string,
  choices: readonly Option[],
  words: AnswerWords,
): string | undefined {
  const typed = plainWords(text).filter((word) => !words.fillers.includes(word))
  const begins = ({ label, words: more }: Option): string[] =>
    [label, ...more].filter((way) => plainWords(way).every((word, at) => typed[at] === word))
  const [way] = choices
    .filter(({ id }) => RISING.some((answer) => answer === id))
    .flatMap(begins)
    .toSorted((a, b) => plainWords(b).length - plainWords(a).length)
  const noes = choices.filter(({ id }) => id === 'no').flatMap((no) => no.words.flatMap(plainWords))
  const behind = way === undefined ? undefined : typed[plainWords(way).length]
  const isNo = behind !== undefined && noes.includes(behind) && words.negations.before.includes(behind)
  return isNo ? undefined : way
}

const rises = (from: CheckInAnswer | undefined, to: string | undefined): boolean =>
  RISING.findIndex((answer) => answer === to) > RISING.indexOf(from)
