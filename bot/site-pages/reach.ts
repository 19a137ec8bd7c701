import type { Reach } from '../../domain/school/school.ts'
import { html } from '../inbox/html.ts'
import type { Html } from '../inbox/html.ts'

/** A school's own way to a link worker without the chat, as HTML with links to write and to ring; empty where it gave none. */
export function reachHtml(reach: Reach | undefined): Html {
  if (!reach) return html``
  const { text, email, phone } = reach
  return html`<p>${text}</p>
    ${
      (email ?? phone) !== undefined &&
      html`<p class="actions">
        ${phone !== undefined && html`<a class="action" href="tel:${phone.replaceAll(' ', '')}">${phone}</a> `}
        ${email !== undefined && html`<a class="action" href="mailto:${email}">${email}</a>`}
      </p>`
    }`
}
