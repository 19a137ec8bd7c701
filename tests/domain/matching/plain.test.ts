import { expect } from 'chai'
import fc from 'fast-check'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { kilometres } from '../../../domain/directory/distance.ts'
import type { Opportunity } from '../../../domain/directory/opportunity.ts'
import { isPaused } from '../../../domain/directory/opportunity.ts'
import { withAnswers } from '../../../domain/matching/answers-given.ts'
import type { Ask } from '../../../domain/matching/ask.ts'
import { ask } from '../../../domain/matching/ask.ts'
import { dayNumber, MatchIndex } from '../../../domain/matching/index.ts'
import { prepare } from '../../../domain/matching/prepare.ts'
import type { Prepared } from '../../../domain/matching/prepare.ts'
import { score } from '../../../domain/matching/score.ts'
import { timesFit } from '../../../domain/matching/sessions.ts'
import { shortlist } from '../../../domain/matching/shortlist.ts'
import type { SuggestionRequest } from '../../../domain/matching/types.ts'
import { opportunity } from '../../support/opportunity.ts'

const vocabulary = loadUnderstanding()
const NOW = '2026-11-26T12:00:00Z'
const HERE = { lat: 52.43, lon: -1.02 }
const SHORT = 48

/** Matching as one would write it down first: every entry by itself, every rule on the record, everything sorted. */
function plainly(list: readonly Opportunity[], request: SuggestionRequest): string[] {
  const prepared = list.map((o) => prepare(o, vocabulary))
  const index = new MatchIndex(prepared)
  const understood = withAnswers(ask(request, vocabulary), request, index).ask
  const fit = { index, ask: understood, today: dayNumber(NOW), from: request.from !== undefined }
  return prepared
    .flatMap((p, at) => {
      const about = aboutIt(p, understood)
      const admitted = about >= 0 ? allowed(p, understood, request) : undefined
      return admitted ? [{ at, id: p.opportunity.id, total: score(at, about, admitted, fit) }] : []
    })
    .sort((a, b) => freeFirst(list, a.at, b.at, request) || b.total - a.total || a.at - b.at)
    .slice(0, SHORT + request.exclude.length)
    .map(({ id }) => id)
}

function aboutIt(p: Prepared, { wanted, disliked }: Ask): number {
  const values = wanted.map(({ concept, weight }) => {
    const reach = vocabulary.reach(concept)
    const all = [...p.about].filter(([c]) => !disliked.has(c))
    return Math.max(0, ...all.map(([c, strength]) => weight * (reach.get(c) ?? 0) * Math.fround(strength)))
  })
  const best = Math.max(0, ...values)
  return best < 0.36 ? -1 : best + 0.35 * (values.reduce((a, b) => a + b, 0) - best)
}

function allowed(p: Prepared, a: Ask, request: SuggestionRequest) {
  const { opportunity: o } = p
  const age = request.age ?? 17
  if (o.status !== 'active' || (o.expires !== undefined && o.expires < NOW.slice(0, 10))) return undefined
  if (isPaused(o.closed, NOW.slice(0, 10))) return undefined
  if ((o.ages.min ?? 0) > age || (request.age !== undefined && (o.ages.max ?? 99) < age)) return undefined
  if (a.needs.freeOnly === true && o.cost.free === false) return undefined
  if ((o.cost.from ?? 0) > (a.needs.maxPounds ?? Infinity)) return undefined
  if (o.genderGroup && o.genderGroup.only !== a.group) return undefined
  if (p.mixed && (a.group === 'girls' || a.group === 'boys')) return undefined
  if (p.madeFor.size > 0 && ![...p.madeFor].some((group) => a.belongs.has(group))) return undefined
  const strongly = (c: string) => p.about.get(c) ?? 0
  const most = Math.max(0, ...[...a.disliked].map(strongly))
  if (most >= 0.9 || (most >= 0.6 && ![...a.said].some((c) => strongly(c) >= 0.9))) return undefined
  const positions = o.places.flatMap(({ position }) => position ?? [])
  const { from } = request
  const km =
    from && positions.length > 0 ? Math.min(...positions.map((to) => kilometres(from, to))) : undefined
  if (km !== undefined && !p.online && km > (a.needs.maxDistanceKm ?? 30)) return undefined
  const times = timesFit(o.times, a.needs, NOW.slice(0, 10))
  return times === 'no' ? undefined : { km, times }
}

function freeFirst(list: readonly Opportunity[], a: number, b: number, { needs }: SuggestionRequest): number {
  if (needs.freeOnly !== true) return 0
  return Number(list[b]?.cost.free === true) - Number(list[a]?.cost.free === true)
}

function quickly(list: readonly Opportunity[], request: SuggestionRequest): string[] {
  const index = new MatchIndex(list.map((o) => prepare(o, vocabulary)))
  const answers = withAnswers(ask(request, vocabulary), request, index)
  return shortlist(request, answers, index, vocabulary, new Set()).best.map(({ at }) => list[at]?.id ?? '')
}

describe('matching by columns', () => {
  const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })
  const day = fc.constantFrom('monday' as const, 'saturday' as const)
  const entry = fc.record({
    name: fc.constantFrom('Drawing club', 'Football', 'Youth club', 'Art and music', 'Boxing', 'Café'),
    description: fc.constantFrom(
      '',
      'Drawing, football and games.',
      'Free sport for boys and girls.',
      'Music for young carers.',
      'Make music, meet people. Quiet.',
    ),
    min: optional(fc.integer({ min: 8, max: 20 })),
    free: optional(fc.boolean()),
    pounds: optional(fc.constantFrom(2, 12)),
    only: optional(fc.constantFrom('girls' as const, 'boys' as const)),
    expires: optional(fc.constantFrom('2026-01-01', '2026-11-26')),
    closed: optional(fc.constantFrom({ until: '2027-01-01' }, { from: '2026-12-01', until: '2027-01-01' })),
    day: optional(day),
    until: optional(fc.constantFrom('2026-11-01', '2027-01-01')),
    km: optional(fc.integer({ min: 0, max: 40 })),
    status: fc.constantFrom('active' as const, 'active' as const, 'defunct' as const),
    online: fc.boolean(),
  })
  const made = (list: readonly (typeof entry extends fc.Arbitrary<infer T> ? T : never)[]) =>
    list.map((e, i) =>
      opportunity({
        sourceId: String(i),
        name: e.name,
        description: e.description,
        status: e.status,
        ages: e.min === undefined ? {} : { min: e.min, max: e.min + 5 },
        cost: {
          ...(e.free === undefined ? {} : { free: e.free }),
          ...(e.pounds === undefined || e.free === true ? {} : { from: e.pounds }),
        },
        mode: e.online ? ['online'] : [],
        times:
          e.day === undefined ? [] : [{ day: e.day, ...(e.until === undefined ? {} : { validTo: e.until }) }],
        places:
          e.km === undefined
            ? []
            : [{ position: { lat: HERE.lat + e.km / 111.2, lon: HERE.lon }, accessibility: [] }],
        ...(e.closed === undefined ? {} : { closed: e.closed }),
        ...(e.expires === undefined ? {} : { expires: e.expires }),
        ...(e.only === undefined ? {} : { genderGroup: { only: e.only, from: 'field' as const } }),
      }),
    )

  it('finds what looking at every entry finds, in the same order', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 40, maxLength: 80 }),
        fc.record({
          age: optional(fc.integer({ min: 11, max: 25 })),
          near: fc.boolean(),
          says: fc.subarray([
            'drawing',
            'lonely',
            'music but not football',
            'anything',
            'not sport',
            'boxing',
          ]),
          freeOnly: optional(fc.constant(true)),
          days: optional(fc.array(day, { maxLength: 1 })),
          maxDistanceKm: optional(fc.constant(10)),
          maxPounds: optional(fc.constantFrom(1, 5)),
          genderGroup: optional(fc.constantFrom('girls' as const, 'any' as const)),
          exclude: fc.subarray(['test:1', 'test:2', 'test:9']),
          liked: fc.subarray(['test:3', 'test:4']),
        }),
        (entries, { age, near, says, exclude, liked, ...needs }) => {
          const list = made(entries)
          const request: SuggestionRequest = {
            ...(age === undefined ? {} : { age }),
            ...(near ? { from: HERE } : {}),
            says,
            cards: [],
            needs: Object.fromEntries(Object.entries(needs).filter(([, value]) => value !== undefined)),
            exclude,
            liked,
            limit: 3,
            now: NOW,
          }
          expect(quickly(list, request)).to.deep.equal(plainly(list, request))
        },
      ),
      { numRuns: 25 },
    )
  })
})
