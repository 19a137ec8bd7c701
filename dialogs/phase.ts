import type { TurnContext } from 'botbuilder'
import type { DialogContext, DialogInstance, DialogTurnResult } from 'botbuilder-dialogs'
import { atLeast } from '../domain/screening/types.ts'
import {
  asksBack,
  chosenFrom,
  isBareQuestion,
  isOneOf,
  namesOnly,
  saysOnly,
} from '../domain/understanding/answers.ts'
import { withoutMissing } from '../domain/understanding/missing.ts'
import { Dialog } from './botbuilder.ts'
import { sayWhatStays } from './changing.ts'
import { after, firstOf, pathOf, progressOf, questionId, splitId } from './journey.ts'
import { PhaseState, saysBack, stateIn } from './phase-state.ts'
import type { Answer, Ask, AskChoice, Notes, Outcome, PhaseOptions, Push, Question } from './question.ts'
import { scopeOf } from './scope.ts'
import type { Scope } from './scope.ts'

/** The choice that every question has which is not its own way out. */
export const SKIP = 'skip'
/** Dialogs whose questions are about safety, and who act on the answers themselves. */
export const ASKS_ABOUT_SAFETY: readonly string[] = ['safety', 'check-in']
/** After so many answers that were not understood, a person is offered instead. */
const MOST_WRONG = 2

/** How many choices an answer may name. */
const mostOf = ({ max }: PhaseState): number => Math.max(1, max)

/**
 * A part of the conversation: questions with names, asked in the order of the path. On botbuilder-dialogs' stack, so that
 * anything may interrupt it and it asks its question again afterwards. `interrupts` is for phases that stand beside the path.
 */
export abstract class Phase extends Dialog {
  abstract readonly questions: readonly Question[]
  readonly interrupts: boolean = false

  override async beginDialog(dc: DialogContext, options?: PhaseOptions): Promise<DialogTurnResult> {
    const scope = scopeOf(dc.context)
    const first = options?.question ?? this.#first(scope)
    if (first === undefined) return this.#leave(dc, scope, questionId(this.id, 'none'), options?.until)
    this.#keep(dc, {
      question: first,
      ...(options?.until ? { until: options.until } : {}),
      notes: { ...options?.notes },
      wrong: 0,
      offered: [],
      hidden: [],
      max: 1,
    })
    return this.#ask(dc, scope)
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const scope = scopeOf(dc.context)
    const state = this.#stateOf(dc, scope)
    const question = this.#find(state.question)
    if (!question) return this.beginDialog(dc, {})
    if (this.#mayBeForOthers(question, state, scope)) {
      if (question.unread && scope.heard.unread === 'other') {
        const { commits = [] } = question
        const chose = this.#named(scope, question, state).filter((id) => id !== SKIP && !commits.includes(id))
        const answer: Answer = { text: scope.heard.text.trim(), chose, typed: true }
        return this.#follow(dc, scope, question, question.unread(answer, scope, state.notes))
      }
      // What was heard as a worry has been thanked for: it is no question what that was for.
      if (!atLeast(scope.heard.screening.response, 'reach-out')) scope.say('asked-again')
      return this.#ask(dc, scope)
    }
    const outcome = await this.#understand(scope, question, state)
    if (outcome.to === 'next') sayWhatStays(dc, scope)
    return this.#follow(dc, scope, question, outcome)
  }

  /** Something that stood on top has ended: the question that was interrupted is put again, unless that has settled it. */
  override async resumeDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const scope = scopeOf(dc.context)
    const { question, until, notes } = this.#stateOf(dc, scope)
    if (this.applies(question, scope, notes)) return this.#ask(dc, scope)
    return this.#leave(dc, scope, questionId(this.id, question), until)
  }

  /** Puts the question again after something was said in between. */
  override async repromptDialog(context: TurnContext, instance: DialogInstance): Promise<void> {
    const scope = scopeOf(context)
    const state = PhaseState.parse(instance.state)
    instance.state = await this.#put(scope, this.#find(state.question) ?? this.questions[0], state)
  }

  /** Whether a message is an answer to the question that stands, by tap or by words, and so no request to the bot. */
  isAnswer(instance: DialogInstance, scope: Scope): boolean {
    const state = stateIn(instance)
    if (!state) return false
    if (scope.heard.isStale) return false
    if (scope.heard.chose.length > 0) return true
    const { fillers } = scope.texts.words
    const { offered } = state
    const { text } = scope.heard
    const question = this.#find(state.question)
    if (question && this.#mayBeForOthers(question, state, scope)) return false
    const { commits = [] } = question ?? {}
    return (
      saysBack(text, instance, scope.texts.words) ||
      offered.some((one) => isOneOf(text, [one.label, ...one.words], fillers)) ||
      commits.some((id) => saysOnly(text, id, offered, scope.texts.words))
    )
  }

  /** Whether a question of this phase has anything to ask, as things stand now. */
  applies(name: string, scope: Scope, notes: Notes = {}): boolean {
    return this.#find(name)?.applies?.(scope, notes) !== false
  }

  /**
   * "Yes" to a link worker's words, or to a question that was answered meanwhile, sends, deletes and alerts nothing: where an answer does so,
   * it is asked for again. So is every answer in the very words of the one before.
   */
  #mayBeForOthers({ commits = [] }: Question, { offered }: PhaseState, { heard, texts }: Scope): boolean {
    if (heard.unread === 'twice') return true
    if (!heard.isAfterOthers) return false
    if (ASKS_ABOUT_SAFETY.includes(this.id)) return true
    const { fillers } = texts.words
    // "Other times" and "not now" do nothing that cannot be undone, whoever they are for.
    const isHarmless = offered.some(
      ({ id, label, words }) => !commits.includes(id) && isOneOf(heard.text, [label, ...words], fillers),
    )
    return commits.length > 0 && !isHarmless
  }

  #find(name: string): Question | undefined {
    return this.questions.find((one) => one.name === name)
  }

  #first(scope: Scope): string | undefined {
    if (this.interrupts) return this.questions[0]?.name
    let id = firstOf(this.id, scope.person)
    while (id !== undefined && splitId(id).phase === this.id) {
      const question = this.#find(splitId(id).question)
      if (question && this.applies(question.name, scope)) return question.name
      id = after(id, scope.person, scope.afterWorry)
    }
    return undefined
  }

  async #understand(scope: Scope, question: Question, state: PhaseState): Promise<Outcome> {
    const { heard } = scope
    const { words } = scope.texts
    const isTap = heard.chose.length > 0
    const named = isTap ? heard.chose.slice(0, mostOf(state)) : this.#named(scope, question, state)
    const isOnlyNamed = (id: string): boolean =>
      !isTap && question.commits?.includes(id) === true && !saysOnly(heard.text, id, state.offered, words)
    // Beside something that was chosen, skip is none.
    const chose = named.some(isOnlyNamed) ? [] : named.filter((id) => id !== SKIP)
    if (named.length > 0 && named.every((id) => id === SKIP)) return question.skip(scope, state.notes)
    const { why } = question
    if (named.length === 0) {
      const asks =
        isBareQuestion(heard.text) ||
        [words.why, words.again].some((ways) => isOneOf(heard.text, ways, words.fillers))
      if (why !== undefined && (asks || (question.isName === true && asksBack(heard.text, words)))) {
        scope.say(why)
        return { to: 'again' }
      }
      if (isOneOf(heard.text, words.skip, words.fillers)) return question.skip(scope, state.notes)
      if (isOneOf(heard.text, words.refusals, words.fillers))
        return question.refused ? question.refused(scope, state.notes) : question.skip(scope, state.notes)
      if (isOneOf(heard.text, words.unsure, words.fillers)) {
        return question.unsure ? question.unsure(scope, state.notes) : question.skip(scope, state.notes)
      }
    }
    const typed = !isTap && !namesOnly(heard.text, state.offered, words)
    const answer: Answer = { text: heard.text.trim(), chose, typed }
    const outcome = await question.take(answer, scope, state.notes)
    // Whoever asks about it, or is not that far, reads what it would do.
    return chose.length < named.length && outcome.to === 'unclear' && why !== undefined
      ? { say: why, ...outcome }
      : outcome
  }

  /** Which choices typed words mean. Of one that commits and another in a sentence it is the other: "yeah but hes here". */
  #named({ heard: { text }, texts }: Scope, question: Question, state: PhaseState): string[] {
    const { words } = texts
    const { offered } = state
    const { commits = [], ofMissing = false } = question
    const most = mostOf(state)
    // "Pass my driving test" has a skip in it, and is an answer.
    const chosen = (of: string) => chosenFrom(of, offered, words, most, [SKIP])
    const missing = ofMissing ? chosen(withoutMissing(text, words.missing)) : []
    const named = [...new Set([...chosen(text), ...missing])].slice(0, most)
    if (named.length > 0 || commits.length === 0) return named
    // A no before it ("no im not hurt") denies nothing of what is said with it.
    const only = commits.filter((id) => saysOnly(text, id, offered, words))
    return only.length > 0 ? only.slice(0, most) : chosenFrom(text, offered, words, most, [SKIP, ...commits])
  }

  async #follow(
    dc: DialogContext,
    scope: Scope,
    question: Question,
    outcome: Outcome,
  ): Promise<DialogTurnResult> {
    const state = this.#stateOf(dc, scope)
    switch (outcome.to) {
      case 'again':
        this.#keep(dc, { ...state, wrong: 0 })
        return outcome.then ? dc.beginDialog(outcome.then.phase, outcome.then.options) : this.#ask(dc, scope)
      case 'rest':
        return Dialog.EndOfTurn
      case 'finish':
        return dc.cancelAllDialogs(true)
      case 'unclear': {
        const wrong = state.wrong + 1
        const hasChoices = state.offered.some(({ id }) => id !== SKIP)
        const once = outcome.say ?? (hasChoices ? 'wrong.once' : 'wrong.open')
        scope.say(wrong >= MOST_WRONG ? 'wrong.twice' : once)
        this.#keep(dc, { ...state, wrong })
        return this.#ask(dc, scope)
      }
      case 'question':
        this.#keep(dc, { ...state, question: outcome.question, notes: { ...outcome.notes }, wrong: 0 })
        return this.#ask(dc, scope)
      case 'restart':
        await dc.cancelAllDialogs(true)
        return dc.beginDialog('hello')
      case 'end':
        return this.#end(dc, outcome.then)
      case 'next':
        if (state.until === 'question' || this.interrupts) return this.#end(dc, outcome.then)
        return this.#leave(dc, scope, questionId(this.id, question.name), state.until, outcome.then)
    }
  }

  /** Ends this dialog; what is under it, or what is to come on top of that, asks next. */
  async #end(dc: DialogContext, then: Push | undefined): Promise<DialogTurnResult> {
    return then ? dc.replaceDialog(then.phase, then.options) : dc.endDialog()
  }

  /** On from a question to the next of the path that applies, in this phase or another. */
  async #leave(
    dc: DialogContext,
    scope: Scope,
    from: string,
    until: PhaseOptions['until'],
    then?: Push,
  ): Promise<DialogTurnResult> {
    let id = after(from, scope.person, scope.afterWorry)
    while (id !== undefined) {
      const { phase, question } = splitId(id)
      if (phase !== this.id) {
        if (until === 'phase') return this.#end(dc, then)
        if (!then) return dc.replaceDialog(phase, { question: this.#startOf(dc, phase, scope) })
        // The next phase is put on the stack without a word; what comes on top speaks, and the phase asks when that is over.
        return this.#under(dc, scope, phase, then)
      }
      const here = this.#find(question)
      if (here && this.applies(here.name, scope)) {
        this.#keep(dc, { ...this.#stateOf(dc, scope), question: here.name, notes: {}, wrong: 0 })
        return then ? dc.beginDialog(then.phase, then.options) : this.#ask(dc, scope)
      }
      id = after(id, scope.person, scope.afterWorry)
    }
    return this.#end(dc, then)
  }

  /** A phase decides itself where it begins; what does not apply it passes over. */
  #startOf(dc: DialogContext, phase: string, scope: Scope): string | undefined {
    const dialog = dc.findDialog(phase)
    return dialog instanceof Phase ? dialog.#first(scope) : undefined
  }

  async #under(dc: DialogContext, scope: Scope, phase: string, then: Push): Promise<DialogTurnResult> {
    const question = this.#startOf(dc, phase, scope)
    if (question === undefined) {
      const beyond = pathOf(scope.person).find(
        (one, at, path) =>
          at > 0 && splitId(path[at - 1] ?? '').phase === phase && splitId(one).phase !== phase,
      )
      return this.#under(dc, scope, beyond ? splitId(beyond).phase : 'next', then)
    }
    const top = dc.activeDialog
    if (top) {
      top.id = phase
      top.state = PhaseState.parse({ question })
    }
    return dc.beginDialog(then.phase, then.options)
  }

  #stateOf(dc: DialogContext, scope: Scope): PhaseState {
    return (
      stateIn(dc.activeDialog) ??
      PhaseState.parse({ question: this.#first(scope) ?? this.questions[0]?.name ?? '' })
    )
  }

  #keep(dc: DialogContext, state: PhaseState): void {
    if (dc.activeDialog) dc.activeDialog.state = state
  }

  async #ask(dc: DialogContext, scope: Scope): Promise<DialogTurnResult> {
    const state = this.#stateOf(dc, scope)
    const question = this.#find(state.question) ?? this.questions[0]
    this.#keep(dc, await this.#put(scope, question, state))
    return Dialog.EndOfTurn
  }

  /** Puts a question: its text, its taps and skip. Gives the state that understands the answer. */
  async #put(scope: Scope, question: Question | undefined, state: PhaseState): Promise<PhaseState> {
    if (!question) return state
    const ask = await question.ask(scope, state.notes)
    const id = questionId(this.id, question.name)
    if (!this.interrupts && state.until === undefined) this.#follows(scope, id)
    const choices = this.#choicesOf(scope, ask)
    const progress = state.until === undefined ? progressOf(id, scope.person, scope.afterWorry) : undefined
    scope.replies.push({
      message: ask.say,
      text: scope.text(ask.say, ask.values),
      ...scope.spoken(ask.say),
      ...(ask.cards && ask.cards.length > 0 ? { cards: ask.cards } : {}),
      ask: {
        choices: choices.map(({ id: choice, label, symbol, time }) => ({
          id: choice,
          label,
          // No pictures beside words after a worry (voice.md 6).
          ...(symbol && !scope.afterWorry ? { symbol } : {}),
          ...(time ? { time } : {}),
        })),
        select: ask.select ?? 'one',
        ...(ask.max !== undefined ? { max: ask.max } : {}),
        ...(ask.scale ? { scale: ask.scale } : {}),
        ...(progress ? { progress } : {}),
        ...(this.#leadsBack(scope, id) ? { back: scope.text('back.tap') } : {}),
      },
    })
    return {
      ...state,
      question: question.name,
      offered: choices.map(({ id: choice, label, words }) => ({ id: choice, label, words: [...words] })),
      hidden: [...(ask.hidden ?? [])],
      max: ask.select === 'many' ? (ask.max ?? choices.length) : 1,
    }
  }

  #choicesOf(scope: Scope, ask: Ask): readonly AskChoice[] {
    const own = ask.choices ?? []
    return ask.skippable === false ? own : [...own, ...scope.texts.choices('skip')]
  }

  /** Whether the way has a question before this one. Beside the way, "go back" only ends the aside, and says so in its own taps. */
  #leadsBack({ draft }: Scope, id: string): boolean {
    return draft.flow.trail.at(-1) === id && draft.flow.trail.length > 1
  }

  /** Keeps the way back: a question that is put again, or gone back to, stands once. */
  #follows(scope: Scope, id: string): void {
    const { flow } = scope.draft
    const at = flow.trail.indexOf(id)
    scope.draft.flow = { ...flow, trail: [...(at >= 0 ? flow.trail.slice(0, at) : flow.trail), id] }
  }
}
