import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { NODE_FLAGS } from '../../bot/commands/build/service.ts'
import { compiled } from './compiled.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Starting takes about two seconds on a free machine; a busy one gets time. */
const START_MS = 180_000

const LogLine = z.object({ msg: z.string() })

/** The service as `npm start` runs it, in a process of its own: a data folder and a port that outlive it, so that it can die and come back. */
export class RunningService {
  readonly port: number
  readonly folder: string
  /** Messages of the log, of all runs. */
  readonly log: string[] = []
  /** The log as it is written. */
  raw = ''
  #process: ChildProcess | undefined

  private constructor(port: number, folder: string) {
    this.port = port
    this.folder = folder
  }

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<RunningService> {
    const service = new RunningService(await freePort(), await mkdtemp(join(tmpdir(), 'matters-e2e-')))
    try {
      await service.run(environment)
    } catch (error) {
      // Nothing is left behind of one that was not ready in time.
      await service.close()
      throw error
    }
    return service
  }

  get pid(): number {
    return this.#process?.pid ?? 0
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  /** Starts it (again) on the same port and the same data; resolves when it says that it is ready. */
  async run(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    const child = spawn(process.execPath, [...NODE_FLAGS, compiled('bot/main.ts')], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], PORT: String(this.port), DATA_DIR: this.folder, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#process = child
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    const ready = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`not ready in time: ${errors}`)), START_MS)
      child.once('exit', (code) => {
        clearTimeout(timer)
        reject(new Error(`ended with ${String(code)}: ${errors}`))
      })
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.raw += `${line}\n`
        const message = LogLine.safeParse(parse(line)).data?.msg ?? line
        this.log.push(message)
        if (message.startsWith('Matters is ready')) {
          clearTimeout(timer)
          resolve()
        }
      })
    })
    await ready
  }

  /** Sign-in links of the last start, in the order they were printed: link worker, duty contact. */
  signInLinks(): string[] {
    return this.log.flatMap((message) => /https?:\/\/\S+\/inbox\/\S+/u.exec(message)?.[0] ?? [])
  }

  /** What it ends with; null when the signal itself has ended it, undefined when it does not run. */
  async end(signal: NodeJS.Signals): Promise<number | null | undefined> {
    const child = this.#process
    this.#process = undefined
    if (!child || child.exitCode !== null) return undefined
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
    return child.exitCode
  }

  /** Ends it and throws its data away. */
  async close(): Promise<void> {
    await this.end('SIGTERM')
    await rm(this.folder, { recursive: true, force: true })
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
