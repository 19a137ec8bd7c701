import { frameWord } from '../shared/frame-messages.ts'
import type { ToPanel } from '../shared/frame-messages.ts'
import { tripleShift } from '../shared/triple-shift.ts'
import { loaderWords as words } from '../strings/en.ts'
import styles from './embed.css'

/** Of this file: the build makes one for each language; empty in the English one, which follows the school's settings. */
declare const OWN_LANGUAGE: string

const HOST = new URL(import.meta.url).origin
const EXIT = 'https://www.bbc.co.uk/weather'
/** A panel that has not answered by then is said to be in trouble, with numbers to turn to. */
const READY_WITHIN_MS = 8_000

/** Popovers are from 2023. */
type DialogOfAnyAge = Omit<HTMLDialogElement, 'togglePopover'> &
  Partial<Pick<HTMLDialogElement, 'togglePopover'>>

/**
 * Puts the opener and the panel's frame into the element's own shadow root. `school` names the deployment, `accent` (#rrggbb) is
 * the opener's colour. Plain functions and locals rather than a class, so that the whole loader stays under two kilobytes.
 */
export function mount(host: HTMLElement): void {
  const root = host.attachShadow({ mode: 'open' })
  const panel = `${HOST}/panel?school=${host.getAttribute('school')}&lang=${host.lang || OWN_LANGUAGE}`
  const label = make('span', {})
  const opener = make('button', {}, make('i', {}), label)
  const trouble = make('p', { textContent: words.trouble })
  const dialog: DialogOfAnyAge = make('dialog', { id: 'd', popover: 'manual' }, trouble)
  const frame = make('iframe', {
    title: words.title,
    allow: 'microphone',
    onload: () => tell('hello'),
  })
  const view = visualViewport
  let ready = 0

  const tell = (matters: ToPanel) => frame.contentWindow?.postMessage({ matters }, HOST)
  const name = (text: string) => {
    label.textContent = text
    opener.setAttribute('aria-expanded', `${dialog.open}`)
    // In front of everything, and out of boxes that are moved or clipped.
    dialog.togglePopover?.(dialog.open && !dialog.className)
  }
  /** The keyboard of a phone makes the visual viewport smaller, and may push it down; the page itself does not know. */
  const fit = () => {
    dialog.style.cssText = dialog.className && `height:${view?.height}px;top:${view?.offsetTop}px`
  }

  const open = () => {
    if (trouble.hidden) tell('opened')
    else {
      // For the first time, or because it did not come.
      trouble.hidden = true
      ready = setTimeout(() => (trouble.hidden = false), READY_WITHIN_MS)
      frame.src = panel
      dialog.append(frame)
    }
    // On a phone the panel is the whole screen: the rest is inert, and Back closes it.
    const phone = matchMedia('(max-width:600px),(max-height:440px)').matches
    dialog.className = phone ? 'm' : ''
    if (phone) {
      dialog.showModal()
      history.pushState({ matters: 'open' }, '')
    } else dialog.show()
    fit()
    name(words.close)
    frame.focus()
  }
  const shut = () => {
    dialog.close()
    name(words.open)
    tell('closed')
    opener.focus()
  }
  const close = () => {
    if (!dialog.open) return
    shut()
    if (frameWord(history.state, ['open'])) history.back()
  }
  /** Blank first, because the way out may be slow; `replace`, so that Back does not come here again. */
  const leave = () => {
    tell('leave')
    dialog.close()
    name('')
    root.append(make('b', {}))
    document.title = ''
    // Back on a phone may bring this page out of the browser's cache, still blank.
    onpageshow = () => location.reload()
    location.replace(EXIT)
  }

  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(styles)
    root.adoptedStyleSheets = [sheet]
  } catch {
    // Before Safari 16.4: works where the school's CSP lets it.
    root.append(make('style', { textContent: styles }))
  }
  colour(opener, `${host.getAttribute('accent')}`)
  for (const [href, textContent] of words.numbers) trouble.append(make('a', { href, textContent }))
  opener.setAttribute('aria-controls', 'd')
  dialog.setAttribute('aria-label', words.title)
  root.append(opener, dialog)
  name(words.open)

  opener.onclick = () => (dialog.open ? close() : open())
  // Escape: inside the panel it is the panel that hears it and says so; the rest of the page keeps it for itself.
  dialog.oncancel = () => {
    close()
    return false
  }
  const shift = tripleShift((count) => {
    if (count > 2 && dialog.open) leave()
  })
  addEventListener('keyup', shift)
  addEventListener('keydown', shift)
  // A link within the page is a popstate too; only on a phone did we put something there to go back from.
  addEventListener('popstate', () => dialog.open && dialog.className && shut())
  view?.addEventListener('resize', fit)
  view?.addEventListener('scroll', fit)
  addEventListener('message', (event) => {
    if (event.origin !== HOST || event.source !== frame.contentWindow) return
    const word = frameWord(event.data, ['ready', 'close', 'leave'])
    if (word === 'ready') {
      clearTimeout(ready)
      trouble.hidden = true
    }
    if (word === 'close') close()
    if (word === 'leave') leave()
  })
}

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Partial<HTMLElementTagNameMap[K]>,
  ...inside: Node[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(tag), props)
  element.append(...inside)
  return element
}

/** Black or white on the accent, whichever reads better (WCAG relative luminance): at least 4.5 to 1 on any colour. */
function colour(element: HTMLElement, hex: string): void {
  if (!/^#[\da-f]{6}$/i.test(hex)) return
  const light = [0.2126, 0.7152, 0.0722].reduce(
    (sum, weight, at) => sum + weight * (parseInt(hex.slice(2 * at + 1, 2 * at + 3), 16) / 255) ** 2.2,
    0,
  )
  element.style.cssText = `--a:${hex};--t:${light > 0.179 ? '#000' : '#fff'}`
}
