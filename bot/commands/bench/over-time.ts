import { Agent } from 'node:http'
import { measure, median, percentile, type Measure } from './figures.ts'
import { load } from './load.ts'
import { openLoop } from './open-loop.ts'
import type { Plan } from './plan.ts'
import type { ServerProcess } from './server-process.ts'
import { directLine } from './direct-line.ts'
import { feedsAreRead, LongTalk, YoungPerson, type Reach } from './young-person.ts'

/** The most that each figure may be. */
export const OVER_TIME_GOALS = {
  /** p99 at a steady rate, milliseconds. */
  steadyMs: 50,
  /** The hundredth turn beside the fifth: what was said before must not make what is said now slow. */
  timesFifth: 1.5,
  /** p95 from the tap to the first question, milliseconds. */
  assemblyMs: 500,
  /** Of the heap over all turns, megabytes. */
  growthMb: 5,
  /** Of the heap for a conversation that is going on, kilobytes. */
  conversationKb: 10,
  /** With a hundred times as many conversations in the folder, beside few. */
  timesFewer: 1.5,
  /** Of the event loop while it is full, milliseconds. */
  stallMs: 50,
} as const

/** People at once where nothing else is said. */
const AT_ONCE = 4

/** How a service that runs holds, told as it is found: when a whole school begins, in long conversations, at a steady rate, over many turns. */
export async function measureOverTime(
  service: ServerProcess,
  plan: Plan,
  progress: (line: string) => void,
  tell: (...found: readonly Measure[]) => void,
): Promise<void> {
  const agent = new Agent({ keepAlive: true })
  let conversations = 1_000_000
  const of: Reach = { line: directLine(agent, service.url), number: () => (conversations += 1) }
  try {
    progress(`${plan.assembly.people} young people begin within ${plan.assembly.withinMs} ms`)
    tell(...(await assembled(of, service, plan.assembly)))
    progress(`${plan.talks.people} conversations of ${plan.talks.turns} turns`)
    tell(...(await longTalks(of, plan.talks)))
    progress(`${plan.steady.perSecond} turns a second for ${plan.steady.ms} ms`)
    tell(...(await atRate(of, plan.steady)))
    progress(`memory over ${plan.growthTurns} turns`)
    tell(...(await grown(of, service, plan.growthTurns)))
  } finally {
    agent.destroy()
  }
}

/** A service on a folder with few conversations beside one with many: processor of a turn, and how long the event loop stood still. */
export async function measureFuller(
  service: ServerProcess,
  windowMs: number,
): Promise<{ cpuMs: number; stallMs: number }> {
  const agent = new Agent({ keepAlive: true })
  let conversations = 2_000_000
  const people = Array.from(
    { length: AT_ONCE },
    () => new YoungPerson({ line: directLine(agent, service.url), number: () => (conversations += 1) }),
  )
  try {
    for (const person of people.slice(0, 1)) await feedsAreRead(person)
    await load(people, windowMs / 2)
    const before = await service.usage()
    const { turns } = await load(people, windowMs)
    const after = await service.usage()
    return { cpuMs: (after.cpuMs - before.cpuMs) / turns.length, stallMs: after.longestStallMs }
  } finally {
    for (const person of people) person.leave()
    agent.destroy()
  }
}

async function assembled(of: Reach, service: ServerProcess, plan: Plan['assembly']): Promise<Measure[]> {
  const before = await service.usage('settled')
  // A school is behind one address: one number for all.
  const people = Array.from({ length: plan.people }, () => new YoungPerson({ ...of, number: () => 1 }))
  try {
    const begun = await openLoop(people, plan.withinMs / plan.people, plan.people)
    const ms = begun.map((one) => one.ms)
    const { heapMb } = await service.usage('settled')
    const each = ((heapMb - before.heapMb) * 1000) / plan.people
    return [
      measure(`${plan.people} begin, p50`, median(ms), 'ms'),
      measure(`${plan.people} begin, p95`, percentile(ms, 0.95), 'ms', OVER_TIME_GOALS.assemblyMs),
      measure('heap of an open conversation', Math.max(0.001, each), 'KB', OVER_TIME_GOALS.conversationKb),
    ]
  } finally {
    for (const person of people) person.leave()
  }
}

async function longTalks(of: Reach, { people, turns, everyMs }: Plan['talks']): Promise<Measure[]> {
  const talks = Array.from({ length: people }, () => new LongTalk(of))
  try {
    const timed = await openLoop(talks, everyMs / people, people * (turns + 1))
    // Around the fifth and around the last, so that one slow moment of the machine does not decide. The first opened the conversation.
    const around = (nth: number): number =>
      median(timed.flatMap((one) => (Math.abs(one.nth - nth) <= 1 ? [one.ms] : [])))
    const [early, late] = [around(Math.min(5, turns - 3)), around(turns - 1)]
    return [
      measure('turn 5 of a conversation, p50', early, 'ms'),
      measure(`turn ${turns} of a conversation, p50`, late, 'ms'),
      measure(`turn ${turns} beside turn 5`, late / early, 'times', OVER_TIME_GOALS.timesFifth),
    ]
  } finally {
    for (const talk of talks) talk.leave()
  }
}

async function atRate(of: Reach, { perSecond, ms }: Plan['steady']): Promise<Measure[]> {
  // Enough that nobody is faster than the service asks people to be.
  const people = Array.from({ length: perSecond * 2 }, () => new YoungPerson(of))
  try {
    const turns = Math.ceil((perSecond * ms) / 1000)
    const timed = (await openLoop(people, 1000 / perSecond, turns)).map((one) => one.ms)
    return [
      measure(`${perSecond} turns/s, p50`, median(timed), 'ms'),
      measure(`${perSecond} turns/s, p99`, percentile(timed, 0.99), 'ms', OVER_TIME_GOALS.steadyMs),
    ]
  } finally {
    for (const person of people) person.leave()
  }
}

async function grown(of: Reach, service: ServerProcess, turns: number): Promise<Measure[]> {
  const people = Array.from({ length: AT_ONCE }, () => new YoungPerson(of))
  const take = async (count: number) => {
    await load(people, Infinity, count)
    for (const person of people) person.leave()
  }
  // Caches that have a bound are filled first: what is looked for has none.
  await take(Math.ceil(turns / 10))
  const before = await service.usage('settled')
  await take(turns)
  const after = await service.usage('settled')
  const growth = Math.max(0.001, after.heapMb - before.heapMb)
  return [measure(`heap after ${turns} more turns, growth`, growth, 'MB', OVER_TIME_GOALS.growthMb)]
}
