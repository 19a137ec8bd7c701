/** What must be gone when somebody looks over a shoulder. */
export interface Leaving {
  /** Where to: the address of the exit link in the page. */
  readonly to: string
  readonly token: string | undefined
  /** Tells the school's page to go, when the panel stands in a frame there; false when it does not. */
  readonly tellPage: () => boolean
}

/** A school's page that has not gone by then (milliseconds) is moved from here, if the browser lets a frame do it. */
const PAGE_GOES_WITHIN_MS = 1_500

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
  setTimeout(() => window.top?.location.replace(to), tellPage() ? PAGE_GOES_WITHIN_MS : 0)
}
