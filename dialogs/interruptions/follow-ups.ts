import type { FollowUp, Later } from '../../domain/follow-up/later.ts'
import { Phase } from '../phase.ts'
import { end, goTo, unclear } from '../question.ts'
import type { Notes, Outcome, PhaseOptions, Question } from '../question.ts'
import { numberOn, surenessScale } from '../scale.ts'
import type { Scope } from '../scope.ts'
import { reviewPush } from './measures-review.ts'

/** The ids of the ideas that wait to be asked about stand in the notes while the question does. */
const ideasOf = ({ ideas }: Notes): readonly string[] => (ideas === undefined ? [] : ideas.split('\n'))

const namesOf = (scope: Scope, ids: readonly string[]): string =>
  scope.person.ideas.shown
    .filter(({ activity }) => ids.includes(activity))
    .map(({ name }) => name)
    .join(', ')

const noted = (scope: Scope, followUp: FollowUp): void =>
  scope.remember({ followUps: [...scope.person.followUps, followUp] })

/** From now on the bot begins nothing by itself. A code that is on the screen is still taken off. */
export function endAsking(scope: Scope): void {
  const { flow } = scope.draft
  const later = flow.later.filter(({ type }) => type === 'hide-code')
  scope.draft.flow = { ...flow, later, quiet: true }
}

const gotThere: Question = {
  name: 'got-there',
  why: 'follow.why',
  ask: (scope, notes) => ({
    say: 'follow.got-there',
    values: { names: namesOf(scope, ideasOf(notes)) },
    choices: scope.texts.choices('follow-ups.got-there'),
    skippable: false,
  }),
  take(answer, scope, notes): Outcome {
    const [chose] = answer.chose
    const ideas = [...ideasOf(notes)]
    const note = (said: Extract<FollowUp, { about: 'ideas' }>['answer']) =>
      noted(scope, { about: 'ideas', at: scope.now.toISOString(), ideas, answer: said })
    switch (chose) {
      case 'yes':
        note('yes')
        scope.say('follow.went')
        return end(reviewPush(scope))
      case 'not-yet':
        note('not-yet')
        return goTo('stuck')
      case 'not-for-me':
        note('not-for-me')
        return goTo('stuck')
      case 'dont-ask':
        endAsking(scope)
        scope.say('follow.stopped')
        return end()
      default:
        if (answer.text === '') return unclear
        // In the log, in their words; nothing is read into them.
        note('own-words')
        scope.say('follow.thanks')
        return end()
    }
  },
  skip: () => end(),
}

const stuck: Question = {
  name: 'stuck',
  why: 'follow.why',
  ask: (scope) => ({
    say: 'follow.stuck',
    choices: scope.texts.choices('follow-ups.stuck'),
    skippable: false,
  }),
  take(answer): Outcome {
    if (answer.chose.includes('ideas'))
      return end({ phase: 'ideas', options: { question: 'choose', until: 'phase' } })
    if (answer.chose.includes('book')) return end({ phase: 'human', options: {} })
    return answer.chose.includes('later') ? end() : unclear
  },
  skip: () => end(),
}

const goal: Question = {
  name: 'goal',
  why: 'follow.why',
  applies: (scope) => scope.person.goal != null,
  ask(scope) {
    scope.say('follow.goal', { goal: scope.person.goal ?? '' })
    return { say: 'follow.sure', scale: surenessScale(scope) }
  },
  take(answer, scope): Outcome {
    const now = numberOn(surenessScale(scope), answer.text, scope.texts.words)
    if (now === undefined) return { to: 'unclear', say: 'goal.confidence.unclear' }
    const last = scope.person.followUps.findLast((one) => one.about === 'goal')
    const before = last?.about === 'goal' ? last.now : (scope.person.confidence ?? null)
    noted(scope, { about: 'goal', at: scope.now.toISOString(), before, now })
    if (before === null) scope.say('follow.sure.first', { now })
    else scope.say('follow.sure.both', { last: before, now })
    return end(reviewPush(scope))
  },
  skip: () => end(),
}

/** Questions the bot begins by itself, days later: did they get there, and how sure they are of their goal by now. */
export class FollowUps extends Phase {
  override readonly interrupts = true
  readonly questions: readonly Question[] = [gotThere, stuck, goal]

  constructor() {
    super('follow-ups')
  }

  /**
   * Where to begin, or undefined when it must not be asked: not once they said stop, and never after a worry: then nobody is rated or
   * asked about outings by a program, and a person is on it.
   */
  static asks({ draft, person, afterWorry }: Scope, later: Later): PhaseOptions | undefined {
    if (draft.flow.quiet || afterWorry) return undefined
    if (later.type === 'goal-review') return person.goal == null ? undefined : { question: 'goal' }
    const liked =
      later.type === 'got-there' ? later.ideas.filter((id) => person.ideas.liked.includes(id)) : []
    return liked.length > 0 ? { question: 'got-there', notes: { ideas: liked.join('\n') } } : undefined
  }
}
