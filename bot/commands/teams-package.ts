import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { zipSync } from 'fflate'
import { z } from 'zod'
import { loadTexts } from '../../content/load-texts.ts'
import { colourIcon, outlineIcon } from '../channels/teams/app/icons.ts'
import { manifestOf } from '../channels/teams/app/manifest.ts'
import { loadConfig } from '../config.ts'

const USAGE = `npm run teams:package -- --app-id ID --host matters.example.org --out matters.zip
  --app-id     the bot's Microsoft app id
  --host       where the service is reached, without https://
  --out        the file to write
  --staff      the app for staff (alerts and summaries as cards) in the place of the one for young people
  --developer  who answers for it, at most 32 letters (Matters)
  --website, --privacy, --terms   pages for Teams' own store page (https://HOST/)
  --version    must rise with each upload (1.0.0)`

const Page = z.url({ protocol: /^https$/, error: 'must begin with https://' })
const Call = z.strictObject({
  'app-id': z.guid('is no app id: 8-4-4-4-12 letters and digits').transform((id) => id.toLowerCase()),
  host: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'is a name like matters.example.org, without https:// and /'),
  out: z.string().endsWith('.zip', 'ends in .zip'),
  staff: z.boolean().default(false),
  developer: z.string().min(1).max(32).default('Matters'),
  website: Page.optional(),
  privacy: Page.optional(),
  terms: Page.optional(),
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, 'is like 1.0.0')
    .default('1.0.0'),
})

/** The date in the archive, so that the same package is the same file. */
const MADE = new Date('2026-01-01T00:00:00Z')

try {
  const { values } = parseArgs({
    options: {
      'app-id': { type: 'string' },
      host: { type: 'string' },
      out: { type: 'string' },
      staff: { type: 'boolean' },
      developer: { type: 'string' },
      website: { type: 'string' },
      privacy: { type: 'string' },
      terms: { type: 'string' },
      version: { type: 'string' },
    },
  })
  const call = Call.parse(values)
  const own = `https://${call.host}/`
  const manifest = manifestOf({
    texts: loadTexts(join(loadConfig().contentDir, 'en'), 'en'),
    appId: call['app-id'],
    host: call.host,
    audience: call.staff ? 'staff' : 'young-people',
    developer: {
      name: call.developer,
      website: call.website ?? own,
      privacy: call.privacy ?? own,
      terms: call.terms ?? own,
    },
    version: call.version,
  })
  const files = {
    'manifest.json': Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`),
    'color.png': colourIcon(),
    'outline.png': outlineIcon(),
  }
  writeFileSync(call.out, zipSync(files, { mtime: MADE }))
  console.log(`${call.out} is ready: upload it in the Teams admin centre (docs/teams.md).`)
  if (call.privacy === undefined || call.terms === undefined)
    console.log(
      'Teams shows a privacy and a terms page to whoever adds it: give yours with --privacy and --terms.',
    )
} catch (error) {
  const isCall = error instanceof z.ZodError || (error instanceof TypeError && 'code' in error)
  if (!isCall) throw error
  const lines =
    error instanceof z.ZodError
      ? error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`)
      : [error.message]
  console.error(`${lines.join('\n')}\n\n${USAGE}`)
  process.exitCode = 1
}
