import { saysOnly } from '../../domain/understanding/answers.ts'
import { next } from '../question.ts'
import type { Question } from '../question.ts'
import { tellListening } from '../interruptions/language.ts'
import { Phase } from '../phase.ts'
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
      saysOnly(answer.text, 'chosen', scope.texts.choices('hello.check'), words)
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

const length: Question = {
  name: 'length',
  why: 'hello.length.why',
  ask: (scope) => ({
    say: 'hello.length',
    choices: scope.texts.choices('hello.length'),
    skippable: false,
  }),
  take(answer, scope) {
    const [path] = answer.chose
    if (path !== 'short' && path !== 'long') return { to: 'unclear' }
    scope.remember({ path })
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
