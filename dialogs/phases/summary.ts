import { Audience } from '../../domain/conversation/person.ts'
import type { SummaryLine } from '../../domain/conversation/person.ts'
import { agree } from '../../domain/handoff/agree.ts'
import { Phase } from '../phase.ts'
import { again, goTo, next, unclear } from '../question.ts'
import type { Ask, Notes, Outcome, Question } from '../question.ts'
import type { Scope } from '../scope.ts'
import { copyCard } from '../summary-copy.ts'
import { REFERRAL_LINE, summaryCard, summaryLines } from '../summary-lines.ts'
import { others, reached, sayPreview } from '../summary-preview.ts'

/** How long a line may be: longer is a letter, and the handoff is read in under a minute. */
const LONGEST_LINE = 500
const LINE_ACTION = /^(change|remove|share|words):(.+)$/u

const current = (scope: Scope): SummaryLine[] => summaryLines(scope)

function update(scope: Scope, id: string, patch: Partial<SummaryLine>): void {
  scope.remember({ summary: current(scope).map((line) => (line.id === id ? { ...line, ...patch } : line)) })
}

/** Lines as choices, for those who change by words or by number instead of on the card. */
function lineChoices(scope: Scope) {
  const own = current(scope).filter(({ id }) => id !== REFERRAL_LINE)
  return own.map((line) => ({ id: line.id, label: line.text.slice(0, 60), words: [] }))
}

/** The taps on the card's lines, offered so that they are understood, but not shown again under the question. */
function actionChoices(scope: Scope): readonly string[] {
  return current(scope).flatMap(({ id }) =>
    ['change', 'words', 'remove', 'share'].map((action) => `${action}:${id}`),
  )
}

function showSummary(scope: Scope): Ask {
  const lines = current(scope)
  scope.remember({ summary: lines })
  if (lines.length === 0) return { say: 'summary.empty', choices: scope.texts.choices('summary.empty') }
  scope.say('summary.intro', {}, { cards: [summaryCard(scope, lines)] })
  if (scope.afterWorry) scope.say('summary.intro.concern')
  return {
    say: 'summary.ask',
    choices: scope.texts.choices('summary.ask'),
    hidden: actionChoices(scope),
    skippable: false,
  }
}

/** New words for a line; nothing written leaves it as it is. */
function reword(scope: Scope, id: string, text: string): void {
  if (text === '') return
  update(scope, id, { text: text.slice(0, LONGEST_LINE), edited: true })
  scope.say('summary.changed')
}

function onLine(action: string, id: string, text: string, scope: Scope): Outcome {
  if (!current(scope).some((line) => line.id === id)) return unclear
  if ((action === 'change' || action === 'words') && id === REFERRAL_LINE) return unclear
  if (action === 'words') {
    reword(scope, id, text)
    return again
  }
  if (action === 'remove') {
    update(scope, id, { sharedWith: [] })
    scope.say('summary.removed')
    return { to: 'again' }
  }
  return goTo(action === 'change' ? 'words' : 'share', { line: id })
}

const review: Question = {
  name: 'review',
  why: 'summary.why',
  commits: ['send'],
  ask: showSummary,
  take(answer, scope) {
    if (current(scope).length === 0) return next()
    const [choice = ''] = answer.chose
    const action = LINE_ACTION.exec(choice)
    if (action) return onLine(action[1] ?? '', action[2] ?? '', answer.text, scope)
    // Where more than the link worker gets something, they see what each gets before they agree.
    if (choice === 'preview' || (choice === 'send' && others(scope).length > 0)) return goTo('preview')
    if (choice === 'copy') {
      scope.say('summary.copy', {}, { cards: [copyCard(scope)] })
      return again
    }
    return decided(choice, scope)
  },
  skip(scope) {
    if (current(scope).length > 0) scope.say('summary.not-sent')
    return next()
  },
}

/** What can be decided under the summary and under its preview. */
function decided(choice: string, scope: Scope): Outcome {
  switch (choice) {
    case 'send':
      return send(scope)
    case 'change':
      return goTo('which')
    case 'not-send':
      scope.say('summary.not-sent')
      return next()
    default:
      return unclear
  }
}

/** Agreed, line by line: a new version goes to the link worker, and the one before it is kept. */
function send(scope: Scope): Outcome {
  const lines = current(scope)
  if (!lines.some(({ sharedWith }) => sharedWith.includes('link-worker'))) {
    scope.say(others(scope).length > 0 ? 'summary.none-for-link-worker' : 'summary.all-left-out')
    return goTo('review')
  }
  const too = reached(scope)
  const person = agree(scope.person, lines, scope.now)
  const { version } = person.agreed
  scope.draft.person = person
  scope.effect({ type: 'handoff', version })
  const cards = [copyCard(scope)]
  scope.say(version === 1 ? 'summary.sent' : 'summary.sent-again', {}, { cards })
  if (too.length > 0) scope.say('summary.sent.too', { who: too.join(', ') })
  return next()
}

/** What each will see, to the word, and the yes that sends it. */
const preview: Question = {
  name: 'preview',
  why: 'summary.why',
  commits: ['send'],
  ask(scope) {
    sayPreview(scope)
    return {
      say: 'summary.preview.ask',
      choices: scope.texts.choices('summary.preview.ask'),
      skippable: false,
    }
  },
  take: (answer, scope) => decided(answer.chose[0] ?? '', scope),
  skip: () => goTo('review'),
}

const which: Question = {
  name: 'which',
  why: 'summary.why',
  ask: (scope) => ({ say: 'summary.which', choices: lineChoices(scope) }),
  take(answer) {
    const [line] = answer.chose
    return line === undefined ? unclear : goTo('words', { line })
  },
  skip: () => goTo('review'),
}

const lineOf = (scope: Scope, notes: Notes): SummaryLine | undefined =>
  current(scope).find((line) => line.id === notes['line'])

const words: Question = {
  name: 'words',
  why: 'summary.why',
  ask: (scope, notes) => ({ say: 'summary.words', values: { text: lineOf(scope, notes)?.text ?? '' } }),
  take(answer, scope, notes) {
    const line = lineOf(scope, notes)
    if (line) reword(scope, line.id, answer.text)
    return goTo('review')
  },
  skip: () => goTo('review'),
}

const share: Question = {
  name: 'share',
  why: 'summary.why',
  ask: (scope, notes) => ({
    say: 'summary.share',
    values: { text: lineOf(scope, notes)?.text ?? '' },
    choices: scope.texts.choices('summary.share'),
    select: 'many',
  }),
  take(answer, scope, notes) {
    const line = lineOf(scope, notes)
    if (!line) return goTo('review')
    if (answer.chose.length === 0) return unclear
    const sharedWith = Audience.options.filter((audience) => answer.chose.includes(audience))
    update(scope, line.id, { sharedWith })
    if (sharedWith.length === 0) scope.say('summary.removed')
    else {
      const who = sharedWith.map((audience) => scope.text(`summary.audience.${audience}`)).join(', ')
      scope.say('summary.shared', { who })
    }
    return goTo('review')
  },
  skip: () => goTo('review'),
}

/** The summary as it will be sent: every line can be changed, left out or shared with only some, and nothing leaves before a yes. */
export class Summary extends Phase {
  readonly questions = [review, preview, which, words, share]

  constructor() {
    super('summary')
  }
}
