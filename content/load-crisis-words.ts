import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { CrisisService } from '../domain/safety/register.ts'
import { ContentError, readYaml } from './yaml.ts'

/** Of a language's folder: what the rows of the crisis register are, in its words. */
export const CRISIS_WORDS = 'crisis-register.yaml'

const CrisisWordsFile = z.record(
  z.string(),
  z.strictObject({
    about: z.string().min(1).max(240),
    /** One for each of the row's ways to reach it, in their order. */
    labels: z.array(z.string().min(1).max(60)).min(1),
  }),
)
export type CrisisWords = z.infer<typeof CrisisWordsFile>

/** A language's words for the register, by row; none where there is no file. Throws ContentError. */
export function readCrisisWords(folder: string): CrisisWords {
  const path = join(folder, CRISIS_WORDS)
  return existsSync(path) ? readYaml(path, CrisisWordsFile) : {}
}

/**
 * Throws ContentError where a language's words are of no row, have more or fewer buttons than it, or give another number: a translated
 * label with another telephone number, or an age limit that is lost on the way, must not start.
 */
export function checkCrisisWords(code: string, words: CrisisWords, register: readonly CrisisService[]): void {
  const problems = Object.entries(words).flatMap(([id, { about, labels }]) => {
    const row = register.find((one) => one.id === id)
    if (!row) return ['there is no such row']
    if (labels.length !== row.channels.length)
      return [`${id}: has not the ${row.channels.length} buttons of its row`]
    const wrong = [
      [row.about, about] as const,
      ...row.channels.map(({ label }, at) => [label, labels[at] ?? ''] as const),
    ].filter(([english, own]) => numbersIn(english) !== numbersIn(own))
    // "Teenagers" is the one age limit that English says without its number.
    return wrong
      .filter(([english]) => !/\bteenagers\b/iu.test(english))
      .map(([english]) => `${id}: has other numbers than "${english}"`)
  })
  if (problems.length > 0)
    throw new ContentError(problems.map((problem) => `${code}/${CRISIS_WORDS}: ${problem}`))
}

const numbersIn = (text: string): string => (text.match(/\d+/gu) ?? []).sort().join(' ')
