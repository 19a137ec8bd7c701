import { z } from 'zod'

/** What was said that worries us. The list is design.md's; content holds the rules and the words for each. */
export const ConcernKind = z.enum([
  'suicide',
  'self-harm',
  'abuse',
  'neglect',
  'sexual-harm',
  'exploitation',
  'online-harm',
  'bullying',
  'eating',
  'substances',
  'domestic-abuse',
  'mental-state',
  'missing-home',
  'harm-to-others',
  'medical',
  'bereavement',
  'caring',
  'identity-hate',
])
export type ConcernKind = z.infer<typeof ConcernKind>

/** What **we do**, never what they are (NICE NG225 1.6: no scores, no low/medium/high). In rising order. */
export const RESPONSES = ['none', 'note', 'reach-out', 'act-now'] as const
export const Response = z.enum(RESPONSES)
export type Response = z.infer<typeof Response>

export const About = z.enum(['self', 'other'])
export type About = z.infer<typeof About>

export const When = z.enum(['past', 'now', 'future', 'unclear'])
export type When = z.infer<typeof When>

/** One concern heard in one message: evidence is the young person's own words, cut from the message as typed. */
export interface Finding {
  readonly kind: ConcernKind
  /** Another kind that it may be as well, less likely: for the human who reads it. */
  readonly orKind?: ConcernKind
  readonly about: About
  readonly when: When
  readonly response: Response
  readonly evidence: string
  /** Where its phrase stands in the message that was screened, in UTF-16 units; none where it stands elsewhere. */
  readonly at?: readonly [from: number, to: number]
  /** The id of the rule in content/screening that found it, for clinicians and tests. */
  readonly rule: string
  /** Of a message that could not be read: the language it seems to be in, as ISO 639 code, where that is known. */
  readonly language?: string
}

export interface Screening {
  readonly response: Response
  readonly concerns: readonly Finding[]
}

/** An earlier exchange of the same conversation: what the bot said, what the young person answered. */
export interface Exchange {
  readonly bot: string
  readonly yp: string
  /** A worry was heard in the answer when it was given. */
  readonly noted?: boolean
  /** Our own words for an answer ("i dont want to"): they tell nothing, and may be the beginning of what does ("live anymore"). */
  readonly isOurs?: boolean
}

export interface ScreeningContext {
  /** Earlier exchanges, oldest first; the last one's answer comes just before the text that is screened. */
  readonly before: readonly Exchange[]
  /** The question the text answers, as the young person read it. */
  readonly question?: string
  /** A worry (reach-out or above) was heard earlier in the conversation: less is needed for the next. */
  readonly worried?: boolean
  /** The text is one of our own words for a request or a choice, whole: the rules read it by itself, and nothing is guessed of it. */
  readonly isOurs?: boolean
}

/** Listens to one message. Never throws and never hangs: an internal error answers reach-out (safety code fails towards a human). */
export interface Screener {
  screen(text: string, context?: ScreeningContext): Screening | Promise<Screening>
}

export function atLeast(response: Response, floor: Response): boolean {
  return RESPONSES.indexOf(response) >= RESPONSES.indexOf(floor)
}

export function highest(responses: Iterable<Response>): Response {
  let top: Response = 'none'
  for (const response of responses) if (atLeast(response, top)) top = response
  return top
}
