import type { Classifier, Reading } from './classifier/classifier.ts'
import { FAULT, strongestOfEachKind, UNREAD } from './screener.ts'
import type { FirstStage, RuleScreener } from './screener.ts'
import { atLeast, highest } from './types.ts'
import type { ConcernKind, Exchange, Finding, Response, Screening, ScreeningContext } from './types.ts'

const LIMITS = {
  /** Messages before this one that the classifier sees: what builds up does so over a few. */
  before: 4,
  /** Evidence, so that a long message does not fill an alert. */
  evidence: 160,
  /** Kinds among which one that the rules heard is believed. */
  likelyKinds: 3,
  /** Fewer words are answers ("14", "my mates"); what such mean, the rules' questions know. */
  words: 3,
} as const

/** From this chance on a further kind is named beside the likeliest. */
const OTHER_KIND = 0.5

/** After a worry in the same conversation less is needed for the next; times the thresholds. */
const EASE = 0.8

/** The rule that findings of the classifier name. */
export const CLASSIFIER = 'classifier'

/**
 * Rules and classifier together, as a turn hears a message: the rules answer first and are never overruled downwards; the classifier
 * adds what they do not hear. Never throws: the rules fail towards a human by themselves, and so does a classifier that fails.
 */
export function createFullScreener(
  rules: FirstStage,
  classifier: Classifier,
  onFault: (error: unknown) => void = () => undefined,
): RuleScreener {
  return {
    screen(text, context) {
      const heard = rules.screen(text, context)
      try {
        return together(heard, text, context, { rules, classifier })
      } catch (error) {
        onFault(error)
        return withFault(heard)
      }
    },
  }
}

/** What the rules heard, and a reach-out because the rest of the screening failed. */
export function withFault(heard: Screening): Screening {
  const concerns = strongestOfEachKind([...heard.concerns, FAULT])
  return { response: highest(concerns.map(({ response }) => response)), concerns }
}

/** What one reading of a message asks for. */
interface Opinion {
  readonly reading: Reading
  readonly response: Response
}

/** A message as the classifier is given it. */
interface Given {
  readonly text: string
  readonly before: readonly Exchange[]
  readonly question: string | undefined
}

/** The gravest that the classifier makes of a message; undefined when there is too little to read. */
function gravestOf(
  { text, before, question }: Given,
  ease: number,
  classifier: Classifier,
): Opinion | undefined {
  if (classifier.wordsIn(text) < LIMITS.words) return undefined
  const opinionOf = (reading: Reading): Response => classifier.response(reading, ease)
  // What was noted would be noted again: beside it a message is one more note only if it is one without it too.
  const unheard = before.filter(({ noted }) => noted !== true)
  const isHeardAgain = (reading: Reading): boolean =>
    reading.read === 'together' &&
    unheard.length < before.length &&
    opinionOf(reading) === 'note' &&
    classifier.read(text, unheard, question).every((other) => opinionOf(other) === 'none')
  return [...classifier.read(text, before, question), ...classifier.readParts(text, LIMITS.words)]
    .map((reading): Opinion => ({
      reading,
      response: isHeardAgain(reading) ? 'none' : opinionOf(reading),
    }))
    .reduce((a, b) => (atLeast(a.response, b.response) ? a : b))
}

function together(
  heard: Screening,
  text: string,
  context: ScreeningContext | undefined,
  { rules, classifier }: { rules: FirstStage; classifier: Classifier },
): Screening {
  if (context?.isOurs === true) return heard
  // Another language is not read: what the classifier makes of it would mean nothing.
  if (heard.concerns.some(({ rule }) => rule === UNREAD)) return heard
  // What came before is read for what builds up. Once a worry was heard, it would be heard again in every word after it.
  const worried = context?.worried === true
  const whole: Given = {
    text,
    before: worried ? [] : (context?.before ?? []).slice(-LIMITS.before),
    question: worried ? undefined : context?.question,
  }
  const ease = worried || heard.response !== 'none' ? EASE : 1
  // Looked for only where something was made of the message: few hold what is left out.
  const isGrave = (gravestOf(whole, ease, classifier)?.response ?? 'none') !== 'none'
  const opinion = isGrave ? gravestOf(withoutLeftOut(whole, rules), ease, classifier) : undefined
  if (opinion === undefined) return heard
  const { reading, response } = opinion
  if (response === 'none' || atLeast(heard.response, response)) return heard
  const [main, ...others] = kindsOf(reading, heard)
  if (main === undefined) return heard
  const about = reading.aboutOther >= 0.5 ? 'other' : 'self'
  const evidence = evidenceOf(text, reading)
  const finding = (kind: ConcernKind): Finding => {
    const known = heard.concerns.find((one) => one.kind === kind)
    return known === undefined
      ? { kind, about, when: reading.when, response, evidence, rule: CLASSIFIER }
      : { ...known, response }
  }
  const concerns = strongestOfEachKind([...heard.concerns, ...[main, ...others].map(finding)])
  return { response: highest(concerns.map((one) => one.response)), concerns }
}

/** In blanks, so that evidence is still cut from where it stands. */
function withoutLeftOut({ text, before, question }: Given, rules: FirstStage): Given {
  return {
    text: rules.forClassifier(text),
    before: before.map((one) => ({ ...one, yp: rules.forClassifier(one.yp) })),
    question,
  }
}

/** A worry the rules heard keeps its kind; else the likeliest, or one of a note that is nearly as likely; then others more likely than not. */
function kindsOf({ kinds }: Reading, { concerns }: Screening): readonly ConcernKind[] {
  const likely = kinds.slice(0, LIMITS.likelyKinds).map(([kind]) => kind)
  const main =
    concerns.find(({ response }) => atLeast(response, 'reach-out'))?.kind ??
    concerns.map(({ kind }) => kind).find((kind) => likely.includes(kind)) ??
    likely[0]
  const others = kinds.flatMap(([kind, chance]) => (chance >= OTHER_KIND && kind !== main ? [kind] : []))
  return main === undefined ? [] : [main, ...others]
}

function evidenceOf(text: string, { sentence }: Reading): string {
  const [from, to] = sentence ?? [0, text.length]
  return text.slice(from, to).trim().slice(0, LIMITS.evidence)
}
