import { Listener } from './listener.ts'
import type { Question, ScreeningRules } from './rules.ts'
import type { Owner } from './signs.ts'
import type { Finding } from './types.ts'
import type { Unfolded } from './unfolding.ts'
import { unfold } from './unfolding.ts'

/** A short answer is about the question; of a longer one only a clear beginning counts, which the patterns say themselves. */
const ANSWER_CHARACTERS = 200

/** Evidence of an answer, so that a long one does not fill the alert. */
const EVIDENCE_CHARACTERS = 160

/**
 * Understands "not really" after "Are you safe right now?": what an answer means depends on the question. Gives what the answer
 * tells us, or undefined when the question is none of ours or the answer worries nobody. `recent` are the concerns of the last turns.
 */
export interface AnswerListener {
  hear(question: string, answer: string, recent: () => readonly Finding[]): Finding | undefined
}

/** The patterns of what we ask, and of what is answered. */
export interface UnfoldedQuestions {
  readonly asks: Unfolded
  readonly answers: Unfolded
}

/** Throws PatternError for a pattern that cannot be used. */
export function unfoldQuestions(rules: ScreeningRules): UnfoldedQuestions {
  const { asks, answers } = ownersOf(rules.questions)
  return { asks: unfold(rules, asks), answers: unfold(rules, answers) }
}

export function createAnswerListener(
  rules: ScreeningRules,
  unfolded: UnfoldedQuestions = unfoldQuestions(rules),
): AnswerListener {
  const { questions } = rules
  const owners = ownersOf(questions)
  const asks = new Listener(rules, owners.asks, unfolded.asks)
  const answers = new Listener(rules, owners.answers, unfolded.answers)
  const all = answersOf(questions)

  return {
    hear(question, answer, recent) {
      if (question.trim() === '' || answer.trim() === '') return undefined
      const asked = questions[Math.min(...asks.owners(question))]
      if (asked === undefined) return undefined
      const found = answers.owners(answer.slice(0, ANSWER_CHARACTERS))
      const meant = all.find(
        (one, index) =>
          one.question === asked && found.has(index) && (!one.answer.onlyAfterConcern || recent().length > 0),
      )
      if (meant === undefined || meant.answer.response === 'none') return undefined
      const before = asked.follows ? recent().at(-1) : undefined
      return {
        kind: before?.kind ?? asked.kind,
        about: before?.about ?? asked.about,
        when: asked.when,
        response: meant.answer.response,
        evidence: answer.trim().slice(0, EVIDENCE_CHARACTERS),
        rule: `answer-${asked.id}`,
      }
    },
  }
}

const answersOf = (questions: readonly Question[]) =>
  questions.flatMap((question) => question.answers.map((answer) => ({ question, answer })))

function ownersOf(questions: readonly Question[]): { asks: readonly Owner[]; answers: readonly Owner[] } {
  return {
    asks: questions.map(({ asks }): Owner => ({ is: 'other', says: asks })),
    answers: answersOf(questions).map(({ answer }): Owner => ({ is: 'other', says: answer.says })),
  }
}

/** All patterns of the questions: their words are words of the vocabulary. */
export function questionPatterns(questions: readonly Question[]): readonly string[] {
  return questions.flatMap((question) => [
    ...question.asks,
    ...question.answers.flatMap((answer) => answer.says),
  ])
}
