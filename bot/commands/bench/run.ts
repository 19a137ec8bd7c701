import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { buildAll, type Build } from './build.ts'
import { startConnector } from './connector.ts'
import { measure, type Measure } from './figures.ts'
import type { Plan } from './plan.ts'
import { runProgram } from './run-program.ts'
import { startServer } from './server-process.ts'
import { measureFuller, measureOverTime, OVER_TIME_GOALS } from './over-time.ts'
import { measureStartUp, startBehindAzure, startService } from './start-up.ts'
import { measureTurns, type Servers, type TurnFigures } from './turns.ts'

/** The most that each figure may be. */
export const GOALS = {
  /** Processor of a full turn beside a bare botbuilder echo's of the same run: a young person's turn must not need a bigger machine. */
  timesEcho: 1.25,
  /** The same through CloudAdapter and a connector, as Teams and Azure's Direct Line bring it. */
  timesEchoConnector: 2,
  /** Its p99 beside the echo's: nobody waits much longer for all that it does more. */
  p99Echo: 1.75,
  /** Turns of a botbuilder waterfall on MemoryStorage for each of ours: no fewer are taken. */
  waterfallTurns: 1,
  /** p99 of a suggestion, milliseconds, by entries of the directory: asked in the middle of a turn, it holds up everyone else's. */
  matchingMs: { 10_000: 5, 100_000: 25 },
  /** Megabytes that matching takes for 10,000 entries, beside the entries. */
  indexMb: 20,
  /** p99 of a screening, milliseconds, by characters of the message: never so slow that anyone would think of skipping it. */
  screeningMs: { 200: 0.25, 4_000: 5 },
  /** Milliseconds from the start of the process until it listens: a restart in the middle of a lesson goes unnoticed. */
  readyMs: 1_500,
  /** Megabytes of an idle service: a school's smallest virtual machine has a gigabyte. */
  idleRssMb: 200,
} as const

const Timed = z.array(
  z.object({
    size: z.number(),
    before: z.number().default(0),
    p50: z.number(),
    p99: z.number(),
    indexMb: z.number().optional(),
    peer: z.object({ p50: z.number(), p99: z.number() }).optional(),
  }),
)
type Timed = z.infer<typeof Timed>

export interface Report {
  readonly turns: readonly TurnFigures[]
  readonly measures: readonly Measure[]
}

/**
 * Measures everything of the plan, one thing after another; `progress` is told what is under way. `built`: where somebody has a build already.
 * Cleans up after itself.
 */
export async function runBench(
  root: string,
  plan: Plan,
  progress: (line: string) => void,
  built?: Build,
): Promise<Report> {
  progress('building')
  if (!existsSync(join(root, 'dist/widget'))) await buildWidget(root)
  const build = built ?? (await buildAll(root))
  // The content folder stays where it is: the built widget is found beside it.
  const contentDir = join(root, 'content')
  const dataDir = await mkdtemp(join(tmpdir(), 'matters-bench-'))
  const measures: Measure[] = []
  // A run of an hour that fails in its last part has told the rest.
  const tell = (...found: readonly Measure[]): void => {
    measures.push(...found)
    for (const { name, value, unit } of found) progress(`  ${name}: ${value} ${unit}`)
  }
  try {
    progress('starting the service')
    const startUp = await measureStartUp({ build, contentDir, plan })
    tell(
      measure('ready after', startUp.readyMs, 'ms', GOALS.readyMs),
      measure('idle RSS', startUp.idleRssMb, 'MB', GOALS.idleRssMb),
    )
    const timed = async (what: string, times: number, sizes: readonly number[] = []): Promise<Timed> => {
      progress(what)
      const args = [contentDir, times, ...sizes].map(String)
      return Timed.parse(JSON.parse(await runProgram(build, `bench/${what}.js`, args)))
    }
    tell(...(await timed('matching', plan.matches, plan.directories)).flatMap(matchingMeasures))
    tell(...(await timed('screening', plan.screenings)).flatMap(screeningMeasures))
    const turns = await withServers(build, contentDir, dataDir, async (servers) => {
      const figures = await measureTurns(servers, plan, progress)
      tell(...turnMeasures(figures, Math.max(...plan.loads)))
      await measureOverTime(servers.service, plan, progress, tell)
      return figures
    })
    if (plan.stored > 0) {
      const stored = `${plan.stored} conversations and opportunities`
      progress(`starting the service on ${stored}`)
      const full = await beside(
        build,
        contentDir,
        plan,
        { conversations: plan.stored, opportunities: plan.stored },
        (folder) => measureStartUp({ build, contentDir, plan, dataDir: folder }),
      )
      tell(
        measure(`ready after, ${stored}`, full.readyMs, 'ms', GOALS.readyMs),
        measure(`idle RSS, ${stored}`, full.idleRssMb, 'MB', GOALS.idleRssMb),
      )
    }
    tell(...(await fuller(build, contentDir, plan, progress)))
    return { turns, measures }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
    if (built === undefined) await build.remove()
  }
}

/** Does something on a data folder of its own with so many of each: copies of what a first service took. */
async function beside<T>(
  build: Build,
  contentDir: string,
  { windowMs }: Plan,
  { conversations, opportunities = 0 }: { conversations: number; opportunities?: number },
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'matters-bench-'))
  try {
    await turnsOn(build, contentDir, folder, windowMs)
    await runProgram(build, 'bench/fill-store.js', [folder, String(conversations), String(opportunities)])
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function turnsOn(build: Build, contentDir: string, folder: string, windowMs: number) {
  const service = await startService(build, contentDir, folder)
  try {
    return await measureFuller(service, windowMs)
  } finally {
    await service.stop()
  }
}

/** Turns on folders with more and more conversations: the last beside the first. */
async function fuller(
  build: Build,
  contentDir: string,
  plan: Plan,
  progress: (line: string) => void,
): Promise<Measure[]> {
  const found: { size: number; cpuMs: number; stallMs: number }[] = []
  for (const size of plan.fuller) {
    progress(`turns beside ${size} conversations`)
    const work = (folder: string) => turnsOn(build, contentDir, folder, plan.windowMs)
    found.push({ size, ...(await beside(build, contentDir, plan, { conversations: size }, work)) })
  }
  const [few, many] = [found.at(0), found.at(-1)]
  if (!few || !many) return []
  return [
    ...found.flatMap(({ size, cpuMs, stallMs }) => [
      measure(`full turn beside ${size} conversations, processor`, cpuMs, 'ms'),
      measure(
        `event loop beside ${size} conversations, longest stall`,
        stallMs,
        'ms',
        size === many.size ? OVER_TIME_GOALS.stallMs : null,
      ),
    ]),
    measure(
      `full turn, ${many.size} conversations beside ${few.size}`,
      many.cpuMs / few.cpuMs,
      'times',
      OVER_TIME_GOALS.timesFewer,
    ),
  ]
}

/** All figures of all rows. Processor is judged at the most users at once: alone, garbage and waiting blur it. */
function turnMeasures(turns: readonly TurnFigures[], judgedAt: number): Measure[] {
  const at = (row: TurnFigures['row']) => turns.find((one) => one.row === row && one.load === judgedAt)
  const [own, echo, waterfall] = [at('full turn'), at('echo'), at('waterfall')]
  const beside =
    own && echo && waterfall
      ? [
          measure('full turn, p99 beside echo', own.p99 / echo.p99, 'times', GOALS.p99Echo),
          measure(
            'turns of a waterfall for each full turn',
            waterfall.perSecond / own.perSecond,
            'times',
            GOALS.waterfallTurns,
          ),
        ]
      : []
  const rows = turns.flatMap(({ row, load, cpuMs, timesEcho, perSecond, p50, p99 }) => {
    const name = `${row}, ${load} at once`
    const goal = load === judgedAt ? timesEchoGoal(row) : null
    return [
      measure(`${name}, processor beside echo`, timesEcho, 'times', goal),
      measure(`${name}, processor`, cpuMs, 'ms'),
      measure(`${name}, turns`, perSecond, 'turns/s'),
      measure(`${name}, p50`, p50, 'ms'),
      measure(`${name}, p99`, p99, 'ms'),
    ]
  })
  return [...rows, ...beside]
}

function timesEchoGoal(row: TurnFigures['row']): number | null {
  if (row === 'full turn') return GOALS.timesEcho
  return row === 'full turn, connector' ? GOALS.timesEchoConnector : null
}

/** Suggestions beside the same words asked of MiniSearch in the same run. */
function screeningMeasures({ size, before, p50, p99 }: Timed[number]): Measure[] {
  const name = `screening, ${size} characters${before > 0 ? ` after ${before} exchanges` : ''}`
  return [
    measure(`${name}, p50`, p50, 'ms'),
    measure(`${name}, p99`, p99, 'ms', before > 0 ? null : screeningGoal(size)),
  ]
}

function matchingMeasures({ size, p50, p99, indexMb, peer }: Timed[number]): Measure[] {
  const goal = size === 10_000 || size === 100_000 ? GOALS.matchingMs[size] : null
  return [
    measure(`matching, ${size} entries, p50`, p50, 'ms'),
    measure(`matching, ${size} entries, p99`, p99, 'ms', goal),
    ...(peer
      ? [
          measure(`MiniSearch, ${size} entries, p50`, peer.p50, 'ms'),
          measure(`MiniSearch, ${size} entries, p99`, peer.p99, 'ms'),
        ]
      : []),
    ...(indexMb === undefined
      ? []
      : [measure(`matching, ${size} entries, index`, indexMb, 'MB', size === 10_000 ? GOALS.indexMb : null)]),
  ]
}

const screeningGoal = (size: number): number | null =>
  size === 200 || size === 4_000 ? GOALS.screeningMs[size] : null

async function withServers<T>(
  build: Build,
  contentDir: string,
  dataDir: string,
  work: (servers: Servers) => Promise<T>,
): Promise<T> {
  const connector = await startConnector()
  const ownDir = await mkdtemp(join(tmpdir(), 'matters-bench-'))
  const starting = [
    startService(build, contentDir, dataDir),
    startBehindAzure(build, contentDir, ownDir, connector.url),
    startServer(build, 'bench/echo.js'),
    startServer(build, 'bench/waterfall.js'),
  ] as const
  try {
    const [service, behindAzure, echo, waterfall] = await Promise.all(starting)
    return await work({ service, behindAzure, echo, waterfall, connector })
  } finally {
    // Also those that were still starting when another failed.
    for (const started of await Promise.allSettled(starting))
      if (started.status === 'fulfilled') await started.value.stop()
    await connector.close()
    await rm(ownDir, { recursive: true, force: true })
  }
}

/** The service does not start without its browser side. */
async function buildWidget(root: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'widget/build.ts'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await once(child, 'close')
  if (child.exitCode !== 0) throw new Error('the widget could not be built')
}
