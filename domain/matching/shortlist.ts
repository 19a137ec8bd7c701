import type { Vocabulary } from '../understanding/vocabulary.ts'
import type { AnswersGiven } from './answers-given.ts'
import type { Ask } from './ask.ts'
import { Best } from './best.ts'
import type { Admitted } from './filters.ts'
import { Gate, todayOf } from './filters.ts'
import type { MatchIndex } from './index.ts'
import { withPins } from './pins.ts'
import type { Reason } from './relevance.ts'
import { LEAST, relevance, STEP } from './relevance.ts'
import { mostFit, score } from './score.ts'
import type { Fit } from './score.ts'
import type { SuggestionRequest } from './types.ts'

/** Only the best are looked at closely for variety. */
const LONGEST = 48
/** Sums in another order differ by less than this. */
const ROUNDING = 1e-9

/** An entry that may be shown, with everything by which ideas are chosen from among the best. */
export interface Candidate {
  readonly at: number
  readonly admitted: Admitted
  readonly score: number
  readonly reasons: readonly Reason[]
  readonly word: string | undefined
  /** Whether it is what they said, not only like it. */
  readonly close: boolean
  /** A link worker wants it first, and it is what they said. */
  readonly pinned: boolean
  /** What it answers, and what it is mostly about. */
  readonly wish: string
  readonly subject: string
}

interface Scored {
  readonly at: number
  readonly admitted: Admitted
  readonly score: number
}

/** What words bring up. */
export interface Shortlist {
  /** The best that fit, in order, with what was shown before. */
  readonly best: readonly Candidate[]
  /** For each entry, whether the columns of the index let it be shown; good until the next question. */
  readonly open: Uint8Array
  /** Whether an entry may be shown: distance and times are looked up. */
  readonly admits: (at: number) => boolean
  /** Any other entry, with whatever in it has to do with what they said; undefined for one that may not be shown. */
  readonly candidate: (at: number) => Candidate | undefined
}

/** Looks through everything that has to do with what they said. Good until the next question: the index has one room to work in. */
export function shortlist(
  request: SuggestionRequest,
  answers: AnswersGiven,
  index: MatchIndex,
  vocabulary: Vocabulary,
  pins: ReadonlySet<number>,
): Shortlist {
  const understood = answers.ask
  const today = todayOf(request.now)
  const gate = new Gate(index, understood, request, today)
  const { related, reasons, word } = relevance(understood, index, vocabulary, gate.open)
  const fit: Fit = { index, ask: understood, today: today.number, from: request.from !== undefined }
  const scored = (at: number, value: number): Scored | undefined => {
    const admitted = gate.admit(at)
    return admitted && { at, admitted, score: score(at, value, admitted, fit) }
  }
  // What was shown before stays in: what comes after it is measured by it.
  const best = new Best<Scored>(LONGEST + request.exclude.length, (a, b) => order(a, b, understood, index))
  const most = mostFit(fit)
  // Only free will do: then cost comes before score, and score may not end the search.
  const mayStop = understood.needs.freeOnly !== true
  for (let i = 0; i < related.at.length; i += 1) {
    const at = related.at[i] ?? 0
    const value = related.value[i] ?? 0
    const last = best.worst
    if (last !== undefined) {
      if (mayStop && last.score > value + STEP + most.ofAny + ROUNDING) break
      if (cannotBeat(last, at, value + most.of(at) + ROUNDING, understood, index)) continue
    }
    const found = scored(at, value)
    if (found) best.offer(found)
  }
  /** `least`: what it only touches on makes it neither what they said nor a pin of theirs. */
  const candidateOf = (s: Scored, least = 0): Candidate => {
    const why = reasons(s.at)
    const strong = why.filter(({ value }) => value >= least)
    const said = word(s.at)
    const close = said !== undefined || strong.some((r) => r.close)
    return {
      at: s.at,
      admitted: s.admitted,
      score: s.score - answers.loss(s.at),
      reasons: why,
      word: said,
      close,
      pinned: close && pins.has(s.at),
      wish: strong[0]?.wanted.concept ?? said ?? '',
      subject: index.about.subject(s.at),
    }
  }
  return {
    best: withPins(best.list, related, pins, scored).map((s) => candidateOf(s)),
    open: gate.open,
    admits: (at) => gate.admit(at) !== undefined,
    candidate: (at) => {
      const found = scored(at, 0)
      return found && candidateOf(found, LEAST)
    },
  }
}

function order(a: Scored, b: Scored, ask: Ask, index: MatchIndex): number {
  return paidLast(a.at, b.at, ask, index) || b.score - a.score || a.at - b.at
}

/** Whether an entry that scores at most so much stands behind another for certain. */
function cannotBeat(other: Scored, at: number, atMost: number, ask: Ask, index: MatchIndex): boolean {
  const byCost = paidLast(at, other.at, ask, index)
  return byCost > 0 || (byCost === 0 && atMost < other.score)
}

/** When only free will do, what is known to be free comes first and an unknown cost last; a known price was never let in. */
export function paidLast(a: number, b: number, ask: Ask, index: MatchIndex): number {
  return ask.needs.freeOnly === true ? (index.free[b] ?? -1) - (index.free[a] ?? -1) : 0
}
