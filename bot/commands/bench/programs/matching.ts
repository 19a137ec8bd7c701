import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import MiniSearch from 'minisearch'
import { z } from 'zod'
import { loadRanking } from '../../../../content/load-embedding.ts'
import { loadUnderstanding } from '../../../../content/load-understanding.ts'
import { fromOpenReferral } from '../../../../domain/directory/from-openreferral.ts'
import type { Opportunity } from '../../../../domain/directory/opportunity.ts'
import type { Embedding } from '../../../../domain/embedding/embedding.ts'
import { toBytes, toUnit, WIDTH } from '../../../../domain/embedding/embedding.ts'
import { MatchIndex } from '../../../../domain/matching/index.ts'
import { Likeness } from '../../../../domain/matching/likeness.ts'
import { matcherOver } from '../../../../domain/matching/matcher.ts'
import type { Prepared } from '../../../../domain/matching/prepare.ts'
import { prepare } from '../../../../domain/matching/prepare.ts'
import type { SuggestionRequest } from '../../../../domain/matching/types.ts'
import { chance, oneOf } from '../figures.ts'
import { timed } from './timed.ts'

/**
 * Suggestions asked of directories of so many entries, by words and by meaning (each entry's and each question's by chance: what is compared
 * costs the same), and the same words of the same entries asked of MiniSearch. Arguments: the content
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

/** Different descriptions that are read; reading ten thousand takes longer than everything that is measured. */
const DESCRIPTIONS = 500

/** What is no longer run is let go after so many at most. */
const COLLECTIONS = 8

const MB = 1024 * 1024
/** What an entry means, and how alike that is to what was said. */
const BYTES_OF_MEANING = WIDTH + 4
setFlagsFromString('--expose-gc')
const collect = z.custom<() => void>((gc) => typeof gc === 'function').parse(runInNewContext('gc'))

const now = new Date().toISOString()
const vocabulary = loadUnderstanding(join(contentDir, 'understanding'))
const { kernel, ranking } = loadRanking(contentDir)
const Listing = z.object({ contents: z.array(z.unknown()) })
const listing: unknown = JSON.parse(readFileSync(join(contentDir, 'data/directory/services.json'), 'utf8'))
const written = Listing.parse(listing).contents.flatMap((raw) => {
  const mapped = fromOpenReferral(raw, { id: 'bench' }, now.slice(0, 10))
  return 'taken' in mapped ? [mapped.taken] : []
})
/** Each one of the demonstration's entries with a second one's description behind its own. */
const read = someRead(Math.min(DESCRIPTIONS, ...sizes.map(Number)))
console.log(
  JSON.stringify(sizes.map(Number).map((size) => ({ size, ...measure(directory(size), Number(times)) }))),
)

function someRead(count: number): Prepared[] {
  const random = chance(SEED)
  return Array.from({ length: count }, () => {
    const one = oneOf(written, random())
    const description = `${one.description}\n${oneOf(written, random()).description}`
    return prepare({ ...one, description }, vocabulary)
  })
}

function readAt(n: number): Prepared {
  return oneOf(read, (n % read.length) / read.length)
}

/** So many entries, each with a name, a place and a text of its own. */
function directory(size: number): Opportunity[] {
  const random = chance(SEED)
  return Array.from({ length: size }, (_, n) => {
    const { opportunity } = readAt(n)
    return {
      ...opportunity,
      id: `bench:${n}`,
      sourceId: `${n}`,
      name: `${opportunity.name} ${n}`,
      description: inOnePiece(opportunity.description),
      places: opportunity.places.map((place) => ({
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

/** As if it had been read by itself: nothing of it is another's, so that the index takes what it would take. */
function prepared(opportunity: Opportunity, n: number): Prepared {
  const one = readAt(n)
  return {
    ...one,
    opportunity,
    about: new Map(one.about),
    words: new Set([...one.words, `${n}`]),
    nameWords: new Set([...one.nameWords, `${n}`]),
    madeFor: new Set(one.madeFor),
    foldKey: `${one.foldKey} ${n}`,
  }
}

/** As a feed gives it: a string put together is copied when it is first read, and that would be counted as the index's. */
function inOnePiece(text: string): string {
  return Buffer.from(text).toString()
}

function measure(opportunities: readonly Opportunity[], requests: number) {
  const before = memory()
  const index = new MatchIndex(opportunities.map(prepared))
  // The kernel's memory is none of the heap's.
  const indexMb = Math.max(0.1, (memory() - before) / MB) + (opportunities.length * BYTES_OF_MEANING) / MB
  const random = chance(SEED)
  const meaning = (): Embedding => toBytes(toUnit(new Float32Array(WIDTH).map(() => random() - 0.5)))
  const likeness = new Likeness(kernel, opportunities.length)
  for (const at of opportunities.keys()) likeness.set(at, meaning())
  const matcher = matcherOver(index, vocabulary, undefined, { likeness, ranking })
  const asked = Array.from({ length: requests }, (): SuggestionRequest => ({
    age: 11 + Math.floor(random() * 15),
    from: SCHOOL,
    says: oneOf(SAYS, random()),
    meant: meaning(),
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

/** Bytes in use after everything let go was taken away: compiled code is kept over a few collections. */
function memory(): number {
  for (let n = 0; n < COLLECTIONS; n += 1) collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
