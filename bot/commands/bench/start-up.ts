import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Build } from './build.ts'
import { median } from './figures.ts'
import { startServer, type ServerProcess } from './server-process.ts'

/** Idle is when it has done nothing for this long after it was ready. */
const IDLE_MS = 1_000

export interface StartUp {
  /** From the start of the process until it listens. */
  readonly readyMs: number
  readonly idleRssMb: number
}

/** The service as `npm start` runs it: the demonstration school, a data folder of its own, behind a proxy that says who is asking. */
export function startService(build: Build, contentDir: string, dataDir: string): Promise<ServerProcess> {
  return startServer(build, 'bot/main.js', {
    CONTENT_DIR: contentDir,
    DATA_DIR: dataDir,
    TRUST_PROXY: 'yes',
  })
}

/** Starts the service so many times, one after the other, each on an empty data folder unless one is given; medians. */
export async function measureStartUp(of: {
  build: Build
  contentDir: string
  times: number
  dataDir?: string
}): Promise<StartUp> {
  const starts: StartUp[] = []
  for (let n = 0; n < of.times; n += 1) {
    const folder = of.dataDir ?? (await mkdtemp(join(tmpdir(), 'matters-bench-')))
    const service = await startService(of.build, of.contentDir, folder)
    try {
      const ready = await fetch(`${service.url}/readyz`)
      if (!ready.ok) throw new Error(`the service listens and is not ready: ${ready.status}`)
      await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
      starts.push({ readyMs: service.readyMs, idleRssMb: (await service.usage()).rssMb })
    } finally {
      await service.stop()
      if (of.dataDir === undefined) await rm(folder, { recursive: true, force: true })
    }
  }
  return {
    readyMs: median(starts.map(({ readyMs }) => readyMs)),
    idleRssMb: median(starts.map(({ idleRssMb }) => idleRssMb)),
  }
}
