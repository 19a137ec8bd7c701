import { mount } from './mount.ts'

if (!customElements.get('matters-chat')) {
  customElements.define(
    'matters-chat',
    class extends HTMLElement {
      connectedCallback(): void {
        if (!this.shadowRoot) mount(this)
      }
    },
  )
}
