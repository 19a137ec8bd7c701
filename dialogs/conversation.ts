import type { DialogState } from 'botbuilder-dialogs'
import type { Later } from '../domain/follow-up/later.ts'
import { overBy } from '../domain/conversation/visit.ts'
import type { VisitEnd } from '../domain/conversation/visit.ts'
import { DialogContext, DialogSet } from './botbuilder.ts'
import { contextOf } from './context.ts'
import { Change, Delete, Human, MyData, Paused, StartAgain } from './interruptions/asides.ts'
import { greetBack } from './interruptions/coming-back.ts'
import type { News } from './interruptions/coming-back.ts'
import { FollowUps } from './interruptions/follow-ups.ts'
import { MeasuresReview, reviewPush } from './interruptions/measures-review.ts'
import { Safety } from './interruptions/safety.ts'
import { begin, ChooseLanguage, languageAsked } from './interruptions/language.ts'
import { depart, hearInVisit, nobodyComes, Returned } from './interruptions/visit.ts'
import { ASKS_ABOUT_SAFETY } from './phase.ts'
import type { Phase } from './phase.ts'
import { labelsOf, mendState, offeredBy, saysBack, stateIn, wordsOf } from './phase-state.ts'
import { AboutYou } from './phases/about-you.ts'
import { Book } from './phases/book.ts'
import { InTheWay, Possible, WhatMatters } from './phases/cards.ts'
import { CheckIn } from './phases/check-in.ts'
import { Hello } from './phases/hello.ts'
import { Ideas } from './phases/ideas.ts'
import { Measures } from './phases/measures.ts'
import { Next } from './phases/next.ts'
import { Strengths } from './phases/strengths.ts'
import { Summary } from './phases/summary.ts'
import { saysOnlyAge } from '../domain/understanding/age.ts'
import { isOneOf, isRequest, recognise } from '../domain/understanding/answers.ts'
import type { AnswerWords } from '../domain/understanding/answers.ts'
import { asksForLanguage, changesAnswer, correctsCheckIn, follows, isCorrected } from './requests.ts'
import type { Scope } from './scope.ts'
import { askedOf, askAgain, commandIn, isAnswer, putOn } from './standing.ts'
import { hearsWorry } from './worries.ts'

/** After so long a silence they are greeted, and the question is put again. */
const LONG_SILENCE_MS = 30 * 60_000
/** Says what the words do not. */
const PICTURE = /\p{Extended_Pictographic}/u
/** Requests that say that something is wrong. */
const OF_DANGER = new Set(['not-safe', 'help-now'])

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
      new MeasuresReview(),
    ]
    for (const dialog of [...path, ...asides]) this.#dialogs.add(dialog)
  }

  /** Ids that the question which stands really offers: taps on anything else are understood by their words. */
  static offered(state: DialogState): ReadonlySet<string> {
    return offeredBy(state.dialogStack.at(-1))
  }

  /** The same with what each tap says. */
  static labels(state: DialogState): ReadonlyMap<string, string> {
    return labelsOf(state.dialogStack.at(-1))
  }

  /**
   * Whether a text is, as a whole, one of our words for a request, a skip, a refusal or a choice of the question that stands: "show me others". Not what is
   * said of danger, nor what answers a question about it, nor anything with a picture beside it: "👨🔨🚪 help".
   */
  static isOurs(text: string, state: DialogState, words: AnswerWords): boolean {
    if (PICTURE.test(text)) return false
    const standing = state.dialogStack.at(-1)
    const { skip, refusals, unsure, why, again, fillers } = words
    if (ConversationDialogs.isRequest(text, words)) return true
    const answers = [...skip, ...refusals, ...unsure, ...why, ...again, ...wordsOf(standing)]
    return standing?.id !== 'safety' && isOneOf(text, answers, fillers)
  }

  /** Whether a text is, as a whole, a request to us, and none that says that something is wrong. */
  static isRequest(text: string, { commands, fillers }: AnswerWords): boolean {
    return isRequest(
      text,
      commands.filter(({ id }) => !OF_DANGER.has(id)),
      fillers,
    )
  }

  /** Whether it says back what we asked about who may see this, and nothing besides. Danger in it is what we said, and none of theirs. */
  static saysBack(text: string, state: DialogState, words: AnswerWords): boolean {
    return !PICTURE.test(text) && saysBack(text, state.dialogStack.at(-1), words)
  }

  /** Whether it answers how old they are, and says nothing besides. */
  static isAge(text: string, state: DialogState, words: AnswerWords): boolean {
    const standing = state.dialogStack.at(-1)
    const isAsked = standing?.id === 'about-you' && stateIn(standing)?.question === 'age'
    return isAsked && !PICTURE.test(text) && saysOnlyAge(text, words)
  }

  /** Whether the request in their words is that something is wrong. */
  static saysOfDanger(scope: Scope): boolean {
    return OF_DANGER.has(commandIn(scope) ?? '')
  }

  /** Whether the question that stands is about their safety. */
  static asksAboutSafety(state: DialogState): boolean {
    return ASKS_ABOUT_SAFETY.includes(state.dialogStack.at(-1)?.id ?? '')
  }

  /** Hears one message and collects what is said to it in the scope; changes `state` and the scope's draft, nothing else. */
  async hear(scope: Scope, state: DialogState): Promise<void> {
    const isOfOtherRelease = this.#dropsUnknown(state)
    const dc = this.#on(scope, state)
    if (scope.heard.type === 'event') return
    if (await this.#hearsInVisit(dc, scope)) return
    const begun = dc.activeDialog !== undefined
    if (!begun) {
      begin(scope)
      await dc.beginDialog('hello')
    }
    if (scope.heard.type === 'begin') return
    const asksFirst = !begun && (commandIn(scope) ?? languageAsked(scope)) !== undefined
    const isHeld = asksFirst || (!begun && scope.heard.screening.concerns.length > 0)
    if (isHeld) this.#holdsHello(scope)
    if (await correctsCheckIn(dc, scope)) return
    if (await hearsWorry(dc, scope)) return
    if (!begun && !asksFirst) {
      // Nothing stands before hello: what was heard was met with a sentence, and answers no question.
      if (isHeld) await dc.repromptDialog()
      return
    }
    if (isOfOtherRelease) {
      // What they say answers a question that is gone: the one below it is put again.
      await dc.repromptDialog()
      return
    }
    if (scope.heard.isStale) {
      // A tap on a question that does not stand any more answers nothing.
      await dc.repromptDialog()
      return
    }
    if (scope.heard.hasAttachment) {
      await putOn(dc, { phase: 'safety', options: { question: 'picture' } })
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
  async endVisit(scope: Scope, state: DialogState, why: VisitEnd): Promise<void> {
    await depart(this.#on(scope, state), scope, why)
  }

  /** The agent hub says that nobody of it comes, or stays. */
  async hubFails(scope: Scope, state: DialogState): Promise<void> {
    await nobodyComes(this.#on(scope, state), scope)
  }

  /** The bot asks something by itself, on top of what stands; `no` when it must not be asked, `not-now` when something else waits for an answer. */
  async asks(scope: Scope, state: DialogState, later: Later): Promise<'asked' | 'no' | 'not-now'> {
    const dc = this.#on(scope, state)
    const asks = FollowUps.asks(scope, later)
    if (!asks) return 'no'
    if (dc.stack.length > 1 || !dc.activeDialog) return 'not-now'
    await dc.beginDialog('follow-ups', asks)
    return 'asked'
  }

  /** They have come back with their code: what there is to know since, and the question that stands. */
  async comesBack(scope: Scope, state: DialogState, news: News): Promise<void> {
    const dc = this.#on(scope, state)
    await greetBack(scope, news)
    // On top of what stands, which asks again afterwards; never on top of something that was put there before.
    const review = dc.activeDialog && dc.stack.length === 1 ? reviewPush(scope) : undefined
    if (review) await dc.beginDialog(review.phase, review.options)
    else await dc.repromptDialog()
  }

  /**
   * Takes dialogs off the stack that this release does not have, as after a deployment in mid-conversation: with them every message
   * would fail. Answers are not kept here, so none is lost. True when there was one.
   */
  #dropsUnknown(state: DialogState): boolean {
    const known = state.dialogStack.filter(({ id }) => this.#dialogs.find(id) !== undefined)
    const isGone = known.length < state.dialogStack.length
    state.dialogStack.splice(0, state.dialogStack.length, ...known)
    for (const instance of known) mendState(instance)
    return isGone
  }

  #on(scope: Scope, state: DialogState): DialogContext {
    return new DialogContext(this.#dialogs, contextOf(scope), state)
  }

  /** While a person is in the chat what is said is for them. True when nothing more is to be done with it. */
  async #hearsInVisit(dc: DialogContext, scope: Scope): Promise<boolean> {
    const { visit } = scope.draft
    if (!visit) return false
    const over = overBy(visit, scope.now)
    if (over === undefined) return hearInVisit(dc, scope, commandIn(scope))
    // What they wrote was for someone who has gone: it answers no question of ours, but a worry in it is heard.
    const isWorried = scope.heard.screening.concerns.length > 0 || commandIn(scope) === 'not-safe'
    await depart(dc, scope, over, !isWorried)
    if (isWorried && !(await hearsWorry(dc, scope))) await dc.repromptDialog()
    return true
  }

  /** A worry or a request in the very first message: hello and its promise are said when that has been answered. */
  #holdsHello(scope: Scope): void {
    scope.replies.length = 0
    scope.draft.flow = { ...scope.draft.flow, trail: [], toldListening: false }
  }

  async #greetsAfterSilence(dc: DialogContext, scope: Scope): Promise<boolean> {
    const last = scope.draft.flow.lastHeard
    const long = last !== undefined && scope.now.getTime() - Date.parse(last) > LONG_SILENCE_MS
    if (!long || scope.heard.chose.length > 0) return false
    const id = recognise(scope.heard.text, scope.texts.words.questions, [])
    if (id !== 'faq.hello') return false
    scope.say('hello.back')
    await askAgain(dc)
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
      await askAgain(dc)
      return true
    }
    if (isAnswer(dc, scope)) return false
    if (await asksForLanguage(dc, scope)) return true
    if (await isCorrected(dc, scope)) return true
    if (await changesAnswer(dc, scope)) return true
    const command = commandIn(scope)
    if (command !== undefined) return follows(dc, scope, command)
    const known = recognise(scope.heard.text, words.questions, words.fillers)
    // While they are asked whether they are safe, a guess at what they ask is no answer to give.
    const question = known ?? (dc.activeDialog?.id === 'safety' ? undefined : askedOf(scope))
    if (question === undefined) return false
    scope.say(question)
    await askAgain(dc)
    return true
  }
}
