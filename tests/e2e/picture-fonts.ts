import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** Letters and symbols that phones have and a bare machine has not, with what they are called in the panel's styles. */
const FONTS = [
  {
    family: 'Noto Nastaliq Urdu',
    file: 'noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff2',
  },
  { family: 'Noto Color Emoji', file: 'noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff2' },
]
const PATH = '/picture-font/'

/** In every frame; the page must have been opened with `bypassCSP`, because the panel loads no font of its own. */
const USE = `
  for (const [at, family] of ${JSON.stringify(FONTS.map(({ family }) => family))}.entries())
    document.fonts.add(new FontFace(family, 'url(${PATH}' + at + ')')).forEach((font) => font.load())
  addEventListener('DOMContentLoaded', () => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('.symbol { font-family: "Noto Color Emoji" }')
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  })
`

/** Waits until the letters are there, in every frame: a picture is taken once. */
export async function fontsReady(page: Page): Promise<void> {
  await Promise.all(page.frames().map((frame) => frame.evaluate('document.fonts.ready.then(() => 1)')))
}

/** Gives a page that is to be drawn the letters of a phone. */
export async function withPhoneFonts(page: Page): Promise<Page> {
  const folder = join(import.meta.dirname, '../../node_modules/@fontsource')
  const files = await Promise.all(FONTS.map(({ file }) => readFile(join(folder, file))))
  await page.route(`**${PATH}*`, (route) => {
    const body = files[Number(route.request().url().split('/').at(-1))]
    return body ? route.fulfill({ contentType: 'font/woff2', body }) : route.abort()
  })
  await page.addInitScript(USE)
  return page
}
