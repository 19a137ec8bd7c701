import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build, transform } from 'esbuild'
import type { Plugin } from 'esbuild'
import { helpHtml } from './pages/help.ts'
import type { HelpWords } from './pages/help.ts'
import { directionOf } from './shared/direction.ts'
import type * as EnglishHelp from './strings/en-help.ts'
import { helpWords } from './strings/en-help.ts'
import type { Nation } from './strings/en-help.ts'
import type * as English from './strings/en.ts'
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
 * `panel.NATION.html` and a `without-chat.NATION.html` for each nation and the other pages; for each other language `words-LANG-HASH.js`, `embed-LANG.js` and
 * `panel.NATION.LANG.html`; each asset also as `.gz` and `.br`. Throws when a bundle is over its limit.
 */
export async function buildWidget(options: { outDir: string }): Promise<WidgetSizes> {
  const { outDir } = options
  await rm(outDir, { recursive: true, force: true })
  await mkdir(outDir, { recursive: true })

  const embed = await bundle('loader/embed.ts', 'js', [textStyles])
  const script = await bundle('panel/main.tsx', 'js')
  const laterStyles = await bundle('panel/styles/later.css', 'css')
  const laterSheet = hashed('later', 'css', laterStyles)
  const scriptName = hashed('panel', 'js', script)
  const later = await bundle(
    'panel/later/later.tsx',
    'js',
    [fromPanel],
    { LATER_STYLES: laterSheet },
    RUNNING_PANEL,
  )
  const panelStyles = await bundle('panel/styles/panel.css', 'css')
  const siteStyles = await bundle('pages/site.css', 'css')
  const assets = {
    script: scriptName,
    later: hashed('later', 'js', later),
    styles: hashed('panel', 'css', panelStyles),
    site: hashed('site', 'css', siteStyles),
  }

  const files = new Map<string, string>([
    ['embed.js', embed],
    [assets.script, script],
    [assets.later, later],
    [laterSheet, laterStyles],
    [assets.styles, panelStyles],
    [assets.site, siteStyles],
    ['favicon.svg', await readFile(join(HERE, 'pages', 'favicon.svg'), 'utf8')],
  ])
  const panelPage = (nation: Nation, of: Frame) =>
    page('panel.html', {
      ...assets,
      ...of.pageWords,
      name: of.name,
      helpOpen: of.helpWords.open,
      help: helpHtml(nation, of.helpWords),
      lang: of.lang,
      dir: directionOf(of.lang),
      language: of.language,
      words: of.words,
      preload: of.words === '' ? '' : `<link rel="modulepreload" href="/widget/${of.words}">${of.styles}`,
    })
  const english = {
    styles: '',
    language: 'en',
    lang: 'en-GB',
    words: '',
    pageWords,
    helpWords,
    name: panelWords.name,
  }
  for (const nation of NATIONS) {
    files.set(`panel.${nation}.html`, await panelPage(nation, english))
    const values = { ...assets, ...pageWords, help: helpHtml(nation) }
    files.set(`without-chat.${nation}.html`, await page('without-chat.html', values))
  }
  for (const language of await otherLanguages()) {
    const { pageWords: own, helpWords: help, panelWords: inside } = await stringsOf(language)
    const words = await wordsFile(language)
    const name = hashed(`words-${language}`, 'js', words)
    files.set(name, words)
    const loader = await bundle('loader/embed.ts', 'js', [textStyles, loaderIn(language)], {
      OWN_LANGUAGE: language,
    })
    files.set(`embed-${language}.js`, loader)
    const styles = await stylesFor(language)
    if (styles) files.set(styles.name, styles.text)
    const link = styles ? `<link rel="stylesheet" href="/widget/${styles.name}">` : ''
    const frame = {
      ...english,
      styles: link,
      language,
      lang: language,
      words: name,
      name: inside.name ?? english.name,
    }
    for (const nation of NATIONS) {
      const made = { ...frame, pageWords: { ...pageWords, ...own }, helpWords: { ...helpWords, ...help } }
      files.set(`panel.${nation}.${language}.html`, await panelPage(nation, made))
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

/** What a page of the panel is made of, in one language. */
interface Frame {
  readonly language: string
  readonly lang: string
  /** The file with the panel's words; empty for English, which is in the panel. */
  readonly words: string
  /** A link to what its letters need, when they need anything. */
  readonly styles: string
  readonly pageWords: Readonly<Record<string, string>>
  readonly helpWords: HelpWords
  readonly name: string
}

/** What the letters of a language need beyond the panel's own styles, `panel/styles/ur.css`. */
async function stylesFor(language: string): Promise<{ name: string; text: string } | undefined> {
  const names = await readdir(join(HERE, 'panel', 'styles'))
  if (!names.includes(`${language}.css`)) return undefined
  const text = await bundle(`panel/styles/${language}.css`, 'css')
  return { name: hashed(language, 'css', text), text }
}

/** Languages with strings of their own: `strings/cy.ts` beside `strings/cy-help.ts`. */
async function otherLanguages(): Promise<string[]> {
  const names = await readdir(join(HERE, 'strings'))
  return names.flatMap((name) => {
    const code = /^([a-z]{2,3})\.ts$/.exec(name)?.[1]
    return code !== undefined && code !== 'en' && names.includes(`${code}-help.ts`) ? [code] : []
  })
}

/** Strings are modules of the same shape as English ones; what one of them has not yet is said in English. */
async function stringsOf(language: string): Promise<{
  pageWords: Readonly<Record<string, string>>
  panelWords: { readonly name?: string }
  helpWords: Partial<HelpWords>
}> {
  // Chosen by name while building: the compiler cannot follow, and a test reads each of them.
  const [words, help] = (await Promise.all([
    import(`./strings/${language}.ts`),
    import(`./strings/${language}-help.ts`),
  ])) as [typeof English, typeof EnglishHelp]
  return { pageWords: words.pageWords, panelWords: words.panelWords, helpWords: help.helpWords }
}

/** The panel's words in a language, as a script of their own. */
async function wordsFile(language: string): Promise<string> {
  const contents = [
    `import * as english from './strings/en.ts'`,
    `import * as own from './strings/${language}.ts'`,
    `import { helpWords } from './strings/${language}-help.ts'`,
    `export const panelWords = { ...english.panelWords, ...own.panelWords }`,
    `export const laterWords = { ...english.laterWords, ...own.laterWords }`,
    `export const { emergency, urgent } = helpWords`,
  ]
  const result = await build({
    stdin: { contents: contents.join('\n'), resolveDir: HERE, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    legalComments: 'none',
    format: 'esm',
    target: TARGET,
  })
  const [file] = result.outputFiles
  if (!file) throw new Error(`esbuild made nothing of the words in ${language}`)
  return file.text
}

/** The loader with the words of its language: schools whose pages are in that language load it in the place of `embed.js`. */
const loaderIn = (language: string): Plugin => ({
  name: 'loader-words',
  setup(context) {
    context.onResolve({ filter: /strings\/en\.ts$/ }, () => ({
      path: join(HERE, 'strings', `${language}.ts`),
    }))
  },
})

async function bundle(
  entry: string,
  kind: 'js' | 'css',
  plugins: Plugin[] = [],
  values: Readonly<Record<string, string>> = { OWN_LANGUAGE: '' },
  before = '',
): Promise<string> {
  const result = await build({
    entryPoints: [join(HERE, entry)],
    bundle: true,
    minify: true,
    write: false,
    legalComments: 'none',
    plugins,
    banner: { js: before },
    define: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)])),
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

/** The script that runs in the page, by the address that it has there: another release may have answered to it, and a second panel must not start. */
const RUNNING_PANEL = `const panel=await import(document.querySelector('script[src^="/widget/"]').src);`

/**
 * What the panel exports (panel/for-later.ts) comes from the panel's own script rather than once more: the same bytes are not sent
 * twice, and there is one Preact and one language on the page.
 */
const fromPanel: Plugin = {
  name: 'from-panel',
  setup(context) {
    context.onResolve({ filter: /^preact$|\/(announcer|cards|choices|page|words)\.tsx?$/ }, () => ({
      path: 'panel',
      namespace: 'running',
    }))
    context.onLoad({ filter: /^panel$/, namespace: 'running' }, () => ({
      contents: 'module.exports = panel',
    }))
  },
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
