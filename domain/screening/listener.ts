import { aboutWhom, inFirstPerson } from './about.ts'
import { createFold } from './characters.ts'
import type { Match } from './matcher.ts'
import { Matcher } from './matcher.ts'
import type { Token } from './normalise.ts'
import { tokenise } from './normalise.ts'
import { QUOTED } from './quote.ts'
import type { Book, Reading } from './reading.ts'
import { read } from './reading.ts'
import { createRepair } from './repair.ts'
import type { Rule, ScreeningRules } from './rules.ts'
import { Signs } from './signs.ts'
import type { Owner } from './signs.ts'
import { Trie } from './trie.ts'
import type { About, Finding, Response, When } from './types.ts'
import { RESPONSES, atLeast } from './types.ts'
import { unfold } from './unfolding.ts'

const LIMITS = {
  /** Words quoted on each side of a phrase that stands in a long sentence. */
  evidenceWords: 8,
  /** How far around a phrase its time is looked for. */
  timeWords: 8,
} as const

/** What was heard in one text: every rule that fired, at its strongest, and where the raising words stand. */
export interface Heard {
  readonly hits: readonly Hit[]
  /** Raisers that stand in the text, by id, with the words as typed. */
  readonly raisers: ReadonlyMap<string, string>
  /** Words in the text. */
  readonly words: number
  /** Something of an ordinary week is told in it. */
  readonly isEveryday: boolean
}

export interface Hit extends Finding {
  /** Offsets of the phrase in the text, UTF-16. */
  readonly from: number
  readonly to: number
}

/** Reads texts with a compiled set of rules. */
export class Listener {
  readonly #fold
  readonly #repair
  readonly #book: Book
  readonly #matcher: Matcher
  readonly #owners: readonly Owner[]
  readonly #insteadOf: ReadonlyMap<string, ReadonlySet<string>>

  /** `unfolded`: the owners' patterns; without it they are unfolded here, which throws PatternError for one that cannot be used. */
  constructor(rules: ScreeningRules, owners: readonly Owner[], unfolded = unfold(rules, owners)) {
    const { spelling } = rules
    const trie = Trie.from(unfolded.trie)
    const wordIds = new Map(unfolded.words.map((word, id) => [word, id]))
    const also = Object.entries(spelling.also).map(
      ([word, other]) => [word, wordIds.get(other) ?? -1] as const,
    )
    this.#book = { trie, wordIds, also: new Map(also) }
    this.#owners = owners
    this.#insteadOf = new Map(rules.rules.map((rule) => [rule.id, new Set(rule.insteadOf)]))
    this.#matcher = new Matcher(trie, unfolded)
    this.#fold = createFold(spelling)
    this.#repair = createRepair(spelling, new Set([...unfolded.words, ...Object.keys(spelling.also)]))
  }

  /** The words of a text as the rules see them, every way of reading it. The first is the fullest repair. */
  readings(text: string): readonly (readonly Token[])[] {
    const { tokens, sawEmoji } = tokenise(text, this.#fold, 'words')
    const repaired = this.#repair.repaired(tokens, text)
    const readings = [repaired]
    if (sawEmoji) readings.push(this.#repair.repaired(this.#tokens(text, 'vanish'), text))
    const plain = this.#repair.plain(tokens, text)
    if (!sameWords(plain, repaired)) readings.push(plain)
    return readings
  }

  hear(text: string): Heard {
    const hits = new Map<string, Hit>()
    const raisers = new Map<string, string>()
    let words = 0
    let isEveryday = false
    for (const tokens of this.readings(text)) {
      words = Math.max(words, tokens.length)
      const reading = read(tokens, this.#book)
      const signs = new Signs(this.#owners, this.#matcher.find(reading), reading)
      isEveryday ||= signs.isEveryday
      for (const [id, match] of signs.raisers()) {
        if (!raisers.has(id)) raisers.set(id, evidence(text, reading, match))
      }
      for (const { rule, match } of signs.rules()) {
        const about = rule.about ?? aboutWhom(rule.kind, reading, match)
        const when = rule.when ?? signs.when(match, LIMITS.timeWords)
        const response = responseOf(rule, signs, match, inFirstPerson(reading, match))
        const known = hits.get(rule.id)
        if (response === 'none' || (known !== undefined && !stronger(response, about, known))) continue
        hits.set(rule.id, {
          kind: rule.kind,
          about,
          when,
          response,
          rule: rule.id,
          evidence: evidence(text, reading, match),
          from: tokens[match.start]?.start ?? 0,
          to: tokens[match.end - 1]?.end ?? 0,
        })
      }
    }
    return { hits: this.#withoutReplaced([...hits.values()]), raisers, words, isEveryday }
  }

  /** Without what a rule that knows better stands instead of, unless that is answered more strongly. */
  #withoutReplaced(hits: readonly Hit[]): readonly Hit[] {
    return hits.filter(
      (hit) =>
        !hits.some(
          (better) =>
            this.#insteadOf.get(better.rule)?.has(hit.rule) === true &&
            better.from < hit.to &&
            hit.from < better.to &&
            atLeast(better.response, hit.response),
        ),
    )
  }

  /** Which of the owners' patterns stand in the text, whatever the signs around them. */
  owners(text: string): ReadonlySet<number> {
    const found = new Set<number>()
    for (const tokens of this.readings(text)) {
      const reading = read(tokens, this.#book)
      for (const match of this.#matcher.find(reading)) found.add(match.owner)
    }
    return found
  }

  /** Whether words stand in the text that say this of when. */
  says(text: string, when: When): boolean {
    return [...this.owners(text)].some((at) => {
      const owner = this.#owners[at]
      return owner?.is === 'time' && owner.when === when
    })
  }

  /** The text with blanks for what the classifier is not given: what is left stands where it stood. `isCalm`: no worry was heard before. */
  withoutLeftOut(text: string, isCalm: boolean): string {
    let left = text
    for (const tokens of this.readings(text)) {
      for (const { owner, start, end } of this.#matcher.find(read(tokens, this.#book))) {
        const is = this.#owners[owner]?.is
        if (is !== 'left-out' && !(isCalm && is === 'left-out-of-calm')) continue
        const [from, to] = [tokens[start]?.start ?? 0, tokens[end - 1]?.end ?? 0]
        left = left.slice(0, from) + ' '.repeat(to - from) + left.slice(to)
      }
    }
    return left
  }

  #tokens(text: string, emoji: 'words' | 'vanish'): readonly Token[] {
    return tokenise(text, this.#fold, emoji).tokens
  }
}

/** A guard lowers by one step, but a phrase in the first person is never left unheard. */
function responseOf(rule: Rule, signs: Signs, match: Match, firstPerson: boolean): Response {
  if (signs.lowered(rule, match)) {
    const lower = RESPONSES[RESPONSES.indexOf(rule.response) - 1] ?? 'none'
    return lower === 'none' && firstPerson ? 'note' : lower
  }
  return rule.response === 'reach-out' && signs.raised(rule, match) ? 'act-now' : rule.response
}

function stronger(response: Response, about: About, than: Finding): boolean {
  const more = RESPONSES.indexOf(response) - RESPONSES.indexOf(than.response)
  return more > 0 || (more === 0 && about === 'self' && than.about === 'other')
}

/** A short message whole; else the sentence the phrase stands in, as typed; of a long one, the phrase and the words around it. */
function evidence(text: string, reading: Reading, match: Match): string {
  const whole = text.trim()
  if (whole.length <= QUOTED) return whole
  const { tokens } = reading
  let first = match.start
  let last = match.end - 1
  while (first > 0 && tokens[first]?.breakBefore !== true) first -= 1
  while (last + 1 < tokens.length && tokens[last + 1]?.breakBefore !== true) last += 1
  const cut = (from: number, to: number): string =>
    text.slice(tokens[from]?.start ?? 0, tokens[to]?.end ?? text.length)
  const sentence = cut(first, last)
  if (sentence.length <= QUOTED) return sentence
  return cut(
    Math.max(first, match.start - LIMITS.evidenceWords),
    Math.min(last, match.end - 1 + LIMITS.evidenceWords),
  )
}

function sameWords(a: readonly Token[], b: readonly Token[]): boolean {
  return a.length === b.length && a.every((token, at) => token.text === b[at]?.text)
}
