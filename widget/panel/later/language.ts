import type { Message } from '../chat.ts'
import { byId } from '../page.ts'
import { fetchWords, use } from '../words.ts'
import type { WordsFile } from '../words.ts'

const root = document.documentElement

/** What is exchanged in the page. Without the first two there is no way out and nobody to turn to. */
const PARTS = ['#exit', '#help .help', '#help summary', '#language']
const NEEDED = 2

/** A change that comes as soon after a key (milliseconds) is the key's, in a closed menu: nobody has chosen yet. */
const SAME_BREATH_MS = 150

let isChanging = false
let isAwake = false

/**
 * The frame speaks as the bot does in its last words; when it cannot yet, it is tried again with the next. `say` is how the menu of
 * languages speaks, where the school has more than one.
 */
export async function follow(
  messages: readonly Message[],
  say: (words: string) => void,
  redraw: () => void,
): Promise<void> {
  if (isChanging) return
  if (!isAwake) wakeMenu(say)
  isAwake = true
  const spoken = [...messages].reverse().find((message) => message.spoken)?.spoken
  if (!spoken || spoken === root.dataset.language) return
  isChanging = true
  try {
    use(await changeTo(spoken))
    redraw()
  } catch {
    // The words that are there stay.
  }
  isChanging = false
}

/**
 * Puts the frame into another language, in place: the page in that language is fetched, with its crisis card, and what stands in ours
 * is exchanged; a reload could lose the conversation where nothing may be stored. Gives the words for the rest. Throws when it does
 * not come, or when something else comes in its place: then all stays.
 */
async function changeTo(language: string): Promise<WordsFile> {
  const address = new URL(location.href)
  address.searchParams.set('lang', language)
  const answer = await fetch(address)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const { lang, dir, dataset } = page.documentElement
  // The login page of a school's filter, or what a proxy says when we are away, comes under our address too.
  const isOurs = dataset.language && PARTS.slice(0, NEEDED).every((part) => page.querySelector(part))
  if (!answer.ok || !isOurs) throw new Error('not the panel')
  const file = await fetchWords(dataset.words)
  root.lang = lang
  root.dir = dir
  root.dataset.language = dataset.language
  // A new chat begins in it too.
  root.dataset.asked = language
  for (const part of PARTS) {
    document.querySelector(part)?.replaceChildren(...(page.querySelector(part)?.childNodes ?? []))
  }
  for (const link of page.querySelectorAll('[rel=stylesheet]')) {
    const known = document.querySelector(`[href="${link.getAttribute('href')}"]`)
    if (!known) document.head.append(document.importNode(link))
  }
  for (const part of ['close', 'language']) {
    const ours = document.getElementById(part)
    if (ours) ours.ariaLabel = page.getElementById(part)?.ariaLabel ?? ''
  }
  return file
}

/**
 * Has the menu say what was chosen in it, as if it had been written. Arrow keys and letters in a closed menu only look through it, as in
 * an open one; Enter says it, or going on to something else, and Escape lets it be.
 */
function wakeMenu(say: (words: string) => void): void {
  const menu = document.querySelector<HTMLSelectElement>('#language')
  if (!menu) return
  let keyAt = -SAME_BREATH_MS
  /** The bot's answer decides what is spoken: until then the menu shows what it was. Gives what it showed, when that was another. */
  const putBack = (): string | undefined => {
    const { value } = menu
    for (const option of menu.options) option.selected = option.defaultSelected
    return menu.value === value ? undefined : value
  }
  const choose = (): boolean => {
    const chosen = putBack()
    if (chosen !== undefined) say(chosen)
    return chosen !== undefined
  }
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      if (!choose()) return
      event.preventDefault()
      byId('write').focus()
    } else if (event.key === 'Escape') {
      // Only the next one closes the chat.
      if (putBack() !== undefined) event.stopPropagation()
    } else keyAt = performance.now()
  })
  menu.addEventListener('change', () => {
    if (performance.now() - keyAt > SAME_BREATH_MS && choose()) byId('write').focus()
  })
  menu.addEventListener('blur', () => {
    // Another window or tab is no going on.
    if (document.hasFocus()) choose()
  })
}
