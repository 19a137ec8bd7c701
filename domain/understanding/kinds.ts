import type { Vocabulary } from './vocabulary.ts'

/** Football is a kind of sport. */
export function isKindOf(concept: string, wider: string, vocabulary: Vocabulary): boolean {
  return widerThan(concept, vocabulary).includes(wider)
}

/** All that a concept is a kind of, the nearest first. */
export function widerThan(concept: string, vocabulary: Vocabulary): readonly string[] {
  const parents = vocabulary.concepts.get(concept)?.is ?? []
  return parents.flatMap((parent) => [parent, ...widerThan(parent, vocabulary)])
}
