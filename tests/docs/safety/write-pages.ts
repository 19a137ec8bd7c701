import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pagesOf } from './pages.ts'
import { readSafety } from './records.ts'

/** `npm run safety-pages`: writes what people read from the YAML beside it. */
const FOLDER = join(import.meta.dirname, '../../../docs/safety')

for (const [name, text] of await pagesOf(readSafety(FOLDER))) writeFileSync(join(FOLDER, name), text)
