import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import MiniSearch from 'minisearch'
import { worriesIn } from '../../bot/commands/suggest.ts'
import { readWhole } from '../../bot/feeds/whole.ts'
import { loadEmbedding, loadRanking, loadReading } from '../../content/load-embedding.ts'
import { CONTENT } from '../../content/root.ts'
import { Embedder } from '../../domain/embedding/embedder.ts'
import { Likeness } from '../../domain/matching/likeness.ts'
import { loadUnderstanding } from '../../content/load-understanding.ts'
import type { Opportunity } from '../../domain/directory/opportunity.ts'
import { learnPlaces, withPositions } from '../../domain/directory/places.ts'
import { ask } from '../../domain/matching/ask.ts'
import { Gate, todayOf } from '../../domain/matching/filters.ts'
import { MatchIndex } from '../../domain/matching/index.ts'
import { matcherOver } from '../../domain/matching/matcher.ts'
import { prepare } from '../../domain/matching/prepare.ts'
import type { SuggestionRequest, Suggestions } from '../../domain/matching/types.ts'
import type { Vocabulary } from '../../domain/understanding/vocabulary.ts'
import { screener } from '../support/conversation.ts'
import { asOpenReferral, readDirectory } from './directory.ts'
import type { JudgedService } from './directory.ts'
import { JUDGED_DAY, requestOf } from './judge.ts'
import type { JudgedPerson } from './judge.ts'

/** A judged directory, imported as any feed is imported. */
export interface OpenTown {
  readonly services: ReadonlyMap<string, JudgedService>
  readonly placed: readonly Opportunity[]
  readonly index: MatchIndex
  readonly vocabulary: Vocabulary
  /** What somebody asks, with the worries that are heard in it. */
  readonly heard: (person: JudgedPerson) => Promise<SuggestionRequest>
}

export async function openTown(file?: string): Promise<OpenTown> {
  const directory = readDirectory(file)
  const opportunities = await imported(asOpenReferral(directory))
  const places = learnPlaces(opportunities)
  const placed = opportunities.map((o) => withPositions(o, places))
  const vocabulary = loadUnderstanding()
  return {
    services: new Map(directory.services.map((s) => [s.id, s])),
    placed,
    index: new MatchIndex(placed.map((o) => prepare(o, vocabulary))),
    vocabulary,
    heard: async (person) => ({
      ...requestOf(person, places.find(person.postcode)),
      ...(await worriesIn(person.says, screener())),
    }),
  }
}

/** A directory with two ways to ask it: ours, and BM25 over names and descriptions behind the same hard filters. */
export interface Contenders extends Pick<OpenTown, 'services'> {
  suggest(person: JudgedPerson): Promise<Suggestions>
  /** Ids of services, best first; others than those shown before. */
  ours(person: JudgedPerson, shown?: readonly string[]): Promise<string[]>
  peer(person: JudgedPerson): Promise<string[]>
}

export async function contenders(file?: string): Promise<Contenders> {
  const { services, placed, index, vocabulary, heard } = await openTown(file)
  const embedder = sharedEmbedder()
  const { kernel, ranking } = loadRanking(CONTENT)
  const likeness = new Likeness(kernel, placed.length)
  for (const [at, o] of placed.entries()) likeness.set(at, embedder.ofTold(o))
  const matcher = matcherOver(index, vocabulary, undefined, { likeness, ranking })
  const asked = async (person: JudgedPerson): Promise<SuggestionRequest> => {
    const meant = embedder.ofSaid(person.says)
    return { ...(await heard(person)), ...(meant && { meant }) }
  }
  const sourceId = new Map(placed.map((o) => [o.id, o.sourceId]))
  const search = new MiniSearch<{ id: number; name: string; description: string }>({
    fields: ['name', 'description'],
  })
  search.addAll(placed.map(({ name, description }, id) => ({ id, name, description })))
  return {
    services,
    suggest: async (person) => matcher.suggest(await asked(person)),
    async ours(person, shown = []) {
      const exclude = placed.flatMap((o) => (shown.includes(o.sourceId) ? o.id : []))
      return matcher
        .suggest({ ...(await asked(person)), exclude })
        .suggestions.map((s) => sourceId.get(s.activity) ?? s.activity)
    },
    async peer(person) {
      const request = await heard(person)
      const gate = new Gate(index, ask(request, vocabulary), request, todayOf(request.now))
      return search
        .search(person.says.join(' '))
        .filter(({ id }: { id: number }) => gate.admit(id) !== undefined)
        .slice(0, request.limit)
        .map(({ id }: { id: number }) => placed[id]?.sourceId ?? '')
    },
  }
}

let embedder: Embedder | undefined
/** Made once: its weights take longer to be read than a town. */
const sharedEmbedder = (): Embedder =>
  (embedder ??= new Embedder(loadEmbedding(CONTENT), loadReading(CONTENT)))

async function imported(page: unknown): Promise<readonly Opportunity[]> {
  const folder = mkdtempSync(join(tmpdir(), 'judged-'))
  try {
    writeFileSync(join(folder, 'feed.json'), JSON.stringify(page))
    return (await readWhole(join(folder, 'feed.json'), 'judged', new Date(JUDGED_DAY), {})).opportunities
  } finally {
    rmSync(folder, { recursive: true })
  }
}
