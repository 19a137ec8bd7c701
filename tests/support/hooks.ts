import { closeBrowser } from './browser.ts'
import { reservePostgres, stopPostgres } from './postgres.ts'

/** Once, before anything: a folder by which the processes of the run find each other, and what they share. */
export async function mochaGlobalSetup(): Promise<void> {
  await reservePostgres()
}

/** Once, after everything. The browser is this process's where files run one after another; processes beside it close their own at their end. */
export async function mochaGlobalTeardown(): Promise<void> {
  await closeBrowser()
  await stopPostgres()
}
