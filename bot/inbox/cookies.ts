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
  return `${name}=${value}; Path=${PATH}; Max-Age=${of.seconds}; HttpOnly; SameSite=Lax${secure}`
}

/** The value of one cookie in a request's `cookie` header; empty when it is not there. */
export function cookieValue(header: string | undefined, name: string): string {
  const found = (header ?? '')
    .split(';')
    .map((one) => one.trim())
    .find((one) => one.startsWith(`${name}=`))
  return found?.slice(name.length + 1) ?? ''
}
