import { join } from 'node:path'
import { expect } from 'chai'
import { describe, it } from 'mocha'
import { z } from 'zod'
import { measure, median, percentile } from '../../../bot/commands/bench/figures.ts'
import { QUICK, type Plan } from '../../../bot/commands/bench/plan.ts'
import { OVER_TIME_GOALS } from '../../../bot/commands/bench/over-time.ts'
import { json, tables } from '../../../bot/commands/bench/print.ts'
import { GOALS, runBench } from '../../../bot/commands/bench/run.ts'
import { FOLDER } from '../../support/compiled.ts'

const ROOT = join(import.meta.dirname, '../../..')

/** Long enough for everyone to have had a turn, far too short for figures. */
const TINY: Plan = {
  ...QUICK,
  warmUp: { turns: 1, ms: 1 },
  windowMs: 1,
  rounds: 1,
  loads: [2],
  starts: 1,
  idleMs: 1,
  stored: 20,
  directories: [100],
  matches: 20,
  screenings: 20,
  steady: { perSecond: 20, ms: 100 },
  talks: { people: 1, turns: 6, everyMs: 100 },
  assembly: { people: 3, withinMs: 30 },
  growthTurns: 5,
  fuller: [],
}

const Printed = z.strictObject({
  measures: z.array(
    z.strictObject({
      name: z.string(),
      value: z.number().positive(),
      unit: z.enum(['ms', 'turns/s', 'times', 'MB', 'KB']),
      goal: z.number().nullable(),
      ok: z.boolean(),
    }),
  ),
})

describe('bench', () => {
  it('plays real conversations to our service and its peers, and prints what it measured beside the goals', async function () {
    this.timeout(120_000)
    const build = { folder: FOLDER, remove: () => Promise.resolve() }
    const report = await runBench(ROOT, TINY, () => undefined, build)
    const { measures } = Printed.parse(JSON.parse(json(report)))
    for (const { goal, ok, value } of measures) expect(ok).to.equal(goal === null || value <= goal)
    const names = measures.map(({ name }) => name)
    expect(new Set(names).size).to.equal(names.length)
    expect(names).to.include.members([
      'full turn, 2 at once, processor beside echo',
      'full turn, connector, 2 at once, processor beside echo',
      'echo, 2 at once, p99',
      'echo, expectReplies, 2 at once, turns',
      'waterfall, expectReplies, 2 at once, processor',
      'matching, 100 entries, p99',
      'idle RSS, 20 conversations and opportunities',
    ])
    expect(measures.filter(({ goal }) => goal !== null).map(({ goal }) => goal)).to.deep.equal([
      GOALS.readyMs,
      GOALS.idleRssMb,
      GOALS.screeningMs[200],
      GOALS.screeningMs[4_000],
      GOALS.timesEcho,
      GOALS.timesEchoConnector,
      GOALS.p99Echo,
      GOALS.waterfallTurns,
      OVER_TIME_GOALS.assemblyMs,
      OVER_TIME_GOALS.conversationKb,
      OVER_TIME_GOALS.timesFifth,
      OVER_TIME_GOALS.steadyMs,
      OVER_TIME_GOALS.growthMb,
      GOALS.readyMs,
      GOALS.idleRssMb,
    ])
    expect(measures.find(({ name }) => name === 'echo, 2 at once, processor beside echo')?.value).to.equal(1)
    expect(tables(report)).to.match(/^full turn +2 /m)
  })

  it('judges a figure as it is shown: at the goal is within it', () => {
    expect(measure('a', 1.250_04, 'times', 1.25)).to.deep.include({ value: 1.25, ok: true })
    expect(measure('a', 1.2506, 'times', 1.25)).to.deep.include({ value: 1.251, ok: false })
    expect(measure('a', 9, 'ms')).to.deep.include({ goal: null, ok: true })
  })

  it('takes the p99 by nearest rank, and the median of an even number from both middles', () => {
    const hundred = Array.from({ length: 100 }, (_, n) => 100 - n)
    expect(percentile(hundred, 0.99)).to.equal(99)
    expect(percentile([7], 0.5)).to.equal(7)
    expect(median([4, 1, 3, 2])).to.equal(2.5)
    expect(median([3, 1, 2])).to.equal(2)
    expect(() => percentile([], 0.5)).to.throw(RangeError)
  })
})
