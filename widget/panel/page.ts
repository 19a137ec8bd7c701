import { frameWord } from '../shared/frame-messages.ts'
import type { ToLoader } from '../shared/frame-messages.ts'
import { tripleShift } from '../shared/triple-shift.ts'
import { words } from './words.ts'
import type { Announcer } from './announcer.ts'
import { leave } from './leave.ts'

interface Wiring {
  readonly announcer: Announcer
  readonly token: () => string | undefined
  readonly focus: () => void
  readonly stop: () => void
}

/**
 * Wakes the parts that stand in the page itself: quick exit (the link works without us, but slower), "Need help now?", the
 * close button, and the talk with the school's page around the frame.
 */
export function frame({ announcer, token, focus, stop }: Wiring): void {
  const exit = byId('exit')
  const help = byId('help')
  const main = byId('chat')
  // Our own pages may frame the panel under whatever name they were reached.
  const origins = [location.origin, ...(document.documentElement.dataset.origins ?? '').split(' ')]
  /** The school's page, once it has said hello; nobody else is told anything. */
  let around: string | undefined

  const tell = (matters: ToLoader): boolean => {
    if (around === undefined) return false
    window.parent.postMessage({ matters }, around)
    return true
  }
  let gone = false
  const go = (byPage = false) => {
    // The school's page, told by us, tells us in turn; told by it, we do not tell it back.
    if (gone) return
    gone = true
    stop()
    leave({ to: exit.getAttribute('href') ?? '', token: token(), tellPage: () => byPage || tell('leave') })
  }
  const opened = () => help.hasAttribute('open')

  exit.addEventListener('click', (event) => {
    event.preventDefault()
    go()
  })
  // What it covers must not take the keyboard: at once on a click (before which it has not yet turned), and however else it opens.
  help.querySelector('summary')?.addEventListener('click', () => main.toggleAttribute('inert', !opened()))
  help.addEventListener('toggle', () => main.toggleAttribute('inert', opened()))
  const close = byId('close')
  close.addEventListener('click', () => tell('close'))

  const shift = tripleShift((count) => {
    if (count === 1) announcer.say(words.exitPresses.two)
    if (count === 2) announcer.say(words.exitPresses.one)
    exit.dataset.presses = String(count)
    if (count === 3) go()
  })
  addEventListener('keyup', shift)
  addEventListener('keydown', (event) => {
    shift(event)
    if (event.key !== 'Escape') return
    if (opened()) {
      help.removeAttribute('open')
      help.querySelector('summary')?.focus()
    } else tell('close')
  })

  addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== window.parent || source === window || !origins.includes(origin)) return
    const word = frameWord(data, ['hello', 'opened', 'leave'])
    if (word === 'hello') {
      around = origin
      close.hidden = false
      tell('ready')
      focus()
    }
    if (word === 'opened') focus()
    if (word === 'leave') go(true)
  })
}

/** An element that stands in panel.html. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (!element) throw new Error(`panel.html has no #${id}`)
  return element
}
