import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { Build } from './build.ts'

/** A server that has not said its port by then never will. */
const START_MS = 30_000
/** The service ends turns under way first; after this it is ended. */
const STOP_MS = 10_000

/** The line with which a server says that it listens: a JSON log line with its port. */
const Ready = z.object({ port: z.int().min(1) })
const Usage = z.object({
  cpuMs: z.number(),
  rssMb: z.number(),
  heapMb: z.number(),
  longestStallMs: z.number(),
  handles: z.int(),
})
/**
 * What a server has used so far: milliseconds of processor, megabytes and handles (sockets, files, timers) that it holds now, and since the
 * last time its event loop's longest stall.
 */
export type Usage = z.infer<typeof Usage>

export interface ServerProcess {
  readonly url: string
  /** From the start of the process until it said that it listens. */
  readonly readyMs: number
  /** `settled`: after its garbage was collected. */
  usage(settled?: 'settled'): Promise<Usage>
  stop(): Promise<void>
}

/** Starts a program of the build (`bot/main.js`) on a free port of 127.0.0.1. Throws with what it printed when it ends instead of listening. */
export async function startServer(
  build: Build,
  program: string,
  of: { readonly flags?: readonly string[]; readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<ServerProcess> {
  const report = pathToFileURL(join(build.folder, 'bench/usage-report.js')).href
  const begun = performance.now()
  const child = spawn(
    process.execPath,
    [...(of.flags ?? []), '--import', report, join(build.folder, program)],
    {
      cwd: build.folder,
      env: { ...of.environment, PORT: '0', HOST: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  )
  const port = await portOf(child, program)
  return {
    url: `http://127.0.0.1:${port}`,
    readyMs: performance.now() - begun,
    usage: (settled) => usageOf(child, program, settled),
    stop: () => stop(child),
  }
}

function portOf(child: ChildProcess, program: string): Promise<number> {
  let printed = ''
  const keep = (chunk: Buffer) => (printed = (printed + chunk.toString()).slice(-4_000))
  child.stderr?.on('data', keep)
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      child.kill('SIGKILL')
      reject(new Error(`${program} ${why}: ${printed}`))
    }
    const late = setTimeout(() => fail('did not listen in time'), START_MS)
    child.once('exit', (code) => fail(`ended with ${code ?? 'a signal'}`))
    if (!child.stdout) return
    // Read to the end of its life: a full pipe would hold the server up.
    createInterface({ input: child.stdout }).on('line', (line) => {
      keep(Buffer.from(`${line}\n`))
      const ready = Ready.safeParse(parse(line))
      if (!ready.success) return
      clearTimeout(late)
      resolve(ready.data.port)
    })
  })
}

function usageOf(child: ChildProcess, program: string, settled?: 'settled'): Promise<Usage> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error(`${program} has ended`))
    child.once('exit', gone)
    child.once('message', (message) => {
      child.off('exit', gone)
      resolve(Usage.parse(message))
    })
    child.send(settled ? 'settled usage' : 'usage', (error) => {
      if (error) reject(error)
    })
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
  child.kill('SIGTERM')
  await ended
  clearTimeout(late)
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
