/** What must be gone when somebody looks over a shoulder. */
export interface Leaving {
  /** Where to: the address of the exit link in the page. */
  readonly to: string
  readonly token: string | undefined
  /** Tells the school's page to go too, when the panel stands in a frame there. */
  readonly tellPage: () => void
}

/**
 * Leaves at once: blank first (the way out may be slow), then the token is handed back, storage emptied, and the whole tab moves
 * on with `replace`, so that Back does not come here again. The browser's history stays as it is, and we say so elsewhere.
 */
export function leave({ to, token, tellPage }: Leaving): void {
  document.documentElement.classList.add('gone')
  document.title = ''
  if (token !== undefined) navigator.sendBeacon('/api/leave', JSON.stringify({ token }))
  try {
    sessionStorage.clear()
  } catch {
    // Blocked storage holds nothing.
  }
  tellPage()
  try {
    window.top?.location.replace(to)
  } catch {
    // A browser that lets no frame move the page: the school's page has been told, and does it itself.
  }
}
