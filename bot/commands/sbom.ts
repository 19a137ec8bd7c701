import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { ROOT } from '../../content/root.ts'

const Package = z.object({ name: z.string(), version: z.string() })
const Component = z.looseObject({ 'bom-ref': z.string(), name: z.string() })
const Bill = z.looseObject({
  metadata: z.looseObject({ component: z.looseObject({ name: z.string(), version: z.string() }) }),
  components: z.array(Component),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
})
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), name: z.string().optional(), dev: z.boolean().optional() }),
  ),
})

/**
 * The bill of materials of what the service runs with (CycloneDX, JSON), from the lock file: to standard output, or to `--out FILE` for a
 * release. npm makes it, so it says what npm installs.
 */
const { out } = parseArgs({ options: { out: { type: 'string' } } }).values
const made = execFileSync(
  'npm',
  ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'],
  { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
)
const bill = Bill.parse(JSON.parse(made))
// npm calls it after the folder it lies in.
Object.assign(
  bill.metadata.component,
  Package.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))),
)
// `--omit dev` would also leave out what developers' tools need as well, so what production has is read from the lock file.
const { packages } = Lock.parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')))
const inProduction = new Set(
  Object.entries(packages).flatMap(([path, { version, name, dev }]) =>
    dev === true ? [] : `${name ?? path.replace(/^.*node_modules\//, '')}@${version ?? ''}`,
  ),
)
const left = new Set(bill.components.flatMap(({ 'bom-ref': ref }) => (inProduction.has(ref) ? [] : ref)))
// An alias is called what somebody calls it; its reference has its own name.
for (const one of bill.components) one.name = one['bom-ref'].replace(/@[^@]*$/, '')
bill.components = bill.components.filter((one) => !left.has(one['bom-ref']))
bill.dependencies = bill.dependencies
  .filter(({ ref }) => !left.has(ref))
  .map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => !left.has(ref)) }))
const text = `${JSON.stringify(bill, null, 2)}\n`
if (out === undefined) process.stdout.write(text)
else writeFileSync(out, text)
