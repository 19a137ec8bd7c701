import { createHash } from 'node:crypto'
import { Decision } from '../../domain/directory/decisions.ts'
import type { CollectionDefinition } from '../storage/store.ts'

export type DecisionIndex = {
  school: string
  kind: string
  /** Differs after each write: lets another process see that something changed without opening it. */
  stamp: string
}

/** What link workers decided about entries of their directory, one record a school, an entry and a kind. */
export const decisions: CollectionDefinition<Decision, DecisionIndex> = {
  name: 'decisions',
  schemaVersion: 1,
  schema: Decision,
  index: (body) => ({ school: body.school, kind: body.kind, stamp: stampOf(body) }),
}

/** The record of a decision. An entry's id may have signs that a store cannot hold, so it is hashed. */
export function decisionId({ kind, school, entry }: Pick<Decision, 'kind' | 'school' | 'entry'>): string {
  return `${kind}:${createHash('sha256').update(`${school}\n${entry}`).digest('hex')}`
}

function stampOf(decision: Decision): string {
  if (decision.kind === 'correction')
    return decision.fields.map(({ field, at }) => `${field} ${at}`).join(' ')
  if (decision.kind !== 'own') return decision.at
  return [decision.at, decision.changed?.at, decision.removed?.at].join(' ')
}
