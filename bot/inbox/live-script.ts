import { createHash } from 'node:crypto'

/** Milliseconds between two looks: a person who reads and writes does not notice it. */
const LOOK_MS = 2_000

/**
 * Makes the page of a chat live: looks again every two seconds and puts what is new into it, sends without leaving the page. Without it
 * "Look again" and the forms do the same. New lines are appended and never drawn again, so that they are read out once.
 */
const SCRIPT = `(() => {
  const byId = (id) => document.getElementById(id)
  const live = byId('live'), box = byId('write'), offline = byId('offline')
  const parse = (text) => new DOMParser().parseFromString(text, 'text/html')
  const isWriting = () => Boolean(box && box.value.trim())
  const atEnd = () => innerHeight + scrollY >= document.body.scrollHeight - 80
  const take = (fresh) => {
    for (const id of ['state', 'until', 'raised']) {
      const to = byId(id), from = fresh.getElementById(id)
      if (to && from && to.innerHTML !== from.innerHTML) to.innerHTML = from.innerHTML
    }
    const talk = byId('talk')
    const known = new Set([...(talk ? talk.children : [])].map(({ id }) => id))
    const follows = atEnd()
    let last
    for (const line of fresh.querySelectorAll('#talk > li')) {
      if (talk && !known.has(line.id)) talk.append((last = document.importNode(line, true)))
    }
    if (last) {
      byId('none').hidden = true
      if (follows) (box ? box.form : last).scrollIntoView({ block: 'end' })
    }
    const kind = fresh.getElementById('live')?.dataset.kind
    // Another page is due; words that stand in the box are kept on this one, and sending them shows why.
    if (kind !== live.dataset.kind && !isWriting()) location.reload()
  }
  const look = async () => {
    try {
      const answer = await fetch(live.dataset.from, { cache: 'no-store' })
      // Signed out: what stands in the box is not lost for it.
      if (answer.redirected && !isWriting()) location.reload()
      const isOurs = answer.ok && !answer.redirected
      if (isOurs) take(parse(await answer.text()))
      offline.hidden = isOurs
    } catch {
      offline.hidden = false
    }
    setTimeout(look, ${LOOK_MS})
  }
  setTimeout(look, ${LOOK_MS})
  const form = box && box.form
  if (!form) return
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (!box.value.trim()) return box.focus()
    try {
      const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) })
      const fresh = parse(await answer.text())
      // Anything but the same page again is for the person to see; the form's key keeps it from being said twice.
      if (!answer.ok || !fresh.getElementById('write')) return form.submit()
      form.elements.key.value = fresh.getElementById('key').value
      box.value = ''
      take(fresh)
      offline.hidden = true
    } catch {
      offline.hidden = false
    }
    box.focus()
  })
})()
`

export interface Script {
  /** Changes with what is in it, so that browsers may keep it for good. */
  readonly path: string
  readonly text: string
}

/** The one script of the inbox. */
export function liveScript(): Script {
  const hash = createHash('sha256').update(SCRIPT).digest('hex').slice(0, 16)
  return { path: `/inbox/assets/${hash}.js`, text: SCRIPT }
}
