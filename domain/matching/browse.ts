import type { LatLon, Opportunity, Weekday } from '../directory/opportunity.ts'
import { kilometres } from '../directory/distance.ts'
import { dayText, inLondon } from '../time/london.ts'
import { words } from '../understanding/words.ts'
import type { Vocabulary } from '../understanding/vocabulary.ts'
import type { z } from 'zod'
import { ask } from './ask.ts'
import type { MatchIndex } from './index.ts'
import { relevance } from './relevance.ts'
import { timesFit } from './sessions.ts'

/** What a link worker looks for. What is not asked is not looked at. */
export interface BrowseQuery {
  readonly text: string
  /** Whole years. */
  readonly age?: number | undefined
  readonly from?: LatLon | undefined
  readonly withinKm?: number | undefined
  readonly cost?: 'free' | 'paid' | 'unknown' | undefined
  readonly day?: z.infer<typeof Weekday> | undefined
  readonly source?: string | undefined
  /** Judged by the caller, who knows what was decided about an entry. */
  readonly where?: ((opportunity: Opportunity) => boolean) | undefined
  /** ISO instant. */
  readonly now: string
}

export interface Found {
  readonly opportunity: Opportunity
  readonly km: number | undefined
}

/** The directory of a school as its link workers look through it: also what is hidden, closed or over. */
export interface Browser {
  browse(query: BrowseQuery): readonly Found[]
  /** An entry as it stands, with what was decided about it. */
  entry(id: string): Opportunity | undefined
  /** The sources that have entries in it. */
  readonly sources: readonly string[]
}

interface Candidate extends Found {
  readonly order: readonly number[]
}

/** A part of the name that was typed is surer than anything understood. */
const BY_NAME = 10

/** Browsing by the very indexes that suggestions come from: what a free text finds here is what it would find for a young person. */
export function browserOver(indexes: readonly MatchIndex[], vocabulary: Vocabulary): Browser {
  const byId = new Map(
    indexes.flatMap((index) =>
      index.opportunities.map((opportunity) => [opportunity.id, opportunity] as const),
    ),
  )
  return {
    browse: (query) =>
      indexes
        .flatMap((index) => candidates(index, vocabulary, query))
        .sort(
          (a, b) => inOrder(a.order, b.order) || a.opportunity.name.localeCompare(b.opportunity.name, 'en'),
        ),
    entry: (id) => byId.get(id),
    sources: [...new Set([...byId.values()].map(({ source }) => source))].sort(),
  }
}

function candidates(index: MatchIndex, vocabulary: Vocabulary, query: BrowseQuery): Candidate[] {
  const about = query.text.trim() === '' ? undefined : matches(index, vocabulary, query)
  const today = dayText(inLondon(new Date(query.now)).day)
  return index.opportunities.flatMap((o, at): Candidate[] => {
    const relevant = about === undefined ? 0 : about.get(at)
    if (relevant === undefined) return []
    if (!ageFits(o, query.age) || !costFits(o, query.cost)) return []
    if (query.source !== undefined && o.source !== query.source) return []
    if (query.where && !query.where(o)) return []
    const day = query.day && timesFit(o.times, { days: [query.day] }, today)
    if (day === 'no') return []
    const km = query.from && nearest(o, query.from)
    if (km !== undefined && query.withinKm !== undefined && km > query.withinKm) return []
    // What is not known passes, as it does for young people, and stands behind what is.
    const unsure = Number(day === 'unknown') + Number(query.withinKm !== undefined && km === undefined)
    return [{ opportunity: o, km, order: [unsure, -relevant, km ?? Infinity] }]
  })
}

/** Places in the index that have to do with the text, and how much. */
function matches(index: MatchIndex, vocabulary: Vocabulary, query: BrowseQuery): ReadonlyMap<number, number> {
  const request = { says: [query.text], cards: [], needs: {}, exclude: [], limit: 1, now: query.now }
  const understood = ask(request, vocabulary)
  const { related } = relevance(understood, index, vocabulary)
  const found = new Map(Array.from(related.at, (at, i) => [at, related.value[i] ?? 0]))
  const typed = words(query.text).join(' ')
  index.opportunities.forEach((o, at) => {
    if (understood.group !== undefined && o.genderGroup?.only === understood.group && !found.has(at))
      found.set(at, 0)
    const name = ` ${words(`${o.name} ${o.organisation ?? ''}`).join(' ')}`
    if (typed !== '' && name.includes(` ${typed}`)) found.set(at, BY_NAME + (found.get(at) ?? 0))
  })
  return found
}

function ageFits({ ages }: Opportunity, age: number | undefined): boolean {
  return age === undefined || (age >= (ages.min ?? 0) && age <= (ages.max ?? Infinity))
}

function costFits({ cost }: Opportunity, wanted: BrowseQuery['cost']): boolean {
  if (wanted === undefined) return true
  if (cost.free === true) return wanted === 'free'
  return wanted === (cost.free === false || cost.from !== undefined ? 'paid' : 'unknown')
}

function nearest(o: Opportunity, from: LatLon): number | undefined {
  const all = o.places.flatMap(({ position }) => (position ? [kilometres(from, position)] : []))
  return all.length === 0 ? undefined : Math.min(...all)
}

function inOrder(a: readonly number[], b: readonly number[]): number {
  for (const [at, one] of a.entries()) {
    const other = b[at] ?? 0
    if (one !== other) return one < other ? -1 : 1
  }
  return 0
}
