import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'

const ROOT = join(import.meta.dirname, '../..')
const Package = z.object({ name: z.string(), version: z.string() })
const Bill = z.looseObject({
  metadata: z.looseObject({ component: z.looseObject({ name: z.string(), version: z.string() }) }),
})

/**
 * The bill of materials of what the service runs with (CycloneDX, JSON), from the lock file: to standard output, or to `--out FILE` for a
 * release. npm makes it, so it says what npm installs.
 */
const { out } = parseArgs({ options: { out: { type: 'string' } } }).values
const made = execFileSync(
  'npm',
  [
    'sbom',
    '--sbom-format',
    'cyclonedx',
    '--sbom-type',
    'application',
    '--package-lock-only',
    '--omit',
    'dev',
  ],
  { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
)
const bill = Bill.parse(JSON.parse(made))
// npm calls it after the folder it lies in.
Object.assign(
  bill.metadata.component,
  Package.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))),
)
const text = `${JSON.stringify(bill, null, 2)}\n`
if (out === undefined) process.stdout.write(text)
else writeFileSync(out, text)
