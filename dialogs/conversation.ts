import type { TurnContext } from 'botbuilder'
import { DialogContext, DialogSet } from 'botbuilder-dialogs'
import type { DialogState } from 'botbuilder-dialogs'
import { recognise } from '../domain/understanding/answers.ts'
import type { Later } from '../domain/follow-up/later.ts'
import { overBy } from '../domain/conversation/visit.ts'
import type { VisitEnd } from '../domain/conversation/visit.ts'
import { atLeast } from '../domain/screening/types.ts'
import type { ConcernKind, Finding } from '../domain/screening/types.ts'
import { helpForAll } from './crisis-card.ts'
import { greetBack } from './interruptions/coming-back.ts'
import type { News } from './interruptions/coming-back.ts'
import { endAsking, FollowUps } from './interruptions/follow-ups.ts'
import { giveCode } from './interruptions/code.ts'
import { correctionIn } from '../domain/understanding/correction.ts'
import { Change, Delete, Human, MyData, Paused, StartAgain } from './interruptions/asides.ts'
import { putRight } from './interruptions/correction.ts'
import {
  begin,
  changeWords,
  ChooseLanguage,
  hasChoice,
  isAnswerNow,
  languageAsked,
  speak,
} from './interruptions/language.ts'
import { respondTo, RULES, Safety, tellWhoReads } from './interruptions/safety.ts'
import { hearUnread } from './interruptions/unread.ts'
import { depart, hearInVisit, Returned } from './interruptions/visit.ts'
import { splitId } from './journey.ts'
import { Phase } from './phase.ts'
import { AboutYou } from './phases/about-you.ts'
import { bookedOf } from './phases/book-details.ts'
import { Book } from './phases/book.ts'
import { InTheWay, Possible, WhatMatters } from './phases/cards.ts'
import { CheckIn } from './phases/check-in.ts'
import { Hello } from './phases/hello.ts'
import { Ideas } from './phases/ideas.ts'
import { Measures } from './phases/measures.ts'
import { Next } from './phases/next.ts'
import { Strengths } from './phases/strengths.ts'
import { Summary } from './phases/summary.ts'
import type { Notes, Push } from './question.ts'
import { scopeOf } from './scope.ts'
import type { Scope } from './scope.ts'
import { wordedFor } from './worded.ts'

/** After so long a silence they are greeted, and the question is put again. */
const LONG_SILENCE_MS = 30 * 60_000
/** A manner of speaking about these is asked about, kindly, before the conversation goes on. */
const CHECKED_ON: readonly ConcernKind[] = ['suicide', 'self-harm']
/** Dialogs whose questions are about safety, and who act on the answers themselves. */
const ASKS_ABOUT_SAFETY = ['safety', 'check-in']

/** The whole conversation: which dialog hears a message, in which order of importance. Safety is first, always. */
export class ConversationDialogs {
  readonly #dialogs = new DialogSet()

  constructor() {
    const path: Phase[] = [
      new Hello(),
      new AboutYou(),
      new WhatMatters(),
      new InTheWay(),
      new Strengths(),
      new Possible(),
      new CheckIn(),
      new Measures(),
      new Ideas(),
      new Summary(),
      new Book(),
      new Next(),
    ]
    const asides = [
      new Safety(),
      new Human(),
      new Paused(),
      new MyData(),
      new Delete(),
      new StartAgain(),
      new Change(path),
      new Returned(),
      new FollowUps(),
      new ChooseLanguage(),
    ]
    for (const dialog of [...path, ...asides]) this.#dialogs.add(dialog)
  }

  /** Ids that the question which stands really offers: taps on anything else are understood by their words. */
  static offered(state: DialogState): ReadonlySet<string> {
    return Phase.offeredBy(state.dialogStack.at(-1))
  }

  /** The same with what each tap says. */
  static labels(state: DialogState): ReadonlyMap<string, string> {
    return Phase.labelsOf(state.dialogStack.at(-1))
  }

  /** Hears one message and collects what is said to it in the scope; changes `state` and the scope's draft, nothing else. */
  async hear(context: TurnContext, state: DialogState): Promise<void> {
    const dc = new DialogContext(this.#dialogs, context, state)
    const scope = scopeOf(context)
    if (scope.heard.type === 'event') return
    if (await this.#hearsInVisit(dc, scope)) return
    const begun = dc.activeDialog !== undefined
    if (!begun) {
      begin(scope)
      await dc.beginDialog('hello')
    }
    if (scope.heard.type === 'begin') return
    const asksFirst = !begun && (this.#command(scope) ?? languageAsked(scope)) !== undefined
    if (asksFirst || (!begun && scope.heard.screening.concerns.length > 0)) this.#holdsHello(scope)
    if (await this.#hearsWorry(dc, scope)) return
    if (!begun && !asksFirst) return
    if (scope.heard.isStale) {
      // A tap on a question that does not stand any more answers nothing.
      await dc.repromptDialog()
      return
    }
    if (scope.heard.hasAttachment) {
      await this.#on(dc, { phase: 'safety', options: { question: 'picture' } })
      return
    }
    if (scope.heard.text.trim() === '' && scope.heard.chose.length === 0) {
      scope.say('empty')
      await dc.repromptDialog()
      return
    }
    if (await this.#greetsAfterSilence(dc, scope)) return
    if (await this.#followsRequest(dc, scope)) return
    if (scope.heard.wasCut) scope.say('long')
    await dc.continueDialog()
  }

  /** The person who is in the chat leaves it, outside a turn of the young person; the bot goes on where it was. */
  async endVisit(context: TurnContext, state: DialogState, why: VisitEnd): Promise<void> {
    await depart(new DialogContext(this.#dialogs, context, state), scopeOf(context), why)
  }

  /** The bot asks something by itself, on top of what stands; `no` when it must not be asked, `not-now` when something else waits for an answer. */
  async asks(context: TurnContext, state: DialogState, later: Later): Promise<'asked' | 'no' | 'not-now'> {
    const dc = new DialogContext(this.#dialogs, context, state)
    const asks = FollowUps.asks(scopeOf(context), later)
    if (!asks) return 'no'
    if (dc.stack.length > 1 || !dc.activeDialog) return 'not-now'
    await dc.beginDialog('follow-ups', asks)
    return 'asked'
  }

  /** They have come back with their code: what there is to know since, and the question that stands. */
  async comesBack(context: TurnContext, state: DialogState, news: News): Promise<void> {
    const dc = new DialogContext(this.#dialogs, context, state)
    greetBack(scopeOf(context), news)
    await dc.repromptDialog()
  }

  /** While a person is in the chat what is said is for them. True when nothing more is to be done with it. */
  async #hearsInVisit(dc: DialogContext, scope: Scope): Promise<boolean> {
    const { visit } = scope.draft
    if (!visit) return false
    const over = overBy(visit, scope.now)
    if (over === undefined) return hearInVisit(dc, scope, this.#command(scope))
    // What they wrote was for someone who has gone: it answers no question of ours, but a worry in it is heard.
    const isWorried = scope.heard.screening.concerns.length > 0 || this.#command(scope) === 'not-safe'
    await depart(dc, scope, over, !isWorried)
    if (isWorried && !(await this.#hearsWorry(dc, scope))) await dc.repromptDialog()
    return true
  }

  /** A worry or a request in the very first message: hello and its promise are said when that has been answered. */
  #holdsHello(scope: Scope): void {
    scope.replies.length = 0
    scope.draft.flow = { ...scope.draft.flow, trail: [], toldListening: false }
  }

  /** Puts a dialog on top, unless it is the one that stands there: then it begins anew. Talk of a worry is not pushed aside: it waits. */
  async #on(dc: DialogContext, push: Push): Promise<void> {
    const isSame = dc.activeDialog?.id === push.phase
    const losesWorry =
      this.#concernStanding(dc) !== undefined && push.options.notes?.['concern'] === undefined
    if (isSame && !losesWorry) await dc.replaceDialog(push.phase, push.options)
    else await dc.beginDialog(push.phase, push.options)
  }

  /** The concern that is being talked about at this moment. */
  #concernStanding(dc: DialogContext): string | undefined {
    return dc.activeDialog?.id === 'safety' ? Phase.standing(dc.activeDialog)?.notes['concern'] : undefined
  }

  #command(scope: Scope): string | undefined {
    const { words } = scope.texts
    return recognise(scope.heard.text, words.commands, words.fillers)
  }

  /** A worry comes before everything else. True when it has answered. */
  async #hearsWorry(dc: DialogContext, scope: Scope): Promise<boolean> {
    const { screening } = scope.heard
    // An answer to our own question about safety means what the question says it means; the dialog that asked acts on it.
    if (ASKS_ABOUT_SAFETY.includes(dc.activeDialog?.id ?? '') && this.#isAnswer(dc, scope)) return false
    if (this.#command(scope) === 'not-safe') return this.#isNotSafe(dc, scope)
    if (screening.concerns.length === 0) return false
    if (
      screening.concerns.some((finding) => finding.rule === RULES.unread) &&
      !atLeast(screening.response, 'reach-out')
    ) {
      return this.#hearsUnread(dc, scope)
    }
    const phase = dc.activeDialog?.id ?? 'hello'
    const raised = screening.concerns.map((finding) => ({
      finding,
      concern: scope.raise(finding, finding.rule === RULES.fault ? 'fault' : 'message', phase),
    }))
    const gravest = raised.reduce((a, b) => (atLeast(a.finding.response, b.finding.response) ? a : b))
    if (atLeast(gravest.finding.response, 'reach-out')) return this.#answersWorry(dc, scope, gravest)
    return this.#answersNote(dc, scope, gravest)
  }

  /** What was not read may still be a request or a tap in words of its language; else it is an answer, and now and then asked about. */
  async #hearsUnread(dc: DialogContext, scope: Scope): Promise<boolean> {
    if (this.#command(scope) !== undefined || this.#isAnswer(dc, scope)) return false
    const check = hearUnread(scope)
    if (!check || !dc.activeDialog || dc.activeDialog.id === 'safety') return false
    await dc.continueDialog()
    // The next question is put when this one has been answered.
    if (scope.replies.at(-1)?.ask) scope.replies.pop()
    scope.say('language.which.unread')
    await this.#on(dc, check)
    return true
  }

  async #answersWorry(
    dc: DialogContext,
    scope: Scope,
    { finding, concern }: { finding: Finding; concern: Parameters<typeof respondTo>[1] },
  ): Promise<boolean> {
    const response = { ...concern, response: finding.response }
    if (dc.activeDialog?.id === 'check-in') {
      // The question was about just this: the answer is taken, and what follows is the check-in's to say.
      scope.worry = response
      await dc.continueDialog()
      return true
    }
    const isTalkingOfIt = scope.toldBefore.has(this.#concernStanding(dc) ?? '')
    if (isTalkingOfIt && finding.response !== 'act-now') {
      // More of what is being talked about: it is on the record and with the alert; the question that stands takes the answer.
      scope.say('safety.thanks.again')
      return false
    }
    await this.#on(dc, respondTo(scope, response, finding.rule === RULES.fault))
    return true
  }

  /** Something to be gentle about: one sentence, once for each kind; or one question when it may have been a manner of speaking. */
  async #answersNote(
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
    if (CHECKED_ON.includes(finding.kind) && finding.about === 'self' && finding.when !== 'past') {
      await this.#on(dc, {
        phase: 'safety',
        options: { question: 'checking', notes: { concern: concern.id } },
      })
      return true
    }
    scope.say(wordedFor(scope, 'gentle', finding))
    return false
  }

  async #greetsAfterSilence(dc: DialogContext, scope: Scope): Promise<boolean> {
    const last = scope.draft.flow.lastHeard
    const long = last !== undefined && scope.now.getTime() - Date.parse(last) > LONG_SILENCE_MS
    if (!long || scope.heard.chose.length > 0) return false
    const id = recognise(scope.heard.text, scope.texts.words.questions, [])
    if (id !== 'faq.hello') return false
    scope.say('hello.back')
    await dc.repromptDialog()
    return true
  }

  /** Requests that work at any point, and questions people put to a program. True when it has answered. */
  async #followsRequest(dc: DialogContext, scope: Scope): Promise<boolean> {
    if (scope.heard.chose.length > 0) return false
    const { words } = scope.texts
    if (scope.services.looksLikeCode(scope.heard.text)) {
      // Whoever reads the log later must not find it there.
      scope.keptAs = scope.text('code.hidden')
      scope.say('code.looks-like', {}, { mark: 'code' })
      await dc.repromptDialog()
      return true
    }
    if (this.#isAnswer(dc, scope)) return false
    if (await this.#asksForLanguage(dc, scope)) return true
    if (await this.#isCorrected(dc, scope)) return true
    const command = this.#command(scope)
    if (command !== undefined) return this.#follows(dc, scope, command)
    const question = recognise(scope.heard.text, words.questions, words.fillers)
    if (question === undefined) return false
    scope.say(question)
    await dc.repromptDialog()
    return true
  }

  /** "Po polsku": from now on in that language; the question that stands is put again in it. */
  async #asksForLanguage(dc: DialogContext, scope: Scope): Promise<boolean> {
    if (isAnswerNow(scope, dc.activeDialog?.id)) return false
    const language = languageAsked(scope)
    if (!language) return false
    speak(scope, language)
    await dc.repromptDialog()
    return true
  }

  /** "No i meant climbing": the answer before is put right, and the question that stands is put again. */
  async #isCorrected(dc: DialogContext, scope: Scope): Promise<boolean> {
    const meant = correctionIn(scope.heard.text, scope.texts.words.corrections)
    const previous = scope.draft.flow.trail.at(-2)
    if (meant === undefined || previous === undefined || dc.stack.length > 1) return false
    const { phase, question } = splitId(previous)
    const before = this.#phase(dc, phase)?.questions.find((one) => one.name === question)
    if (!before || !(await putRight(before, previous, meant, scope))) return false
    await dc.repromptDialog()
    return true
  }

  #isAnswer(dc: DialogContext, scope: Scope): boolean {
    const instance = dc.activeDialog
    const dialog = instance && dc.findDialog(instance.id)
    return instance !== undefined && dialog instanceof Phase && dialog.isAnswer(instance, scope)
  }

  /** "I'm not safe": taken at its word, with whatever else was heard in it. */
  async #isNotSafe(dc: DialogContext, scope: Scope): Promise<boolean> {
    const phase = dc.activeDialog?.id ?? 'hello'
    for (const finding of scope.heard.screening.concerns) scope.raise(finding, 'message', phase)
    const evidence = scope.inEnglish('safety.not-safe.evidence', { words: scope.heard.text })
    const concern = scope.raise(
      { kind: 'mental-state', about: 'self', when: 'now', response: 'act-now', evidence },
      'not-safe',
      phase,
    )
    await this.#on(dc, respondTo(scope, { ...concern, heardBy: 'not-safe' }))
    return true
  }

  async #follows(dc: DialogContext, scope: Scope, command: string): Promise<boolean> {
    switch (command) {
      case 'help-now':
        scope.say('help.intro', {}, { cards: helpForAll(scope) })
        await this.#on(dc, {
          phase: 'safety',
          options: { question: 'safe-now', notes: this.#notesOfWorry(dc) },
        })
        return true
      case 'help':
        scope.say('help.intro', {}, { cards: helpForAll(scope) })
        scope.say('help.commands')
        await dc.repromptDialog()
        return true
      case 'human':
      case 'my-data':
      case 'delete':
      case 'start-again':
        await this.#on(dc, { phase: command, options: {} })
        return true
      case 'change':
        if (this.#phase(dc, 'change')?.applies('which', scope)) {
          await this.#on(dc, { phase: 'change', options: {} })
        } else {
          scope.say('change.nothing')
          await dc.repromptDialog()
        }
        return true
      case 'stop':
        await this.#on(dc, { phase: 'paused', options: {} })
        return true
      case 'back':
        return this.#goesBack(dc, scope)
      case 'book':
        return this.#opens(dc, 'book', bookedOf(scope) ? 'change' : 'slot')
      case 'booking':
        return this.#opens(dc, 'book', 'change')
      case 'remind':
        return this.#opens(dc, 'book', bookedOf(scope) ? 'remind' : 'change')
      case 'summary':
        return this.#opens(dc, 'summary', 'review')
      case 'code':
        giveCode(scope)
        await dc.repromptDialog()
        return true
      case 'dont-ask':
        endAsking(scope)
        scope.say('follow.stopped')
        await dc.repromptDialog()
        return true
      case 'retract':
        return this.#retracts(dc, scope)
      case 'bot-back':
        scope.say('person.nobody')
        await dc.repromptDialog()
        return true
      case 'easier':
        changeWords(scope)
        await dc.repromptDialog()
        return true
      case 'language':
        if (isAnswerNow(scope, dc.activeDialog?.id)) return false
        if (hasChoice(scope)) {
          await this.#on(dc, { phase: 'language', options: {} })
        } else {
          scope.say('language.only-english')
          await dc.repromptDialog()
        }
        return true
      default:
        return false
    }
  }

  #notesOfWorry(dc: DialogContext): Notes {
    const concern = this.#concernStanding(dc)
    return concern === undefined ? {} : { concern }
  }

  #phase(dc: DialogContext, id: string): Phase | undefined {
    const dialog = dc.findDialog(id)
    return dialog instanceof Phase ? dialog : undefined
  }

  /** Opens a question of a phase: on top of what stands, or inside that phase when it stands. When the question itself stands, this is an answer to it. */
  async #opens(dc: DialogContext, phase: string, question: string): Promise<boolean> {
    const standing = dc.activeDialog?.id === phase ? Phase.standing(dc.activeDialog) : undefined
    if (standing?.question === question) return false
    if (standing) await dc.replaceDialog(phase, { question, until: standing.until })
    else await dc.beginDialog(phase, { question, until: 'phase' })
    return true
  }

  /** "Forget I said that": the talk moves on, the concern does not go away (domain.md (b) 2). */
  async #retracts(dc: DialogContext, scope: Scope): Promise<boolean> {
    if (scope.afterWorry) {
      scope.say('safety.retract')
      tellWhoReads(scope)
      if (dc.activeDialog?.id === 'safety') await dc.endDialog()
      else await dc.repromptDialog()
      return true
    }
    return this.#goesBack(dc, scope)
  }

  /** One question back along the path; out of an aside, back to the path. */
  async #goesBack(dc: DialogContext, scope: Scope): Promise<boolean> {
    const dialog = dc.activeDialog && dc.findDialog(dc.activeDialog.id)
    if (dc.stack.length > 1 || (dialog instanceof Phase && dialog.interrupts)) {
      await dc.endDialog()
      return true
    }
    const previous = scope.draft.flow.trail.slice(0, -1).findLast((id) => {
      const before = splitId(id)
      return this.#phase(dc, before.phase)?.applies(before.question, scope) === true
    })
    if (previous === undefined) {
      scope.say('back.start')
      await dc.repromptDialog()
      return true
    }
    const { phase, question } = splitId(previous)
    const before = this.#phase(dc, phase)?.questions.find((one) => one.name === question)
    const said = before?.answered?.(scope.person, scope)
    if (said !== undefined) scope.say('back.said', { words: said })
    await dc.replaceDialog(phase, { question })
    return true
  }
}
