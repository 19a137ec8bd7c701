import { buildWidget } from '../../widget/build.ts'
import { closeBrowser } from './browser.ts'
import { BUILT_WIDGET, compileService } from './compiled.ts'
import { reservePostgres, stopPostgres } from './postgres.ts'

/**
 * Once, before anything: the service that runs in processes of its own, and the widget that it serves. Files run side by side and may not
 * build over each other.
 */
export async function mochaGlobalSetup(): Promise<void> {
  await compileService()
  await buildWidget({ outDir: BUILT_WIDGET })
  await reservePostgres()
}

/** Once, after everything. The browser is this process's where files run one after another; processes beside it close their own at their end. */
export async function mochaGlobalTeardown(): Promise<void> {
  await closeBrowser()
  await stopPostgres()
}
