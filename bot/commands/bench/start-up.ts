import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NODE_FLAGS } from '../build/service.ts'
import type { Build } from './build.ts'
import { median } from './figures.ts'
import type { Plan } from './plan.ts'
import { startServer, type ServerProcess } from './server-process.ts'

export interface StartUp {
  /** From the start of the process until it listens. */
  readonly readyMs: number
  readonly idleRssMb: number
}

/** The service as `npm start` runs it: the demonstration school, a data folder of its own, behind a proxy that says who is asking. */
export function startService(build: Build, contentDir: string, dataDir: string): Promise<ServerProcess> {
  return startServer(build, 'bot/main.js', {
    flags: NODE_FLAGS,
    environment: environmentOf(contentDir, dataDir),
  })
}

/** The same behind Azure Bot Service, whose connector and issuer of tokens is at `connector`. */
export function startBehindAzure(
  build: Build,
  contentDir: string,
  dataDir: string,
  connector: string,
): Promise<ServerProcess> {
  return startServer(build, 'bench/behind-azure.js', {
    flags: NODE_FLAGS,
    environment: { ...environmentOf(contentDir, dataDir), BENCH_CONNECTOR: connector },
  })
}

const environmentOf = (contentDir: string, dataDir: string) => ({
  CONTENT_DIR: contentDir,
  DATA_DIR: dataDir,
  TRUST_PROXY: 'yes',
})

/** Starts the service as often as the plan says, one start after the other, each on an empty data folder unless one is given; medians. */
export async function measureStartUp(of: {
  build: Build
  contentDir: string
  plan: Plan
  dataDir?: string
}): Promise<StartUp> {
  const starts: StartUp[] = []
  for (let n = 0; n < of.plan.starts; n += 1) {
    const folder = of.dataDir ?? (await mkdtemp(join(tmpdir(), 'matters-bench-')))
    try {
      starts.push(await startOnce(of.build, of.contentDir, folder, of.plan.idleMs))
    } finally {
      if (of.dataDir === undefined) await rm(folder, { recursive: true, force: true })
    }
  }
  return {
    readyMs: median(starts.map(({ readyMs }) => readyMs)),
    idleRssMb: median(starts.map(({ idleRssMb }) => idleRssMb)),
  }
}

async function startOnce(
  build: Build,
  contentDir: string,
  dataDir: string,
  idleMs: number,
): Promise<StartUp> {
  const service = await startServer(build, 'bot/main.js', {
    flags: NODE_FLAGS,
    // Without the encoder that may be left out: of 10,000 new entries it would read for minutes.
    environment: { ...environmentOf(contentDir, dataDir), EMBEDDING: 'off' },
  })
  try {
    const ready = await fetch(`${service.url}/readyz`)
    if (!ready.ok) throw new Error(`the service listens and is not ready: ${ready.status}`)
    await new Promise((resolve) => setTimeout(resolve, idleMs))
    return { readyMs: service.readyMs, idleRssMb: (await service.usage()).rssMb }
  } finally {
    await service.stop()
  }
}
