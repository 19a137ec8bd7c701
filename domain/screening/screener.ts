import { createLanguageTest } from './language.ts'
import type { Heard, Hit } from './listener.ts'
import { Listener } from './listener.ts'
import { createAnswerListener, questionPatterns, unfoldQuestions } from './questions.ts'
import type { UnfoldedQuestions } from './questions.ts'
import { quote } from './quote.ts'
import type { Rule, ScreeningRules } from './rules.ts'
import { ownersOf } from './signs.ts'
import type { Exchange, Finding, Screening, ScreeningContext } from './types.ts'
import { RESPONSES, atLeast, highest } from './types.ts'
import type { Unfolded } from './unfolding.ts'
import { unfold } from './unfolding.ts'

const LIMITS = {
  /** What a channel passes on is read whole (UTF-16 units: 16,000); of a longer text the beginning and the end, so that nothing is slow. */
  head: 8_000,
  tail: 8_000,
  /** Messages of the young person that are read together, the present one included. */
  window: 3,
  /** Of each message in the window, the part that touches the next: a phrase cut in two is short. */
  seam: 140,
  /** An answer of at most this many words is about what was just said ("tonight", "got them here"). */
  shortAnswer: 7,
} as const

/** Said over a short answer that tells of nothing else, these lift what was said just before; the others also in a longer one. */
const SHORT_ONLY = new Set(['soon'])

/** A deed that has a day ("gonna do it this weekend"): what it is may have been told any number of messages before. */
const LOOKS_FAR_BACK = 'deed-to-come'

/** A screener that answers at once. */
export interface RuleScreener {
  screen(text: string, context?: ScreeningContext): Screening
}

/** The rules, and what of a message a classifier behind them is given. */
export interface FirstStage extends RuleScreener {
  /** The text with blanks for what the classifier makes too much of. */
  forClassifier(text: string, isCalm: boolean): string
  /** The rule of this id that heard a phrase; of an answer to a question of ours there is none. */
  ruleOf(id: string): Rule | undefined
  /** Whether its words say, anywhere, that something goes on: "still", "every night". */
  goesOn(text: string): boolean
}

/** The rule of a message in a language that is not understood. */
export const UNREAD = 'language-not-read'

/** All patterns of a set of rules, read and written out. */
export interface UnfoldedRules extends UnfoldedQuestions {
  readonly rules: Unfolded
}

/** Unfolds all patterns. Throws PatternError when a rule cannot be used. */
export function unfoldRules(rules: ScreeningRules): UnfoldedRules {
  return {
    rules: unfold(rules, ownersOf(rules), questionPatterns(rules.questions)),
    ...unfoldQuestions(rules),
  }
}

export interface ScreenerOptions {
  /** What `unfoldRules` gives for the same rules, where somebody has it. */
  readonly unfolded?: UnfoldedRules
  /** Told of an internal error, without any text of a young person: only the kind of error and where in our code it happened. */
  readonly onFault?: (error: Error) => void
}

/** One finding for each kind, the strongest; of equals the one about themselves, then the first. */
export function strongestOfEachKind(findings: Iterable<Finding>): readonly Finding[] {
  const best = new Map<string, Finding>()
  for (const finding of findings) {
    const known = best.get(finding.kind)
    if (known === undefined || isStronger(finding, known)) best.set(finding.kind, finding)
  }
  return [...best.values()].sort((a, b) => RESPONSES.indexOf(b.response) - RESPONSES.indexOf(a.response))
}

/**
 * Compiles the rules into a screener. Throws PatternError when a rule cannot be used.
 *
 * The screener never throws. When something inside fails it answers reach-out, so that a human looks. The kind is then
 * `mental-state`: it accuses nobody and claims no act, and no kind is more neutral; the rule `fault` and the empty evidence tell
 * the human that nothing was read.
 */
export function createScreener(rules: ScreeningRules, options: ScreenerOptions = {}): FirstStage {
  const unfolded = options.unfolded ?? unfoldRules(rules)
  const listener = new Listener(rules, ownersOf(rules), unfolded.rules)
  const answers = createAnswerListener(rules, unfolded)
  const isOtherLanguage = createLanguageTest(rules.languages)
  const byId = new Map(rules.rules.map((rule) => [rule.id, rule]))
  const raisedBy = new Map(rules.rules.map((rule) => [rule.id, rule.raisedBy]))

  const hearAll = (text: string): Heard => {
    if (text.length <= LIMITS.head + LIMITS.tail) return listener.hear(text)
    const head = listener.hear(text.slice(0, LIMITS.head))
    const tail = listener.hear(text.slice(-LIMITS.tail))
    return {
      hits: [...head.hits, ...tail.hits],
      raisers: new Map([...head.raisers, ...tail.raisers]),
      words: head.words + tail.words,
      isEveryday: head.isEveryday || tail.isEveryday,
    }
  }

  const answered = (
    question: string | undefined,
    text: string,
    recent: () => readonly Finding[],
  ): readonly Finding[] => {
    const found = question === undefined ? undefined : answers.hear(question, text, recent)
    return found === undefined ? [] : [found]
  }

  /** Phrases that begin in an earlier message and end in this one. */
  const acrossMessages = (before: readonly Exchange[], text: string): readonly Finding[] => {
    if (before.length === 0) return []
    const earlier = before.map((exchange) => `${exchange.yp.slice(-LIMITS.seam)}\n`).join('')
    const joined = earlier + text.slice(0, LIMITS.seam)
    return listener
      .hear(joined)
      .hits.filter((hit) => hit.from < earlier.length && hit.to > earlier.length)
      .map((hit) => ({ ...bare(hit), evidence: hit.evidence.replaceAll('\n', ' / ') }))
  }

  const heardBefore = (before: readonly Exchange[]): readonly Finding[] => {
    const found: Finding[] = []
    for (const [at, { bot, yp }] of before.entries()) {
      found.push(...answered(bot, yp, () => found), ...hearAll(yp).hits.map(bare))
      found.push(...acrossMessages(before.slice(0, at), yp))
    }
    return found
  }

  /** "I want to die" … "got the tablets here": what is said now lifts what was said just before. */
  const lifted = (recent: readonly Finding[], now: Heard): readonly Finding[] =>
    recent.flatMap((finding) => {
      if (finding.response !== 'reach-out') return []
      // "football on monday", and nothing besides.
      const isAboutIt = now.words <= LIMITS.shortAnswer && !(now.isEveryday && now.hits.length === 0)
      const said = (raisedBy.get(finding.rule) ?? ANSWER_RAISERS).find(
        (name) => now.raisers.has(name) && (!SHORT_ONLY.has(name) || isAboutIt),
      )
      if (said === undefined) return []
      return [{ ...finding, response: 'act-now', when: 'now', evidence: now.raisers.get(said) ?? '' }]
    })

  const screen = (text: string, context: ScreeningContext | undefined): Screening => {
    const seams = seamsOf(context?.before)
    const now = hearAll(text)
    // What was said before is heard again only when this message leans on it: it is most of the work.
    let heard: readonly Finding[] | undefined
    const recent = (): readonly Finding[] => (heard ??= seams.flatMap(heardBefore))
    const farther = (): readonly Finding[] =>
      now.raisers.has(LOOKS_FAR_BACK) ? heardBefore(toldIn(context?.before)) : []
    const found: Finding[] = [
      ...now.hits.map((hit) => (text.length > LIMITS.head + LIMITS.tail ? bare(hit) : placed(hit))),
      ...answered(context?.question, text, recent),
      // A request for us is not the end of what was said before it: "send it", "start again".
      ...(context?.isOurs === true ? [] : seams.flatMap((before) => acrossMessages(before, text))),
      ...(now.raisers.size > 0 ? lifted([...recent(), ...farther()], now) : []),
    ]
    if (found.length === 0 && isOtherLanguage(text.slice(0, LIMITS.head))) found.push(unread(text))
    const concerns = strongestOfEachKind(found)
    return { response: highest(concerns.map((concern) => concern.response)), concerns }
  }

  return {
    screen(text, context) {
      try {
        return screen(text, context)
      } catch (error) {
        report(error, options.onFault)
        return { response: 'reach-out', concerns: [FAULT] }
      }
    },
    forClassifier: (text, isCalm) =>
      text.length <= LIMITS.head + LIMITS.tail ? listener.withoutLeftOut(text, isCalm) : text,
    ruleOf: (id) => byId.get(id),
    goesOn: (text) => listener.says(text.slice(0, LIMITS.head + LIMITS.tail), 'now'),
  }
}

/** What lifts an answer to one of our own questions, which has no rule to say so. */
const ANSWER_RAISERS: readonly string[] = ['soon', 'means', 'in-progress', LOOKS_FAR_BACK]

/** What is answered when the screening itself fails. */
export const FAULT: Finding = {
  kind: 'mental-state',
  about: 'self',
  when: 'unclear',
  response: 'reach-out',
  evidence: '',
  rule: 'fault',
}

/** What a message is read together with: what they told, and the same with our own words among it, which may begin a sentence too. */
function seamsOf(before: readonly Exchange[] = []): readonly (readonly Exchange[])[] {
  const told = toldIn(before).slice(1 - LIMITS.window)
  const all = before.slice(1 - LIMITS.window)
  return all.some(({ isOurs }) => isOurs === true) ? [told, all] : [told]
}

/** Without our own words. */
function toldIn(before: readonly Exchange[] = []): readonly Exchange[] {
  return before.filter(({ isOurs }) => isOurs !== true)
}

const placed = (hit: Hit): Finding => ({ ...bare(hit), at: [hit.from, hit.to] })

function bare({ kind, about, when, response, evidence, rule }: Hit): Finding {
  return { kind, about, when, response, evidence, rule }
}

function unread(text: string): Finding {
  const evidence = quote(text, 0, text.length)
  return {
    kind: 'mental-state',
    about: 'self',
    when: 'unclear',
    response: 'note',
    evidence,
    rule: UNREAD,
  }
}

function isStronger(one: Finding, other: Finding): boolean {
  if (one.response !== other.response) return atLeast(one.response, other.response)
  return one.about === 'self' && other.about === 'other'
}

/** An error's message may quote what was being read, so only its name and the places in our code are passed on. */
function report(error: unknown, onFault: ScreenerOptions['onFault']): void {
  const fault = new Error(`screening failed: ${error instanceof Error ? error.name : typeof error}`)
  if (error instanceof Error) {
    const places = (error.stack ?? '')
      .replace(error.message, '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
    fault.stack = [fault.message, ...places].join('\n')
  }
  try {
    onFault?.(fault)
  } catch {
    // Nobody may stop the answer: a reporter that fails is the reporter's fault.
  }
}
