import { buildWidget } from '../../widget/build.ts'
import { closeBrowser } from './browser.ts'
import { reservePostgres, stopPostgres } from './postgres.ts'
import { removeBuiltWidget } from './widget-site.ts'

/** Once, before anything: the widget that a service in a process of its own serves. Files run side by side and may not build over each other. */
export async function mochaGlobalSetup(): Promise<void> {
  await buildWidget({ outDir: 'dist/widget' })
  await reservePostgres()
}

/** Once, after everything. */
export async function mochaGlobalTeardown(): Promise<void> {
  await stopPostgres()
}

/** What tests of one file share is gone after its last test: mocha runs these once a file where files run side by side. */
export const mochaHooks = { afterAll: [closeBrowser, removeBuiltWidget] }
