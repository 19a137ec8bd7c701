import type { Opportunity } from '../directory/opportunity.ts'
import type { Vocabulary } from '../understanding/vocabulary.ts'
import { withAnswers } from './answers-given.ts'
import { ask } from './ask.ts'
import { card } from './card.ts'
import { Gate, todayOf } from './filters.ts'
import { MatchIndex } from './index.ts'
import { pinsIn } from './pins.ts'
import { prepare } from './prepare.ts'
import { shortlist } from './shortlist.ts'
import type { Matcher, SuggestionRequest, Suggestions } from './types.ts'
import { vary } from './variety.ts'
import type { ByMeaning } from './weigh.ts'
import { weigh } from './weigh.ts'

/** Fewer good ideas than this are no choice: the note says so. */
const ENOUGH = 2

export interface MatcherOptions {
  /** Ids of entries that a link worker wants first where they are what was said. They pass every rule like any other. */
  readonly pinned?: ReadonlySet<string>
}

/**
 * A matcher over a directory, by words alone. Building it reads every entry once; asking is pure and fast. A suggestion is about something
 * they said, chose or need: when nothing is, there is none.
 */
export function createMatcher(
  opportunities: readonly Opportunity[],
  vocabulary: Vocabulary,
  options: MatcherOptions = {},
): Matcher {
  const entries = opportunities.map((o) => prepare(o, vocabulary))
  return matcherOver(new MatchIndex(entries), vocabulary, options.pinned)
}

/**
 * A matcher over an index that someone else looks into as well. `meaning`: of its entries, where it is to count; then a suggestion may also be
 * what only sounds like what they said, and says so.
 */
export function matcherOver(
  index: MatchIndex,
  vocabulary: Vocabulary,
  pinned: ReadonlySet<string> = new Set(),
  meaning?: ByMeaning,
): Matcher {
  const pins = pinsIn(index, pinned)
  return {
    suggest: (request) => suggest(request, index, vocabulary, pins, meaning),
    shut: (request, ids) => shut(request, ids, index, vocabulary),
  }
}

function shut(
  request: SuggestionRequest,
  ids: readonly string[],
  index: MatchIndex,
  vocabulary: Vocabulary,
): string[] {
  const gate = new Gate(index, ask(request, vocabulary), request, todayOf(request.now))
  return ids.filter((id) => {
    const at = index.placeOf(id)
    return at !== undefined && gate.admit(at) === undefined
  })
}

function suggest(
  request: SuggestionRequest,
  index: MatchIndex,
  vocabulary: Vocabulary,
  pins: ReadonlySet<number>,
  meaning: ByMeaning | undefined,
): Suggestions {
  const answers = withAnswers(ask(request, vocabulary), request, index)
  const found = shortlist(request, answers, index, vocabulary, pins)
  const { meant } = request
  const chosen =
    meant !== undefined && !answers.ask.nothing && meaning?.likeness.isComplete === true
      ? weigh(found, meant, request, answers, index, meaning)
      : vary(found.best, request, answers.ask, index)
  const suggestions = chosen.flatMap((candidate) => card(candidate, index, answers.ask, request))
  if (suggestions.length >= ENOUGH) return { suggestions }
  return {
    suggestions,
    note: { id: suggestions.length === 0 ? 'ideas.note.none' : 'ideas.note.few', values: {} },
  }
}
