import { understand } from './interests.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The cards of "what matters" that words point to, by id: those whose concepts are heard in them, or are what is heard a kind of. */
export function themesIn(text: string, vocabulary: Vocabulary): readonly string[] {
  const { interests, wishes, practical } = understand(text, vocabulary)
  const heard = new Set(
    [...interests, ...wishes, ...practical].flatMap(({ concept }) => [
      concept,
      ...(vocabulary.concepts.get(concept)?.is ?? []),
    ]),
  )
  return Object.entries(vocabulary.data.cards).flatMap(([card, concepts]) =>
    concepts.some((concept) => heard.has(concept)) ? [card] : [],
  )
}
