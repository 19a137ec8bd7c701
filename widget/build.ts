import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build, transform } from 'esbuild'
import type { Plugin } from 'esbuild'
import { helpHtml } from './pages/help.ts'
import { helpWords } from './strings/en-help.ts'
import { pageWords, panelWords } from './strings/en.ts'

/** What may go over the wire, in bytes after gzip: a school on a slow line should see the opener and the first words at once. */
export const SIZE_LIMITS = {
  /** Loaded by every page of the school. */
  loader: 2 * 1024,
  /** Everything of ours that a browser loads, from the school's page to the bot's first words: loader, page, styles and script. */
  all: 20 * 1024,
} as const

/** Sizes in bytes after gzip -9. `panel` is page, styles and script together (of the nation with the longest page); `all` adds the loader. */
export interface WidgetSizes {
  readonly loader: number
  readonly panel: number
  readonly all: number
  readonly files: Readonly<Record<string, number>>
}

const HERE = dirname(fileURLToPath(import.meta.url))
const NATIONS = ['england', 'wales', 'scotland', 'northern-ireland'] as const
// Browsers from spring 2022 on, when the last of them learned <dialog>: what schools' older tablets still run.
const TARGET = ['chrome92', 'edge92', 'firefox98', 'safari15.4']

/**
 * Builds the browser side into `outDir` (emptied first): `embed.js`, `panel-HASH.js`, `later-HASH.js` (fetched after the first words), `panel-HASH.css`, `site-HASH.css`, a
 * `panel.NATION.html` and a `without-chat.NATION.html` for each nation and the other pages; each asset also as `.gz` and `.br`. Throws when a bundle is over its limit.
 */
export async function buildWidget(options: { outDir: string }): Promise<WidgetSizes> {
  const { outDir } = options
  await rm(outDir, { recursive: true, force: true })
  await mkdir(outDir, { recursive: true })

  const embed = await bundle('loader/embed.ts', 'js', [textStyles])
  const script = await bundle('panel/main.tsx', 'js')
  const later = await bundle('panel/view/later-cards.tsx', 'js')
  const panelStyles = await bundle('panel/styles/panel.css', 'css')
  const siteStyles = await bundle('pages/site.css', 'css')
  const assets = {
    script: hashed('panel', 'js', script),
    later: hashed('later', 'js', later),
    styles: hashed('panel', 'css', panelStyles),
    site: hashed('site', 'css', siteStyles),
  }

  const files = new Map<string, string>([
    ['embed.js', embed],
    [assets.script, script],
    [assets.later, later],
    [assets.styles, panelStyles],
    [assets.site, siteStyles],
    ['favicon.svg', await readFile(join(HERE, 'pages', 'favicon.svg'), 'utf8')],
  ])
  for (const nation of NATIONS) {
    const values = { ...assets, ...pageWords, name: panelWords.name, helpOpen: helpWords.open }
    for (const name of ['panel', 'without-chat']) {
      const html = await page(`${name}.html`, { ...values, help: helpHtml(nation) })
      files.set(`${name}.${nation}.html`, html)
    }
  }
  for (const name of ['demonstration.html', 'plain.html', 'not-found.html']) {
    files.set(name, await page(name, assets))
  }
  for (const [name, text] of files) {
    await writeFile(join(outDir, name), text)
    if (name.endsWith('.html')) continue
    await writeFile(join(outDir, `${name}.gz`), gzipSync(text, { level: 9 }))
    await writeFile(join(outDir, `${name}.br`), brotliCompressSync(text))
  }

  const size = (text: string) => gzipSync(text, { level: 9 }).length
  const loader = size(embed)
  const pages = NATIONS.map((nation) => size(files.get(`panel.${nation}.html`) ?? ''))
  const panel = size(script) + size(panelStyles) + Math.max(...pages)
  const sizes = {
    loader,
    panel,
    all: loader + panel,
    files: Object.fromEntries([...files].map(([name, text]) => [name, size(text)])),
  }
  for (const part of ['loader', 'all'] as const) {
    if (sizes[part] > SIZE_LIMITS[part]) {
      throw new Error(
        `the widget (${part}) is ${sizes[part]} bytes after gzip; it may be ${SIZE_LIMITS[part]}`,
      )
    }
  }
  return sizes
}

async function bundle(entry: string, kind: 'js' | 'css', plugins: Plugin[] = []): Promise<string> {
  const result = await build({
    entryPoints: [join(HERE, entry)],
    bundle: true,
    minify: true,
    write: false,
    legalComments: 'none',
    plugins,
    target: TARGET,
    ...(kind === 'js' && { format: 'esm' as const }),
    ...(entry.endsWith('.tsx') && {
      jsxFactory: 'h',
      jsxFragment: 'Fragment',
      inject: [join(HERE, 'panel', 'jsx.ts')],
      // In place of the tsconfig's automatic runtime.
      tsconfigRaw: { compilerOptions: { jsx: 'react' as const } },
    }),
  })
  const [file] = result.outputFiles
  if (!file) throw new Error(`esbuild made nothing of ${entry}`)
  return file.text
}

/** A stylesheet imported by a script becomes its minified text: the loader makes a constructed stylesheet of it, which any CSP allows. */
const textStyles: Plugin = {
  name: 'text-styles',
  setup(context) {
    context.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true })
      return { contents: code.trim(), loader: 'text' }
    })
  },
}

const hashed = (name: string, extension: string, text: string) =>
  `${name}-${createHash('sha256').update(text).digest('hex').slice(0, 10)}.${extension}`

/** A page with its `{{names}}` filled in. Names in capitals stay: the server fills them for each school. */
async function page(name: string, values: Readonly<Record<string, unknown>>): Promise<string> {
  const html = await readFile(join(HERE, 'pages', name), 'utf8')
  return html
    .replaceAll(/\{\{([a-z][A-Za-z]*)\}\}/g, (_, key: string) => {
      const value = values[key]
      if (typeof value !== 'string') throw new Error(`widget/pages/${name} asks for {{${key}}}`)
      return value
    })
    .replaceAll(/\s+/g, ' ')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = await buildWidget({ outDir: join(HERE, '..', 'dist', 'widget') })
  console.log(`loader ${kilobytes(sizes.loader)} of ${kilobytes(SIZE_LIMITS.loader)}`)
  console.log(`panel ${kilobytes(sizes.panel)}`)
  console.log(`all ${kilobytes(sizes.all)} of ${kilobytes(SIZE_LIMITS.all)}, gzipped`)
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(2).replace(/\.?0+$/, '')} KB`
}
