import type { CheckInAnswer, Person } from '../../domain/conversation/person.ts'
import { CheckInAnswer as CheckInAnswers } from '../../domain/conversation/person.ts'
import type { ConcernKind, Response } from '../../domain/screening/types.ts'
import { respondTo } from '../interruptions/safety.ts'
import { Phase } from '../phase.ts'
import { next } from '../question.ts'
import type { Answer, Outcome, Question } from '../question.ts'
import { forStaff, labels } from '../said.ts'
import type { Scope } from '../scope.ts'

/** Under this age the first question is not put without an adult (domain.md D3). */
const ADULT_BESIDE_UNDER = 11

/** What an answer to the check-in asks of us. "Rather not say" is respected: it is seen in the summary, and nothing else happens. */
const RESPONSES: Readonly<Record<CheckInAnswer, Response>> = {
  no: 'none',
  yes: 'reach-out',
  'not-sure': 'reach-out',
  'rather-not': 'none',
}

function checkInQuestion(of: {
  name: 'hurting-yourself' | 'being-hurt'
  field: keyof Person['checkIn']
  kind: ConcernKind
  adultBeside?: boolean
}): Question {
  const text = `check-in.${of.name}`

  const answered = (answer: CheckInAnswer, given: Answer, scope: Scope): Outcome => {
    scope.remember({ checkIn: { ...scope.person.checkIn, [of.field]: answer } })
    const response = RESPONSES[answer]
    scope.toldNothing = response === 'none' && scope.heard.screening.response === 'none'
    if (response === 'none' && scope.worry) return next(respondTo(scope, scope.worry))
    if (response === 'none') {
      scope.say(answer === 'no' ? 'check-in.thanks' : 'check-in.rather-not')
      return next()
    }
    const evidence = scope.inEnglish(`check-in.evidence.${of.name}`, { answer: forStaff(scope, text, given) })
    const concern = scope.raise(
      { kind: of.kind, about: 'self', when: 'now', response, evidence },
      'check-in',
      'check-in',
    )
    // What was said besides the answer may be graver than the answer.
    return next(respondTo(scope, scope.worry ?? { ...concern, response }))
  }

  return {
    name: of.name,
    why: `${text}.why`,
    // "Never been this bad" has a never in it, and is no no; nor does "bit personal but yes" refuse.
    commits: ['no', 'rather-not'],
    applies: (scope) =>
      !(of.adultBeside === true && scope.person.age != null && scope.person.age < ADULT_BESIDE_UNDER),
    ask(scope) {
      const first = !scope.draft.flow.trail.some((id) => id.startsWith('check-in.'))
      if (first) scope.say('check-in.reason')
      return { say: text, choices: scope.texts.choices(text), skippable: false }
    },
    take(answer, scope) {
      const parsed = CheckInAnswers.safeParse(answer.chose[0])
      if (parsed.success) return answered(parsed.data, answer, scope)
      if (scope.worry) return next(respondTo(scope, scope.worry))
      return { to: 'unclear', say: 'check-in.unclear' }
    },
    skip: (scope) => answered('rather-not', { text: '', chose: [], typed: true }, scope),
    unsure: (scope) => answered('not-sure', { text: scope.heard.text, chose: [], typed: true }, scope),
    answered(person, scope) {
      const given = person.checkIn[of.field]
      return given && labels(scope.texts.choices(text), [given])
    },
  }
}

/** The plain check-in that everyone gets. Not a scale, and nothing is added up (domain.md D3, 4.3). */
export class CheckIn extends Phase {
  readonly questions = [
    checkInQuestion({
      name: 'hurting-yourself',
      field: 'hurtingYourself',
      kind: 'suicide',
      adultBeside: true,
    }),
    checkInQuestion({ name: 'being-hurt', field: 'beingHurt', kind: 'abuse' }),
  ]

  constructor() {
    super('check-in')
  }
}
