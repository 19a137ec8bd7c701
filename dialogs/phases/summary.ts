import { Audience } from '../../domain/conversation/person.ts'
import type { SummaryLine } from '../../domain/conversation/person.ts'
import { agree } from '../../domain/handoff/agree.ts'
import { isOneOf } from '../../domain/understanding/answers.ts'
import { Phase } from '../phase.ts'
import { again, goTo, next, unclear } from '../question.ts'
import type { Ask, Notes, Outcome, Question } from '../question.ts'
import { waysOf } from '../said.ts'
import type { Scope } from '../scope.ts'
import { copyCard } from '../summary-copy.ts'
import { REFERRAL_LINE, summaryCard, summaryLines } from '../summary-lines.ts'
import { editIn, isLeftOut, leadsBack, lineChoices, linesMeant } from './summary-edits.ts'
import type { Edit } from './summary-edits.ts'
import { others, reached, sayPreview } from '../summary-preview.ts'

/** How long a line may be: longer is a letter, and the handoff is read in under a minute. */
const LONGEST_LINE = 500
const LINE_ACTION = /^(change|remove|share|words):(.+)$/u

function update(scope: Scope, id: string, patch: Partial<SummaryLine>): void {
  scope.remember({
    summary: summaryLines(scope).map((line) => (line.id === id ? { ...line, ...patch } : line)),
  })
}

/** The taps on the card's lines, offered so that they are understood, but not shown again under the question. */
function actionChoices(scope: Scope): readonly string[] {
  return summaryLines(scope).flatMap(({ id }) =>
    ['change', 'words', 'remove', 'share'].map((action) => `${action}:${id}`),
  )
}

function showSummary(scope: Scope): Ask {
  const lines = summaryLines(scope)
  scope.remember({ summary: lines })
  if (lines.length === 0) return { say: 'summary.empty', choices: scope.texts.choices('summary.empty') }
  // Once a version has gone, "nothing is sent" would not be true of it.
  const say = scope.person.agreed ? 'summary.intro.sent' : 'summary.intro'
  scope.say(say, {}, { cards: [summaryCard(scope, lines)] })
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

function leaveOut(scope: Scope, lines: readonly SummaryLine[]): void {
  for (const { id } of lines) update(scope, id, { sharedWith: [] })
  scope.say(lines.length === 1 ? 'summary.removed' : 'summary.removed.lines')
}

function onLine(action: string, id: string, text: string, scope: Scope): Outcome {
  const line = summaryLines(scope).find((one) => one.id === id)
  if (!line) return unclear
  if ((action === 'change' || action === 'words') && id === REFERRAL_LINE) return unclear
  if (action === 'words') {
    reword(scope, id, text)
    return again
  }
  if (action === 'remove') {
    leaveOut(scope, [line])
    return goTo('review')
  }
  return goTo(action === 'change' ? 'words' : 'share', { line: id })
}

/** "Leave out my age", "line 2", "edit my goal": done with the line they mean, or with one that they say next. */
function edited({ action, lines }: Edit, scope: Scope): Outcome {
  const [line] = lines
  if (line && lines.length === 1) return onLine(action, line.id, '', scope)
  // Several of one kind are left out together; which of them to change is theirs to say.
  if (!line || action !== 'remove') return goTo('which', { action })
  leaveOut(scope, lines)
  return again
}

/** "I dont want to say my name": that line is left out. "Its private": which one is theirs to say; what is left is not kept back for it. */
const refused = (scope: Scope): Outcome =>
  edited({ action: 'remove', lines: editIn(scope.heard.text, scope)?.lines ?? [] }, scope)

const review: Question = {
  name: 'review',
  why: 'summary.why',
  commits: ['send'],
  ask: showSummary,
  take(answer, scope) {
    if (summaryLines(scope).length === 0) return next()
    const [choice = ''] = answer.chose
    const action = LINE_ACTION.exec(choice)
    if (action) return onLine(action[1] ?? '', action[2] ?? '', answer.text, scope)
    const edit =
      answer.typed && !isChoice(choice, answer.text, scope) ? editIn(answer.text, scope) : undefined
    if (edit) return edited(edit, scope)
    // Where more than the link worker gets something, they see what each gets before they agree.
    if (choice === 'preview' || (choice === 'send' && others(scope).length > 0)) return goTo('preview')
    if (choice === 'copy') {
      scope.say('summary.copy', {}, { cards: [copyCard(scope)] })
      return again
    }
    return decided(choice, scope)
  },
  refused,
  skip(scope) {
    if (summaryLines(scope).length > 0) scope.say('summary.not-sent')
    return next()
  },
}

/** Whether a text is a choice of the review in whole, and so no line. "Change" still asks for one. */
function isChoice(choice: string, text: string, { texts }: Scope): boolean {
  return (
    choice !== 'change' && isOneOf(text, waysOf(texts.choices('summary.ask'), choice), texts.words.fillers)
  )
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
  const lines = summaryLines(scope)
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
  refused,
  skip: () => goTo('review'),
}

const which: Question = {
  name: 'which',
  why: 'summary.why',
  ask: (scope) => ({ say: 'summary.which', choices: lineChoices(scope) }),
  take(answer, scope, { action = 'change' }) {
    if (leadsBack(answer.text, scope)) return goTo('review')
    const [line] = answer.chose
    if (line !== undefined) return onLine(action, line, '', scope)
    const { lines } = editIn(answer.text, scope) ?? { lines: linesMeant(answer.text, scope) }
    return lines.length === 1 && lines[0] ? onLine(action, lines[0].id, '', scope) : unclear
  },
  skip: () => goTo('review'),
}

const lineOf = (scope: Scope, notes: Notes): SummaryLine | undefined =>
  summaryLines(scope).find((line) => line.id === notes['line'])

const words: Question = {
  name: 'words',
  why: 'summary.why',
  ask: (scope, notes) => ({ say: 'summary.words', values: { text: lineOf(scope, notes)?.text ?? '' } }),
  take(answer, scope, notes) {
    const line = lineOf(scope, notes)
    if (!line || leadsBack(answer.text, scope)) return goTo('review')
    if (isLeftOut(answer.text, scope)) {
      leaveOut(scope, [line])
      return goTo('review')
    }
    reword(scope, line.id, answer.text)
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
