import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { About, ConcernKind, Response, When } from '../domain/screening/types.ts'
import type { Exchange } from '../domain/screening/types.ts'
import { ContentError } from './yaml.ts'

/**
 * `newer`: voices that the regressions have learnt and the network has not, which takes an hour; when it is learnt again they are voices like
 * the others. `later`: voices that the next learning takes in; until then they say how voices are heard that nobody has learnt.
 */
export type Part = 'train' | 'dev' | 'test' | 'newer' | 'later'

/** Of a hundred groups, where train and dev end; the rest is test. */
const PARTS = { train: 70, dev: 85 } as const

/** Voices that are only learnt from: the rules were made on them, so what is heard of them says nothing. */
const ONLY_LEARNT = ['first']
/** Voices that nobody learns: what is heard of them is the honest figure for people whose voice nobody wrote. */
const ONLY_JUDGED = ['short-e', 'short-talks']
/** Written after the network was learnt last. */
const NEWER: readonly string[] = [
  'before-the-bell',
  'said-sideways',
  'who-and-when',
  'nothing-to-see',
  'market-day',
  'ring-road',
  'told-on',
  'at-this-hour',
  'not-like-that',
]
const LATER: readonly string[] = ['all-sorts', 'bit-between']

/** A line of the corpus: content/screening/corpus/README.md says how it is written and what the labels mean. */
export interface CorpusLine {
  /** The file it stands in, without its ending. */
  readonly voice: string
  readonly line: number
  readonly part: Part
  /** The message, or of a conversation its exchanges; the last one is what is labelled. */
  readonly turns: readonly Exchange[]
  readonly isTalk: boolean
  readonly response: Response
  /** Main kind first; empty for a harmless line. */
  readonly kinds: readonly ConcernKind[]
  readonly about: About
  readonly when: When
  /** Of a worry: told by facts alone. Of a harmless line: looks like a worry. */
  readonly facts: boolean
  readonly hard: boolean
  /** No line of this voice is learnt from. */
  readonly isUnlearnt: boolean
}

/** Reads all voices. Throws ContentError with `file:line: reason` for every line that is not of the format, stands twice in a file, or means two things. */
export function loadCorpus(folder: string): readonly CorpusLine[] {
  const problems: string[] = []
  const seen = new Map<
    string,
    { readonly place: string; readonly file: string; readonly response: Response }
  >()
  const all: CorpusLine[] = []
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()) {
    const voice = file.slice(0, -'.txt'.length)
    let part: Part | undefined
    for (const [index, written] of readFileSync(join(folder, file), 'utf8').split('\n').entries()) {
      const line = written.trim()
      if (line === '') part = undefined
      if (line === '' || line.startsWith('#')) continue
      const place = `content/screening/corpus/${file}:${index + 1}`
      const read = readLine(line)
      if (typeof read === 'string') {
        problems.push(`${place}: ${read}`)
        continue
      }
      const { text, ...label } = read
      const twin = seen.get(text.toLowerCase())
      // "idk" may be said by many; it may not mean two things.
      if (twin !== undefined && (twin.file === file || twin.response !== label.response)) {
        problems.push(`${place}: the same words stand in ${twin.place}`)
      }
      seen.set(text.toLowerCase(), { place, file, response: label.response })
      part ??= partOf(voice, text)
      const isUnlearnt = ONLY_JUDGED.includes(voice)
      all.push({ voice, line: index + 1, part, isUnlearnt, ...label })
    }
  }
  if (problems.length > 0) throw new ContentError(problems)
  return all
}

/** A group goes where its first line's hash says, so that what differs by a word is never on both sides. */
function partOf(voice: string, text: string): Part {
  if (ONLY_LEARNT.includes(voice)) return 'train'
  if (NEWER.includes(voice)) return 'newer'
  if (LATER.includes(voice)) return 'later'
  if (ONLY_JUDGED.includes(voice)) return 'test'
  const hundredth = createHash('sha256').update(text).digest().readUInt32BE(0) % 100
  if (hundredth < PARTS.train) return 'train'
  return hundredth < PARTS.dev ? 'dev' : 'test'
}

type Label = Omit<CorpusLine, 'voice' | 'line' | 'part' | 'isUnlearnt'>

function readLine(line: string): (Label & { readonly text: string }) | string {
  const bar = line.indexOf(' | ')
  if (bar < 0) return 'there is no " | " between label and message'
  const text = line.slice(bar + 3).trim()
  const turns = turnsOf(text)
  if (turns === undefined) return 'a conversation begins with <bot> or <yp> and ends with <yp> and words'
  const common = { text, turns, isTalk: text.includes('<yp>') }
  const [said = '', second = '', ...rest] = line.slice(0, bar).split(/ +/)
  const response = Response.safeParse(said)
  if (!response.success) return `"${said}" is no response`
  if (response.data === 'none') {
    if (!['hard', 'chat'].includes(second) || rest.length > 0)
      return 'a harmless line is none hard or none chat'
    const hard = second === 'hard'
    return { ...common, response: 'none', kinds: [], about: 'self', when: 'now', facts: false, hard }
  }
  const kinds = second.split('+').map((kind) => ConcernKind.safeParse(kind))
  const about = About.safeParse(rest[0])
  const when = When.exclude(['unclear']).safeParse(rest[1])
  const named = kinds.flatMap((kind) => (kind.success ? [kind.data] : []))
  if (named.length !== kinds.length) return `"${second}" names no kind`
  if (!about.success || !when.success) return 'after the kind stand self or other, and past, now or future'
  if (rest.length > 3 || (rest[2] !== undefined && rest[2] !== 'facts')) return 'only "facts" may stand last'
  return {
    ...common,
    response: response.data,
    kinds: named,
    about: about.data,
    when: when.data,
    facts: rest[2] === 'facts',
    hard: false,
  }
}

function turnsOf(text: string): readonly Exchange[] | undefined {
  if (!text.includes('<yp>'))
    return text === '' || text.includes('<bot>') ? undefined : [{ bot: '', yp: text }]
  if (!/^<(bot|yp)>/.test(text)) return undefined
  const turns: Exchange[] = []
  let bot = ''
  for (const [, who, words = ''] of text.matchAll(/<(bot|yp)>([^<]*)/g)) {
    if (who === 'bot') bot = words.trim()
    else {
      turns.push({ bot, yp: words.trim() })
      bot = ''
    }
  }
  return bot !== '' || turns.at(-1)?.yp === '' ? undefined : turns
}
