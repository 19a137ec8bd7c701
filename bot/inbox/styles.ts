import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/**
 * What the pages need beyond nhsuk-frontend. Its class names stay; its identity goes: no logo, no NHS blue in the header, and the
 * system's own font, so that nothing is fetched from another host.
 */
const OURS = `
.nhsuk-header, .nhsuk-header__container { background-color: #1f3b3a; }
.nhsuk-header__container { align-items: center; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; justify-content: space-between; padding-block: .5rem; }
.nhsuk-header__service-name { font-size: 1.25rem; font-weight: 600; }
.inbox-who { align-items: center; color: #fff; display: flex; flex-wrap: wrap; font-size: 1rem; gap: .25rem 1rem; }
.inbox-sign-out { background: none; border: 1px solid #fff; border-radius: 4px; color: #fff; cursor: pointer; font: inherit; min-height: 2.25rem; padding: .25rem .75rem; }
.inbox-sign-out:hover { background: #fff; color: #1f3b3a; }
.inbox-sign-out:focus-visible { background: #ffeb3b; border-color: #212b32; color: #212b32; outline: 4px solid #212b32; }
.inbox { display: flex; flex-direction: column; min-height: 100vh; }
.nhsuk-main-wrapper { padding-block: 1rem 2rem; }
.nhsuk-back-link { margin-top: 1rem; }
.nhsuk-width-container { max-width: 70rem; }
@media (min-width: 48.0625rem) { .nhsuk-width-container { margin-inline: max(2rem, calc(50% - 35rem)); } }
.nhsuk-main-wrapper h1 { margin-bottom: .5rem; }
.inbox-caption { color: #4c6272; font-size: 1rem; margin: 0 0 1rem; }
.inbox-lead { font-size: 1.1875rem; margin: 0 0 1.5rem; }
.inbox-bar { align-items: center; border-block: 1px solid #d8dde0; display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; justify-content: space-between; margin-bottom: 1.25rem; padding-block: .75rem; }
.inbox-bar p, .inbox-bar .nhsuk-button { margin: 0; }
.inbox-bar__means { color: #4c6272; font-size: 1rem; flex: 1 1 16rem; }
.inbox-section { margin-bottom: 1.5rem; }
.inbox-section > h2 { border-bottom: 2px solid #1f3b3a; font-size: 1.1875rem; margin: 0 0 .5rem; padding-bottom: .25rem; }
.inbox-section h3 { font-size: 1rem; margin: .75rem 0 .25rem; }
.inbox-words { border-left: 4px solid #1f3b3a; margin: 0 0 .5rem; padding: .125rem 0 .125rem .75rem; }
.inbox-words p { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
.inbox-changes { border-left: 8px solid #005eb8; grid-column: 1 / -1; padding-left: 1rem; }
.inbox-snomed form, .inbox-snomed .nhsuk-button { margin-bottom: .5rem; }
.inbox-text-link .nhsuk-link { margin-right: .75rem; }
.inbox-words--main p { font-size: 1.25rem; line-height: 1.4; }
.inbox-change { display: block; max-width: 20rem; width: 100%; }
.inbox-chart { display: block; font-size: 1rem; max-width: 30rem; width: 100%; }
.inbox-chart text { fill: currentColor; font-size: 16px; }
.inbox-chart__bar { fill: #1f3b3a; }
.inbox-chart__hidden { fill: none; stroke: #4c6272; stroke-dasharray: 3 3; }
.inbox-months { display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
.inbox-facts { font-size: 1rem; margin: 0; }
.inbox-facts > div { border-bottom: 1px solid #d8dde0; display: grid; gap: 0 1rem; grid-template-columns: minmax(7rem, 11rem) 1fr; padding: .375rem 0; }
.inbox-facts > div:last-child { border-bottom: 0; }
.inbox-facts dt { font-weight: 600; }
.inbox-facts dd { margin: 0; overflow-wrap: anywhere; }
.inbox-safety { background: #fff9c4; border: 1px solid #8a6d00; border-left-width: 8px; margin-bottom: 1.5rem; padding: .75rem 1rem; }
.inbox-safety--now { background: #fdf1f0; border-color: #b01c10; }
.inbox-safety--none { background: #f0f4f5; border-color: #aeb7bd; }
.inbox-safety > h2 { font-size: 1.1875rem; margin: 0 0 .25rem; }
.inbox-safety h3 { font-size: 1.1875rem; margin: .75rem 0 .375rem; }
.inbox-safety .inbox-facts > div { border-color: #c9bf86; }
.inbox-safety--now .inbox-facts > div { border-color: #e3bcb8; }
.inbox-safety .inbox-note { color: #3a4c58; margin: 0; }
.inbox-safety p:last-child { margin-bottom: 0; }
.inbox-idea { border: 1px solid #d8dde0; margin-bottom: .75rem; padding: .75rem 1rem; }
.inbox-idea h3 { font-size: 1.125rem; margin: 0; }
.inbox-idea__about { font-size: 1rem; margin: .25rem 0 .5rem; }
.inbox-talk { list-style: none; margin: 0 0 1rem; padding: 0; }
.inbox-line { margin: 0 0 .75rem; max-width: 44rem; overflow-wrap: anywhere; }
.inbox-line p { margin: 0; }
.inbox-line__words { white-space: pre-line; }
.inbox-line--theirs { border-left: 4px solid #1f3b3a; padding-left: .75rem; }
.inbox-line--own { background: #eaf2ef; border-left: 4px solid #4f8a7f; padding: .375rem .75rem; }
.inbox-line--bot { background: #f0f4f5; color: #3a4c58; padding: .375rem .75rem; }
.inbox-chat-link { font-size: 1rem; }
.inbox-row { display: grid; gap: 0 1rem; grid-template-columns: minmax(0, 1fr) minmax(0, 2fr); }
.inbox-row .nhsuk-form-group { margin-bottom: .75rem; }
.inbox-when { display: grid; gap: 0 1rem; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); max-width: 26rem; }
.inbox-when .nhsuk-form-group { margin-bottom: .75rem; }
.inbox-facts + .inbox-note { margin-block: .5rem 1.25rem; }
.inbox-facts + .inbox-page { margin-top: 1.25rem; }
.inbox-done { border-left: 8px solid #007f3b; margin-bottom: 1.25rem; padding: .5rem 1rem; }
.inbox-history { list-style: none; margin: 0; padding: 0; }
.inbox-history__entry { border-bottom: 1px solid #d8dde0; margin: 0; overflow-wrap: anywhere; padding: .5rem 0; }
.inbox-history__entry p { font-size: 1rem; margin: 0 0 .25rem; }
.inbox-history__words { white-space: pre-line; }
.inbox-quick { align-items: center; display: flex; flex-wrap: wrap; gap: .5rem 1rem; }
.inbox-quick .nhsuk-button { font-size: 1rem; margin: 0; padding: .375rem .75rem; width: auto; }
.nhsuk-error-summary__list a, .nhsuk-hint { overflow-wrap: anywhere; }
[hidden] { display: none !important; }
.inbox-quiet { color: #4c6272; }
.inbox-note { color: #4c6272; font-size: 1rem; margin: 0 0 .5rem; }
.inbox-empty { background: #fff; color: #3a4c58; margin: 0; padding: .75rem 1rem; }
.inbox-table { font-size: 1rem; margin-bottom: 0; }
.inbox-table td, .inbox-table th { padding-block: .625rem; vertical-align: top; }
.inbox-table td:first-child, .inbox-table th:first-child { padding-left: 0; width: 24%; }
.inbox-quiet { white-space: nowrap; }
.inbox-table a { font-weight: 600; overflow-wrap: anywhere; }
.inbox-table .nhsuk-tag { margin: 0 .5rem 0 0; }
.nhsuk-details { margin-bottom: 1.5rem; }
.nhsuk-footer { border-top-color: #1f3b3a; margin-top: auto; padding-block: 1rem; }
.nhsuk-footer p { color: #3a4c58; margin: 0; }
.inbox-beside { display: inline-block; margin-left: 1rem; padding-block: .25rem; }
.inbox-search { background: #fff; border: 1px solid #d8dde0; margin-bottom: 1.5rem; padding: 1rem; }
.inbox-search .nhsuk-form-group { margin-bottom: .75rem; }
.inbox-search .nhsuk-button { margin-bottom: 0; }
.inbox-search__filters { display: grid; gap: 0 1rem; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); }
.inbox-search__filters .nhsuk-input, .inbox-search__filters .nhsuk-select { min-width: 0; width: 100%; }
.inbox-entries { list-style: none; margin: 0 0 1.5rem; padding: 0; }
.inbox-entry { border-bottom: 1px solid #d8dde0; margin: 0; padding: .75rem 0; overflow-wrap: anywhere; }
.inbox-entry h3 { font-size: 1.125rem; margin: 0 0 .25rem; }
.inbox-entry p { font-size: 1rem; margin: 0 0 .25rem; }
.inbox-entry__alert { border-left: 4px solid #8a6d00; padding-left: .5rem; }
.inbox-entry__facts { display: flex; flex-wrap: wrap; gap: .125rem 1.25rem; }
.inbox-description p { font-size: 1rem; margin: 0 0 .5rem; overflow-wrap: anywhere; white-space: pre-line; }
.inbox-act .nhsuk-button, .inbox-section .nhsuk-button { margin-bottom: .75rem; }
.inbox-group { border-top: 1px solid #d8dde0; margin-top: 1.5rem; padding-top: 1rem; }
.inbox-group .nhsuk-fieldset__heading { border: 0; }
.inbox-form .nhsuk-input, .inbox-form .nhsuk-select, .inbox-form .nhsuk-textarea { max-width: 40rem; }
.inbox-form .nhsuk-fieldset { min-width: 0; }
.inbox-pair, .inbox-time { display: flex; flex-wrap: wrap; gap: 0 1rem; }
.inbox-time { align-items: flex-end; display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); max-width: 44rem; }
.inbox-time .nhsuk-fieldset__legend { font-size: 1rem; font-weight: 600; }
.inbox-time .nhsuk-form-group { margin-bottom: .75rem; }
.inbox-time .nhsuk-input, .inbox-time .nhsuk-select { min-width: 0; width: 100%; }
@media (min-width: 60rem) {
  .inbox-page { column-gap: 2.5rem; display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); }
  .inbox-page > .inbox-safety { grid-column: 1 / -1; }
  .inbox-safety--many .inbox-safety__list { column-gap: 2rem; display: grid; grid-template-columns: 1fr 1fr; }
}
@media (max-width: 40rem) {
  .inbox-row { grid-template-columns: 1fr; }
  .inbox-facts > div { grid-template-columns: 1fr; }
  .inbox-table thead { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; width: 1px; }
  .inbox-table, .inbox-table tbody, .inbox-table tr, .inbox-table td, .inbox-table th { display: block; }
  .inbox-table tr { border-bottom: 1px solid #d8dde0; padding-block: .5rem; }
  .inbox-table td, .inbox-table th, .inbox-table td:first-child, .inbox-table th:first-child { border: 0; padding: .125rem 0; width: auto; }
  .inbox-table td[data-label]::before { color: #4c6272; content: attr(data-label) ": "; }
}
.inbox-who a { color: #fff; }
.inbox-who a:focus, .inbox-nav a:focus { background: #ffeb3b; color: #212b32; outline: 4px solid #212b32; }
.inbox-nav { border-bottom: 1px solid #d8dde0; }
.inbox-nav ul { margin-bottom: 0; display: flex; flex-wrap: wrap; gap: 0 1.5rem; list-style: none; padding: 0; }
.inbox-table + h2 { margin-top: 2rem; }
.inbox-nav li { margin: 0; }
.inbox-nav a { color: #1f3b3a; display: inline-block; padding: .625rem 0; }
.inbox-input { max-width: 26rem; }
.inbox-code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
.inbox-codes { columns: 2; font-family: ui-monospace, monospace; font-size: 1.25rem; list-style: none; margin: 0 0 1.5rem; max-width: 24rem; padding: 0; }
.inbox-qr { background: #fff; display: block; height: auto; margin-bottom: 1.5rem; max-width: 100%; width: 15rem; }
.inbox-colour { background: #fff; border: 2px solid #4c6272; height: 2.75rem; padding: .125rem; width: 5rem; }
.inbox-preview-frame { border: 1px solid #768692; border-radius: 6px; display: block; height: 30rem; margin-bottom: 1.5rem; max-width: 100%; width: 100%; }
.inbox-preview { background: #fff; color: #212b32; font: 1rem/1.5 system-ui, sans-serif; box-sizing: border-box; margin: 0; min-height: 100vh; padding: 1rem 1.25rem; }
.inbox-preview h1 { font-size: 1.25rem; margin: 0 0 .5rem; }
.inbox-preview--left matters-chat { --at: auto 20px 20px; }
.inbox-copy { background: #f0f4f5; border: 1px solid #d8dde0; color: #212b32; font: .9375rem/1.5 ui-monospace, monospace; margin: 0 0 1.5rem; overflow-wrap: anywhere; padding: .75rem 1rem; white-space: pre-wrap; }
.inbox-swatches { display: grid; gap: .5rem; list-style: none; margin: 0 0 1.5rem; padding: 0; }
.inbox-swatches li { align-items: center; display: flex; gap: .75rem; margin: 0; }
.inbox-swatches svg { border: 1px solid #768692; border-radius: 6px; flex: none; font: 600 18px system-ui, sans-serif; height: 2.5rem; width: 4rem; }
.inbox-poster { background: #fff; border: 1px solid #768692; color: #212b32; max-width: 44rem; padding: clamp(1rem, 5vw, 3rem); }
.inbox .inbox-poster :is(h2, p) { color: #212b32; font-size: 1.25rem; line-height: 1.45; margin: 0 0 1rem; }
.inbox .inbox-poster h2 { font-size: clamp(2rem, 8vw, 3.5rem); letter-spacing: -.02em; line-height: 1.1; }
.inbox .inbox-poster .inbox-poster__lead { font-size: 1.5rem; }
.inbox-poster__way { align-items: center; border-block: 4px solid #1f3b3a; display: flex; flex-wrap: wrap; gap: 1rem 2rem; margin-bottom: 1.5rem; padding-block: 1rem; }
.inbox-poster__way .inbox-qr { margin: 0; width: 14rem; }
.inbox-poster__way > div { flex: 1 1 14rem; }
.inbox .inbox-poster .inbox-poster__address { font-weight: 600; overflow-wrap: anywhere; }
.inbox-poster__help { background: #f0f4f5; border-left: 8px solid #1f3b3a; margin-block: 1.5rem; padding: 1rem 1.25rem .25rem; }
.inbox .inbox-poster .inbox-poster__signed { color: #4c6272; font-size: 1rem; margin: 0; }
.inbox-place { display: block; }
.inbox-bar .nhsuk-form-group { margin: 0; }
@media (prefers-color-scheme: dark) {
  html { background: #14191c; color-scheme: dark; }
  body.inbox, .inbox .nhsuk-footer { background: #14191c; color: #e8edee; }
  .inbox main :is(h1, h2, h3, p, li, dt, dd, td, th, label, legend) { color: #e8edee; }
  .inbox .nhsuk-hint, .inbox .inbox-caption, .inbox .inbox-note, .inbox .inbox-quiet, .inbox .inbox-bar__means { color: #b9c4cb; }
  .inbox .nhsuk-link, .inbox-nav a, .inbox .nhsuk-back-link, .inbox .nhsuk-back-link__link { color: #9cc9f5; }
  .inbox .nhsuk-link:visited { color: #cdb6ef; }
  .inbox .nhsuk-input, .inbox .nhsuk-select, .inbox .nhsuk-textarea { background: #1f262a; border-color: #b9c4cb; color: #fff; }
  .inbox-copy { background: #1f262a; border-color: #4c6272; color: #e8edee; }
  .inbox :is(.nhsuk-checkboxes__label, .nhsuk-radios__label)::before { background: #1f262a; border-color: #b9c4cb; }
  .inbox .nhsuk-checkboxes__label::after { border-color: #fff; }
  .inbox .nhsuk-radios__label::after { background: #fff; border-color: #fff; }
  .inbox-section > h2, .inbox-words { border-color: #4f8a7f; }
  .inbox-history__entry, .inbox-facts > div, .inbox-idea, .inbox-bar, .inbox-nav, .inbox-group { border-color: #4c6272; }
  .inbox-search { background: #1f262a; border-color: #4c6272; }
  .inbox-done { background: #1d332f; }
  .inbox .nhsuk-footer p, .inbox .nhsuk-inset-text { color: #e8edee; }
  .inbox .nhsuk-inset-text, .inbox-empty, .inbox-safety--none, .inbox-line--bot { background: #1f262a; color: #e8edee; }
  .inbox-chart__bar { fill: #7fc4bd; }
  .inbox-chart__hidden { stroke: #b9c4cb; }
  .inbox-line--own { background: #1d332f; }
  .inbox-safety { background: #3a3310; }
  .inbox-safety--now { background: #451a17; }
  .inbox .inbox-safety .inbox-note { color: #e8edee; }
  .inbox .nhsuk-error-message, .inbox .nhsuk-error-summary__list a { color: #ff9d92; }
  .inbox .nhsuk-table th, .inbox .nhsuk-table td { border-color: #4c6272; }
  .inbox-table td[data-label]::before { color: #b9c4cb; }
  .inbox .nhsuk-button--secondary { background: #1f262a; border-color: #9cc9f5; box-shadow: 0 4px 0 #9cc9f5; color: #9cc9f5; }
  .inbox .nhsuk-details__summary-text { color: #9cc9f5; }
}
@media print {
  .inbox-nav,
  .nhsuk-header, .nhsuk-footer, .nhsuk-back-link, .nhsuk-skip-link, .inbox-bar form, .inbox-bar__means, .inbox-text-link, .inbox-chat-link, .inbox-snomed__proposed, .inbox-snomed form, .inbox-form, .inbox-quick, .inbox-search, .inbox-act, .inbox-poster__note { display: none; }
  .inbox-section:has(> .inbox-form, > h2 + .inbox-act:last-child) { display: none; }
  .inbox-snomed:not(:has(.inbox-snomed__confirmed)) { display: none; }
  html, body.inbox { background: #fff; }
  .nhsuk-details::details-content { content-visibility: visible; height: auto; }
  body { font-size: 10.5pt; }
  .nhsuk-link::after { content: none !important; }
  .inbox-page { display: block; }
  .inbox-poster { border: 0; max-width: none; padding: 0; }
  .inbox-poster__help { print-color-adjust: exact; }
  .inbox-section, .inbox-idea, .inbox-safety { break-inside: avoid; }
  .inbox-section h2 { break-after: avoid; }
  .inbox-words--main p { font-size: 12pt; }
  .inbox-safety, .inbox-safety--now, .inbox-safety--none { background: none; }
}
`

export interface Stylesheet {
  /** Changes with what is in it, so that browsers may keep it for good. */
  readonly path: string
  readonly css: string
}

/** The one stylesheet of the inbox: nhsuk-frontend's without its web font and its images, then ours. Read once, at start. */
export function inboxStylesheet(): Stylesheet {
  const file = createRequire(import.meta.url).resolve('nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css')
  const css =
    readFileSync(file, 'utf8')
      .replace(/@font-face\s*\{[^}]*\}/g, '')
      .replace(/Frutiger W01,/g, 'system-ui,')
      .replace(/url\(\/assets\/[^)]*\)/g, 'none')
      .replace(/\/\*# sourceMappingURL=.*?\*\//g, '') + OURS
  const hash = createHash('sha256').update(css).digest('hex').slice(0, 16)
  return { path: `/inbox/assets/${hash}.css`, css }
}
