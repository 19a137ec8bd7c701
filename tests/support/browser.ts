import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContextOptions, LaunchOptions, Page } from 'playwright-core'
import { z } from 'zod'

const PackageFile = z.object({ version: z.string() })
const run = promisify(execFile)

/**
 * Our own arguments, not the package's list: that one turns web security and site isolation off, and what we test here is
 * exactly that the browser's walls (CSP, frames, origins) hold.
 */
const ARGUMENTS = [
  '--headless=shell',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
  // No test reaches the world outside: what is not this machine does not resolve, unless a test answers it with `route`.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
]

let opened: Promise<Browser> | undefined

/**
 * One Chromium for all files that a process runs: they share nothing in it, as each page has a context of its own. It starts when a first
 * file asks, and ends with the process.
 */
function browser(): Promise<Browser> {
  opened ??= launchOptions().then((options) => chromium.launch(options))
  return opened
}

/** A page in a fresh context (own cookies and storage). Close it with `page.context().close()`. */
export async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await (await browser()).newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options })
  // Three files begin at once, each with a service of its own: on two processors the first answer may take its time.
  context.setDefaultTimeout(60_000)
  return context.newPage()
}

/** Closes the browser if there is one. */
export async function closeBrowser(): Promise<void> {
  const closing = opened
  opened = undefined
  await (await closing)?.close()
}

async function launchOptions(): Promise<LaunchOptions> {
  const folder = await unpacked()
  return {
    executablePath: join(folder, 'chromium'),
    args: ARGUMENTS,
    env: {
      ...definedEnvironment(),
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  }
}

/**
 * The folder with the browser, its libraries (so that a bare machine will do) and its fonts. Unpacked by a process of its own,
 * because the package steers by environment variables that must not leak into the other tests, and moved into place at once,
 * because two runs may come here at the same time.
 */
async function unpacked(): Promise<string> {
  const packageFolder = join(
    dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')),
    '..',
    '..',
  )
  const { version } = PackageFile.parse(
    JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')),
  )
  const folder = join(tmpdir(), `matters-chromium-${version}`)
  if (existsSync(folder)) return folder

  const staging = await mkdtemp(join(tmpdir(), 'matters-chromium-'))
  try {
    const unpack = `import('@sparticuz/chromium').then((c) => c.default.executablePath())`
    await run(process.execPath, ['--input-type=module', '-e', unpack], {
      cwd: dirname(fileURLToPath(import.meta.url)),
      env: { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x', NODE_OPTIONS: '' },
    })
    await writeFile(join(staging, 'fonts.conf'), fontConfiguration(folder))
    await rename(staging, folder)
  } catch (error) {
    if (!existsSync(join(folder, 'chromium'))) throw error
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
  return folder
}

const fontConfiguration = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return Object.fromEntries(entries)
}
