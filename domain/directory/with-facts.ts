import type { Mapped } from './mapped.ts'
import { ADULT } from './merge-ages.ts'
import type { AgeRange, Opportunity } from './opportunity.ts'

/** What a format has a field for and Open Referral UK v3 has not. */
export interface Facts {
  readonly hidden?: boolean
  /** ISO dates of the first and last day it is to be shown. */
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly needsReferral?: boolean | undefined
  /** In round figures, by a word for them: adults, teenagers. */
  readonly ages?: { readonly min: number; readonly max?: number } | undefined
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
      ...(facts.ages === undefined ? {} : { ages: withRoundAges(taken.ages, facts.ages) }),
      ...(facts.needsReferral === undefined ? {} : { needsReferral: facts.needsReferral }),
      ...(facts.only === undefined ? {} : { genderGroup: { only: facts.only, from: 'field' as const } }),
      ...(free ? { cost: { provenance: 'field' as const, ...taken.cost, free: false } } : {}),
      ...(facts.modes === undefined || facts.modes.length === 0 ? {} : { mode: [...facts.modes] }),
    },
  }
}

/**
 * A word for ages tells what no figure does. A youngest and an oldest age that a feed or a text name are more exact, unless nobody would be
 * left: then it is not opened to children where the word is adults.
 */
function withRoundAges(named: AgeRange, word: { readonly min: number; readonly max?: number }): AgeRange {
  const min = named.min ?? word.min
  const max = named.max ?? word.max
  if (max !== undefined && min > max) return word.min >= ADULT ? { ...word, from: 'field' } : named
  return { from: 'field', ...named, min, ...(max === undefined ? {} : { max }) }
}
