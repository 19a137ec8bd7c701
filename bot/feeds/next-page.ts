/** Where a feed says it goes on: there, or nowhere that we go. */
export type NextPage = { readonly url: URL } | { readonly refused: 'none' | 'elsewhere' }

const HERE = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i

/**
 * The next page, as an address that may be asked. A feed is walked on the host it was given at: one that sends us to another, or into a
 * private network, is not followed, unless both are this machine (a feed served locally). A feed given as https stays so.
 */
export function nextPage(next: string | undefined, current: URL): NextPage {
  if (next === undefined || next.trim() === '' || !URL.canParse(next, current.href))
    return { refused: 'none' }
  const url = new URL(next, current.href)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { refused: 'elsewhere' }
  if (HERE.test(current.hostname) && HERE.test(url.hostname)) return { url }
  if (url.hostname !== current.hostname || url.username !== '' || url.password !== '')
    return { refused: 'elsewhere' }
  if (current.protocol === 'https:' && url.protocol === 'http:' && url.port === '') url.protocol = 'https:'
  return url.port === current.port && url.protocol === current.protocol ? { url } : upgraded(url, current)
}

/** From http to https of the same host is the only other way. */
function upgraded(url: URL, current: URL): NextPage {
  const upgrade =
    current.protocol === 'http:' && url.protocol === 'https:' && url.port === '' && current.port === ''
  return upgrade ? { url } : { refused: 'elsewhere' }
}
