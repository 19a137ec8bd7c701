import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compiled } from './compiled.ts'

const ROOT = join(import.meta.dirname, '../..')

/** `npm run import` in a process of its own, that can be killed. */
export class ImportProcess {
  readonly #child: ChildProcess
  readonly #ended: Promise<number | null>
  out = ''
  log = ''
  /** Most memory that was seen, in MB. */
  mostMemory = 0

  constructor(args: readonly string[], dataDir: string) {
    this.#child = spawn(
      process.execPath,
      [compiled('bot/commands/import.ts'), '--data-dir', dataDir, ...args],
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'development' } },
    )
    this.#child.stdout?.on('data', (text: Buffer) => (this.out += text.toString()))
    this.#child.stderr?.on('data', (text: Buffer) => (this.log += text.toString()))
    this.#ended = new Promise((done) => this.#child.once('close', (code) => done(code)))
  }

  /** Gives the exit code; null when it was killed. */
  end(): Promise<number | null> {
    return this.#ended
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#ended
  }

  /** Looks at the memory it has now, in MB (Linux; 0 elsewhere). */
  lookAtMemory(): number {
    let now = 0
    try {
      const status = readFileSync(`/proc/${this.#child.pid ?? 0}/status`, 'utf8')
      now = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
    } catch {
      // It has ended, or this is no Linux.
    }
    this.mostMemory = Math.max(this.mostMemory, now)
    return now
  }
}
