/**
 * The matrix of clinical risk in the guidance of DCB0129 (and DCB0160), to be compared with the edition in force by the Clinical
 * Safety Officer. It rates a hazard of this product, for all who use it. It is never applied to a young person.
 */
export const SEVERITIES = ['minor', 'significant', 'considerable', 'major', 'catastrophic'] as const
export const LIKELIHOODS = ['very low', 'low', 'medium', 'high', 'very high'] as const

type Severity = (typeof SEVERITIES)[number]
type Likelihood = (typeof LIKELIHOODS)[number]

/** By likelihood, then in the order of the severities. */
const MATRIX: Readonly<Record<Likelihood, readonly [number, number, number, number, number]>> = {
  'very low': [1, 1, 2, 2, 3],
  low: [1, 2, 2, 3, 4],
  medium: [2, 2, 3, 3, 4],
  high: [2, 3, 3, 4, 5],
  'very high': [3, 4, 4, 5, 5],
}

/** 1 to 5. */
export function ratingOf(of: { readonly severity: Severity; readonly likelihood: Likelihood }): number {
  return MATRIX[of.likelihood][SEVERITIES.indexOf(of.severity)] ?? 5
}

export const MEANING: Readonly<Record<number, string>> = {
  1: 'acceptable',
  2: 'acceptable where further reduction is not practicable',
  3: 'undesirable: reduce it, or a named person accepts it with the reason',
  4: 'control it before release',
  5: 'unacceptable',
}
