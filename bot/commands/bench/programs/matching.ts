import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import MiniSearch from 'minisearch'
import { z } from 'zod'
import { loadUnderstanding } from '../../../../content/load-understanding.ts'
import { fromOpenReferral } from '../../../../domain/directory/from-openreferral.ts'
import type { Opportunity } from '../../../../domain/directory/opportunity.ts'
import { createMatcher } from '../../../../domain/matching/matcher.ts'
import type { SuggestionRequest } from '../../../../domain/matching/types.ts'
import { chance, oneOf } from '../figures.ts'
import { timed } from './timed.ts'

/**
 * Suggestions asked of directories of so many entries, and the same words of the same entries asked of MiniSearch. Arguments: the content
 * folder, how many requests of each, the sizes. Prints one line of JSON, `[{ "size", "p50", "p99", "indexMb", "peer": { "p50", "p99" } }]`
 * in milliseconds and, for what the index takes beside the entries themselves, megabytes.
 */
const [, , contentDir = '', times = '', ...sizes] = process.argv
const SEED = 11
/** Degrees around the school in which the entries lie: about 20 km, a county's market towns. */
const SPREAD = { lat: 0.3, lon: 0.5 }
const SCHOOL = { lat: 52.43, lon: -1.02 }
/** What young people type, from one subject to many words of none. */
const SAYS: readonly (readonly string[])[] = [
  ['drawing and anime'],
  ['lonely', 'football'],
  ['anything'],
  ['job', 'music', 'sport'],
  ['animals, gaming, art, walking, cooking, friends', 'stressed out about exams'],
  ['sport but not football'],
  ['dont really know tbh, just smth to do that isnt my phone', 'new people', 'the bus takes ages'],
]

const MB = 1024 * 1024
setFlagsFromString('--expose-gc')
const collect = z.custom<() => void>((gc) => typeof gc === 'function').parse(runInNewContext('gc'))

const now = new Date().toISOString()
const vocabulary = loadUnderstanding(join(contentDir, 'understanding'))
const Listing = z.object({ contents: z.array(z.unknown()) })
const listing: unknown = JSON.parse(readFileSync(join(contentDir, 'data/directory/services.json'), 'utf8'))
const written = Listing.parse(listing).contents.flatMap((raw) => {
  const mapped = fromOpenReferral(raw, { id: 'bench' }, now.slice(0, 10))
  return 'taken' in mapped ? [mapped.taken] : []
})
console.log(
  JSON.stringify(sizes.map(Number).map((size) => ({ size, ...measure(directory(size), Number(times)) }))),
)

/** So many entries, each one of the demonstration's with a name and place of its own and a second one's description behind its own. */
function directory(size: number): Opportunity[] {
  const random = chance(SEED)
  return Array.from({ length: size }, (_, n) => {
    const one = oneOf(written, random())
    return {
      ...one,
      id: `bench:${n}`,
      sourceId: `${n}`,
      name: `${one.name} ${n}`,
      description: `${one.description}\n${oneOf(written, random()).description}`,
      places: one.places.map((place) => ({
        ...place,
        ...(place.position && {
          position: {
            lat: SCHOOL.lat + (random() - 0.5) * SPREAD.lat,
            lon: SCHOOL.lon + (random() - 0.5) * SPREAD.lon,
          },
        }),
      })),
    }
  })
}

function measure(opportunities: readonly Opportunity[], requests: number) {
  const before = memory()
  const matcher = createMatcher(opportunities, vocabulary)
  const indexMb = Math.max(0.1, (memory() - before) / MB)
  const random = chance(SEED)
  const asked = Array.from({ length: requests }, (): SuggestionRequest => ({
    age: 11 + Math.floor(random() * 15),
    from: SCHOOL,
    says: oneOf(SAYS, random()),
    cards: random() < 0.5 ? ['creativity', 'friends'] : [],
    needs: {
      ...(random() < 0.3 && { freeOnly: true }),
      ...(random() < 0.3 && { days: ['saturday' as const], maxDistanceKm: 10 }),
      ...(random() < 0.2 && { quiet: true }),
    },
    exclude: [],
    limit: 3,
    now,
  }))
  const ours = timed(requests, (n) => matcher.suggest(oneOf(asked, n / requests)))
  return { ...ours, indexMb, peer: peer(opportunities, asked, requests) }
}

/** BM25 over names and descriptions with an age filter: what a directory's own search box does. */
function peer(
  opportunities: readonly Opportunity[],
  asked: readonly SuggestionRequest[],
  requests: number,
): { p50: number; p99: number } {
  const search = new MiniSearch<{ id: number; name: string; description: string }>({
    fields: ['name', 'description'],
  })
  search.addAll(opportunities.map(({ name, description }, id) => ({ id, name, description })))
  return timed(requests, (n) => {
    const { says, age = 0, limit } = oneOf(asked, n / requests)
    const filter = ({ id }: { id: number }) => {
      const { min = 0, max = 200 } = opportunities[id]?.ages ?? {}
      return age >= min && age <= max
    }
    return search.search(says.join(' '), { filter }).slice(0, limit)
  })
}

/** Bytes in use after everything let go was taken away. */
function memory(): number {
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
