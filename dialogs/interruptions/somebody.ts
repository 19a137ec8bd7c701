import type { TextChoice } from '../../content/load-texts.ts'
import type { Concern } from '../../domain/conversation/concern.ts'
import type { ConcernKind } from '../../domain/screening/types.ts'
import { holdsPhrase, plainWords } from '../../domain/understanding/plain-words.ts'
import { waysOf } from '../said.ts'
import type { Scope } from '../scope.ts'

/** What comes over somebody without anybody doing it to them. Of all else, whoever is there or is coming may be the one who does it. */
const BY_NOBODY: ReadonlySet<ConcernKind> = new Set<ConcernKind>([
  'suicide',
  'self-harm',
  'eating',
  'substances',
  'mental-state',
  'medical',
  'caring',
  'bereavement',
])

/** What only somebody who is there can do to them. A child who was left alone, or ran away, is not safe because somebody is out. */
const BY_WHO_IS_THERE: ReadonlySet<ConcernKind> = new Set<ConcernKind>([
  'abuse',
  'domestic-abuse',
  'sexual-harm',
])
/** …unless there is one of these as well. */
const ALONE_AS_WELL: ReadonlySet<ConcernKind> = new Set<ConcernKind>([
  'suicide',
  'self-harm',
  'medical',
  'neglect',
  'missing-home',
])

/** Whether they are safe for now of `concern` as soon as whoever does it is not there, and of all else that was told. */
export const isOverWhenTheyAreOut = ({ draft }: Scope, concern: Concern | undefined): boolean =>
  concern !== undefined &&
  BY_WHO_IS_THERE.has(concern.kind) &&
  !draft.concerns.some(({ kind }) => ALONE_AS_WELL.has(kind))

/** Kinds that say nothing of how it came about, when they say no more than that they are hurt or not safe. */
const UNTOLD: ReadonlySet<ConcernKind> = new Set<ConcernKind>(['mental-state', 'medical'])

/**
 * Whether somebody may be the danger: by the kind of what was told, by a deed in the words ("stabbed by my dad" is heard as a wound), or as
 * `concern` is known by no more than that they are not safe.
 */
export function mayBeSomebody(scope: Scope, concern: Concern | undefined, saysNoMore: boolean): boolean {
  if (saysNoMore && concern && UNTOLD.has(concern.kind)) return true
  return scope.draft.concerns.some((one) => !BY_NOBODY.has(one.kind) || tellsDeed(scope, one))
}

const tellsDeed = ({ texts: { words } }: Scope, { evidence, alsoSaid }: Concern): boolean =>
  [evidence, ...alsoSaid].some((told) => holdsPhrase(plainWords(told), words.deeds))

/** Choices of which one is also meant by the words that another list has for it. */
export const alsoMeantBy = (
  choices: readonly TextChoice[],
  id: string,
  others: readonly TextChoice[],
): readonly TextChoice[] =>
  choices.map((one) => (one.id === id ? { ...one, words: [...one.words, ...waysOf(others, id)] } : one))
