import type { Mapped } from './mapped.ts'
import type { Opportunity } from './opportunity.ts'

/** What a format has a field for and Open Referral UK v3 has not. */
export interface Facts {
  readonly hidden?: boolean
  /** ISO dates of the first and last day it is to be shown. */
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly needsReferral?: boolean | undefined
  readonly only?: 'girls' | 'boys' | undefined
  readonly free?: false | undefined
  readonly modes?: readonly Opportunity['mode'][number][]
}

/** Adds such facts to what the shared mapping made of a record; a field is believed where the text said less. `today` is an ISO date. */
export function withFacts(mapped: Mapped, facts: Facts, today: string): Mapped {
  if ('leftOut' in mapped) return mapped
  const { taken, corrections } = mapped
  const { from, until } = facts
  if (facts.hidden === true || (from !== undefined && from > today))
    return { leftOut: 'hidden', name: taken.name }
  const expires = [taken.expires, until].filter((d) => d !== undefined).sort()[0]
  if (expires !== undefined && expires < today) return { leftOut: 'expired', name: taken.name }
  const free = facts.free === false && taken.cost.free === undefined
  return {
    corrections,
    taken: {
      ...taken,
      ...(expires === undefined ? {} : { expires }),
      ...(facts.needsReferral === undefined ? {} : { needsReferral: facts.needsReferral }),
      ...(facts.only === undefined ? {} : { genderGroup: { only: facts.only, from: 'field' as const } }),
      ...(free ? { cost: { provenance: 'field' as const, ...taken.cost, free: false } } : {}),
      ...(facts.modes === undefined || facts.modes.length === 0 ? {} : { mode: [...facts.modes] }),
    },
  }
}
