import { html } from '../inbox/html.ts'
import type { Html } from '../inbox/html.ts'
import type { Block, Outline } from './outline.ts'

export interface PageParts {
  readonly stylesheet: string
  /** Links under the title; they are not printed. */
  readonly actions: readonly { readonly href: string; readonly label: string }[]
  readonly note?: string
}

/** A document as a page of its own, to read and to print. Its title in the tab is a kind of page and names nobody. */
export function outlinePage({ title, intro = [], sections }: Outline, parts: PageParts): string {
  const { stylesheet, actions, note } = parts
  return html`<!doctype html>
    <html lang="en">
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
