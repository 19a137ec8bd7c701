import type { DialogContext } from 'botbuilder-dialogs'
import { atLeast } from '../domain/screening/types.ts'
import type { ConcernKind, Finding } from '../domain/screening/types.ts'
import { isOneOf } from '../domain/understanding/answers.ts'
import { respondTo, RULES } from './interruptions/safety.ts'
import { hearUnread } from './interruptions/unread.ts'
import { ASKS_ABOUT_SAFETY } from './phase.ts'
import type { Scope } from './scope.ts'
import { commandIn, concernStanding, isAnswer, putOn } from './standing.ts'
import { wordedFor } from './worded.ts'

/** A manner of speaking about these is asked about, kindly, before the conversation goes on. */
const CHECKED_ON: readonly ConcernKind[] = ['suicide', 'self-harm']

/** A worry comes before everything else. True when it has answered. */
export async function hearsWorry(dc: DialogContext, scope: Scope): Promise<boolean> {
  const { screening } = scope.heard
  // An answer to our own question about safety means what the question says it means; the dialog that asked acts on it.
  // A tap is ours and was not screened: what was heard then stood beside it, in words of their own.
  const isBesideTap = scope.heard.chose.length > 0 && screening.concerns.length > 0
  const answersSafety = ASKS_ABOUT_SAFETY.includes(dc.activeDialog?.id ?? '') && isAnswer(dc, scope)
  if (answersSafety && !isBesideTap) return false
  // "If someone's not safe", said back to our own question, is no request.
  if (commandIn(scope) === 'not-safe' && !scope.heard.isOurs) return isNotSafe(dc, scope)
  if (screening.concerns.length === 0 || refusesOnceMore(scope)) return false
  if (
    screening.concerns.some((finding) => finding.rule === RULES.unread) &&
    !atLeast(screening.response, 'reach-out')
  ) {
    return hearsUnread(dc, scope)
  }
  const phase = dc.activeDialog?.id ?? 'hello'
  const raised = screening.concerns.map((finding) => ({
    finding,
    concern: scope.raise(finding, finding.rule === RULES.fault ? 'fault' : 'message', phase),
  }))
  const gravest = raised.reduce((a, b) => (atLeast(a.finding.response, b.finding.response) ? a : b))
  if (atLeast(gravest.finding.response, 'reach-out')) return answersWorry(dc, scope, gravest)
  return answersNote(dc, scope, gravest)
}

/** A refusal of the question before, sent twice, is nothing to be gentle about. */
function refusesOnceMore({ heard, texts: { words } }: Scope): boolean {
  const isRefusal =
    heard.unread !== undefined && isOneOf(heard.text, [...words.skip, ...words.refusals], words.fillers)
  return isRefusal && !atLeast(heard.screening.response, 'reach-out')
}

/** What was not read may still be a request or a tap in words of its language; else it is an answer, and now and then asked about. */
async function hearsUnread(dc: DialogContext, scope: Scope): Promise<boolean> {
  if (commandIn(scope) !== undefined || isAnswer(dc, scope)) return false
  const check = hearUnread(scope)
  if (!check || !dc.activeDialog || ASKS_ABOUT_SAFETY.includes(dc.activeDialog.id)) return false
  await dc.continueDialog()
  // The next question is put when this one has been answered.
  if (scope.replies.at(-1)?.ask) scope.replies.pop()
  scope.say('language.which.unread')
  await putOn(dc, check)
  return true
}

async function answersWorry(
  dc: DialogContext,
  scope: Scope,
  { finding, concern }: { finding: Finding; concern: Parameters<typeof respondTo>[1] },
): Promise<boolean> {
  const response = { ...concern, response: finding.response }
  if (dc.activeDialog?.id === 'check-in' && !scope.heard.isAfterOthers) {
    // The question was about just this: the answer is taken, and what follows is the check-in's to say.
    scope.worry = response
    await dc.continueDialog()
    return true
  }
  const isTalkingOfIt = scope.toldBefore.has(concernStanding(dc) ?? '')
  if (isTalkingOfIt && finding.response !== 'act-now') {
    // More of what is being talked about: it is on the record and with the alert; the question that stands takes the answer.
    scope.say('safety.thanks.again')
    return false
  }
  await putOn(dc, respondTo(scope, response, finding.rule === RULES.fault))
  return true
}

/** Something to be gentle about: one sentence, once for each kind; or one question when it may have been a manner of speaking. */
async function answersNote(
  dc: DialogContext,
  scope: Scope,
  { finding, concern }: { finding: Finding; concern: { id: string } },
): Promise<boolean> {
  // What was said is never said back, whether or not a gentle sentence takes its place (domain.md (b) 8).
  scope.gentle = true
  if (dc.activeDialog?.id === 'safety') return false
  const { flow } = scope.draft
  if (flow.gentleAbout.includes(finding.kind)) return false
  scope.draft.flow = { ...flow, gentleAbout: [...flow.gentleAbout, finding.kind] }
  const isChecked = [finding.kind, finding.orKind].some((kind) => kind && CHECKED_ON.includes(kind))
  if (isChecked && finding.about === 'self' && finding.when !== 'past') {
    await putOn(dc, {
      phase: 'safety',
      options: { question: 'checking', notes: { concern: concern.id } },
    })
    return true
  }
  scope.say(wordedFor(scope, 'gentle', finding))
  return false
}

/** "I'm not safe": taken at its word, with whatever else was heard in it. */
async function isNotSafe(dc: DialogContext, scope: Scope): Promise<boolean> {
  const phase = dc.activeDialog?.id ?? 'hello'
  for (const finding of scope.heard.screening.concerns) scope.raise(finding, 'message', phase)
  const evidence = scope.inEnglish('safety.not-safe.evidence', { words: scope.heard.text })
  const concern = scope.raise(
    { kind: 'mental-state', about: 'self', when: 'now', response: 'act-now', evidence },
    'not-safe',
    phase,
  )
  await putOn(dc, respondTo(scope, { ...concern, heardBy: 'not-safe' }))
  return true
}
