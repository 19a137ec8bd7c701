import type { Match } from './matcher.ts'
import type { Reading } from './reading.ts'
import { FLAG } from './reading.ts'
import type { About, ConcernKind } from './types.ts'

/** How far behind a phrase "me" may stand to be the one who suffers it ("threatening to post my pictures"). */
const SUFFERER_WORDS = 4

/** Which of them it is, between "my" and the person: "my little brother" is no thing of theirs. */
const WHICH: ReadonlySet<string> = new Set([
  'little',
  'best',
  'big',
  'older',
  'younger',
  'baby',
  'step',
  'twin',
  'half',
])

/** How far back the subject of a phrase is looked for, in words of the same sentence. */
const SUBJECT_WORDS = 9

/**
 * Kinds in which something is done to someone: the subject of the sentence is the one who does it, so the one who suffers it is
 * looked for. In all other kinds the subject is the one it is about.
 */
const DONE_TO_SOMEONE: ReadonlySet<ConcernKind> = new Set<ConcernKind>([
  'abuse',
  'neglect',
  'sexual-harm',
  'exploitation',
  'online-harm',
  'bullying',
  'domestic-abuse',
  'identity-hate',
  'missing-home',
])

/** Who a phrase is about. What nothing speaks against is about the one who writes. */
export function aboutWhom(kind: ConcernKind, reading: Reading, match: Match): About {
  return DONE_TO_SOMEONE.has(kind) ? whoSuffers(reading, match) : whoDoes(kind, reading, match)
}

/** "myself" and "herself" decide; else the nearest subject before the phrase. */
function whoDoes(kind: ConcernKind, reading: Reading, match: Match): About {
  // "He'll burn my house down": whom it is done to.
  const saysWhoDoes = kind !== 'harm-to-others'
  for (let at = match.start; at < match.end; at += 1) {
    if (has(reading, at, FLAG.myself) || (saysWhoDoes && isMyThing(reading, at))) return 'self'
    if (has(reading, at, FLAG.themselves)) return 'other'
  }
  for (const at of backwards(reading, match.start)) {
    if (reading.subject[at] === 1) return 'self'
    if (reading.subject[at] === 2) return withMe(reading, at) ? 'self' : 'other'
  }
  return 'self'
}

/** "me" or "my" with a thing in the phrase is the young person; else someone named in it, or before it; else "him". */
function whoSuffers(reading: Reading, match: Match): About {
  for (let at = match.start; at < Math.min(reading.length, match.end + SUFFERER_WORDS); at += 1) {
    if (at >= match.end && reading.breaks[at] === 1) break
    const mine = at < match.end ? reading.subject[at] === 1 : reading.tokens[at]?.text === 'me'
    if (mine || isMyThing(reading, at)) return 'self'
  }
  for (let at = match.end - 1; at >= match.start; at -= 1) {
    if (has(reading, at, FLAG.theOneHurt)) return 'other'
  }
  // "Put my nudes in the chat", where the phrase begins with what is theirs.
  if (isMyThing(reading, match.start - 1)) return 'self'
  for (const at of backwards(reading, match.start - 1)) {
    if (reading.subject[at] === 1) return 'self'
    if (has(reading, at, FLAG.theOneHurt)) return withMe(reading, at) ? 'self' : 'other'
  }
  for (let at = match.start; at < match.end; at += 1) if (has(reading, at, FLAG.him)) return 'other'
  return 'self'
}

function has(reading: Reading, at: number, flag: number): boolean {
  return ((reading.flags[at] ?? 0) & flag) !== 0
}

/** Not "we": "we did county lines in PSHE" is nobody's own. */
function isI(reading: Reading, at: number): boolean {
  const word = reading.tokens[at]?.text
  return reading.subject[at] === 1 && word !== 'we' && word !== 'us'
}

function isMyThing(reading: Reading, at: number): boolean {
  if (reading.tokens[at]?.text !== 'my') return false
  const next =
    reading.subject[at + 1] === 0 && WHICH.has(reading.tokens[at + 1]?.text ?? '') ? at + 2 : at + 1
  return reading.subject[next] !== 2
}

function* backwards(reading: Reading, from: number): Iterable<number> {
  for (let at = from; at >= Math.max(0, from - SUBJECT_WORDS); at -= 1) {
    yield at
    if (reading.tokens[at]?.breakBefore === true) return
  }
}

/** "me and my mate": the young person is one of them. */
function withMe(reading: Reading, at: number): boolean {
  let first = at
  while (first > 0 && (reading.subject[first - 1] === 2 || reading.tokens[first - 1]?.text === 'my'))
    first -= 1
  return reading.tokens[first - 1]?.text === 'and' && reading.subject[first - 2] === 1
}

/** Whether the young person speaks of themselves in so many words: in the phrase, or as the nearest subject before it. */
export function inFirstPerson(reading: Reading, match: Match): boolean {
  for (let at = match.start; at < match.end; at += 1) {
    if (isI(reading, at) || isMyThing(reading, at)) return true
  }
  for (const at of backwards(reading, match.start - 1)) if (reading.subject[at] !== 0) return isI(reading, at)
  return false
}
