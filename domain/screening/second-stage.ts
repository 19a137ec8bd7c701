import type { Classifier, Reading } from './classifier/classifier.ts'
import { quote, QUOTED } from './quote.ts'
import { FAULT, strongestOfEachKind, UNREAD } from './screener.ts'
import type { FirstStage, RuleScreener } from './screener.ts'
import { atLeast, highest } from './types.ts'
import type { ConcernKind, Exchange, Finding, Response, Screening, ScreeningContext } from './types.ts'

const LIMITS = {
  /** Messages before this one that the classifier sees: what builds up does so over a few. */
  before: 4,
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

/** What the classifier makes of a message, reading by reading; nothing when there is too little to read. */
function opinionsOf(
  { text, before, question }: Given,
  ease: number,
  classifier: Classifier,
): readonly Opinion[] {
  if (classifier.wordsIn(text) < LIMITS.words) return []
  const opinionOf = (reading: Reading): Response => classifier.response(reading, ease)
  // What was noted would be noted again: beside it a message is one more note only if it is one without it too.
  const unheard = before.filter(({ noted }) => noted !== true)
  const isHeardAgain = (reading: Reading): boolean =>
    reading.read === 'together' &&
    unheard.length < before.length &&
    opinionOf(reading) === 'note' &&
    classifier.read(text, unheard, question).every((other) => opinionOf(other) === 'none')
  const readings = [...classifier.read(text, before, question), ...classifier.readParts(text, LIMITS.words)]
  return readings.map((reading) => ({
    reading,
    response: isHeardAgain(reading) ? 'none' : opinionOf(reading),
  }))
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
    before: worried ? [] : told(context?.before).slice(-LIMITS.before),
    question: worried ? undefined : context?.question,
  }
  const ease = worried || heard.response !== 'none' ? EASE : 1
  const opinions = opinionsOf(whole, ease, classifier)
  // What is left out is looked for only where something was made of the message, and read without it only where it is there.
  const isHeard = opinions.some((one) => one.response !== 'none')
  const isCalm = (): boolean =>
    !worried &&
    heard.response === 'none' &&
    told(context?.before).every((one) => isHarmless(one, rules, classifier))
  const left = isHeard ? withoutLeftOut(whole, rules, isCalm()) : whole
  return raisedBy(
    isSaidAlike(left, whole) ? opinions : opinionsOf(left, ease, classifier),
    heard,
    text,
    classifier,
  )
}

/** The rules' finding, raised to the gravest of the classifier's opinions where that is graver. */
function raisedBy(
  opinions: readonly Opinion[],
  heard: Screening,
  text: string,
  classifier: Classifier,
): Screening {
  const response = highest(opinions.map((one) => one.response))
  const reading = opinions.find((one) => one.response === response)?.reading
  if (reading === undefined || response === 'none' || atLeast(heard.response, response)) return heard
  const [main, ...others] = kindsOf(reading, heard)
  if (main === undefined) return heard
  const about = reading.aboutOther >= 0.5 ? 'other' : 'self'
  const agreeing = opinions.flatMap((one) => (one.response === response ? [one.reading] : []))
  const evidence = evidenceOf(text, agreeing, (one) => classifier.chance(one, response))
  const finding = (kind: ConcernKind): Finding => {
    const known = heard.concerns.find((one) => one.kind === kind)
    return known === undefined
      ? { kind, about, when: reading.when, response, evidence, rule: CLASSIFIER }
      : { ...known, response }
  }
  const concerns = strongestOfEachKind([...heard.concerns, ...[main, ...others].map(finding)])
  return { response: highest(concerns.map((one) => one.response)), concerns }
}

/** What they told: of our own words nothing is guessed. */
const told = (before: readonly Exchange[] = []): readonly Exchange[] =>
  before.filter(({ isOurs }) => isOurs !== true)

/** Whether nothing was heard in an earlier answer, and next to nothing either: what follows may be what they speak of. */
const isHarmless = ({ yp, noted }: Exchange, rules: FirstStage, classifier: Classifier): boolean =>
  noted !== true &&
  rules.screen(yp).response === 'none' &&
  opinionsOf({ text: yp, before: [], question: undefined }, EASE, classifier).every(
    ({ response }) => response === 'none',
  )

/** In blanks, so that evidence is still cut from where it stands. `isCalm`: no worry was heard before. */
function withoutLeftOut({ text, before, question }: Given, rules: FirstStage, isCalm: boolean): Given {
  return {
    text: rules.forClassifier(text, isCalm),
    before: before.map((one) => ({ ...one, yp: rules.forClassifier(one.yp, isCalm) })),
    question,
  }
}

const isSaidAlike = (one: Given, other: Given): boolean =>
  one.text === other.text && one.before.every(({ yp }, at) => yp === other.before[at]?.yp)

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

/** The whole of a short message; of a longer one the part that says it most surely, with the words around it. */
function evidenceOf(
  text: string,
  readings: readonly Reading[],
  chance: (reading: Reading) => number,
): string {
  const parts = readings.flatMap((reading) =>
    reading.sentence === undefined ? [] : [{ span: reading.sentence, chance: chance(reading) }],
  )
  const short = parts.filter(({ span: [from, to] }) => to - from <= QUOTED)
  const surest = (short.length > 0 ? short : parts).sort((a, b) => b.chance - a.chance)[0]
  return quote(text, ...(surest?.span ?? ([0, text.length] as const)))
}
