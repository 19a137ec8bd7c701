import type { KnownPlaces, Places } from '../../domain/directory/places.ts'
import { learnPlaces, withPositions, withSchool } from '../../domain/directory/places.ts'
import type { Shelved } from '../../domain/directory/shelve.ts'
import { browserOver } from '../../domain/matching/browse.ts'
import type { Browser } from '../../domain/matching/browse.ts'
import { MatchIndex } from '../../domain/matching/index.ts'
import { createMatcher, matcherOver } from '../../domain/matching/matcher.ts'
import type { Prepared } from '../../domain/matching/prepare.ts'
import { prepare } from '../../domain/matching/prepare.ts'
import type { Matcher } from '../../domain/matching/types.ts'
import type { School } from '../../domain/school/school.ts'
import type { Vocabulary } from '../../domain/understanding/vocabulary.ts'
import type { Embeddings } from '../embedding/embeddings.ts'

/** Entries prepared between two looks at who else is waiting: about ten milliseconds of work. */
const SLICE = 64

/** What a school's young people are answered from, and what its link workers look through. */
export interface View {
  readonly matcher: Matcher
  readonly browser: Browser
  readonly places: Places
}

export const emptyView = (vocabulary: Vocabulary): View => ({
  matcher: createMatcher([], vocabulary),
  browser: browserOver([], vocabulary),
  places: learnPlaces([]),
})

/** The view of a school whose entries stand on these shelves; made a slice at a time, so that conversations go on. */
export async function viewOf(
  school: School,
  { shown, hidden, pinned }: Shelved,
  vocabulary: Vocabulary,
  known: KnownPlaces = {},
  embeddings?: Embeddings,
): Promise<View> {
  const kept = [...shown, ...hidden]
  const { postcode, text, position } = school.place
  const own = { places: [{ address: `${school.name}, ${text}`, postcode, position, accessibility: [] }] }
  const places = learnPlaces([own, ...kept], { ...known, near: position })
  const placed = kept.map((o) => withPositions(o, places))
  const prepared: Prepared[] = []
  for (const [at, opportunity] of placed.entries()) {
    prepared.push(prepare(opportunity, vocabulary))
    if (at % SLICE === SLICE - 1) await new Promise((resume) => setImmediate(resume))
  }
  const index = new MatchIndex(prepared.slice(0, shown.length))
  const aside = new MatchIndex(prepared.slice(shown.length))
  return {
    matcher: matcherOver(index, vocabulary, pinned, embeddings?.among(index.opportunities)),
    browser: browserOver([index, aside], vocabulary),
    places: withSchool(places, school.place),
  }
}
