import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, dirname } from 'node:path'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { newPage } from './browser.ts'

const PLACE = 'http://localhost:1'
const SCRIPT = readFileSync(
  join(
    dirname(createRequire(import.meta.url).resolve('adaptivecards/package.json')),
    'dist/adaptivecards.min.js',
  ),
)

/** Colours as Teams' light and dark themes have them, for the renderer. */
const THEMES = {
  light: {
    ground: '#f5f5f5',
    card: '#ffffff',
    text: '#242424',
    subtle: '#616161',
    emphasis: '#f0f0f0',
    attention: '#fdf3f4',
    good: '#f1faf1',
    red: '#b10e1c',
  },
  dark: {
    ground: '#1f1f1f',
    card: '#292929',
    text: '#ffffff',
    subtle: '#adadad',
    emphasis: '#333333',
    attention: '#3b1519',
    good: '#0e2a0e',
    red: '#f1707b',
  },
} as const

const Drawn = z.object({ problems: z.array(z.string()), text: z.string(), buttons: z.array(z.string()) })

/** The official renderer in a page that may load nothing from anywhere. */
export class CardPage {
  readonly page: Page
  /** What the page asked for besides itself, and what its policy refused. */
  readonly asked: string[] = []

  private constructor(page: Page) {
    this.page = page
  }

  static async open(theme: keyof typeof THEMES = 'light', width = 420): Promise<CardPage> {
    const page = await newPage({ viewport: { width, height: 900 }, colorScheme: theme })
    const made = new CardPage(page)
    await page.route('**/*', (route) => {
      const { pathname } = new URL(route.request().url())
      if (pathname === '/')
        return route.fulfill({
          contentType: 'text/html',
          headers: {
            'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'",
          },
          body: pageOf(theme),
        })
      if (pathname === '/adaptivecards.js')
        return route.fulfill({ contentType: 'text/javascript', body: SCRIPT })
      made.asked.push(route.request().url())
      return route.abort()
    })
    page.on('console', (message) => message.type() === 'error' && made.asked.push(message.text()))
    await page.goto(`${PLACE}/`)
    return made
  }

  /** Draws a card under a message and gives what its renderer found wrong, what stands there, and its buttons. */
  async draw(card: unknown, message = ''): Promise<z.infer<typeof Drawn>> {
    const drawn = await this.page.evaluate(
      `${DRAW}(${JSON.stringify({ card, message, colours: THEMES[await this.#theme()] })})`,
    )
    return Drawn.parse(drawn)
  }

  async #theme(): Promise<keyof typeof THEMES> {
    return (await this.page.evaluate('matchMedia("(prefers-color-scheme: dark)").matches')) ? 'dark' : 'light'
  }

  async close(): Promise<void> {
    await this.page.context().close()
  }
}

const pageOf = (theme: keyof typeof THEMES): string => {
  const { ground, card, text } = THEMES[theme]
  return `<!doctype html><meta charset="utf-8"><style>
    body { background: ${ground}; color: ${text}; font: 14px/20px sans-serif; margin: 12px }
    .message { background: ${card}; border-radius: 6px; padding: 10px 14px; margin: 6px 0; max-width: 380px; white-space: pre-wrap }
    .ac-pushButton { border: 1px solid #8a8886; background: ${card}; color: ${text}; border-radius: 4px; padding: 6px 10px; font: inherit; font-weight: 600 }
  </style><script src="/adaptivecards.js"></script><body></body>`
}

/** Runs in the page. As text, so that no helper of a compiler is looked for there. */
const DRAW = `(({ card, message, colours }) => {
  const AC = window.AdaptiveCards
  const say = (text) => { const p = document.createElement('p'); p.className = 'message'; p.textContent = text; document.body.append(p) }
  if (message) say(message)
  if (!card) return { problems: [], text: '', buttons: [] }
  const shade = (c) => ({ default: c, subtle: colours.subtle })
  const fore = { default: shade(colours.text), accent: shade(colours.text), attention: shade(colours.red), good: shade(colours.text), warning: shade(colours.text), dark: shade(colours.text), light: shade(colours.text) }
  const style = (background) => ({ backgroundColor: background, foregroundColors: fore })
  const context = new AC.SerializationContext(AC.Versions.v1_5)
  const made = new AC.AdaptiveCard()
  made.hostConfig = new AC.HostConfig({
    fontFamily: 'sans-serif', spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 20, padding: 12 },
    actions: { maxActions: 6, actionsOrientation: 'horizontal', actionAlignment: 'left', buttonSpacing: 8 },
    containerStyles: { default: style(colours.card), emphasis: style(colours.emphasis), attention: style(colours.attention), good: style(colours.good), accent: style(colours.emphasis), warning: style(colours.emphasis) },
  })
  made.parse(card, context)
  const drawn = made.render()
  const problems = [...Array(context.eventCount).keys()].map((at) => context.getEventAt(at).message)
  document.body.append(drawn)
  return { problems, text: drawn.innerText, buttons: [...drawn.querySelectorAll('button')].map((b) => b.innerText) }
})`
