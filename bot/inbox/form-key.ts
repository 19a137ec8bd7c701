import { newId } from '../ids.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'

const KEY = /^[\w-]{22}$/

/** A form's own key, made when it is shown: sent twice, it writes once. With a key, the form that came with it. */
export const formKey = (key = newId()): Html => html`<input type="hidden" name="key" value="${key}" />`

/** The form's key; undefined for a form that none of our pages showed. */
export const keyOf = (form: URLSearchParams): string | undefined => {
  const key = form.get('key') ?? ''
  return KEY.test(key) ? key : undefined
}
