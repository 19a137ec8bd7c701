/** Markup that is safe to send: made by `html` only, so that every value in it has been escaped. */
export class Html {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
  }

  toString(): string {
    return this.markup
  }
}

export type Value = string | number | Html | false | undefined | null | readonly Value[]

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

/** Markup with values put in: text is made inert and escaped for elements and quoted attributes, lists are joined, nothing gives nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.reduce((made, part, at) => made + part + render(values[at]), ''))
}

/**
 * What a person typed, fit to be shown: what would turn the writing around it back to front, hide it or break a page (bidirectional
 * overrides, control characters, half characters) is taken out of this copy; nothing else is changed.
 */
export function inert(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/(?![\n\t])[\p{Cc}\p{Surrogate}]/gu, '\u{fffd}')
}

/** A link to a web page; the text alone when it is not one (`javascript:` and the like never become a link). */
export function webLink(address: string): Html {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return html`${address}`
  return html`<a class="nhsuk-link" href="${url.href}" rel="noreferrer noopener">${address}</a>`
}

function render(value: Value): string {
  if (value === undefined || value === null || value === false) return ''
  if (value instanceof Html) return value.markup
  if (typeof value === 'string' || typeof value === 'number') return escape(inert(String(value)))
  return value.map(render).join('')
}

const escape = (text: string): string => text.replace(/[&<>"'`]/g, (found) => ENTITIES[found] ?? '')
