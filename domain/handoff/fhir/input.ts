import type { Concern } from '../../conversation/concern.ts'
import type { SummaryLine } from '../../conversation/person.ts'
import type { Suggestion } from '../../matching/types.ts'
import type { Alert, Handoff } from '../types.ts'

/** The sections of the document, in the order of domain.md (c); their titles follow the PRSB's headings. */
export const SECTIONS = [
  'safety',
  'about-me',
  'plan',
  'requirements',
  'activities',
  'demographics',
  'referral',
  'assessments',
  'appointments',
  'consent',
  'information',
  'author',
] as const
export type SectionName = (typeof SECTIONS)[number]

/** Words of ours that the document needs, as content has them. Everything else in it is the young person's, or a fact. */
export interface FhirWords {
  readonly title: string
  readonly documentType: string
  readonly referral: string
  readonly plan: string
  readonly program: string
  readonly consentRule: string
  readonly gp: string
  readonly cancelled: string
  readonly noConcern: string
  readonly empty: string
  readonly section: (name: SectionName) => string
  readonly part: (section: SummaryLine['section']) => string
  readonly concern: (concern: Concern) => string
  /** When it was said and how it was heard, and what we did. */
  readonly concernFacts: (concern: Concern) => readonly string[]
  /** Whether a duty contact has read it, in a sentence. */
  readonly told: (concern: Concern, alert: Alert | undefined) => string
  readonly shown: (concern: Concern) => readonly string[]
  readonly measure: (item: string, answer: number) => { readonly question: string; readonly answer: string }
  /** Each question with its answer at the start and at the last review, in a line. */
  readonly measures: readonly string[]
  readonly idea: (idea: Suggestion) => readonly string[]
  readonly practical: readonly string[]
  readonly booking: readonly string[]
  /** Where the meeting is, for who holds it. */
  readonly place: string | undefined
  readonly confidence: string | undefined
  readonly author: readonly string[]
}

export interface FhirInput {
  readonly handoff: Handoff
  /** Alerts of the same conversation, oldest first. */
  readonly alerts: readonly Alert[]
  readonly school: { readonly id: string; readonly name: string }
  readonly linkWorker: { readonly id: string; readonly name: string } | undefined
  readonly words: FhirWords
  /** The origin of the service: what our identifiers begin with. */
  readonly system: string
  readonly programVersion: string
  /** A UUID for a name, the same for the same name: two documents of one handoff name one person alike, and tell no id of ours. */
  readonly uuid: (name: string) => string
  readonly now: Date
}
