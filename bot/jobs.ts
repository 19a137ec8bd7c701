import { describeError } from './logger.ts'
import type { Logger } from './logger.ts'

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

/** Once, now. Never throws. */
export async function runJob({ what, run }: Pick<Job, 'what' | 'run'>, logger: Logger): Promise<void> {
  try {
    await run()
  } catch (error) {
    logger.error({ job: what, err: describeError(error) }, 'a job failed, and is done again the next time')
  }
}
