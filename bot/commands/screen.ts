import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { readRules } from '../../content/load-screening.ts'
import { ContentError } from '../../content/yaml.ts'
import { createScreener, strongestOfEachKind } from '../../domain/screening/screener.ts'
import type { Exchange, Finding, Screener, Screening } from '../../domain/screening/types.ts'
import { atLeast, highest } from '../../domain/screening/types.ts'
import { loadConfig } from '../config.ts'
import { openScreening } from '../screening/screening.ts'

const CONTENT = loadConfig({}).contentDir

/** Earlier exchanges that are handed to the screener: more than it looks back on. */
const EARLIER = 5

const Id = z.union([z.string(), z.number()])
const Turn = z.object({ bot: z.string().default(''), yp: z.string() })
const ScreenLine = z.union([
  z.object({ id: Id, text: z.string() }),
  z.object({ id: Id, turns: z.array(Turn).min(1) }),
])
type ScreenLine = z.infer<typeof ScreenLine>

/** One line in, one line out. `ok` is false for a line that is no request: then the answer says so, and nothing of the line. */
export async function screenLine(line: string, screener: Screener): Promise<{ ok: boolean; answer: string }> {
  const request = parseLine(line)
  if (request === undefined) {
    const error = 'the line is not {"id","text"} or {"id","turns":[{"bot","yp"}]} in JSON'
    return { ok: false, answer: JSON.stringify({ id: null, error }) }
  }
  const { response, concerns } = await ('text' in request
    ? screener.screen(request.text)
    : screenTurns(request.turns, screener))
  const answer = {
    id: request.id,
    response,
    concerns: concerns.map(({ kind, orKind, about, when, evidence }) => ({
      kind,
      orKind,
      about,
      when,
      evidence,
    })),
  }
  return { ok: true, answer: JSON.stringify(answer) }
}

/** Screens each message of a conversation as its turn would: after the question it answers and what came before. Nothing said later lowers. */
export async function screenTurns(turns: readonly Exchange[], screener: Screener): Promise<Screening> {
  const found: Finding[] = []
  const heard: Exchange[] = []
  for (const { bot, yp } of turns) {
    const before = heard.slice(-EARLIER)
    const worried = found.some(({ response }) => atLeast(response, 'reach-out'))
    const { concerns } = await screener.screen(yp, { before, question: bot, worried })
    found.push(...concerns)
    heard.push({ bot, yp, noted: concerns.length > 0 })
  }
  const concerns = strongestOfEachKind(found)
  return { response: highest(concerns.map((concern) => concern.response)), concerns }
}

function parseLine(line: string): ScreenLine | undefined {
  try {
    return ScreenLine.parse(JSON.parse(line))
  } catch {
    return undefined
  }
}

/** Answers every line in order; empty lines are passed over. Gives the exit code: 1 when a line was no request. */
export async function screenLines(
  lines: AsyncIterable<string>,
  screener: Screener,
  write: (line: string) => Promise<void>,
): Promise<0 | 1> {
  let code: 0 | 1 = 0
  for await (const line of lines) {
    if (line.trim() === '') continue
    const { ok, answer } = await screenLine(line, screener)
    if (!ok) code = 1
    await write(answer)
  }
  return code
}

async function main(): Promise<number> {
  const screening = openScreening({
    contentDir: CONTENT,
    rules: () => createScreener(readRules(join(CONTENT, 'screening'))),
    onFault: (what) => console.error(`the screening failed: ${what}`),
  })
  await screening.ready
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity })
  try {
    return await screenLines(lines, screening, async (line) => {
      // A reader slower than we are must not fill our memory.
      if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
    })
  } finally {
    await screening.close()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      console.error(error instanceof ContentError ? error.message : error)
      process.exitCode = 2
    },
  )
}
