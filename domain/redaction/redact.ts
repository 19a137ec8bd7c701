import { merged } from './find.ts'
import type { Personal, Span } from './types.ts'

/** Shorter than this it stands in anything by chance. */
const LEAST_GIVEN = 3

/** What stands in the place of each kind, as people read it: "[phone number]". */
export type Words = (kind: Exclude<Personal, 'postcode'>) => string

export interface RedactOptions {
  readonly words: Words
  /** Kinds that this reader is to have. */
  readonly keeps: ReadonlySet<Personal>
  /** What they chose to give this reader ("text 07700 900123 after 4"): what is found and stands in it stays wherever it stands. */
  readonly given: readonly string[]
}

/** The text without what was found. */
export function redact(text: string, spans: readonly Span[], options: RedactOptions): string {
  const { words, keeps, given } = options
  const own = given.map(plain)
  const isGiven = (said: string): boolean =>
    said.length >= LEAST_GIVEN && own.some((one) => one.includes(said))
  const stands = (span: Span): boolean =>
    keeps.has(span.kind) || isGiven(plain(text.slice(span.from, span.to)))
  const kept = spans.filter(stands)
  const isInKept = ({ from, to }: Span): boolean => kept.some((one) => one.from <= from && to <= one.to)
  const taken = spans.filter((span) => !stands(span) && !isInKept(span))
  let out = ''
  let at = 0
  for (const { from, to, kind, stays } of merged(taken)) {
    out += text.slice(at, from) + (kind === 'postcode' ? (stays ?? '') : words(kind))
    at = to
  }
  return out + text.slice(at)
}

/** The same length, with stars for what was found: offsets in it are offsets in the text. */
export function masked(text: string, spans: readonly Span[]): string {
  let out = ''
  let at = 0
  for (const { from, to } of merged(spans)) {
    out += text.slice(at, from) + '*'.repeat(to - from)
    at = to
  }
  return out + text.slice(at)
}

/** "07700 900123" and "07700900123" are the same. */
const plain = (of: string): string => of.toLowerCase().replace(/[^\p{L}\p{N}@]/gu, '')
