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
