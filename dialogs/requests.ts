import type { DialogContext } from 'botbuilder-dialogs'
import { coreWords, isOneOf } from '../domain/understanding/answers.ts'
import { correctionIn } from '../domain/understanding/correction.ts'
import { isAt } from '../domain/understanding/places.ts'
import { atLeast } from '../domain/screening/types.ts'
import type { Finding } from '../domain/screening/types.ts'
import { toChange } from './changing.ts'
import { helpForAll } from './crisis-card.ts'
import { Human } from './interruptions/asides.ts'
import { giveCode } from './interruptions/code.ts'
import { putRight, risingWayIn } from './interruptions/correction.ts'
import type { Correction } from './interruptions/correction.ts'
import { endAsking } from './interruptions/follow-ups.ts'
import { changeWords, hasChoice, isAnswerNow, languageAsked, speak } from './interruptions/language.ts'
import { RULES } from './interruptions/safety.ts'
import { tellWhoReads } from './interruptions/who-reads.ts'
import { splitId } from './journey.ts'
import { Phase } from './phase.ts'
import { stateIn } from './phase-state.ts'
import { bookedOf } from './phases/book-details.ts'
import type { Notes } from './question.ts'
import { waysOf } from './said.ts'
import type { Scope } from './scope.ts'
import { askAgain, concernStanding, phaseOf, putOn } from './standing.ts'

/** Dialogs that the bot begins by itself: who wants none of that is asked no more of it. */
const BEGUN_BY_ITSELF: ReadonlySet<string> = new Set(['follow-ups', 'measures-review'])

/** "No i meant climbing": the answer before is put right, and the question that stands is put again. */
export async function isCorrected(dc: DialogContext, scope: Scope): Promise<boolean> {
  const said = correctionOf(dc, scope)
  return said !== undefined && isPutRight(dc, scope, said)
}

/** Puts it right. `as` is what of the words answers, where it is not all of them. */
async function isPutRight(dc: DialogContext, scope: Scope, said: Correction, as?: string): Promise<boolean> {
  const done = await putRight(said, scope, as)
  if (!done) return false
  if (done.then) await putOn(dc, done.then)
  else await dc.repromptDialog()
  return true
}

/**
 * "Sorry i meant yes", or "yes but its fine", to the check-in: an answer to our own question about safety, which means what that question
 * says. Read as a worry of another kind it would leave the answer as it was. What is graver, and what else they tell, is heard as well.
 */
export async function correctsCheckIn(dc: DialogContext, scope: Scope): Promise<boolean> {
  const said = correctionOf(dc, scope)
  if (said === undefined || splitId(said.id).phase !== 'check-in') return false
  const choices = scope.texts.choices(said.id)
  const ways = choices.flatMap(({ label, words }) => [label, ...words])
  if (isOneOf(said.meant, ways, scope.texts.words.fillers)) return isPutRight(dc, scope, said)
  const { screening } = scope.heard
  const as = risingWayIn(said.meant, choices, scope.texts.words)
  if (as === undefined || atLeast(screening.response, 'act-now')) return false
  if (!(await isPutRight(dc, scope, said, as))) return false
  for (const finding of screening.concerns.filter(isToldBesides)) scope.raise(finding, 'message', 'check-in')
  return true
}

/** Whether a finding is of their words, and not of what they would answer to the question that stands. */
const isToldBesides = ({ rule }: Finding): boolean =>
  rule !== RULES.unread && !rule.startsWith(RULES.ofAnswer)

/** What a message corrects, and to what; undefined for one that corrects nothing. */
function correctionOf(dc: DialogContext, scope: Scope): Correction | undefined {
  const meant = correctionIn(scope.heard.text, scope.texts.words.corrections)
  const id = scope.draft.flow.trail.at(-2)
  if (meant === undefined || id === undefined || dc.stack.length > 1) return undefined
  const { phase, question } = splitId(id)
  const before = phaseOf(dc, phase)?.questions.find((one) => one.name === question)
  return before && { before, id, meant }
}

/** What a young person may want to change in their life: where they are asked what they want, that is an answer. */
const OF_THEIR_LIFE: ReadonlySet<string> = new Set(['about-you.name', 'about-you.place'])
const ASK_WHAT_THEY_WANT: ReadonlySet<string> = new Set(['what-matters', 'strengths', 'possible'])

/** "Change my goal": that question is put on top of what stands. A line of the summary in their own words is changed there. */
export async function changesAnswer(dc: DialogContext, scope: Scope): Promise<boolean> {
  const id = itemToChange(scope)
  const standing = dc.activeDialog
  if (id === undefined || standing === undefined) return false
  const { phase, question } = splitId(id)
  if (OF_THEIR_LIFE.has(id) && ASK_WHAT_THEY_WANT.has(standing.id)) return false
  const said = phaseOf(dc, phase)
    ?.questions.find(({ name }) => name === question)
    ?.answered?.(scope.person, scope)
  const isAsked = stateIn(standing)?.question
  const isLine = isAsked !== 'review' || (phase !== 'about-you' && said !== undefined)
  if (standing.id === 'summary' && isLine) return false
  if (standing.id === phase && isAsked === question) {
    await dc.repromptDialog()
    return true
  }
  if (said !== undefined) scope.say('back.said', { words: said })
  const options = toChange(phase, question, scope)
  if (standing.id === 'change') await dc.replaceDialog(phase, options)
  else await dc.beginDialog(phase, options)
  return true
}

/** The answer that their words would change: a word for changing at one end of them, and what the answer is called. */
function itemToChange({ heard, texts }: Scope): string | undefined {
  const { fillers } = texts.words
  const said = coreWords(heard.text, fillers)
  const rests = waysOf(texts.choices('summary.edit'), 'change')
    .map((way) => coreWords(way, fillers))
    .flatMap((way) => [
      ...(isAt(said, way, 0) ? [said.slice(way.length)] : []),
      ...(isAt(said, way, said.length - way.length) ? [said.slice(0, -way.length)] : []),
    ])
  return texts
    .choices('change.items')
    .find(({ label, words }) => rests.some((rest) => isOneOf(rest.join(' '), [label, ...words], fillers)))?.id
}

/** "Po polsku": from now on in that language; the question that stands is put again in it. */
export async function asksForLanguage(dc: DialogContext, scope: Scope): Promise<boolean> {
  if (isAnswerNow(scope, dc.activeDialog?.id)) return false
  const language = languageAsked(scope)
  if (!language) return false
  speak(scope, language)
  await askAgain(dc)
  return true
}

/** Does what they asked for. True when it has answered. */
export async function follows(dc: DialogContext, scope: Scope, command: string): Promise<boolean> {
  switch (command) {
    case 'help-now':
      scope.say('help.intro', {}, { cards: helpForAll(scope) })
      await putOn(dc, {
        phase: 'safety',
        options: { question: 'safe-now', notes: notesOfWorry(dc) },
      })
      return true
    case 'help':
      scope.say('help.intro', {}, { cards: helpForAll(scope) })
      scope.say('help.commands')
      await askAgain(dc)
      return true
    case 'human':
      await putOn(dc, Human.push(scope))
      return true
    case 'my-data':
    case 'delete':
    case 'start-again':
      await putOn(dc, { phase: command, options: {} })
      return true
    case 'change':
      if (phaseOf(dc, 'change')?.applies('which', scope)) {
        await putOn(dc, { phase: 'change', options: {} })
      } else {
        scope.say('change.nothing')
        await askAgain(dc)
      }
      return true
    case 'stop':
      await putOn(dc, { phase: 'paused', options: {} })
      return true
    case 'back':
      return goesBack(dc, scope)
    case 'book':
      return opens(dc, 'book', bookedOf(scope) ? 'change' : 'slot')
    case 'booking':
      return opens(dc, 'book', 'change')
    case 'remind':
      return opens(dc, 'book', bookedOf(scope) ? 'remind' : 'change')
    case 'summary':
      return opens(dc, 'summary', 'review')
    case 'code':
      giveCode(scope)
      await askAgain(dc)
      return true
    case 'dont-ask':
      endAsking(scope)
      scope.say('follow.stopped')
      if (BEGUN_BY_ITSELF.has(dc.activeDialog?.id ?? '')) await dc.endDialog()
      else await askAgain(dc)
      return true
    case 'retract':
      return retracts(dc, scope)
    case 'bot-back':
      scope.say('person.nobody')
      await askAgain(dc)
      return true
    case 'easier':
      changeWords(scope)
      await askAgain(dc)
      return true
    case 'language':
      if (isAnswerNow(scope, dc.activeDialog?.id)) return false
      if (hasChoice(scope)) {
        await putOn(dc, { phase: 'language', options: {} })
      } else {
        scope.say('language.only-english')
        await askAgain(dc)
      }
      return true
    default:
      return false
  }
}

function notesOfWorry(dc: DialogContext): Notes {
  const concern = concernStanding(dc)
  return concern === undefined ? {} : { concern }
}

/** Opens a question of a phase: on top of what stands, or inside that phase when it stands. When the question itself stands, this is an answer to it. */
async function opens(dc: DialogContext, phase: string, question: string): Promise<boolean> {
  const standing = dc.activeDialog?.id === phase ? stateIn(dc.activeDialog) : undefined
  if (standing?.question === question) return false
  if (standing) await dc.replaceDialog(phase, { question, until: standing.until })
  else await dc.beginDialog(phase, { question, until: 'phase' })
  return true
}

/**
 * "Forget I said that": while a worry is talked about the talk moves on, and the concern does not go away (domain.md (b) 2). Later it is said
 * of another answer.
 */
async function retracts(dc: DialogContext, scope: Scope): Promise<boolean> {
  if (!scope.toldBefore.has(concernStanding(dc) ?? '')) return goesBack(dc, scope)
  scope.say('safety.retract')
  tellWhoReads(scope)
  await dc.endDialog()
  return true
}

/** One question back along the path; out of an aside, back to the path. */
async function goesBack(dc: DialogContext, scope: Scope): Promise<boolean> {
  const dialog = dc.activeDialog && dc.findDialog(dc.activeDialog.id)
  if (dc.stack.length > 1 || (dialog instanceof Phase && dialog.interrupts)) {
    await dc.endDialog()
    return true
  }
  const previous = scope.draft.flow.trail.slice(0, -1).findLast((id) => {
    const before = splitId(id)
    return phaseOf(dc, before.phase)?.applies(before.question, scope) === true
  })
  if (previous === undefined) {
    scope.say('back.start')
    await askAgain(dc)
    return true
  }
  const { phase, question } = splitId(previous)
  const to = phaseOf(dc, phase)
  const before = to?.questions.find((one) => one.name === question)
  const said = before?.answered?.(scope.person, scope)
  if (said !== undefined) scope.say('back.said', { words: said })
  // Within a phase its dialog does not end: what it holds for them would be let go.
  if (to && to === dialog) await to.beginDialog(dc, { question })
  else await dc.replaceDialog(phase, { question })
  return true
}
