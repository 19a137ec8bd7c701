import { goTo, next } from '../question.ts'
import type { Question } from '../question.ts'
import { tellListening } from '../interruptions/language.ts'
import { Phase } from '../phase.ts'
import { saysChoiceBack } from '../phase-state.ts'
import { labels } from '../said.ts'

const check: Question = {
  name: 'check',
  why: 'hello.check.why',
  ask(scope) {
    if (!scope.draft.flow.trail.includes('hello.check')) {
      const { referral } = scope.person
      if (referral) scope.say('hello.invited', { name: referral.name })
      for (const line of ['hello.welcome', 'hello.program', 'hello.promise', 'hello.choose']) scope.say(line)
      tellListening(scope)
    }
    return { say: 'hello.check', choices: scope.texts.choices('hello.check') }
  },
  take(answer, scope) {
    // Everyone reads the right answer, whatever they tapped: it is a promise, not a test, so it is never asked twice.
    const { words } = scope.texts
    const isRight =
      answer.chose.includes('chosen') ||
      saysChoiceBack(answer.text, 'chosen', scope.texts.choices('hello.check'), words)
    scope.say(
      isRight
        ? 'hello.check.right'
        : answer.chose.length > 0
          ? 'hello.check.not-quite'
          : 'hello.check.unsure',
    )
    return next()
  },
  skip(scope) {
    scope.say('hello.check.unsure')
    return next()
  },
}

/** A note that it was asked before, and not understood. */
const ASKED = 'asked'

const length: Question = {
  name: 'length',
  why: 'hello.length.why',
  ask: (scope) => ({
    say: 'hello.length',
    choices: scope.texts.choices('hello.length'),
    skippable: false,
  }),
  take(answer, scope, notes) {
    const [path] = answer.chose
    const isChosen = path === 'short' || path === 'long'
    if (!isChosen && notes[ASKED] === undefined) {
      scope.say('wrong.once')
      return goTo('length', { [ASKED]: 'yes' })
    }
    // Nobody is held up at the door: what is left out on the short way can be said all the same.
    if (!isChosen) scope.say('hello.length.short')
    scope.remember({ path: isChosen ? path : 'short' })
    return next()
  },
  skip(scope) {
    scope.remember({ path: 'short' })
    return next()
  },
  answered: (person, scope) => person.path && labels(scope.texts.choices('hello.length'), [person.path]),
}

/** Hello and promise: what this is, who may see what, and a check that it was read. */
export class Hello extends Phase {
  readonly questions = [check, length]

  constructor() {
    super('hello')
  }
}
