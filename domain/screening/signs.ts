import type { Match } from './matcher.ts'
import type { Reading } from './reading.ts'
import type { Guard, Raiser, Rule, ScreeningRules } from './rules.ts'
import type { When } from './types.ts'

/** Whose a pattern is. */
export type Owner =
  | { readonly is: 'rule'; readonly says: readonly string[]; readonly rule: Rule }
  | { readonly is: 'guard'; readonly says: readonly string[]; readonly guard: Guard }
  | { readonly is: 'raiser'; readonly says: readonly string[]; readonly raiser: Raiser }
  | { readonly is: 'time'; readonly says: readonly string[]; readonly when: When }
  | { readonly is: 'other-meaning'; readonly says: readonly string[] }
  | { readonly is: 'left-out' | 'left-out-of-calm'; readonly says: readonly string[] }
  | { readonly is: 'everyday'; readonly says: readonly string[] }
  | { readonly is: 'other'; readonly says: readonly string[] }

/** A raiser counts when it stands within this many words of the phrase: further off it is about something else. */
const RAISING_WORDS = 14

/** A guard that stands before a phrase may be this many words away ("don't *even really* want to die"). */
const BEFORE_WORDS = 2

/** All patterns of the rules and of what surrounds them. */
export function ownersOf(rules: ScreeningRules): readonly Owner[] {
  const { signals } = rules
  return [
    ...rules.rules.map((rule): Owner => ({ is: 'rule', says: rule.says, rule })),
    ...signals.guards.map((guard): Owner => ({ is: 'guard', says: guard.says, guard })),
    ...signals.raisers.map((raiser): Owner => ({ is: 'raiser', says: raiser.says, raiser })),
    { is: 'time', says: signals.times.now, when: 'now' },
    { is: 'time', says: signals.times.past, when: 'past' },
    { is: 'time', says: signals.times.future, when: 'future' },
    { is: 'other-meaning', says: signals.otherMeanings },
    { is: 'left-out', says: signals.leftOut },
    { is: 'left-out-of-calm', says: signals.leftOutOfCalm },
    { is: 'everyday', says: signals.everyday },
  ]
}

/** What the matches of one reading say together: which rules stand, what lowers or raises them, when. */
export class Signs {
  readonly #rules: { rule: Rule; match: Match }[] = []
  readonly #guards = new Map<string, { guard: Guard; ends: Uint8Array; sentences: Set<number> }>()
  readonly #raisers = new Map<string, Match[]>()
  readonly #near = new Map<string, Uint8Array>()
  readonly #times: Record<When, Uint8Array>
  readonly #otherMeaning: Uint8Array
  readonly #sentence: Int32Array
  readonly #length: number
  /** Something of an ordinary week is told. */
  readonly isEveryday: boolean

  constructor(owners: readonly Owner[], matches: readonly Match[], reading: Reading) {
    const length = reading.tokens.length
    this.#length = length
    this.isEveryday = matches.some(({ owner }) => owners[owner]?.is === 'everyday')
    this.#otherMeaning = new Uint8Array(length)
    this.#sentence = new Int32Array(length)
    this.#times = {
      now: new Uint8Array(length),
      past: new Uint8Array(length),
      future: new Uint8Array(length),
      unclear: new Uint8Array(0),
    }
    let sentence = 0
    for (const [at, token] of reading.tokens.entries()) {
      if (token.breakBefore) sentence += 1
      this.#sentence[at] = sentence
    }
    for (const match of matches) {
      if (owners[match.owner]?.is === 'other-meaning') this.#otherMeaning.fill(1, match.start, match.end)
    }
    for (const match of matches) {
      const owner = owners[match.owner]
      if (owner === undefined || owner.is === 'other-meaning') continue
      const hearsThrough = owner.is === 'rule' && owner.rule.hearsThrough
      if (!hearsThrough && this.#meansOther(match)) continue
      if (owner.is === 'rule') this.#rules.push({ rule: owner.rule, match })
      else if (owner.is === 'time') this.#times[owner.when].fill(1, match.start, match.end)
      else if (owner.is === 'raiser') this.#addRaiser(owner.raiser.id, match)
      else if (owner.is === 'guard' && !takenBack(owner.guard, match, reading)) {
        this.#addGuard(owner.guard, match)
      }
    }
  }

  rules(): readonly { readonly rule: Rule; readonly match: Match }[] {
    return this.#rules
  }

  *raisers(): Iterable<[string, Match]> {
    for (const [id, matches] of this.#raisers) {
      const first = matches[0]
      if (first !== undefined) yield [id, first]
    }
  }

  /** Whether one of the rule's guards stands by the phrase. */
  lowered(rule: Rule, match: Match): boolean {
    return rule.unless.some((name) => {
      const found = this.#guards.get(name)
      if (found === undefined) return false
      if (found.guard.where === 'message') return true
      const sentence = this.#sentence[match.start] ?? 0
      if (found.guard.where === 'sentence') return found.sentences.has(sentence)
      for (let end = match.start; end >= Math.max(1, match.start - BEFORE_WORDS); end -= 1) {
        if (found.ends[end] === 1 && this.#sentence[end - 1] === sentence) return true
      }
      return false
    })
  }

  raised(rule: Rule, match: Match): boolean {
    return rule.raisedBy.some((name) => {
      const near = this.#near.get(name)
      return near !== undefined && (near[match.start] === 1 || near[match.end - 1] === 1)
    })
  }

  /** When: from the words around the phrase, in its sentence; what stands in the present unless it says otherwise. */
  when(match: Match, words: number): When {
    const sentence = this.#sentence[match.start] ?? 0
    const said = { now: false, past: false, future: false }
    const to = Math.min(this.#length, match.end + words)
    for (let at = Math.max(0, match.start - words); at < to; at += 1) {
      if (this.#sentence[at] !== sentence) continue
      said.now ||= this.#times.now[at] === 1
      said.past ||= this.#times.past[at] === 1
      said.future ||= this.#times.future[at] === 1
    }
    if (said.now) return 'now'
    if (said.past) return 'past'
    return said.future ? 'future' : 'now'
  }

  #meansOther(match: Match): boolean {
    for (let at = match.start; at < match.end; at += 1) if (this.#otherMeaning[at] === 1) return true
    return false
  }

  #addGuard(guard: Guard, match: Match): void {
    let known = this.#guards.get(guard.id)
    if (known === undefined) {
      known = { guard, ends: new Uint8Array(this.#length + 1), sentences: new Set() }
      this.#guards.set(guard.id, known)
    }
    known.ends[match.end] = 1
    known.sentences.add(this.#sentence[match.start] ?? 0)
  }

  #addRaiser(id: string, match: Match): void {
    const known = this.#raisers.get(id)
    if (known === undefined) {
      this.#raisers.set(id, [match])
      this.#near.set(id, new Uint8Array(this.#length))
    } else known.push(match)
    this.#near
      .get(id)
      ?.fill(1, Math.max(0, match.start - RAISING_WORDS), Math.min(this.#length, match.end + RAISING_WORDS))
  }
}

/** "can't stop", "not gonna lie": a guard before the phrase that consists of a negation which is none. */
function takenBack(guard: Guard, match: Match, reading: Reading): boolean {
  if (guard.where !== 'before') return false
  for (let at = match.start; at < match.end; at += 1) if (reading.takenBack[at] === 1) return true
  return false
}
