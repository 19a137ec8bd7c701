/** Whoever moved further than this between down and up, in pixels, changed their mind. */
const STILL = 12
const TAPPABLE = 'button, a, summary, label, input, textarea'

/**
 * A tap is for what was under the finger when it came down. Words that arrive before it is lifted move what is on the screen, and the
 * browser would give the tap to nothing, or to the answer that moved there.
 */
export function steadyTaps(): void {
  let down: { readonly on: HTMLElement | null; readonly x: number; readonly y: number } | undefined
  const tappableAt = ({ target }: Event) =>
    target instanceof Element ? target.closest<HTMLElement>(TAPPABLE) : null
  addEventListener(
    'pointerdown',
    (event) => {
      down = event.isPrimary ? { on: tappableAt(event), x: event.clientX, y: event.clientY } : undefined
    },
    true,
  )
  addEventListener(
    'click',
    (event) => {
      const began = down
      down = undefined
      // Keys and programs click too, without a finger that came down.
      if (!began || event.detail === 0 || began.on === tappableAt(event)) return
      event.preventDefault()
      event.stopPropagation()
      const moved = Math.hypot(event.clientX - began.x, event.clientY - began.y)
      if (moved <= STILL && began.on?.isConnected === true) began.on.click()
    },
    true,
  )
}
