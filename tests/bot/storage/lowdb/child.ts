import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** `writer.ts` as one file that plain node starts in a tenth of the time. */
export async function bundleWriter(folder: string): Promise<string> {
  const outfile = join(folder, 'writer.mjs')
  const entry = fileURLToPath(new URL('writer.ts', import.meta.url))
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Asked for by pg, and not there.
    external: ['pg-native'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
    },
    logLevel: 'silent',
  })
  return outfile
}

/** A running writer, and the lines it has said. */
export class Writer {
  readonly lines: string[] = []
  readonly #child: ChildProcess
  readonly #closed: Promise<unknown>
  #onLine: () => void = () => undefined

  constructor(program: string, folder: string, keys: string, lanes: number) {
    this.#child = spawn(process.execPath, [program, folder, keys, String(lanes)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    // `close`, not `exit`: what it said before it was killed is still in the pipe.
    this.#closed = once(this.#child, 'close')
    createInterface({ input: this.#child.stdout! }).on('line', (line) => {
      this.lines.push(line)
      this.#onLine()
    })
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Resolves when it has said so many lines; rejects when it ends before. */
  async said(lines: number): Promise<void> {
    await Promise.race([
      new Promise<void>((resolve) => {
        this.#onLine = () => {
          if (this.lines.length >= lines) resolve()
        }
        this.#onLine()
      }),
      this.#closed.then(() => {
        throw new Error('the writer ended by itself')
      }),
    ])
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#closed
  }
}

/** As writer.ts does. */
const DELETED_AT_VERSION = 6

/** Of each record the last acknowledged version and count. */
export function lastWordOn(lines: readonly string[]): Map<string, [version: number, count: number]> {
  const last = new Map<string, [number, number]>()
  for (const line of lines) {
    const [id = '', version, count] = line.split(' ')
    if (version !== undefined) last.set(id, [Number(version), Number(count)])
  }
  return last
}

/** The acknowledged state, or the one that the writer would go on to, as version and count. */
export function possibleAfter(version: number, count: number): [number, number][] {
  const next: [number, number] = version === DELETED_AT_VERSION ? [0, 0] : [version + 1, count + 1]
  return [[version, count], next]
}
