import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import MiniSearch from 'minisearch'
import { worriesIn } from '../../bot/commands/suggest.ts'
import { readWhole } from '../../bot/feeds/whole.ts'
import { loadUnderstanding } from '../../content/load-understanding.ts'
import type { Opportunity } from '../../domain/directory/opportunity.ts'
import { learnPlaces, withPositions } from '../../domain/directory/places.ts'
import { ask } from '../../domain/matching/ask.ts'
import { Gate } from '../../domain/matching/filters.ts'
import { dayNumber, MatchIndex } from '../../domain/matching/index.ts'
import { createMatcher } from '../../domain/matching/matcher.ts'
import { prepare } from '../../domain/matching/prepare.ts'
import type { SuggestionRequest, Suggestions } from '../../domain/matching/types.ts'
import { screener } from '../support/conversation.ts'
import { asOpenReferral, readDirectory } from './directory.ts'
import type { JudgedService } from './directory.ts'
import { JUDGED_DAY, requestOf } from './judge.ts'
import type { JudgedPerson } from './judge.ts'

/** A directory with two ways to ask it: ours, and BM25 over names and descriptions behind the same hard filters. */
export interface Contenders {
  readonly services: ReadonlyMap<string, JudgedService>
  suggest(person: JudgedPerson): Promise<Suggestions>
  /** Ids of services, best first; others than those shown before. */
  ours(person: JudgedPerson, shown?: readonly string[]): Promise<string[]>
  peer(person: JudgedPerson): string[]
}

/** Imports the judged directory as any feed is imported. */
export async function contenders(file?: string): Promise<Contenders> {
  const directory = readDirectory(file)
  const opportunities = await imported(asOpenReferral(directory))
  const places = learnPlaces(opportunities)
  const placed = opportunities.map((o) => withPositions(o, places))
  const vocabulary = loadUnderstanding()
  const matcher = createMatcher(placed, vocabulary)
  const index = new MatchIndex(placed.map((o) => prepare(o, vocabulary)))
  const sourceId = new Map(placed.map((o) => [o.id, o.sourceId]))
  const search = new MiniSearch<{ id: number; name: string; description: string }>({
    fields: ['name', 'description'],
  })
  search.addAll(placed.map(({ name, description }, id) => ({ id, name, description })))
  const request = (person: JudgedPerson): SuggestionRequest => requestOf(person, places.find(person.postcode))
  const heard = async (person: JudgedPerson): Promise<SuggestionRequest> => ({
    ...request(person),
    worries: await worriesIn(person.says, screener()),
  })
  return {
    services: new Map(directory.services.map((s) => [s.id, s])),
    suggest: async (person) => matcher.suggest(await heard(person)),
    async ours(person, shown = []) {
      const exclude = placed.flatMap((o) => (shown.includes(o.sourceId) ? o.id : []))
      return matcher
        .suggest({ ...(await heard(person)), exclude })
        .suggestions.map((s) => sourceId.get(s.activity) ?? s.activity)
    },
    peer(person) {
      const asked = request(person)
      const today = { iso: JUDGED_DAY.slice(0, 10), number: dayNumber(JUDGED_DAY) }
      const gate = new Gate(index, ask(asked, vocabulary), asked, today)
      return search
        .search(person.says.join(' '))
        .filter(({ id }: { id: number }) => gate.admit(id) !== undefined)
        .slice(0, asked.limit)
        .map(({ id }: { id: number }) => placed[id]?.sourceId ?? '')
    },
  }
}

async function imported(page: unknown): Promise<readonly Opportunity[]> {
  const folder = mkdtempSync(join(tmpdir(), 'judged-'))
  try {
    writeFileSync(join(folder, 'feed.json'), JSON.stringify(page))
    return (await readWhole(join(folder, 'feed.json'), 'judged', new Date(JUDGED_DAY), {})).opportunities
  } finally {
    rmSync(folder, { recursive: true })
  }
}
