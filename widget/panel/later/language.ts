import { byId } from '../page.ts'
import { fetchWords } from '../words.ts'
import type { WordsFile } from '../words.ts'

const root = document.documentElement

/**
 * Puts the frame into another language, in place: the page in that language is fetched, with its crisis card, and what stands in ours
 * is exchanged; a reload could lose the conversation where nothing may be stored. Gives the words for the rest. Throws when it does
 * not come: then all stays.
 */
export async function changeTo(language: string): Promise<WordsFile> {
  const address = new URL(location.href)
  address.searchParams.set('lang', language)
  const answer = await fetch(address)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const { lang, dir, dataset } = page.documentElement
  const file = await fetchWords(dataset.words)
  root.lang = lang
  root.dir = dir
  root.dataset.language = dataset.language
  // A new chat begins in it too.
  root.dataset.asked = language
  for (const part of ['#exit', '#help summary', '#help .help', '#language']) {
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

/** The menu of languages, where the school has more than one: what is chosen is said, as if it had been written. */
export function wakeMenu(say: (words: string) => void): void {
  const menu = document.querySelector<HTMLSelectElement>('#language')
  menu?.addEventListener('change', () => {
    say(menu.value)
    // The bot's answer decides what is spoken: until then the menu shows what it was.
    for (const option of menu.options) option.selected = option.defaultSelected
    byId('write').focus()
  })
}
