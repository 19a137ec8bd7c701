import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { ServerResponse } from 'node:http'
import type { Language, Languages } from '../content/load-languages.ts'
import { shoutWordOf } from '../domain/safety/local-help.ts'
import { Nation } from '../domain/school/nation.ts'
import type { CrisisService } from '../domain/safety/register.ts'
import type { School } from '../domain/school/school.ts'
import { sendHtml } from './http/answers.ts'
import { HttpError } from './http/http-error.ts'
import { MAY_SPEAK, route } from './server.ts'
import { Html } from './inbox/html.ts'
import { accentColours, paperColours } from './site-pages/accent.ts'
import { languageMenu } from './site-pages/languages.ts'
import { localHelpHtml } from './site-pages/local-help.ts'
import { reachHtml } from './site-pages/reach.ts'
import type { HttpServer, WebRequest } from './server.ts'

export interface SiteOptions {
  readonly schools: { byId(id: string): School | undefined }
  /** The crisis register, for the services of a school's own area. */
  readonly register: readonly CrisisService[]
  /** The languages of the panel. */
  readonly languages: Languages
  /** Where `widget/build.ts` put the browser side. */
  readonly widgetDir: string
  /** Where the world reaches us, `https://matters.example`. Without it, the host that each request asked for. */
  readonly publicUrl?: string
  /** Whether `/` shows a made-up school with the widget on it. */
  readonly demonstration: boolean
  /** Origin of a Direct Line that is not our own (Azure's), which the panel may then talk to. */
  readonly directLine?: string
}

/** Seconds. */
const CACHE = {
  /** Their names change with their bytes. */
  hashed: 'public, max-age=31536000, immutable',
  /** The one address schools have in their pages: a new release reaches them within minutes. */
  embed: 'public, max-age=300',
  icon: 'public, max-age=86400',
} as const

/** The loader, in English or with the words of another language. */
const EMBED = /^embed(-[a-z]{2,3})?\.js$/

/** A file whose name changes with its bytes, as `widget/build.ts` names it. */
const HASHED = /^([a-z-]+)-[0-9a-f]{10}(\.js|\.css)$/

const DEMONSTRATION_SCHOOL = 'demo'

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

interface Asset {
  readonly type: string
  readonly plain: Buffer
  readonly gzip: Buffer
  readonly br: Buffer
}

/**
 * The pages a browser sees: `/`, `/panel?school=ID`, `/help?school=ID`, `/embed.js` and what they load. Everything is read once, here; throws when the
 * widget has not been built.
 */
export function registerSite(server: HttpServer, options: SiteOptions): void {
  const files = readWidget(options.widgetDir)
  const page = (name: string): string => {
    const html = files.pages.get(name)
    if (html === undefined) throw new Error(`no ${name} in ${options.widgetDir}: build the widget`)
    return html
  }
  const home = page(options.demonstration ? 'demonstration.html' : 'plain.html')
  const notFound = page('not-found.html')
  for (const nation of Nation.options)
    for (const name of ['panel', 'without-chat']) page(`${name}.${nation}.html`)
  /** In a language whose strings the widget does not have the frame is English; the bot speaks it all the same. */
  const panelIn = (nation: Nation, { code }: Language): string =>
    files.pages.get(`panel.${nation}.${code}.html`) ?? page(`panel.${nation}.html`)

  route(server, 'get', '/', async (_req, res) => {
    const accent = options.schools.byId(DEMONSTRATION_SCHOOL)?.colours.accent ?? ''
    res.setHeader('content-security-policy', siteCsp())
    sendHtml(res, 200, fill(home, { SCHOOL: DEMONSTRATION_SCHOOL, ACCENT: accent }))
  })

  route(server, 'get', '/panel', async (req, res) => {
    const school = options.schools.byId(req.query.get('school') ?? '')
    if (!school) {
      res.setHeader('content-security-policy', siteCsp())
      sendHtml(res, 404, notFound)
      return
    }
    const offered = options.languages.offeredAt(school)
    const asked = offered.find(({ code }) => code === req.query.get('lang'))
    const language = asked ?? offered[0] ?? options.languages.english
    const origins = school.origins.filter(isOrigin)
    res.setHeader('content-security-policy', panelCsp(origins, options, req.headers.host))
    if (school.dictation) res.setHeader('permissions-policy', MAY_SPEAK)
    // A school's page may ask its frames for these; nothing here may be shared with it anyway.
    res.setHeader('cross-origin-embedder-policy', 'require-corp')
    res.setHeader('cross-origin-resource-policy', 'cross-origin')
    sendPage(
      req,
      res,
      fill(panelIn(school.nation, language), {
        SCHOOL: school.id,
        SCHOOL_NAME: school.name,
        COLOURS: coloursOf(school),
        DICTATION: school.dictation ? 'on' : '',
        ORIGINS: origins.join(' '),
        SHOUT: shoutWordOf(school),
        LANGUAGES: languageMenu(offered, language),
        LOCAL_HELP: localHelpHtml(school, options.register),
      }),
    )
  })

  // For those whose browser runs no scripts: no script of ours, and everything a school says of how to reach someone.
  route(server, 'get', '/help', async (req, res) => {
    const school = options.schools.byId(req.query.get('school') ?? '')
    res.setHeader('content-security-policy', siteCsp())
    if (!school) {
      sendHtml(res, 404, notFound)
      return
    }
    sendPage(
      req,
      res,
      fill(page(`without-chat.${school.nation}.html`), {
        SCHOOL: school.id,
        SCHOOL_NAME: school.name,
        SHOUT: shoutWordOf(school),
        LOCAL_HELP: localHelpHtml(school, options.register),
        REACH: reachHtml(school.reach),
      }),
    )
  })

  for (const [name, asset] of files.assets) {
    const isEmbed = EMBED.test(name)
    const path = isEmbed || name === 'favicon.svg' ? `/${name}` : `/widget/${name}`
    const cache = isEmbed ? CACHE.embed : name === 'favicon.svg' ? CACHE.icon : CACHE.hashed
    route(server, 'get', path, async (req, res) => sendAsset(req, res, asset, cache))
    if (name === 'favicon.svg')
      route(server, 'get', '/favicon.ico', async (req, res) => sendAsset(req, res, asset, cache))
  }
  // While one release takes the place of another, the page of one process asks the other for its files: they get what there is, and no
  // cache keeps it under that name.
  const now = new Map([...files.assets].map(([name, asset]) => [name.replace(HASHED, '$1$2'), asset]))
  route(server, 'get', '/widget/:name', async (req, res) => {
    const { name = '' } = req.params
    const asset = HASHED.test(name) ? now.get(name.replace(HASHED, '$1$2')) : undefined
    if (!asset) throw new HttpError('NotFound', 'no such file')
    sendAsset(req, res, asset, 'no-store')
  })
}

function readWidget(folder: string): { assets: Map<string, Asset>; pages: Map<string, string> } {
  const assets = new Map<string, Asset>()
  const pages = new Map<string, string>()
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name))
    const type = TYPES[name.split('.').at(-1) ?? '']
    if (type !== undefined) {
      const small = (extension: string) => readFileSync(join(folder, `${name}.${extension}`))
      assets.set(name, { type, plain: bytes, gzip: small('gz'), br: small('br') })
    } else if (name.endsWith('.html')) {
      pages.set(name, bytes.toString('utf8'))
    }
  }
  return { assets, pages }
}

function sendAsset(req: WebRequest, res: ServerResponse, asset: Asset, cache: string): void {
  const accepted = req.headers['accept-encoding']?.toString() ?? ''
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : 'plain'
  const bytes = asset[encoding]
  res.writeHead(200, {
    'content-type': asset.type,
    'content-length': bytes.length,
    ...(encoding !== 'plain' && { 'content-encoding': encoding }),
    vary: 'accept-encoding',
    'cache-control': cache,
    // Scripts of type module are fetched with CORS, and this one is for every school's page. It holds nothing secret.
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  })
  res.end(bytes)
}

/** The panel's page, gzipped where the browser takes it. It holds no secret and no word of the young person, so its length tells nothing. */
function sendPage(req: WebRequest, res: ServerResponse, html: string): void {
  res.setHeader('vary', 'accept-encoding')
  if (!/\bgzip\b/.test(req.headers['accept-encoding']?.toString() ?? '')) {
    sendHtml(res, 200, html)
    return
  }
  const bytes = gzipSync(html)
  res.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': bytes.length,
    'content-encoding': 'gzip',
  })
  res.end(bytes)
}

/** Nothing from anywhere but us, nothing inline; framed by the school's pages and our own alone. */
function panelCsp(
  origins: readonly string[],
  { publicUrl, directLine }: SiteOptions,
  host: string | undefined,
): string {
  const socket = (url: string) => new URL(url).origin.replace(/^http/, 'ws')
  const own = publicUrl ?? `http://${host ?? ''}`
  // Older Safari does not count a WebSocket to the same host as 'self'.
  const talkTo = ["'self'", ...(isOrigin(own) ? [own, socket(own)] : [])]
  if (directLine !== undefined) talkTo.push(new URL(directLine).origin, socket(directLine))
  return csp({
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self'",
    'connect-src': talkTo.join(' '),
    'frame-ancestors': ["'self'", ...origins].join(' '),
  })
}

/** What the panel paints itself with, as CSS; empty for a school without a colour, and the panel keeps its own. */
function coloursOf(school: School): string {
  const paper = paperColours(school.colours.paper)
  const colours = accentColours(school.colours.accent ?? '', paper)
  return [
    colours && `--accent:${colours.accent};--on-accent:${colours.onAccent}`,
    colours && `--ink-by-day:${colours.inkByDay};--ink-by-night:${colours.inkByNight}`,
    paper && `--paper-by-day:${paper.byDay};--paper-by-night:${paper.byNight}`,
  ]
    .filter(Boolean)
    .join(';')
}

/** The strictest policy a school could have that still shows the widget: the demonstration page lives under it. */
function siteCsp(): string {
  return csp({
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self'",
    'frame-src': "'self'",
    'frame-ancestors': "'none'",
  })
}

function csp(directives: Readonly<Record<string, string>>): string {
  const all = { 'default-src': "'none'", 'base-uri': "'none'", 'form-action': "'none'", ...directives }
  return Object.entries(all)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

/** An exact web origin; anything else in a school's settings must not reach a header. */
function isOrigin(text: string): boolean {
  return /^https?:\/\/([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?$/i.test(text) && URL.canParse(text)
}

const fill = (page: string, values: Readonly<Record<string, string | Html>>) =>
  page.replaceAll(/\{\{([A-Z_]+)\}\}/g, (_, name: string) => {
    const value = values[name] ?? ''
    return value instanceof Html ? value.markup : escape(value)
  })

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
