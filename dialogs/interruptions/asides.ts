import { newPerson } from '../../domain/conversation/person.ts'
import { newFlow } from '../../domain/conversation/flow.ts'
import { helpForAll } from '../crisis-card.ts'
import { toChange } from '../changing.ts'
import { dataPage } from './data-page.ts'
import { endAsking } from './follow-ups.ts'
import { withinSentence } from './who-reads.ts'
import { Phase } from '../phase.ts'
import { bookedOf } from '../phases/book-details.ts'
import { whenInFull } from '../dates.ts'
import { end, unclear } from '../question.ts'
import type { Answer, AskChoice, Outcome, Push, Question } from '../question.ts'
import { waysOf } from '../said.ts'
import type { Scope } from '../scope.ts'

/** Small dialogs that anyone can call up at any point, and that give the question back afterwards. */
abstract class Aside extends Phase {
  override readonly interrupts = true
}

const push = (phase: string, question?: string): Push => ({
  phase,
  options: question === undefined ? {} : { question },
})

/** A person instead of a program: who can talk now, and a real time with a link worker. */
export class Human extends Aside {
  readonly questions: readonly Question[] = [
    {
      name: 'offer',
      why: 'human.ask.why',
      ask(scope) {
        scope.say('human.offer', {}, { cards: helpForAll(scope) })
        if (scope.draft.hub) scope.say('human.hub.waiting', { name: scope.draft.hub.by.name })
        return {
          say: 'human.ask',
          choices: withNow(scope, scope.texts.choices('human.ask')),
          skippable: false,
        }
      },
      take: booksOrNot,
      skip: goesBack,
    },
    {
      name: 'hub',
      why: 'human.hub.why',
      commits: ['with', 'without'],
      ask(scope) {
        scope.say('human.offer', {}, { cards: helpForAll(scope) })
        const choices = withNow(scope, scope.texts.choices('human.hub'))
        const { name = '', role = '' } = scope.hub ?? {}
        return {
          say: 'human.hub.ask',
          values: { name, role: withinSentence(role) },
          choices,
          skippable: false,
        }
      },
      take(answer, scope): Outcome {
        const comes = answer.chose.includes('with') || answer.chose.includes('without')
        if (!comes || !scope.hub) return booksOrNot(answer, scope)
        scope.askHub(scope.hub, answer.chose.includes('with'))
        scope.say('human.hub.asked', { name: scope.hub.name })
        return end()
      },
      skip: goesBack,
    },
  ]

  /** Where it begins: with people who can come into this chat, where there are some and none was asked for. */
  static push(scope: Scope): Push {
    return push('human', scope.hub && !scope.draft.hub ? 'hub' : 'offer')
  }

  constructor() {
    super('human')
  }
}

/** A time is days away: whoever needs somebody at once says so here too. */
const withNow = ({ texts }: Scope, choices: readonly AskChoice[]): readonly AskChoice[] => [
  ...choices,
  ...texts.choices('human.now'),
]

function booksOrNot(answer: Answer, scope: Scope): Outcome {
  switch (answer.chose[0]) {
    case 'book':
      return end({
        phase: 'book',
        options: { question: bookedOf(scope) ? 'change' : 'slot', until: 'phase' },
      })
    case 'now':
      // Who is open stands above. Whether they are safe is asked, as of everyone who needs help now.
      return end(push('safety', 'safe-now'))
    case 'carry-on':
      return goesBack(scope)
    default:
      return unclear
  }
}

function goesBack(scope: Scope): Outcome {
  scope.say('human.okay')
  return end()
}

/** Stopped, until they say anything: nothing more is asked. */
export class Paused extends Aside {
  readonly questions: readonly Question[] = [
    waiting('stopped', 'stop.now'),
    waiting('resting', 'safety.rest'),
  ]

  constructor() {
    super('paused')
  }
}

function waiting(name: string, say: string): Question {
  return {
    name,
    ask(scope) {
      endAsking(scope)
      return { say, choices: scope.texts.choices('paused'), skippable: false }
    },
    take: (answer) => end(answer.chose.includes('delete') ? push('delete') : undefined),
    skip: () => end(),
  }
}

/** What is kept, in words, and what can be done with it. */
export class MyData extends Aside {
  readonly questions: readonly Question[] = [
    {
      name: 'shown',
      why: 'data.why',
      ask(scope) {
        tellWhatIsKept(scope)
        return { say: 'data.ask', choices: scope.texts.choices('data.ask'), skippable: false }
      },
      take(answer): Outcome {
        if (answer.chose.includes('delete')) return end(push('delete'))
        if (answer.chose.includes('change')) return end(push('change'))
        return end()
      },
      skip: () => end(),
    },
  ]

  constructor() {
    super('my-data')
  }
}

function tellWhatIsKept(scope: Scope): void {
  const { person, draft } = scope
  const kept = Object.entries({
    name: (person.nickname ?? person.preferredName) !== undefined,
    age: person.age != null,
    place: person.place != null,
    matters: person.matters !== undefined,
    'in-the-way': person.inTheWay !== undefined,
    strengths: person.strengths !== undefined,
    goal: person.goal != null,
    possible: person.possible !== undefined,
    'check-in': Object.keys(person.checkIn).length > 0,
    measures: Object.keys(person.measures).length > 0,
    ideas: person.ideas.shown.length > 0,
    confidence: person.confidence != null,
    contact: person.contact !== undefined,
    'safe-times': person.safeTimes !== undefined,
    supporter: person.supporter !== undefined,
    reminder: person.reminder !== undefined,
    waiting: person.waiting !== undefined,
    referral: person.referral !== undefined,
  }).filter(([, has]) => has)
  scope.say('data.intro')
  if (kept.length === 0) scope.say('data.nothing')
  else scope.say('data.person', { list: kept.map(([item]) => scope.text(`data.item.${item}`)).join(', ') })
  const worries = draft.concerns.length
  if (worries > 0) scope.say('data.concerns', { count: worries })
  if (person.agreed) scope.say('data.sent', { version: person.agreed.version })
  const appointment = bookedOf(scope)
  if (appointment)
    scope.say('data.booking', { when: whenInFull(new Date(appointment.slot.start), scope.texts.locale) })
  const days = person.waiting ? scope.services.keepSentDays : scope.services.keepDays
  scope.say('data.keeps', { days }, { cards: [dataPage(scope)] })
}

/** Everything goes, after one question; what safeguarding must keep is named. */
export class Delete extends Aside {
  readonly questions: readonly Question[] = [
    {
      name: 'sure',
      why: 'delete.why',
      commits: ['delete'],
      ask: (scope) => ({
        say: scope.afterWorry ? 'delete.ask.concern' : 'delete.ask',
        choices: scope.texts.choices('delete.ask'),
        skippable: false,
      }),
      take(answer, scope): Outcome {
        if (answer.chose.length === 0) return unclear
        if (!answer.chose.includes('delete')) {
          scope.say('delete.kept')
          return end()
        }
        scope.say(scope.afterWorry ? 'delete.done.concern' : 'delete.done')
        scope.draft.erase = true
        return { to: 'finish' }
      },
      skip(scope) {
        scope.say('delete.kept')
        return end()
      },
    },
  ]

  constructor() {
    super('delete')
  }
}

/** From the beginning. What was sent or booked stands, and so does a worry: only a person closes one. */
export class StartAgain extends Aside {
  readonly questions: readonly Question[] = [
    {
      name: 'sure',
      why: 'again.why',
      commits: ['again'],
      ask: (scope) => ({
        say: 'again.ask',
        choices: scope.texts.choices('again.ask'),
        skippable: false,
      }),
      take(answer, scope): Outcome {
        if (answer.chose.length === 0) return unclear
        if (!answer.chose.includes('again')) {
          scope.say('again.kept')
          return end()
        }
        const { agreed, agreedBefore, appointment, referral, holding, reminder, waiting } = scope.person
        const { preferredName, contact, safeTimes, supporter } = scope.person
        scope.draft.person = {
          ...newPerson(),
          ...(agreed ? { agreed, agreedBefore } : {}),
          ...(referral ? { referral } : {}),
          ...(appointment ? { appointment } : {}),
          // Let go when its dialog ends, in a moment.
          ...(holding ? { holding } : {}),
          // What they are called, how to be reached and who comes along went with what was sent or booked.
          ...(preferredName === undefined || !(agreed ?? appointment) ? {} : { preferredName }),
          ...(contact === undefined ? {} : { contact }),
          ...(safeTimes === undefined ? {} : { safeTimes }),
          ...(supporter === undefined ? {} : { supporter }),
          ...(reminder === undefined ? {} : { reminder }),
          ...(waiting === undefined ? {} : { waiting }),
        }
        const { easier, language, quiet, later, page, code, counted } = scope.draft.flow
        scope.draft.flow = {
          ...newFlow(),
          easier,
          // One conversation is counted once, however often it begins.
          counted,
          ...(language === undefined ? {} : { language }),
          // Who said stop is not asked because of a new beginning; a code on the screen is still taken off.
          quiet,
          later: later.filter(({ type }) => type === 'hide-code'),
          ...(page ? { page } : {}),
          ...(code ? { code } : {}),
        }
        scope.say('hello.again')
        if (scope.afterWorry) scope.say('hello.again.kept')
        return { to: 'restart' }
      },
      skip: () => end(),
    },
  ]

  constructor() {
    super('start-again')
  }
}

/** Answers that may be changed, with the name each has for them. The check-in is not among them: a worry is not unsaid. */
const CHANGEABLE: Readonly<Record<string, string>> = {
  'about-you.name': 'data.item.name',
  'about-you.age': 'data.item.age',
  'about-you.place': 'data.item.place',
  'what-matters.cards': 'data.item.matters',
  'in-the-way.cards': 'data.item.in-the-way',
  'strengths.cards': 'data.item.strengths',
  'strengths.goal': 'data.item.goal',
  'possible.cards': 'data.item.possible',
}

/** An earlier answer, put again by itself; then back to where they were. */
export class Change extends Aside {
  readonly questions: readonly Question[]

  constructor(phases: readonly Phase[]) {
    super('change')
    const answeredIn = (scope: Scope) =>
      Object.entries(CHANGEABLE).flatMap(([id, label]) => {
        const [phase = '', name = ''] = id.split('.')
        const question = phases.find((one) => one.id === phase)?.questions.find((one) => one.name === name)
        const answer = question?.answered?.(scope.person, scope)
        return answer === undefined ? [] : [{ id, phase, name, label: scope.text(label), answer }]
      })
    this.questions = [
      {
        name: 'which',
        why: 'change.why',
        applies: (scope) => answeredIn(scope).length > 0,
        ask: (scope) => ({
          say: 'change.ask',
          choices: answeredIn(scope).map(({ id, label }) => ({
            id,
            label,
            words: waysOf(scope.texts.choices('change.items'), id),
          })),
        }),
        take(answer, scope): Outcome {
          const found = answeredIn(scope).find(({ id }) => id === answer.chose[0])
          if (!found) return unclear
          scope.say('back.said', { words: found.answer })
          return end({ phase: found.phase, options: toChange(found.phase, found.name, scope) })
        },
        skip: () => end(),
      },
    ]
  }
}
