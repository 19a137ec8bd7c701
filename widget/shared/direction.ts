/** Languages written from right to left that anybody here may read. */
const RIGHT_TO_LEFT = /^(ar|ckb|fa|he|ps|sd|ur|yi)\b/

/** How a language is written, by its code or locale. */
export const directionOf = (locale: string): 'ltr' | 'rtl' => (RIGHT_TO_LEFT.test(locale) ? 'rtl' : 'ltr')
