/** Where the inbox's cookies go: to its own pages and nowhere else. */
const PATH = '/inbox'

/** The value of a `set-cookie` header: out of reach of scripts, not sent along from other sites' forms; no seconds clear it. */
export function cookie(
  name: string,
  value: string,
  of: { readonly seconds: number; readonly publicUrl: string },
): string {
  // Lax, not Strict: a link in an alert's e-mail has to open signed in.
  const secure = of.publicUrl.startsWith('https:') ? '; Secure' : ''
  return `${nameAt(name, of.publicUrl)}=${value}; Path=${PATH}; Max-Age=${of.seconds}; HttpOnly; SameSite=Lax${secure}`
}

/** The value of one cookie in a request's `cookie` header; empty when it is not there. */
export function cookieValue(header: string | undefined, name: string, publicUrl: string): string {
  const own = `${nameAt(name, publicUrl)}=`
  const found = (header ?? '')
    .split(';')
    .map((one) => one.trim())
    .find((one) => one.startsWith(own))
  return found?.slice(own.length) ?? ''
}

/** Over https no page without it can set a cookie of this name. Not `__Host-`, which would send it beyond the inbox. */
const nameAt = (name: string, publicUrl: string): string =>
  publicUrl.startsWith('https:') ? `__Secure-${name}` : name
