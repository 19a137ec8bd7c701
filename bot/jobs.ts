import type { Clock } from '../domain/time/clock.ts'
import type { Logger } from './logger.ts'
import type { Across } from './storage/across.ts'

const DAY_MS = 86_400_000
/** How often it is looked for what is still to be done today. */
const LOOK_MS = 3_600_000

/** Something that is done every so often while the service runs. */
export interface Job {
  /** For the log, when it fails: the next time comes all the same. */
  readonly what: string
  readonly everyMs: number
  /** `one`: by one process for all of them. `each`: it is about this process's own memory. */
  readonly by: 'one' | 'each'
  /** Also at the start, by the process that does it for all. */
  readonly first?: 'before-listening' | 'after-listening'
  readonly run: () => unknown
}

type Task = Pick<Job, 'what' | 'run'>

/** Runs jobs until it is stopped; one that is still under way is not begun again. `leads` says whether this process does what one does for all. */
export function startJobs(
  jobs: readonly Job[],
  of: { leads: () => boolean; logger: Logger },
): { stop(): void } {
  const timers = jobs.map((job) => {
    let isUnderWay = false
    const timer = setInterval(() => {
      if (isUnderWay || (job.by === 'one' && !of.leads())) return
      isUnderWay = true
      void runJob(job, of.logger).finally(() => (isUnderWay = false))
    }, job.everyMs)
    timer.unref()
    return timer
  })
  return {
    stop() {
      for (const timer of timers) clearInterval(timer)
    },
  }
}

/** Once, now. Gives whether it was done. Never throws. */
export async function runJob({ what, run }: Task, logger: Logger): Promise<boolean> {
  try {
    await run()
    return true
  } catch (error) {
    logger.error({ job: what, err: error }, 'a job failed, and is done again the next time')
    return false
  }
}

/**
 * A job of what is done once a day (UTC), in this order, by one process for all. Whoever leads looks every hour: where processes are
 * replaced every day none lives to do it 24 hours after its start. What failed is done again an hour later.
 */
export function daily(
  tasks: readonly Task[],
  of: { across: Pick<Across, 'note' | 'noted'>; clock: Clock; logger: Logger },
): Job {
  return {
    what: 'what is done every day',
    everyMs: LOOK_MS,
    by: 'one',
    first: 'before-listening',
    async run() {
      const today = Math.floor(of.clock.now().getTime() / DAY_MS)
      const dayAfter = ((today + 2) * DAY_MS) / 1_000
      for (const task of tasks) {
        const key = `daily ${task.what}`
        if ((await of.across.noted(key)) === today) continue
        if (await runJob(task, of.logger)) await of.across.note(key, today, dayAfter)
      }
    },
  }
}
