import type { DutyContact } from '../../domain/school/school.ts'

/** What of an alert leaves the service: as little as lets someone decide to open the inbox. */
export interface AlertMessage {
  /** The same for every try of one step by one channel, so that a receiver can drop what it has seen. */
  readonly eventId: string
  /** The alert's id: one case, however many messages. */
  readonly caseId: string
  readonly school: { readonly id: string; readonly name: string }
  /** From 1, and of how many. */
  readonly step: number
  readonly steps: number
  readonly kind: string
  /** What it may be as well. */
  readonly orKind?: string
  readonly about: string
  readonly response: string
  readonly saidAt: string
  /** When a duty contact is due to have read it. */
  readonly dueAt: string
  readonly told: readonly DutyContact[]
  readonly inbox: string
  readonly urgent: boolean
  /** How much had been said: who acknowledges it has read so much and no more. */
  readonly seen: string
  /** In words, for people. */
  readonly subject: string
  readonly intro: string
  readonly facts: readonly (readonly [label: string, value: string])[]
  readonly open: string
  readonly note: string
  /** The young person's own words, only when the school's settings say so. */
  readonly words?: { readonly label: string; readonly said: readonly string[] }
}

/** What came of one try: a `code` names how it failed, or what was odd, and never quotes anybody. */
export type Outcome =
  | { readonly ok: true; readonly code?: string }
  | { readonly ok: false; readonly code: string; readonly retryAfterMs?: number }

/** One way out of the service. `send` answers within SEND_MS and never throws. */
export interface AlertChannel {
  readonly id: string
  readonly kind: 'email' | 'teams' | 'teams-bot' | 'webhook'
  send(message: AlertMessage, at: Date): Promise<Outcome>
}

/** A receiver that has not answered by then is tried again later; the others are told at once. */
export const SEND_MS = 15_000
