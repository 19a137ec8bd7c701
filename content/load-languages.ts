import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { School } from '../domain/school/school.ts'
import { readCrisisWords } from './load-crisis-words.ts'
import type { CrisisWords } from './load-crisis-words.ts'
import { together } from './together.ts'
import { ABOUT, CHOICES, readTexts, textsOf } from './load-texts.ts'
import type { Texts, Written } from './load-texts.ts'
import { ContentError, readYaml } from './yaml.ts'

/** What is said of a language in its folder's `language.yaml`. */
const About = z.strictObject({
  /** In itself: how those who read it know it. */
  name: z.string().min(1),
  /** For dates, times, plurals and screen readers. */
  locale: z.string().regex(/^[a-z]{2,3}-[A-Z]{2}$/, 'a language and a country: cy-GB'),
  direction: z.enum(['ltr', 'rtl']),
  /** Until a native speaker has checked every text of it. */
  draft: z.boolean(),
  /** Nobody is spoken to in a language that is still being written, and has no taps yet, or is held back. */
  offered: z.boolean().default(true),
  /** How much of it the listening for danger understands; said to young people and to staff. */
  listening: z.enum(['well', 'some', 'none']),
  /** What someone says who wants it, in whatever language they say it. */
  asks: z.array(z.string().min(1)).min(1),
  /** Everyday English words that mean something else in it, and are not taken for English. */
  notEnglish: z.array(z.string()).default([]),
})
type About = z.infer<typeof About>

/** A language that young people can be spoken to in. */
export interface Language extends Pick<
  About,
  'name' | 'locale' | 'direction' | 'draft' | 'listening' | 'asks'
> {
  /** The folder's name, `cy`. */
  readonly code: string
  readonly texts: Texts
  /** What the rows of the crisis register are, in its words; a row that is not there is said in English. */
  readonly crisis: CrisisWords
  /** Ids of texts and lists that young people read in English because this language has not got them yet. */
  readonly missing: readonly string[]
}

export interface Languages {
  readonly english: Language
  /** Those that are whole enough to be spoken, English first. */
  readonly all: readonly Language[]
  /** Codes of those that are still being written: nobody is spoken to in them. */
  readonly planned: readonly string[]
  /** English for what is not there. */
  readonly of: (code: string | undefined) => Language
  /** What a school offers, its first choice first: what it names, else English and whatever was checked by a native speaker. */
  offeredAt(school: Pick<School, 'languages' | 'language'>): readonly Language[]
}

export const ENGLISH = 'en'

/** Files of the English folder that staff read, and the poster that they print: they stay English. */
const STAFF_FILES = /^(inbox.*|fhir|alerts|poster|teams-(staff|app))\.yaml$/u

/**
 * Texts that must be there in every language that is spoken: what is said when someone may not be safe, the promise, who reads, how to
 * stop and how to reach a person. Their easier words may be missing: then the usual ones are said, in the same language.
 */
const OF_SAFETY =
  /^(safety|gentle|crisis|person|check-in|human|stop|help)\.|^hello\.(program|promise|check)|^(trouble|faq\.(secret|who-sees|tell-parents|police))$/u
const LISTS_OF_SAFETY = /^(safety|check-in|human|paused|skip|person)(\.|:|$)/u

const isEasier = (id: string): boolean => id.endsWith('.easy')

/**
 * The languages of a content folder: every folder with a `language.yaml` is one, and English must be. Throws ContentError for what is
 * wrong in any of them, for a text of safety that is missing, and for an id that English does not have.
 */
export function loadLanguages(folder: string): Languages {
  const about = (code: string) => readYaml(join(folder, code, ABOUT), About)
  const codes = readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, ABOUT)))
    .sort()
  const written = readTexts(join(folder, ENGLISH), about(ENGLISH).locale)
  const english: Language = {
    ...about(ENGLISH),
    code: ENGLISH,
    texts: textsOf(written),
    crisis: {},
    missing: [],
  }
  const spoken: Language[] = [english]
  const planned: string[] = []
  const problems: string[] = []
  for (const code of codes.filter((one) => one !== ENGLISH)) {
    const of = about(code)
    if (!of.offered || !existsSync(join(folder, code, CHOICES))) {
      planned.push(code)
      continue
    }
    const own = readTexts(join(folder, code), of.locale, false)
    const { missing, wrong } = compare(written, own)
    problems.push(...wrong.map((problem) => `${join(folder, code)}: ${problem}`))
    // Put together for the first who speaks it: a start need not wait for all of them.
    let texts: Texts | undefined
    spoken.push({
      ...of,
      code,
      get texts() {
        return (texts ??= textsOf({ ...own, ...together(written, own, of.notEnglish) }, english.texts))
      },
      crisis: readCrisisWords(join(folder, code)),
      missing,
    })
  }
  if (problems.length > 0) throw new ContentError(problems)
  const byCode = (code: string | undefined) => spoken.find((one) => one.code === code)
  return {
    english,
    all: spoken,
    planned,
    of: (code) => byCode(code) ?? english,
    offeredAt({ languages, language }) {
      const named = languages.flatMap((code) => byCode(code) ?? [])
      const offered = named.length > 0 ? named : spoken.filter(({ draft }) => !draft)
      const first = byCode(language) ?? english
      return [...new Set([first, english, ...offered])]
    },
  }
}

/** What a language has not got of what young people read, and what it must not lack or has too much. */
function compare(english: Written, own: Written): { missing: string[]; wrong: string[] } {
  const lacks = (ids: Iterable<string>, has: (id: string) => boolean) => [...ids].filter((id) => !has(id))
  const read = [...english.messages.keys()].filter((id) => !STAFF_FILES.test(english.fileOf.get(id) ?? ''))
  const texts = lacks(
    read.filter((id) => !isEasier(id)),
    (id) => own.messages.has(id),
  )
  const lists = lacks(Object.keys(english.choices), (id) => id in own.choices)
  const unknown = [
    ...lacks(own.messages.keys(), (id) => english.messages.has(id) || isEasier(id)),
    ...lacks(Object.keys(own.choices), (id) => id in english.choices),
  ]
  const tapsOf = ({ choices }: Written, list: string) =>
    (choices[list] ?? []).map(({ id }) => `${list}: ${id}`)
  const both = Object.keys(own.choices).filter((list) => list in english.choices)
  const taps = both.flatMap((list) => lacks(tapsOf(english, list), (tap) => tapsOf(own, list).includes(tap)))
  const unknownTaps = both.flatMap((list) =>
    lacks(tapsOf(own, list), (tap) => tapsOf(english, list).includes(tap)),
  )
  return {
    missing: [...texts, ...lists, ...taps],
    wrong: [
      ...texts.filter((id) => OF_SAFETY.test(id)).map((id) => `the safety text "${id}" is missing`),
      ...[...lists, ...taps]
        .filter((id) => LISTS_OF_SAFETY.test(id))
        .map((id) => `the taps "${id}" are missing`),
      ...[...unknown, ...unknownTaps].map((id) => `English has no "${id}"`),
    ],
  }
}

/** Throws ContentError for every school that names a language which is not there; one that is still being written is passed over. */
export function checkLanguages(schools: readonly School[], { all, planned }: Languages): void {
  const known = [...all.map(({ code }) => code), ...planned]
  const problems = schools.flatMap(({ id, languages, language }) =>
    [...languages, ...(language === undefined ? [] : [language])]
      .filter((code) => !known.includes(code))
      .map((code) => `${id}: there is no language "${code}"`),
  )
  if (problems.length > 0) throw new ContentError(problems)
}
