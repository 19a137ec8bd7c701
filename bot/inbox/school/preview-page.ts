import type { School } from '../../../domain/school/school.ts'
import type { Say } from '../form-pieces.ts'
import { html } from '../html.ts'
import type { Choice } from './tag.ts'

/** Our own script and frame, in a frame of the inbox alone. */
export const PREVIEW_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"

/** A bare page with the real widget on it, as a school's page has it. */
export function previewPage(say: Say, of: { school: School; choice: Choice; stylesheet: string }): string {
  const { school, choice, stylesheet } = of
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${say('inbox.site.preview')}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href="${stylesheet}" />
        <script type="module" src="/embed.js"></script>
      </head>
      <body class="inbox-preview inbox-preview--${choice.side}">
        <main>
          <h1>${school.name}</h1>
          <p>${say('inbox.site.preview.page')}</p>
        </main>
        <matters-chat school="${school.id}" accent="${choice.accent}"></matters-chat>
      </body>
    </html>`.markup
}
