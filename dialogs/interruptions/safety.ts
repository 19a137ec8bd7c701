import type { TextChoice } from '../../content/load-texts.ts'
import type { Concern } from '../../domain/conversation/concern.ts'
import { atLeast } from '../../domain/screening/types.ts'
import type { ConcernKind } from '../../domain/screening/types.ts'
import { helpCard, urgentHelp } from '../crisis-card.ts'
import { Phase } from '../phase.ts'
import { forStaff } from '../said.ts'
import { end, goTo } from '../question.ts'
import type { Answer, Notes, Outcome, Push, Question } from '../question.ts'
import type { Scope } from '../scope.ts'
import { wordedFor } from '../worded.ts'
import { alsoMeantBy, isOverWhenTheyAreOut, mayBeSomebody } from './somebody.ts'
import { tellWhoReads } from './who-reads.ts'

/** The rule of the screening that says it could not read a message, and the one that says it failed. */
export const RULES = { unread: 'language-not-read', fault: 'fault', ofAnswer: 'answer-' }

const concernOf = (scope: Scope, notes: Notes): Concern | undefined =>
  scope.draft.concerns.find((concern) => concern.id === notes['concern'])

const kindsOf = (concern: Concern | undefined): readonly ConcernKind[] =>
  [concern?.kind, concern?.orKind].filter((kind) => kind !== undefined)

const isAboutOther = (scope: Scope, notes: Notes): boolean => concernOf(scope, notes)?.about === 'other'

/** A note that the 999 card comes with the plain words, and not those of a kind. */
const PLAIN: Notes = { words: 'plain' }

/**
 * The first words after a worry, and the dialog that follows: what is said depends on the kind, what is done on the response
 * (domain.md 4.3). `fault` is when we could not read the message and rather check than miss something.
 */
export function respondTo(scope: Scope, concern: Concern, fault = false): Push {
  // "I'm not safe" says nothing of what it is: the plain words fit everyone.
  const notes = { concern: concern.id, ...(concern.heardBy === 'not-safe' ? PLAIN : {}) }
  if (concern.response === 'act-now') return { phase: 'safety', options: { question: 'act-now', notes } }
  if (fault) scope.say('safety.thanks.fault')
  else if (scope.toldBefore.has(concern.id)) scope.say('safety.thanks.again')
  else scope.say(wordedFor(scope, 'thanks', concern))
  // The alert leaves with this turn, so they are told in this turn (domain.md (b) 4, 14).
  tellWhoReads(scope)
  return { phase: 'safety', options: { question: 'safe-now', notes } }
}

/** The service of the register that takes nude pictures of under-18s down: nobody else is ever to see them (domain.md (b) 12). */
const TAKES_PICTURES_DOWN = 'report-remove'

function showHelp(scope: Scope, notes: Notes): void {
  const help = helpCard(scope, kindsOf(concernOf(scope, notes)))
  scope.noteOn(notes['concern'], { shown: help.shown })
  const takesPicturesDown = help.shown.includes(TAKES_PICTURES_DOWN)
  scope.say(takesPicturesDown ? 'safety.open-now.pictures' : 'safety.open-now', {}, { cards: help.cards })
}

const safeNow: Question = {
  name: 'safe-now',
  why: 'safety.safe-now.why',
  commits: ['safe', 'wrong'],
  ask(scope, notes) {
    const isOther = isAboutOther(scope, notes)
    const say = isOther ? 'safety.safe-now.other' : 'safety.safe-now'
    const choices = scope.texts.choices(say)
    // "He's not home" is safe for now of somebody who hurts them, and says nothing of any other danger.
    const isSafeAlone = !isOther && isOverWhenTheyAreOut(scope, concernOf(scope, notes))
    return {
      say,
      choices: isSafeAlone ? alsoMeantBy(choices, 'safe', scope.texts.choices('safety.away')) : choices,
      skippable: false,
    }
  },
  take(answer, scope, notes) {
    switch (answer.chose[0]) {
      case 'wrong':
        return gotItWrong(scope, notes)
      case 'not-safe':
        return notSafe(answer, scope, notes)
      case 'safe':
      case 'dont-know':
        return showWhoCanHelp(scope, notes)
      default:
        return askOnceMore('safe-now', scope, notes)
    }
  },
  skip: showWhoCanHelp,
  unsure: showWhoCanHelp,
}

/** What was heard in the message that they take back, all of it. */
function takeBack(scope: Scope, notes: Notes): void {
  const concern = concernOf(scope, notes)
  for (const { id, at } of scope.draft.concerns)
    if (at === concern?.at) scope.noteOn(id, { isTakenBack: true })
}

/** The way back is easy for them; a concern stays, as only a person closes one (domain.md (b) 2). Who only asked for help has none. */
function gotItWrong(scope: Scope, notes: Notes): Outcome {
  takeBack(scope, notes)
  scope.say(scope.afterWorry ? 'safety.got-it-wrong' : 'safety.got-it-wrong.nobody-told')
  return end()
}

function notSafe(answer: Answer, scope: Scope, notes: Notes): Outcome {
  const concern = concernOf(scope, notes)
  const raised = scope.raise(
    {
      kind: concern?.kind ?? 'mental-state',
      about: concern?.about ?? 'self',
      when: 'now',
      response: 'act-now',
      evidence: scope.inEnglish('safety.not-safe.evidence', {
        words: forStaff(scope, 'safety.safe-now', answer),
      }),
    },
    'not-safe',
    'safety',
  )
  return goTo('act-now', { concern: raised.id, ...PLAIN })
}

/** Not understood: asked once more, and then rather helped than asked again. */
function askOnceMore(question: string, scope: Scope, notes: Notes): Outcome {
  if (notes['asked'] !== undefined) return showWhoCanHelp(scope, notes)
  // More of what they were telling has been thanked for: "I didn't get that" would say that it was not heard.
  if (!atLeast(scope.heard.screening.response, 'reach-out')) scope.say('safety.unclear')
  return goTo(question, { ...notes, asked: 'once' })
}

function showWhoCanHelp(scope: Scope, notes: Notes): Outcome {
  showHelp(scope, notes)
  return scope.toldBefore.has(notes['concern'] ?? '') ? goTo('who', notes) : end()
}

function urgentWords(scope: Scope, notes: Notes): string {
  const concern = concernOf(scope, notes)
  if (concern && notes['words'] === undefined) return wordedFor(scope, 'act-now', concern)
  return isAboutOther(scope, notes) ? 'safety.act-now.other' : 'safety.act-now'
}

/** 999 and an adult nearby come first, above everything. */
export function showActNow(scope: Scope, notes: Notes): void {
  const help = urgentHelp(scope, kindsOf(concernOf(scope, notes)))
  scope.noteOn(notes['concern'], { shown: help.shown })
  scope.say(urgentWords(scope, notes), {}, { cards: help.cards, urgent: true })
}

/** Whether somebody may be the danger, of what was told or as no more was told than that they are not safe. */
const isBySomebody = (scope: Scope, notes: Notes): boolean =>
  mayBeSomebody(scope, concernOf(scope, notes), notes['words'] === PLAIN['words'])

/** The taps below the 999 card. "My dad is here" is help only where nobody may be the danger. */
function tapsAfter(scope: Scope, notes: Notes): readonly TextChoice[] {
  const { texts } = scope
  const choices = texts.choices('safety.after')
  return isBySomebody(scope, notes)
    ? choices
    : alsoMeantBy(choices, 'with-someone', texts.choices('safety.here'))
}

/** The emergency card comes first; the journey stops here. */
const actNow: Question = {
  name: 'act-now',
  why: 'safety.act-now.after.why',
  // "Stay with them" is said of nobody who only stands in the sentence: "he called his mates", "i told my dad to stop".
  commits: ['with-someone', 'carry-on', 'wrong'],
  ask(scope, notes) {
    showActNow(scope, notes)
    tellWhoReads(scope)
    return {
      say: 'safety.act-now.after',
      choices: tapsAfter(scope, notes),
      skippable: false,
    }
  },
  take: afterActNow,
  unread: (answer, scope, notes) =>
    answer.chose.length > 0
      ? afterActNow(answer, scope, notes)
      : keepMore('safety.after', 'after', answer, scope, notes),
  skip: (_scope, notes) => goTo('who', notes),
  unsure: (_scope, notes) => goTo('after', notes),
}

/** The same question without the card above it, which still stands in the chat, and without saying again what this is. */
const after: Question = {
  ...actNow,
  name: 'after',
  ask: (scope, notes) => ({
    say: 'safety.act-now.next',
    choices: tapsAfter(scope, notes),
    skippable: false,
  }),
}

function afterActNow(answer: Answer, scope: Scope, notes: Notes): Outcome {
  switch (answer.chose[0]) {
    case 'with-someone':
      scope.say('safety.with-someone')
      return goTo('who', notes)
    case 'cant-call':
      scope.say('safety.cant-call')
      return goTo('after', notes)
    case 'numbers':
      return goTo('act-now', notes)
    case 'carry-on':
      return goTo('who', notes)
    case 'wrong':
      return gotItWrong(scope, notes)
    default:
      keepWish('safety.after', answer, scope, notes)
      return goTo('who', notes)
  }
}

/** Whatever else they say is for the person who reads this. */
function keepWish(list: string, answer: Answer, scope: Scope, notes: Notes): void {
  scope.noteOn(notes['concern'], { wants: [forStaff(scope, list, answer)] })
}

/** Where they are, or who with, in a bubble of its own: it was typed before the question was read, which stands, and is for that person too. */
function keepMore(list: string, question: string, answer: Answer, scope: Scope, notes: Notes): Outcome {
  if (!atLeast(scope.heard.screening.response, 'reach-out')) {
    keepWish(list, answer, scope, notes)
    scope.say('safety.thanks.again')
  }
  return goTo(question, notes)
}

const who: Question = {
  name: 'who',
  why: 'safety.who.why',
  ask: (scope) => ({ say: 'safety.who', choices: scope.texts.choices('safety.who') }),
  take(answer, scope, notes) {
    if (answer.chose.includes('nobody')) scope.say('safety.who.nobody')
    else scope.say('safety.who.noted')
    keepWish('safety.who', answer, scope, notes)
    return goTo('what-helps', notes)
  },
  unread: (answer, scope, notes) => keepMore('safety.who', 'who', answer, scope, notes),
  skip: (_scope, notes) => goTo('what-helps', notes),
}

const whatHelps: Question = {
  name: 'what-helps',
  why: 'safety.what-helps.why',
  ask: (scope) => ({
    say: 'safety.what-helps',
    choices: scope.texts.choices('safety.what-helps'),
    skippable: false,
  }),
  take(answer, scope, notes) {
    keepWish('safety.what-helps', answer, scope, notes)
    switch (answer.chose[0]) {
      case 'talk':
        scope.say('safety.talk')
        return end()
      case 'rest':
        return end({ phase: 'paused', options: { question: 'resting' } })
      default:
        return carryOn(scope)
    }
  },
  skip: carryOn,
}

function carryOn(scope: Scope): Outcome {
  scope.say('safety.carry-on')
  return end()
}

/** Something that may be only a manner of speaking: one kind question, and no alarm. */
const checking: Question = {
  name: 'checking',
  why: 'safety.checking.why',
  commits: ['fine'],
  ask: (scope) => ({
    say: 'safety.checking',
    choices: scope.texts.choices('safety.checking'),
    skippable: false,
  }),
  take(answer, scope, notes) {
    if (answer.chose.includes('not-fine')) {
      const concern = concernOf(scope, notes)
      const raised = scope.raise(
        {
          kind: concern?.kind ?? 'mental-state',
          about: 'self',
          when: 'now',
          response: 'reach-out',
          evidence: scope.inEnglish('safety.not-safe.evidence', {
            words: [notes['said'] ?? '', forStaff(scope, 'safety.checking', answer)]
              .filter(Boolean)
              .join(' … '),
          }),
        },
        'message',
        'safety',
      )
      return end(respondTo(scope, raised))
    }
    if (!answer.chose.includes('fine')) return askOnceMore('checking', scope, notes)
    takeBack(scope, notes)
    scope.say('safety.checking.fine')
    return end()
  },
  // Whoever would rather not say is asked nothing more, and sees who would listen.
  skip: showWhoCanHelp,
}

/** A picture: never seen and never kept. All that matters is whether they are hurt. */
const picture: Question = {
  name: 'picture',
  why: 'safety.picture',
  commits: ['fine'],
  ask(scope, notes) {
    if (notes['asked'] === undefined) scope.say('safety.picture')
    return {
      say: 'safety.picture.ask',
      choices: scope.texts.choices('safety.picture'),
      skippable: false,
    }
  },
  take(answer, scope, notes) {
    if (answer.chose.includes('fine')) {
      scope.say('safety.picture.fine')
      return end()
    }
    if (!answer.chose.includes('hurt')) return askOnceMore('picture', scope, notes)
    const concern = scope.raise(
      {
        kind: 'medical',
        about: 'self',
        when: 'now',
        response: 'reach-out',
        evidence: scope.inEnglish('safety.hurt.evidence', {
          answer: forStaff(scope, 'safety.picture', answer),
        }),
      },
      'not-safe',
      'safety',
    )
    return end(respondTo(scope, concern))
  },
  skip: () => end(),
}

/** On top of whatever was being asked: kind, plain, no detail asked for, help that is open, and the truth about who reads it. */
export class Safety extends Phase {
  override readonly interrupts = true
  readonly questions = [safeNow, actNow, after, who, whatHelps, checking, picture]

  constructor() {
    super('safety')
  }
}
