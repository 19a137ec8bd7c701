import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { loadTowns } from '../../content/load-places.ts'
import { readRules } from '../../content/load-screening.ts'
import { loadTexts } from '../../content/load-texts.ts'
import type { Texts } from '../../content/load-texts.ts'
import { loadUnderstanding } from '../../content/load-understanding.ts'
import { CONTENT } from '../../content/root.ts'
import type { Opportunity } from '../../domain/directory/opportunity.ts'
import type { KnownPlaces, Places } from '../../domain/directory/places.ts'
import { learnPlaces, withPositions } from '../../domain/directory/places.ts'
import { MatchIndex } from '../../domain/matching/index.ts'
import { matcherOver } from '../../domain/matching/matcher.ts'
import { prepare } from '../../domain/matching/prepare.ts'
import type { Matcher, Phrase, SuggestionRequest } from '../../domain/matching/types.ts'
import { createScreener } from '../../domain/screening/screener.ts'
import type { ConcernKind, Screener } from '../../domain/screening/types.ts'
import { atLeast } from '../../domain/screening/types.ts'
import type { Vocabulary } from '../../domain/understanding/vocabulary.ts'
import { loadConfig } from '../config.ts'
import { MattersError } from '../errors.ts'
import type { Embeddings } from '../embedding/embeddings.ts'
import { openEmbeddings } from '../embedding/embeddings.ts'
import { hostsGiven } from '../feeds/reachable.ts'
import { readWhole } from '../feeds/whole.ts'
import { PostcodeFile, tablePath } from '../places/table-file.ts'
import { openScreening } from '../screening/screening.ts'
import { SuggestLine } from './suggest-request.ts'

/** As many ideas as fit one look. */
const MOST = 4
const USAGE = 'usage: npm run --silent suggest -- --feed PATH_OR_URL [--now 2026-11-22] < requests.jsonl'
const SOURCE = 'feed'

/** A directory ready to be asked. */
export interface Suggester {
  readonly matcher: Matcher
  readonly places: Places
  readonly byId: ReadonlyMap<string, Opportunity>
  readonly texts: Texts
  /** Without it, ideas are looked for by words alone. */
  readonly embeddings: Embeddings | undefined
  /** Hears worries, as a turn does. */
  readonly screener: Screener
  /** ISO instant that expiry is judged against. */
  readonly now: string
}

/** Reads a feed (file, folder or URL; the format is told by its shape) and makes it ready. Throws FeedError when it cannot. */
export async function openSuggester(
  feed: string,
  now: string,
  content: { texts: Texts; vocabulary: Vocabulary; screener: Screener; embeddings: Embeddings | undefined },
  known: KnownPlaces = {},
): Promise<Suggester> {
  const http = { privateHosts: hostsGiven(feed) }
  const { opportunities } = await readWhole(feed, SOURCE, new Date(now), { http })
  const places = learnPlaces(opportunities, known)
  const placed = opportunities.map((o) => withPositions(o, places))
  const { embeddings, vocabulary } = content
  const index = new MatchIndex(placed.map((o) => prepare(o, vocabulary)))
  const matcher = matcherOver(index, vocabulary, undefined, embeddings?.among(placed))
  await embeddings?.settled()
  return {
    matcher,
    embeddings,
    places,
    byId: new Map(placed.map((o) => [o.id, o])),
    texts: content.texts,
    screener: content.screener,
    now,
  }
}

/** One line in, one line out. `ok` is false for a line that is no request: then the answer says what is wrong with it. */
export async function answerLine(
  line: string,
  suggester: Suggester,
): Promise<{ ok: boolean; answer: string }> {
  const request = parseLine(line)
  if ('error' in request) return { ok: false, answer: JSON.stringify(request) }
  const { id, age, postcode, says, cards, needs } = request
  const from = postcode === undefined ? undefined : suggester.places.find(postcode)
  const meant = await suggester.embeddings?.ofSaid(says)
  const { suggestions, note } = suggester.matcher.suggest({
    ...(meant === undefined ? {} : { meant }),
    ...(age === undefined ? {} : { age }),
    ...(from === undefined ? {} : { from }),
    says,
    cards,
    ...(await worriesIn(says, suggester.screener)),
    needs,
    exclude: [],
    limit: MOST,
    now: suggester.now,
  })
  const say = ({ id: text, values }: Phrase): string => suggester.texts.text(text, values)
  const answer = {
    id,
    suggestions: suggestions.map((s) => ({
      activity: suggester.byId.get(s.activity)?.sourceId ?? s.activity,
      name: s.name,
      why: s.why.map(say),
      unknown: s.unknown.map(say),
      lastChecked: s.lastChecked ?? null,
    })),
    note: note ? say(note) : null,
  }
  return { ok: true, answer: JSON.stringify(answer) }
}

/** Kinds of worry about themselves that are heard in what somebody says, each message by itself. */
export async function worriesIn(
  says: readonly string[],
  screener: Screener,
): Promise<Required<Pick<SuggestionRequest, 'worries' | 'urgent'>>> {
  const worries = new Set<ConcernKind>()
  const urgent = new Set<ConcernKind>()
  for (const text of says) {
    const { concerns } = await screener.screen(text)
    for (const { about, kind, response } of concerns) {
      if (about !== 'self') continue
      worries.add(kind)
      if (atLeast(response, 'reach-out')) urgent.add(kind)
    }
  }
  return { worries: [...worries], urgent: [...urgent] }
}

function parseLine(line: string): SuggestLine | { id: string | number | null; error: string } {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    return { id: null, error: 'the line is not JSON' }
  }
  const parsed = SuggestLine.safeParse(json)
  if (parsed.success) return parsed.data
  const id = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(json)
  const error = parsed.error.issues.map((i) => `${i.path.join('.') || 'the line'}: ${i.message}`).join('; ')
  return { id: id.success ? id.data.id : null, error }
}

/** Answers every line in order. Gives the exit code: 1 when a line was no request. */
export async function suggestLines(
  lines: AsyncIterable<string>,
  suggester: Suggester,
  write: (line: string) => void,
): Promise<0 | 1> {
  let code: 0 | 1 = 0
  for await (const line of lines) {
    if (line.trim() === '') continue
    const { ok, answer } = await answerLine(line, suggester)
    if (!ok) code = 1
    write(answer)
  }
  return code
}

/** The instant meant by `--now`: a date is its noon in London's winter, so that the day is the same everywhere in Britain. */
export function instantOf(now: string | undefined, today: Date): string | undefined {
  if (now === undefined) return today.toISOString()
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(now) ? `${now}T12:00:00Z` : now
  const at = new Date(whole)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: { feed: { type: 'string' }, now: { type: 'string' } },
  })
  const now = instantOf(values.now, new Date())
  if (values.feed === undefined || now === undefined) {
    console.error(USAGE)
    return 2
  }
  const screener = openScreening({
    contentDir: CONTENT,
    rules: () => createScreener(readRules(join(CONTENT, 'screening'))),
    onFault: (what) => console.error(`the screening failed: ${what}`),
  })
  const config = loadConfig()
  // Nothing is kept: the running service has the folder. A thousand entries take some ten seconds.
  const embeddings = config.embedding
    ? openEmbeddings({ contentDir: CONTENT, onFault: (what) => console.error(what) })
    : undefined
  try {
    const { dataDir } = config
    const content = {
      texts: loadTexts(join(CONTENT, 'en'), 'en'),
      vocabulary: loadUnderstanding(),
      screener,
      embeddings,
    }
    const postcodes = new PostcodeFile(tablePath(dataDir), (error) => console.error(error.message))
    const known = { towns: loadTowns(), official: postcodes.current() }
    const suggester = await openSuggester(values.feed, now, content, known)
    await screener.ready
    const lines = createInterface({ input: process.stdin, crlfDelay: Infinity })
    return await suggestLines(lines, suggester, (line) => process.stdout.write(`${line}\n`))
  } finally {
    await screener.close()
    await embeddings?.close()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      console.error(error instanceof MattersError || error instanceof TypeError ? error.message : error)
      if (error instanceof TypeError) console.error(USAGE)
      process.exitCode = 2
    },
  )
}
