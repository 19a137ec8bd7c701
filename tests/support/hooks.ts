import { closeBrowser } from './browser.ts'
import { removeBuiltWidget } from './widget-site.ts'

/** What tests of one file share is gone after its last test: mocha runs these once a file where files run side by side. */
export const mochaHooks = { afterAll: [closeBrowser, removeBuiltWidget] }
