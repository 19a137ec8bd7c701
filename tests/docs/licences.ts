import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { formattedPage } from './format.ts'

const ROOT = join(import.meta.dirname, '../..')
export const LICENCES_PAGE = join(ROOT, 'docs/licences.md')

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
    }),
  ),
})

/** What may be used and passed on in a work under the MIT licence, without a condition on the whole of it. */
const ALLOWED = new Set([
  ...[
    'MIT',
    'MIT-0',
    'ISC',
    '0BSD',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    'BlueOak-1.0.0',
    'Unlicense',
  ],
  '(AFL-2.1 OR BSD-3-Clause)',
])

/** Packages that name another licence, or none where npm looks, with why they may be used all the same. */
const EXCEPTIONS: Readonly<Record<string, { licence: string; why: string }>> = {
  'ical.js': {
    licence: 'MPL-2.0',
    why: 'Its conditions are on its own files, which are used as they are and not changed.',
  },
  'dejavu-fonts-ttf': {
    licence: 'Bitstream Vera and Arev licences',
    why: 'Fonts for PDFs: may be used, embedded and passed on; not sold by themselves, and not changed under the same name.',
  },
  argparse: {
    licence: 'PSF-2.0',
    why: 'Python’s own licence: its notice goes with it and nothing else is asked. Only the command line of js-yaml uses it.',
  },
  cldrjs: {
    licence: 'MIT',
    why: 'Its package.json has the older field `licenses`; LICENSE-MIT lies beside it.',
  },
  'escape-regexp-component': { licence: 'MIT', why: 'Its Readme.md says so; its package.json says nothing.' },
  'png-js': { licence: 'MIT', why: 'Its LICENSE says so; its package.json says nothing.' },
}

export interface Licensed {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly why?: string
}

/** Every package that is installed for production, from the lock file: its licence, and why when it is an exception. */
export function licensed(lock: unknown = readLock()): Licensed[] {
  return Object.entries(Lock.parse(lock).packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && dev !== true && devOptional !== true)
    .map(([path, { version, license }]) => {
      const name = path.replace(/^.*node_modules\//u, '')
      const exception = ALLOWED.has(license ?? '') ? undefined : EXCEPTIONS[name]
      return { name, version, licence: license ?? 'none', ...exception }
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1))
}

/** Packages that may not be in production as they are, a line each. */
export const notAllowed = (packages: readonly Licensed[]): string[] =>
  packages
    .filter(({ licence, why }) => why === undefined && !ALLOWED.has(licence))
    .map(({ name, version, licence }) => `${name} ${version}: ${licence}`)

/** Exceptions that no package needs any more. */
export const unneeded = (packages: readonly Licensed[]): string[] =>
  Object.keys(EXCEPTIONS).filter(
    (name) => !packages.some((one) => one.name === name && one.why !== undefined),
  )

/** docs/licences.md as it should be. */
export async function licencesPage(packages: readonly Licensed[]): Promise<string> {
  const of = new Map<string, string[]>()
  for (const { name, version, licence } of packages)
    of.set(licence, [...(of.get(licence) ?? []), `${name} ${version}`])
  const text = `# Licences

What the service is installed with in production, and under which licence it is used. \`npm run licences\` writes this page from the lock
file; a test fails when it does not agree, or when a package has a licence that is not on the list in \`tests/docs/licences.ts\`. For a bill of
materials that other tools read: \`npm run sbom\`.

## Exceptions

| package | licence | why it may be used |
| --- | --- | --- |
${packages.flatMap(({ name, licence, why }) => (why === undefined ? [] : [`| ${name} | ${licence} | ${why} |`])).join('\n')}

${[...of]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([licence, names]) => `## ${licence}\n\n${names.join(', ')}`)
  .join('\n\n')}
`
  return formattedPage(text)
}

const readLock = (): unknown => JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
