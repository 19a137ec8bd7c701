import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import type { Plugin } from 'esbuild'

/**
 * How Node.js runs the service wherever it is started: a fourth of the usual room for young objects, which is 40 MB less of an idle service
 * while a turn takes as much of the processor (docs/performance.md).
 */
export const NODE_FLAGS = ['--max-semi-space-size=4'] as const

/** What an operator runs where there are no sources (docs/runbook.md). */
const COMMANDS = [
  'audit-verify',
  'backup',
  'build-content',
  'chat',
  'crisis',
  'import',
  'invite',
  'keys-rotate',
  'screen',
  'store-copy',
  'suggest',
  'teams-package',
  'test-alerts',
]

/** Packages that read files beside them (a native part, fonts), which are there where the package is. */
const WITH_FILES = ['classic-level', 'dtrace-provider', 'pdfkit', 'pg-native']

/** zod's messages in fifty languages, a tenth of all that would be read at a start: nobody is shown them in any but English. */
const inEnglish: Plugin = {
  name: 'in-english',
  setup(plugin) {
    plugin.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js'",
    }))
  },
}

/** A package that is loaded when it is needed stays one: from a file of a build, one in CommonJS would give none of its names. */
const lateAreOutside: Plugin = {
  name: 'late-are-outside',
  setup(plugin) {
    plugin.onResolve({ filter: /^[^./]/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { external: true } : undefined,
    )
  },
}

/**
 * Packages in CommonJS ask for these. Every file that is written stands one folder deep, so that `../` is the build's folder wherever a
 * module of ours ends up (bot/screening/reading.ts, content/built.ts).
 */
const BANNER = [
  "import { createRequire as requireOfBuild } from 'node:module'",
  "import { dirname as folderOfBuild } from 'node:path'",
  "import { fileURLToPath as pathOfBuild } from 'node:url'",
  'const require = requireOfBuild(import.meta.url)',
  'const __filename = pathOfBuild(import.meta.url)',
  'const __dirname = folderOfBuild(__filename)',
].join('\n')

/**
 * Writes the service, its commands and `more` programs (`{ 'bench/echo': 'tests/support/bench/echo.ts' }`) into a folder, with the packages
 * that they use and what they read of content/: a start reads a few files in the place of two thousand. Types are not checked here. Throws
 * what esbuild throws for a file that is not TypeScript, or what is wrong with content/.
 */
export async function buildService(
  root: string,
  folder: string,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const programs = {
    'bot/main': 'bot/main.ts',
    'bot/thread': 'bot/screening/thread.ts',
    'bot/embedding-thread': 'bot/embedding/thread.ts',
    ...Object.fromEntries(COMMANDS.map((name) => [`commands/${name}`, `bot/commands/${name}.ts`])),
    ...more,
  }
  const { outputFiles } = await build({
    write: false,
    entryPoints: Object.entries(programs).map(([out, path]) => ({ in: join(root, path), out })),
    outdir: folder,
    chunkNames: 'parts/[name]-[hash]',
    bundle: true,
    splitting: true,
    external: WITH_FILES,
    banner: { js: BANNER },
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    // Half of what a start reads; the maps say where it stood.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    plugins: [inEnglish, lateAreOutside],
    logLevel: 'error',
  })
  for (const { path, text } of outputFiles) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, path.endsWith('.js') ? inAscii(text) : text)
  }
  const builder = join(folder, 'commands', 'build-content.js')
  await promisify(execFile)(process.execPath, [builder, join(root, 'content')])
}

/**
 * Escapes what esbuild leaves as it is: regular expressions, and templates with a tag, all of which read an escape as the sign itself (a
 * `String.raw` of ours only where it becomes a regular expression). A file with one sign beyond Latin-1 is twice as large in memory.
 */
const inAscii = (code: string): string =>
  // UTF-16 units, each by itself: two escapes are one sign as two units are.
  code.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Where `buildService` puts a source: `bot/main.ts`, or a command. */
export const builtFrom = (source: string): string =>
  source.startsWith('bot/commands/')
    ? `commands/${basename(source, '.ts')}.js`
    : source.replace(/\.ts$/, '.js')
