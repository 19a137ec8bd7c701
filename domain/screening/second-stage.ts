import { betterKnown, namedKinds } from './better-known.ts'
import type { Classifier, Reading } from './classifier/classifier.ts'
import { likelyAbout, likelyWhen } from './classifier/details.ts'
import { quote, QUOTED } from './quote.ts'
import { FAULT, strongestOfEachKind, UNREAD } from './screener.ts'
import type { FirstStage, RuleScreener } from './screener.ts'
import { atLeast, highest } from './types.ts'
import type { Exchange, Finding, Response, Screening, ScreeningContext } from './types.ts'

const LIMITS = {
  /** Messages before this one that the classifier sees: what builds up does so over a few. */
  before: 4,
  /** Fewer words are answers ("14", "my mates"); what such mean, the rules' questions know. */
  words: 3,
} as const

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
  const judged = isSaidAlike(left, whole) ? opinions : opinionsOf(left, ease, classifier)
  return joined(judged, heard, text, { rules, classifier })
}

/**
 * What the rules heard, raised to the gravest of the classifier's opinions where that is graver; and with the classifier's say in what it is,
 * whose and when, of which it knows more (docs/screening.md).
 */
function joined(
  opinions: readonly Opinion[],
  heard: Screening,
  text: string,
  { rules, classifier }: { rules: FirstStage; classifier: Classifier },
): Screening {
  const asked = highest(opinions.map((one) => one.response))
  const reading = gravest(opinions, asked, classifier)
  if (reading === undefined) return heard
  const known = heard.concerns.map(withBetter(opinions, heard, text, { rules, classifier }))
  if (asked === 'none' || atLeast(heard.response, asked))
    return { response: heard.response, concerns: strongestOfEachKind(known) }
  const { details } = reading
  const { signs } = classifier
  const named = namedKinds(
    { details, signs },
    heard.concerns.map(({ kind }) => kind),
  )
  const ofRules =
    known.find(({ response }) => atLeast(response, 'reach-out')) ??
    known.find(({ kind, orKind }) => kind === named.kind || orKind === named.kind)
  const agreeing = opinions.flatMap((one) => (one.response === asked ? [one.reading] : []))
  const raised: Finding = ofRules
    ? { ...ofRules, response: asked }
    : {
        ...named,
        about: likelyAbout(details, signs),
        when: likelyWhen(details, signs),
        response: asked,
        evidence: evidenceOf(text, agreeing, (one) => classifier.chance(one, asked)),
        rule: CLASSIFIER,
      }
  return { response: asked, concerns: strongestOfEachKind([raised, ...known]) }
}

/** The reading that asks for most; where none asks for anything, the one that comes nearest. */
function gravest(opinions: readonly Opinion[], asked: Response, classifier: Classifier): Reading | undefined {
  if (asked !== 'none') return opinions.find((one) => one.response === asked)?.reading
  const chance = (one: Opinion): number => classifier.chance(one.reading, 'note')
  return [...opinions].sort((a, b) => chance(b) - chance(a))[0]?.reading
}

/**
 * Findings of the rules with what the classifier knows better. What is answered act-now stands as the rules say, and so does what was not said in
 * this message or not in English.
 */
function withBetter(
  opinions: readonly Opinion[],
  { concerns }: Screening,
  text: string,
  { rules, classifier }: { rules: FirstStage; classifier: Classifier },
): (finding: Finding) => Finding {
  const { signs } = classifier
  // Of what was said in this message: who and what earlier ones were about is no matter here.
  let whole = opinions.find(({ reading }) => reading.read === 'alone')?.reading
  const parts = opinions.flatMap(({ reading }) => (reading.read === 'part' ? [reading] : []))
  // "My nan died last year. My dad hits me": of the part in which it was said, what another tells of says nothing.
  const partOf = ({ at }: Finding): Reading | undefined =>
    at && parts.find(({ span: [from, to] }) => from <= at[0] && at[1] <= to)
  return (finding) => {
    const rule = rules.ruleOf(finding.rule)
    if (!rule?.isEnglish || finding.response === 'act-now' || !text.includes(finding.evidence)) return finding
    const { details, span } = partOf(finding) ?? (whole ??= classifier.readAlone(text))
    const isOnly = concerns.length === 1
    const goesOn = () => rules.goesOn(text.slice(...span))
    return betterKnown({ finding, rule, isOnly, goesOn }, { details, signs })
  }
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
