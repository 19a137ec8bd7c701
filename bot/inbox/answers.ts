import type { Response } from 'restify'
import type { Texts } from '../../content/load-texts.ts'
import { sendHtml } from '../http/answers.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { layout } from './layout.ts'
import type { Page } from './layout.ts'
import type { Session } from './sessions.ts'

/** No script at all, nothing inline, nothing from another host, no frame, forms to ourselves only. */
const CSP =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
/** On the page that has a script: our own, which asks our own. */
const CSP_WITH_SCRIPT = `${CSP}; script-src 'self'; connect-src 'self'`

const FOR_GOOD = 'public, max-age=31536000, immutable'

/** Sends the pages of the inbox with their headers. The server has set `no-store` already. */
export class Answers {
  readonly #texts: Texts
  readonly #stylesheet: string

  constructor(texts: Texts, stylesheet: string) {
    this.#texts = texts
    this.#stylesheet = stylesheet
  }

  page(res: Response, status: number, page: Page, session?: Session): void {
    const csp = page.script === undefined ? CSP : CSP_WITH_SCRIPT
    this.headers(res, page.frames ? `${csp}; frame-src 'self'` : csp)
    sendHtml(res, status, layout(this.#texts, this.#stylesheet, page, session))
  }

  /** A page of a heading and a few sentences, by their ids, with whatever stands below them. */
  note(
    res: Response,
    status: number,
    title: string,
    texts: readonly string[],
    more: {
      readonly session?: Session | undefined
      readonly values?: Record<string, string>
      readonly below?: Html
    } = {},
  ): void {
    const heading = this.#texts.text(title)
    const body = html`<h1 class="nhsuk-heading-l">${heading}</h1>
      ${texts.map((id) => html`<p>${this.#texts.text(id, more.values)}</p>`)} ${more.below}`
    this.page(res, status, { title: heading, body, back: more.session !== undefined }, more.session)
  }

  /** A script or stylesheet whose address changes with what is in it. */
  asset(res: Response, type: 'text/css' | 'text/javascript', text: string): void {
    res.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': FOR_GOOD })
    res.end(text)
  }

  headers(res: Response, csp = CSP): void {
    res.setHeader('content-security-policy', csp)
    // Browsers then send an Origin with our own forms, and no other site learns an address of ours.
    res.setHeader('referrer-policy', 'same-origin')
    res.setHeader('x-robots-tag', 'noindex')
  }
}
