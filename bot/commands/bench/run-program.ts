import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Build } from './build.ts'

/** Runs a program of the build to its end and gives what it printed. Throws with what it complained of. */
export async function runProgram(build: Build, program: string, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [join(build.folder, program), ...args], {
    cwd: build.folder,
    env: {},
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let complained = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()))
  await once(child, 'close')
  if (child.exitCode !== 0) throw new Error(`${program} failed: ${complained}`)
  return printed
}
