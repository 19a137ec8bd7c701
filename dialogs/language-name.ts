/** A language's name by its ISO 639 code ("so": "Somali"), in the language of `locale`; undefined when there is none. */
export function languageName(code: string | undefined, locale: string): string | undefined {
  if (code === undefined || !/^[a-z]{2,3}$/.test(code)) return undefined
  return new Intl.DisplayNames(locale, { type: 'language', fallback: 'none' }).of(code)
}
