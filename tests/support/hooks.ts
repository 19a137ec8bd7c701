import { buildWidget } from '../../widget/build.ts'
import { closeBrowser, offerBrowser } from './browser.ts'
import { compileService } from './compiled.ts'
import { reservePostgres, stopPostgres } from './postgres.ts'
import { removeBuiltWidget } from './widget-site.ts'

let endBrowser: (() => Promise<void>) | undefined

/**
 * Once, before anything: the service that runs in processes of its own, and the widget that it serves. Files run side by side and may not
 * build over each other.
 */
export async function mochaGlobalSetup(): Promise<void> {
  await compileService()
  await buildWidget({ outDir: 'dist/widget' })
  await reservePostgres()
  endBrowser = await offerBrowser()
}

/** Once, after everything. */
export async function mochaGlobalTeardown(): Promise<void> {
  await endBrowser?.()
  await stopPostgres()
}

/** What tests of one file share is gone after its last test: mocha runs these once a file where files run side by side. */
export const mochaHooks = { afterAll: [closeBrowser, removeBuiltWidget] }
