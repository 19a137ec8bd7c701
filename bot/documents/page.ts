import type { Language } from '../../content/load-languages.ts'
import { html } from '../inbox/html.ts'
import type { Html } from '../inbox/html.ts'
import { CHANGE_LINE, changeLine } from './change-line.ts'
import type { Block, ChangeItems, Outline } from './outline.ts'

export interface PageParts {
  readonly stylesheet: string
  /** Links under the title; they are not printed. */
  readonly actions: readonly { readonly href: string; readonly label: string }[]
  readonly note?: string
  /** Of the page; English where it is not said. */
  readonly language?: Pick<Language, 'locale' | 'direction'>
}

/** A document as a page of its own, to read and to print. Its title in the tab is a kind of page and names nobody. */
export function outlinePage({ title, intro = [], sections }: Outline, parts: PageParts): string {
  const { stylesheet, actions, note, language } = parts
  return html`<!doctype html>
    <html lang="${language?.locale ?? 'en'}" dir="${language?.direction ?? 'ltr'}">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href="${stylesheet}" />
      </head>
      <body>
        <div class="nhsuk-width-container">
          <main class="nhsuk-main-wrapper" id="maincontent">
            <h1 class="nhsuk-heading-l">${title}</h1>
            ${intro.map((line) => html`<p>${line}</p>`)}
            ${
              actions.length > 0 &&
              html`<p class="inbox-text-link">
                ${actions.map(({ href, label }) => html`<a class="nhsuk-link" href="${href}">${label}</a> `)}
                ${note}
              </p>`
            }
            ${sections.map(
              ({ heading, blocks }, at) =>
                html`<section class="inbox-section" aria-labelledby="part-${at}">
                  <h2 id="part-${at}">${heading}</h2>
                  ${blocks.map(blockHtml)}
                </section>`,
            )}
          </main>
        </div>
      </body>
    </html>`.markup
}

function blockHtml(block: Block): Html {
  switch (block.kind) {
    case 'text':
      return html`<p>${block.text}</p>`
    case 'heading':
      return html`<h3>${block.text}</h3>`
    case 'words':
      return html`<blockquote class="inbox-words">
          <p dir="auto"><bdi>${block.text}</bdi></p>
        </blockquote>
        ${block.note !== undefined && html`<p class="inbox-note">${block.note}</p>`}`
    case 'change':
      return html`${block.items.map(
        (item) =>
          html`<h3>${item.question}</h3>
            ${changePicture(item)}
            <ul>
              ${item.said.map((one) => html`<li>${one}</li>`)}
            </ul>`,
      )}`
    case 'facts':
      return html`<dl class="inbox-facts">
        ${block.facts.map(
          ([label, values]) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${values.map((value, at) => html`${at > 0 && '; '}<bdi>${value}</bdi>`)}</dd>
            </div>`,
        )}
      </dl>`
  }
}

/** Both answers on a line: a ring is then, a dot is now. Everything in it stands under it in words. */
function changePicture(item: ChangeItems[number]): Html {
  const { width, height, edge, ring, dot, tick } = CHANGE_LINE
  const { steps, first, later } = changeLine(item)
  const middle = height / 2
  return html`<svg
    class="inbox-change"
    viewBox="0 0 ${width} ${height}"
    fill="none"
    stroke="currentColor"
    aria-hidden="true"
  >
    <path d="M${edge} ${middle}H${width - edge}" opacity=".4" />
    ${steps.map((x) => html`<path d="M${x} ${middle - tick}v${2 * tick}" opacity=".4" />`)}
    <path d="M${first} ${middle}H${later}" stroke-width="4" />
    <circle cx="${first}" cy="${middle}" r="${ring}" stroke-width="2" />
    <circle cx="${later}" cy="${middle}" r="${dot}" fill="currentColor" stroke="none" />
  </svg>`
}
