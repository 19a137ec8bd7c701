import { randomBytes } from 'node:crypto'
import { readFile, readlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { z } from 'zod'

/** Who has a data folder open, as written in its lock. Empty where the system does not say. */
export const ProcessIdentity = z.object({
  pid: z.int(),
  /** When the process started, in clock ticks since boot: a pid is given out again, the pair is not. */
  started: z.string(),
  boot: z.string(),
  /** Pids mean something within one namespace only: each container has its own process 1. */
  namespace: z.string(),
  host: z.string(),
  /** Of this opening of the folder. */
  token: z.string(),
})
export type ProcessIdentity = z.infer<typeof ProcessIdentity>

/** Where `starttime` stands in /proc/PID/stat after the command, which is in brackets and may hold anything (proc(5), field 22). */
const START_TIME_AFTER_COMMAND = 19

export async function thisProcess(): Promise<ProcessIdentity> {
  return {
    pid: process.pid,
    started: await startOf(process.pid),
    boot: (await quietly(readFile('/proc/sys/kernel/random/boot_id', 'utf8'))).trim(),
    namespace: await quietly(readlink('/proc/self/ns/pid')),
    host: hostname(),
    token: randomBytes(12).toString('hex'),
  }
}

/** Whether the process lives. `unknown` when it runs, if it does, where we cannot look: in another container, or on another machine. */
export async function stateOf(
  other: ProcessIdentity,
  me: ProcessIdentity,
): Promise<'alive' | 'dead' | 'unknown'> {
  if (other.host === me.host && other.boot !== '' && me.boot !== '' && other.boot !== me.boot) return 'dead'
  const visible = other.host === me.host && other.boot === me.boot && other.namespace === me.namespace
  if (!visible) return 'unknown'
  if (!isRunning(other.pid)) return 'dead'
  // Without start times (macOS, Windows) it may be another process that was given the same pid.
  if (other.started === '') return other.pid === me.pid ? 'alive' : 'unknown'
  return (await startOf(other.pid)) === other.started ? 'alive' : 'dead'
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, under another account.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function startOf(pid: number): Promise<string> {
  const stat = await quietly(readFile(`/proc/${pid}/stat`, 'utf8'))
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[START_TIME_AFTER_COMMAND] ?? ''
}

async function quietly(text: Promise<string>): Promise<string> {
  return text.catch(() => '')
}
