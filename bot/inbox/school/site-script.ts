import { createHash } from 'node:crypto'
import type { Script } from '../live-script.ts'

/** Milliseconds of rest before it is drawn anew: a colour that is dragged changes many times a second. */
const REST_MS = 300

/**
 * Draws the tag and its preview anew while somebody chooses, by asking for the same page that "Show" asks for: all of it is worked out by
 * the server.
 */
const SCRIPT = `(() => {
  const byId = (id) => document.getElementById(id)
  const form = byId('look'), made = byId('made'), said = byId('said')
  let asked = 0, rest
  const draw = async () => {
    const own = ++asked
    const query = '?' + new URLSearchParams(new FormData(form))
    try {
      const answer = await fetch(query, { cache: 'no-store' })
      if (answer.redirected) return location.reload()
      const text = await answer.text()
      if (own !== asked || !answer.ok) return
      const fresh = new DOMParser().parseFromString(text, 'text/html').getElementById('made')
      made.replaceChildren(...fresh.childNodes)
      history.replaceState(null, '', query)
      said.textContent = said.dataset.drawn
    } catch {
      said.textContent = ''
    }
  }
  form.addEventListener('input', () => {
    said.textContent = ''
    clearTimeout(rest)
    rest = setTimeout(draw, ${REST_MS})
  })
})()
`

/** The script of the page that makes the tag. */
export function siteScript(): Script {
  const hash = createHash('sha256').update(SCRIPT).digest('hex').slice(0, 16)
  return { path: `/inbox/assets/site-${hash}.js`, text: SCRIPT }
}
