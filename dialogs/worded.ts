import type { Concern } from '../domain/conversation/concern.ts'
import type { Scope } from './scope.ts'

/** Where the words for a kind of concern stand: with the first thanks, with the 999 card, or as the gentle sentence. */
const STEMS = {
  thanks: (which: string) => `safety.thanks.${which}`,
  'act-now': (which: string) => `safety.act-now.${which}`,
  gentle: (which: string) => `gentle.${which}`,
} as const

type About = Pick<Concern, 'kind' | 'about' | 'when'>

/** The id of the most fitting words there are: for the kind and whom it is about, and of what was where that is kinder or truer. */
export function wordedFor(scope: Scope, stem: keyof typeof STEMS, { kind, about, when }: About): string {
  const idOf = STEMS[stem]
  const special = about === 'other' ? [`${kind}.other`, 'other'] : when === 'past' ? [`${kind}.past`] : []
  return idOf(special.find((which) => scope.texts.has(idOf(which))) ?? kind)
}
