/** A language's name in English by its ISO 639 code ("so": "Somali"); undefined when there is none. */
export function languageName(code: string | undefined): string | undefined {
  if (code === undefined || !/^[a-z]{2,3}$/.test(code)) return undefined
  return new Intl.DisplayNames('en-GB', { type: 'language', fallback: 'none' }).of(code)
}
