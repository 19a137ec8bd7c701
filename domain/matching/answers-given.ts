import type { Ask, Wanted } from './ask.ts'
import type { MatchIndex } from './index.ts'
import type { SuggestionRequest } from './types.ts'

const COUNTS = {
  /** Being about something less than this is no reason to look for more of it. */
  subject: 0.6,
  /** Things taken from one liked idea. */
  most: 2,
  /** What a liked idea was about counts as much as a card they chose, and a little more. */
  weight: 0.6,
  /** A wish that a liked idea answered comes before the others. */
  more: 0.25,
  /** What an idea loses for being about what a refused one was about, or from those who run it. */
  refusedSubject: 0.35,
  refusedOrganisation: 0.15,
} as const

/** What they answered to ideas before, as the next list uses it. */
export interface AnswersGiven {
  readonly ask: Ask
  /** What an entry loses for being like one they refused. */
  loss(at: number): number
}

/** Liked ideas ask for more of what they are about; refused ones put what is like them behind the rest. */
export function withAnswers(ask: Ask, request: SuggestionRequest, index: MatchIndex): AnswersGiven {
  const placesOf = (ids: readonly string[] | undefined) =>
    (ids ?? []).flatMap((id) => index.placeOf(id) ?? [])
  const liked = placesOf(request.liked)
  const refused = placesOf(request.notForMe)
  if (liked.length + refused.length === 0) return { ask, loss: () => 0 }
  const subjectsOf = (at: number) => subjects(at, index)
  const organisationOf = (at: number) => index.opportunities[at]?.organisation ?? ''
  const likedSubjects = new Map(
    liked.flatMap((at) => subjectsOf(at).map((s) => [s, index.opportunities[at]?.name ?? ''] as const)),
  )
  const refusedSubjects = new Set(refused.flatMap(subjectsOf).filter((s) => !likedSubjects.has(s)))
  const refusedBy = new Set(refused.map(organisationOf))
  for (const at of liked) refusedBy.delete(organisationOf(at))
  refusedBy.delete('')
  return {
    ask: { ...ask, wanted: moreLike(ask, likedSubjects) },
    loss: (at) =>
      (subjectsOf(at).some((s) => refusedSubjects.has(s)) ? COUNTS.refusedSubject : 0) +
      (refusedBy.has(organisationOf(at)) ? COUNTS.refusedOrganisation : 0),
  }
}

function moreLike(ask: Ask, likedSubjects: ReadonlyMap<string, string>): Wanted[] {
  const said = new Set(ask.wanted.map((w) => w.concept))
  const more = [...likedSubjects]
    .filter(([concept]) => !said.has(concept) && !ask.disliked.has(concept))
    .map(([concept, name]) => ({
      concept,
      weight: COUNTS.weight,
      interest: true,
      who: false,
      loose: false,
      sport: false,
      because: { liked: name },
    }))
  const before = ask.wanted.map((w) =>
    likedSubjects.has(w.concept) ? { ...w, weight: w.weight + COUNTS.more } : w,
  )
  return [...before, ...more]
}

/** What an entry is mostly about, strongest first. */
function subjects(at: number, index: MatchIndex): string[] {
  const found: [concept: string, strength: number][] = []
  index.about.each(at, (concept, strength) => {
    if (strength >= COUNTS.subject) found.push([concept, strength])
  })
  return found
    .sort((a, b) => b[1] - a[1])
    .slice(0, COUNTS.most)
    .map(([concept]) => concept)
}
