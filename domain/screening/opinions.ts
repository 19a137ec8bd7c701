import { z } from 'zod'
import { quote } from './quote.ts'
import { strongestOfEachKind, UNREAD } from './screener.ts'
import { atLeast, ConcernKind, highest, RESPONSES } from './types.ts'
import type { Finding, Response, Screening } from './types.ts'

const Chance = z.number().min(0.5).max(1)

/** From when on another service's opinion counts (content/screening/opinions.yaml): a clinician's to sign. */
export const OpinionRules = z.strictObject({
  /** A message of fewer words is an answer ("14", "my mates"): nobody else is asked about it. */
  leastWords: z.int().min(3).max(50),
  /** How negative a sentence must be for a note. */
  negative: Chance,
  /** How sure the classification must be of its class, by the response that the class asks for. */
  classification: z.strictObject({ note: Chance, 'reach-out': Chance, 'act-now': Chance }),
  /** How sure of a language one must be, and those that the rules read. */
  language: z.strictObject({ confidence: Chance, read: z.array(z.string().regex(/^[a-z]{2,3}$/)).min(1) }),
})
export type OpinionRules = z.infer<typeof OpinionRules>

/** What another service may be asked of a message. */
export const QUESTIONS = ['sentiment', 'classification', 'language'] as const
export type Question = (typeof QUESTIONS)[number]

/** How a service read a message. What it was not asked, or did not answer in time, is absent. */
export interface Opinions {
  readonly sentiment?: { readonly sentences: readonly SentenceOpinion[] }
  /** The likeliest class of a project of one's own. */
  readonly classification?: { readonly label: string; readonly confidence: number }
  /** ISO 639 code. */
  readonly language?: { readonly code: string; readonly confidence: number }
}

export interface SentenceOpinion {
  /** Offsets in the text, UTF-16. */
  readonly from: number
  readonly to: number
  /** From 0 to 1. */
  readonly negative: number
  /** Things in it that were spoken of badly (opinion mining): "home" in "home is horrible". */
  readonly badly: number
}

/**
 * What is worth asking after the screening here has answered: the less, the better. Nothing once help is on the screen, nothing of a short
 * answer, and of a worry that a person is told of anyway only what could make it more urgent.
 */
export function worthAsking(heard: Screening, text: string, rules: OpinionRules): readonly Question[] {
  if (heard.response === 'act-now') return []
  const words = text.match(/\p{L}[\p{L}\p{M}'’]*/gu)?.length ?? 0
  if (words < rules.leastWords) return []
  if (heard.concerns.some(({ rule }) => rule === UNREAD)) return ['language']
  return heard.response === 'none' ? QUESTIONS : ['classification']
}

/**
 * The screening with opinions of another service on it. They raise and never lower: every concern that was heard stands, at its response
 * or a stronger one. A mood is never more than a note, as being sad is no danger; a class asks for what its name says.
 */
export function withOpinions(
  heard: Screening,
  text: string,
  opinions: Opinions,
  rules: OpinionRules,
): Screening {
  const found = [
    fromClass(heard, text, opinions, rules),
    fromSentiment(heard, text, opinions, rules),
    fromLanguage(heard, text, opinions, rules),
  ].filter((one) => one !== undefined)
  const concerns = strongestOfEachKind([...named(heard, opinions, rules), ...found])
  return { response: highest(concerns.map(({ response }) => response)), concerns }
}

/** The response and kind in a class's name: `reach-out`, `reach_out_self_harm`. Undefined when it says neither. */
export function classOf(label: string): { response: Response; kind?: ConcernKind } | undefined {
  const plain = label.toLowerCase().replace(/[^a-z]+/g, '-')
  const response = RESPONSES.find((one) => plain === one || plain.startsWith(`${one}-`))
  if (response === undefined) return undefined
  const rest = plain.slice(response.length + 1)
  if (rest === '') return { response }
  const kind = ConcernKind.safeParse(rest)
  return kind.success ? { response, kind: kind.data } : undefined
}

function fromClass(
  heard: Screening,
  text: string,
  { classification }: Opinions,
  rules: OpinionRules,
): Finding | undefined {
  const read = classification && classOf(classification.label)
  if (!read || read.response === 'none' || atLeast(heard.response, read.response)) return undefined
  if (classification.confidence < rules.classification[read.response]) return undefined
  const known = heard.concerns.find(({ kind }) => read.kind === undefined || kind === read.kind)
  if (known && known.rule !== UNREAD) return { ...known, response: read.response }
  return opinion(read.kind ?? 'mental-state', read.response, text, 'opinion-classification')
}

function fromSentiment(
  heard: Screening,
  text: string,
  { sentiment }: Opinions,
  rules: OpinionRules,
): Finding | undefined {
  if (heard.response !== 'none') return undefined
  const [worst] = (sentiment?.sentences ?? [])
    .filter(({ negative }) => negative >= rules.negative)
    // Of equals the one that says what is bad.
    .sort((a, b) => b.negative - a.negative || b.badly - a.badly)
  if (!worst) return undefined
  const sentence = text.slice(worst.from, worst.to).trim() || text
  return opinion('mental-state', 'note', sentence, 'opinion-sentiment')
}

/** A language the rules do not read: as when they notice it themselves. */
function fromLanguage(
  heard: Screening,
  text: string,
  { language }: Opinions,
  rules: OpinionRules,
): Finding | undefined {
  if (heard.response !== 'none' || !language || !isForeign(language, rules)) return undefined
  return { ...opinion('mental-state', 'note', text, UNREAD), language: language.code }
}

/** What the rules could not read, with the language's name on it. */
function named(heard: Screening, { language }: Opinions, rules: OpinionRules): readonly Finding[] {
  if (!language || !isForeign(language, rules)) return heard.concerns
  return heard.concerns.map((one) => (one.rule === UNREAD ? { ...one, language: language.code } : one))
}

const isForeign = (
  { code, confidence }: { code: string; confidence: number },
  { language }: OpinionRules,
): boolean => confidence >= language.confidence && !language.read.includes(code)

const opinion = (kind: ConcernKind, response: Response, text: string, rule: string): Finding => ({
  kind,
  about: 'self',
  when: 'unclear',
  response,
  evidence: quote(text, 0, text.length),
  rule,
})
