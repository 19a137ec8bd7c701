import type { Languages } from '../content/load-languages.ts'

/** How many of the missing texts are named: enough to begin with. */
const MOST_NAMED = 12

/** What an operator should know of the languages, a line each; nothing of English, which is whole. */
export function languageReport({ english, all, planned }: Languages): string[] {
  const spoken = all.filter((one) => one !== english)
  return [
    ...spoken.map(({ code, draft, listening, missing }) => {
      const named = missing.slice(0, MOST_NAMED).join(', ')
      const more = missing.length > MOST_NAMED ? `, and ${missing.length - MOST_NAMED} more` : ''
      return [
        `language ${code}: ${draft ? 'a draft' : 'checked'}`,
        `danger is heard in it: ${listening}`,
        missing.length === 0 ? 'whole' : `said in English: ${named}${more}`,
      ].join('; ')
    }),
    ...planned.map((code) => `language ${code}: not offered, it is still being written`),
  ]
}
