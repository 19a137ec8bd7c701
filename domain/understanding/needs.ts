import type { Needs } from '../matching/types.ts'
import { isAsked, isWished, readFact } from './need-facts.ts'
import type { Clause, NeedWords } from './need-words.ts'
import { areAsides, readTimes } from './need-times.ts'
import { phraseBook } from './phrases.ts'
import { isNoOwnNo, readRefusedWays } from './ways-refused.ts'
import type { Token } from './words.ts'
import { tokens } from './words.ts'

/** A message is capped long before; this bounds the work on a pasted page. */
const MOST_WORDS = 2000
/** "£5" is said "5 pounds". */
const POUNDS_BEFORE = /£\s*(\d{1,3})(?!\d)/gu
/** "speaks good polish", "polish speaking": how far from a language the word that makes it a wish may stand. */
const LANGUAGE_REACH = 2

type Limits = readonly (readonly string[])[]

/**
 * What a text says would make it possible to go: when, how far, for how much, free, online, with whom. In the shape of the structured needs, so
 * that both can be laid over each other. Only what is said as an answer about it counts: "i play football on saturdays" asks for nothing.
 */
export function readNeeds(text: string, words: NeedWords): Needs {
  const list = tokens(text.replace(POUNDS_BEFORE, '$1 pounds')).slice(0, MOST_WORDS)
  const clauses = thoughts(list, words)
  const { free, quiet, stepFree, mode, genderGroup, withSomeone, noWait, noCalls } = readFact(
    clauses.filter((clause) => !isNoOwnNo(clause, list)),
    words,
  )
  const km = clauses.map((clause) => distance(clause, words)).filter((d) => d !== undefined)
  const pounds = clauses
    .map((clause) => atMost(clause, words.coins, [words.limits, words.purse], words))
    .filter((p) => p !== undefined)
  const languages = [...new Set(clauses.flatMap((clause) => languagesIn(clause, words)))]
  return {
    ...(free ? { freeOnly: true } : {}),
    ...(pounds.length > 0 ? { maxPounds: Math.min(...pounds) } : {}),
    ...(km.length > 0 ? { maxDistanceKm: Math.min(...km) } : {}),
    ...readTimes(clauses, words),
    ...(mode ? { mode } : {}),
    ...(stepFree ? { stepFree: true } : {}),
    ...(genderGroup ? { genderGroup } : {}),
    ...(quiet ? { quiet: true } : {}),
    ...(languages.length > 0 ? { languages } : {}),
    ...(withSomeone ? { withSomeone: true } : {}),
    ...(noWait ? { noWait: true } : {}),
    ...(noCalls ? { noCalls: true } : {}),
    ...readRefusedWays(list, words),
  }
}

/** Cut at stops and commas, and where "but" or "because" begins something else. */
function thoughts(list: readonly Token[], words: NeedWords): Clause[] {
  const [cannot, joined] = [phraseBook(words.cannot), phraseBook(words.joined)]
  const texts = list.map((t) => t.text)
  const found: string[][] = []
  let end = 0
  list.forEach((token, at) => {
    // "any day but friday", "its so quiet": the "but" and the "so" belong to the phrase.
    const phrase = cannot.longestAt(texts, at) ?? joined.longestAt(texts, at)
    end = Math.max(end, at + (phrase?.length ?? 0))
    const isBreak = words.breaks.includes(token.text) && at >= end
    if (found.length === 0 || token.gap !== 'none' || isBreak) found.push([])
    if (!isBreak) found.at(-1)?.push(token.text)
  })
  return found.filter((clause) => clause.length > 0)
}

function distance(clause: Clause, words: NeedWords): number | undefined {
  const fixed = words.distances.find(({ said }) => isAsked(clause, said, words))
  return fixed?.is ?? atMost(clause, words.units, [words.limits], words)
}

/** "No more than 2 miles", "a fiver at most": a figure with its unit and a limit beside it. "The shop is within 2 miles" is none. */
function atMost(
  clause: Clause,
  units: NeedWords['units'],
  limits: Limits,
  words: NeedWords,
): number | undefined {
  for (let at = 0; at < clause.length; at += 1) {
    const joined = /^(\d{1,3})([a-z]+)$/.exec(clause[at] ?? '')
    const number = joined ? Number(joined[1]) : numberOf(clause[at] ?? '', words)
    const rest = joined ? [joined[2] ?? '', ...clause.slice(at + 1)] : clause.slice(at + 1)
    if (number === undefined) continue
    for (const unit of units) {
      const said = phraseBook(unit.said).longestAt(rest, 0)
      if (!said) continue
      if (isLimited(clause.slice(0, at), rest.slice(said.length), limits, words))
        return round(number * unit.is)
    }
  }
  return undefined
}

/** Whether a figure between these words is the most there may be. */
function isLimited(before: Clause, after: Clause, limits: Limits, words: NeedWords): boolean {
  if (phraseBook(words.limitsAfter).longestAt(after, 0)) return true
  if (limits.some((list) => lastLimit(before, list, words) !== undefined)) return true
  const first = lastLimit(before, words.limitsFirst, words)
  return (
    first !== undefined &&
    (areAsides(before.slice(0, first), words) || isWished(before.slice(0, first), words))
  )
}

/** Where the limit begins behind which the figure stands. */
function lastLimit(before: Clause, list: Limits[number], words: NeedWords): number | undefined {
  const found = [...phraseBook(list).allIn(before)].at(-1)
  return found && areAsides(before.slice(found.at + found.length), words) ? found.at : undefined
}

const numberOf = (word: string, words: NeedWords): number | undefined =>
  /^\d{1,3}$/.test(word) ? Number(word) : words.numbers[word]

/** Kilometres or pounds to a tenth: nobody means metres. */
const round = (km: number): number => Math.max(0.1, Math.round(km * 10) / 10)

function languagesIn(clause: Clause, words: NeedWords): string[] {
  const { languageCues: cues } = words
  if (!clause.some((word) => cues.includes(word))) return []
  return Object.entries(words.languages).flatMap(([language, said]) => {
    const at = clause.findIndex((word) => said.includes(word))
    const near = clause.slice(Math.max(0, at - LANGUAGE_REACH), at + LANGUAGE_REACH)
    return at >= 0 && near.some((word) => cues.includes(word)) ? [language] : []
  })
}
