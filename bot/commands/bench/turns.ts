import { Agent } from 'node:http'
import { azureLine } from './azure-line.ts'
import type { Connector } from './connector.ts'
import { directLine } from './direct-line.ts'
import { median, percentile } from './figures.ts'
import { load } from './load.ts'
import { peerUser } from './peer-user.ts'
import type { Plan } from './plan.ts'
import type { ServerProcess } from './server-process.ts'
import type { User } from './user.ts'
import { feedsAreRead, YoungPerson } from './young-person.ts'

/** What is measured beside each other. */
export const ROWS = [
  'full turn',
  'full turn, connector',
  'echo',
  'echo, expectReplies',
  'waterfall',
  'waterfall, expectReplies',
] as const
export type Row = (typeof ROWS)[number]

export interface Servers {
  readonly service: ServerProcess
  /** The same service behind Azure Bot Service, which `connector` stands in for. */
  readonly behindAzure: ServerProcess
  readonly echo: ServerProcess
  readonly waterfall: ServerProcess
  /** Where all but our own Direct Line take their replies. */
  readonly connector: Connector
}

/** One row at one load: the medians of its windows. Milliseconds, and megabytes after the last window. */
export interface TurnFigures {
  readonly row: Row
  readonly load: number
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly cpuMs: number
  /** Processor of a turn beside the echo's, of windows that ran one after the other. */
  readonly timesEcho: number
  readonly rssMb: number
}

interface Window {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly cpuMs: number
  readonly rssMb: number
}

interface Target {
  readonly row: Row
  readonly server: ServerProcess
  user(): User
}

/**
 * Loads all servers in turns: warm-up, then rounds of one window each at each load, so that a slow minute of the machine meets all of
 * them. Rejects when any turn fails: figures of failing turns say nothing.
 */
export async function measureTurns(
  servers: Servers,
  plan: Plan,
  progress: (line: string) => void,
): Promise<TurnFigures[]> {
  const { connector } = servers
  const agent = new Agent({ keepAlive: true })
  const targets = targetsOf(servers, agent)
  try {
    for (const line of linesOf(servers, agent)) await feedsAreRead(new YoungPerson({ line, number: () => 0 }))
    for (const target of targets) {
      progress(`warming up: ${target.row}`)
      await warmUp(target, plan)
    }
    const figures: TurnFigures[] = []
    for (const users of plan.loads) figures.push(...(await rounds(targets, users, plan, connector, progress)))
    return figures
  } finally {
    agent.destroy()
  }
}

async function rounds(
  targets: readonly Target[],
  users: number,
  plan: Plan,
  connector: Connector,
  progress: (line: string) => void,
): Promise<TurnFigures[]> {
  const windows = new Map<Row, Window[]>(targets.map(({ row }) => [row, []]))
  for (let round = 0; round < plan.rounds; round += 1) {
    progress(`${users} at once, round ${round + 1} of ${plan.rounds}`)
    // Each round begins with another, so that nobody always comes after the same one.
    const first = round % targets.length
    for (const target of [...targets.slice(first), ...targets.slice(0, first)])
      windows.get(target.row)?.push(await window(target, users, plan.windowMs, connector))
  }
  const echo = windows.get('echo') ?? []
  return targets.map(({ row }) => {
    const own = windows.get(row) ?? []
    const middle = (of: (window: Window) => number) => median(own.map(of))
    return {
      row,
      load: users,
      perSecond: middle(({ perSecond }) => perSecond),
      p50: middle(({ p50 }) => p50),
      p99: middle(({ p99 }) => p99),
      cpuMs: middle(({ cpuMs }) => cpuMs),
      timesEcho: median(own.map(({ cpuMs }, round) => cpuMs / (echo[round]?.cpuMs ?? Number.NaN))),
      rssMb: own.at(-1)?.rssMb ?? 0,
    }
  })
}

async function warmUp(target: Target, plan: Plan): Promise<void> {
  const people = Array.from({ length: Math.max(...plan.loads) }, () => target.user())
  await load(people, plan.warmUp.ms, plan.warmUp.turns)
  for (const person of people) person.leave()
}

async function window(target: Target, users: number, ms: number, connector: Connector): Promise<Window> {
  const people = Array.from({ length: users }, () => target.user())
  const repliesBefore = connector.received
  const before = await target.server.usage()
  const { turns, ms: took } = await load(people, ms)
  const after = await target.server.usage()
  for (const person of people) person.leave()
  if (target.row === 'echo' && connector.received - repliesBefore < turns.length)
    throw new Error('the echo answered before its reply had arrived')
  return {
    perSecond: (turns.length / took) * 1000,
    p50: percentile(turns, 0.5),
    p99: percentile(turns, 0.99),
    cpuMs: (after.cpuMs - before.cpuMs) / turns.length,
    rssMb: after.rssMb,
  }
}

const linesOf = ({ service, behindAzure, connector }: Servers, agent: Agent) =>
  [directLine(agent, service.url), azureLine(agent, behindAzure.url, connector)] as const

function targetsOf(servers: Servers, agent: Agent): readonly Target[] {
  let conversations = 0
  const number = () => (conversations += 1)
  const { service, behindAzure, echo, waterfall, connector } = servers
  const peer = (server: ServerProcess, expectReplies: boolean) => (): User =>
    peerUser({ agent, url: server.url, connector: connector.url, id: `c${number()}`, expectReplies })
  const [own, azure] = linesOf(servers, agent)
  return [
    { row: 'full turn', server: service, user: () => new YoungPerson({ line: own, number }) },
    {
      row: 'full turn, connector',
      server: behindAzure,
      user: () => new YoungPerson({ line: azure, number }),
    },
    { row: 'echo', server: echo, user: peer(echo, false) },
    { row: 'echo, expectReplies', server: echo, user: peer(echo, true) },
    { row: 'waterfall', server: waterfall, user: peer(waterfall, false) },
    { row: 'waterfall, expectReplies', server: waterfall, user: peer(waterfall, true) },
  ]
}
