import type { School } from '../../../domain/school/school.ts'
import { html } from '../html.ts'

/** Where the opener stands in the window. */
export const SIDES = ['right', 'left'] as const
export type Side = (typeof SIDES)[number]

/** What somebody chose on the page that makes the tag, read leniently: what is not one of ours is the usual. */
export interface Choice {
  /** `#rrggbb`, small letters. */
  readonly accent: string
  readonly side: Side
  /** The address of the page it is for, as typed. */
  readonly address: string
}

/** The widget's own colour (widget/panel/styles/tokens.css), for a school that has none. */
const OWN_ACCENT = '#1d5546'

export function choiceOf(query: URLSearchParams, school: School): Choice {
  const accent = (query.get('accent') ?? school.colours.accent ?? OWN_ACCENT).toLowerCase()
  return {
    accent: /^#[\da-f]{6}$/.test(accent) ? accent : OWN_ACCENT,
    side: SIDES.find((side) => side === query.get('side')) ?? 'right',
    address: (query.get('address') ?? '').trim().slice(0, 500),
  }
}

/** The chat on a page of its own: for Google Sites, posters and links. */
export const chatAddress = (publicUrl: string, school: School): string =>
  `${originOf(publicUrl)}/panel?school=${school.id}`

/** The page for those whose browser runs no scripts. */
export const helpAddress = (publicUrl: string, school: School): string =>
  `${originOf(publicUrl)}/help?school=${school.id}`

/** What goes into the school's page, as text to copy. `help` is what the link for browsers without scripts says. */
export function scriptTag(of: { publicUrl: string; school: School; choice: Choice; help: string }): string {
  const { publicUrl, school, choice, help } = of
  // One line each: builders of web pages turn line breaks inside a block into paragraphs.
  return [
    html`<script type="module" src="${originOf(publicUrl)}/embed.js"></script>`,
    html`<matters-chat school="${school.id}" accent="${choice.accent}"></matters-chat>`,
    html`<noscript><a href="${helpAddress(publicUrl, school)}">${help}</a></noscript>`,
  ]
    .map(({ markup }) => markup)
    .join('\n')
}

/** The rule for the school's own stylesheet that puts the opener on the left; none for the right. */
export const sideRule = (side: Side): string | undefined =>
  side === 'left' ? 'matters-chat { --at: auto 20px 20px }' : undefined

/** What a page's Content-Security-Policy has to allow, where it has one. */
export const policyLines = (publicUrl: string): string =>
  `script-src ${originOf(publicUrl)}\nframe-src ${originOf(publicUrl)}`

/** What the address that was typed comes to: an origin that is allowed, one that is not yet, or no page that can have the chat. */
export type Standing =
  | { readonly is: 'allowed' | 'missing'; readonly origin: string }
  | { readonly is: 'insecure' | 'no-address' }

/** Undefined for an address that was left empty. `isOpen` says that pages without https will do, as in the demonstration. */
export function standingOf(school: School, address: string, isOpen: boolean): Standing | undefined {
  if (address === '') return undefined
  const typed = /^https?:\/\//i.test(address) ? address : `https://${address}`
  const url = URL.canParse(typed) ? new URL(typed) : undefined
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    !/[.]|^localhost$|^\[/.test(url.hostname) ||
    url.username !== ''
  ) {
    return { is: 'no-address' }
  }
  if (url.protocol === 'http:' && !isOpen) return { is: 'insecure' }
  return { is: school.origins.includes(url.origin) ? 'allowed' : 'missing', origin: url.origin }
}

/** Lines for the school's file: whoever runs the service puts them there. Empty when nothing of the choice is new to it. */
export function fileLines(school: School, choice: Choice, standing: Standing | undefined): string {
  const isNewOrigin = standing?.is === 'missing'
  const { paper } = school.colours
  const isNewColour = choice.accent !== school.colours.accent?.toLowerCase()
  const lines = [
    ...(isNewOrigin ? ['origins:', ...[...school.origins, standing.origin].map((one) => `  - ${one}`)] : []),
    ...(isNewColour ? [`colours: { accent: '${choice.accent}'${paper ? `, paper: '${paper}'` : ''} }`] : []),
  ]
  return lines.join('\n')
}

/** How a way to the link worker is written in the school's file, for a school that has none yet. */
export const REACH_LINES = `reach:
  text: …
  email: …
  phone: …`

const originOf = (publicUrl: string): string => new URL(publicUrl).origin
