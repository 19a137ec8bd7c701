/** The address if a card may link to it (web, phone, text message, e-mail); undefined for anything else, `javascript:` above all. */
export function safeHref(href: string): string | undefined {
  return /^(https?|tel|sms|mailto):/i.test(href) ? href : undefined
}

/** A path of our own server as an address; undefined when it leads anywhere else. */
export function ownHref(path: string, origin: string): string | undefined {
  try {
    const url = new URL(path, origin)
    return url.origin === origin ? url.href : undefined
  } catch {
    return undefined
  }
}

/** A phone number as people write it, as a link: `0117 900 0000 (ask for Sam)` dials 01179000000. */
export function phoneHref(phone: string): string | undefined {
  const [number] = /\+?\d[\d\s()-]{1,20}/.exec(phone) ?? []
  return number === undefined ? undefined : `tel:${number.replace(/[^\d+]/g, '')}`
}

/** Whether a link opens a page, which belongs into a tab of its own, rather than a phone or a mail program. */
export const isPage = (href: string) => /^https?:/i.test(href)
