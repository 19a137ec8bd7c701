import { createFold } from '../characters.ts'
import { tokenise } from '../normalise.ts'
import type { Spelling } from '../rules.ts'
import type { Exchange } from '../types.ts'
import { MARKS } from '../../network/pieces.ts'
import type { Pieces } from '../../network/pieces.ts'

const LIMITS = {
  /** Of a longer text the beginning and the end are read. */
  head: 600,
  tail: 300,
  /** A longer question of the bot is cut at its beginning. */
  bot: 120,
  /** Pieces of a message, and of a message with what came before: a turn must stay quick. */
  alone: 96,
  together: 112,
  /** A part of a longer message, in words, and how far the next begins behind it where a sentence has more. */
  part: 20,
  step: 10,
  /** Of more parts the first and the last are read. */
  parts: 40,
} as const

/** The most pieces that one reading has. */
export const LONGEST = LIMITS.together

/** A text as the classifier reads it, and where each piece comes from. */
export interface Encoded {
  readonly pieces: readonly number[]
  /** The sentence of the message that the piece belongs to, or -1: the bot's words, and words of before. */
  readonly sentences: readonly number[]
  /** Sentences of the message: UTF-16 offsets into the text as typed. */
  readonly spans: readonly (readonly [from: number, to: number])[]
}

/** Turns text into pieces: folded letters, txt-speak spelt out, emoji as words, sentences marked. */
export class Encoder {
  readonly #fold
  readonly #words: ReadonlyMap<string, string>
  readonly #pieces: Pieces

  constructor(spelling: Spelling, pieces: Pieces) {
    this.#fold = createFold(spelling)
    // A word that the rules leave out ("lol") still says something here.
    this.#words = new Map(Object.entries(spelling.words).filter(([, to]) => to !== ''))
    this.#pieces = pieces
  }

  /** One message by itself. */
  alone(text: string): Encoded {
    const own = this.#message(text)
    return cut(own, LIMITS.alone)
  }

  /** A message after what came before it, the oldest first, and the question it answers. */
  together(before: readonly Exchange[], question: string | undefined, text: string): Encoded {
    const own = this.#message(text)
    const room = LIMITS.together - 1 - Math.min(own.pieces.length, LIMITS.alone)
    const earlier: number[] = []
    for (const { bot, yp } of before) {
      earlier.push(...this.#asked(bot))
      earlier.push(MARKS.youngPerson, ...this.#plain(yp))
    }
    earlier.push(...this.#asked(question ?? ''))
    const context = [...(room > 0 ? earlier.slice(-room) : []), MARKS.youngPerson]
    const kept = cut(own, LIMITS.alone)
    return {
      pieces: [...context, ...kept.pieces],
      sentences: [...context.map(() => -1), ...kept.sentences],
      spans: kept.spans,
    }
  }

  /**
   * The parts of a message as offsets into it (UTF-16 units): its sentences and lines, and of one that goes on and on, windows that overlap.
   * Parts of less than `fewest` words are left out.
   */
  parts(text: string, fewest: number): readonly (readonly [from: number, to: number])[] {
    const parts: (readonly [number, number])[] = []
    const { tokens } = tokenise(text, this.#fold, 'words')
    const close = (from: number, end: number): void => {
      for (let at = from; ; at += LIMITS.step) {
        const isLast = at + LIMITS.part >= end
        const begin = tokens[isLast ? Math.max(from, end - LIMITS.part) : at]
        const last = tokens[isLast ? end - 1 : at + LIMITS.part - 1]
        if (begin && last && end - from >= fewest) parts.push([begin.start, last.end])
        if (isLast) return
      }
    }
    let from = 0
    for (const [at, token] of tokens.entries()) {
      const isNewLine = text.slice(tokens[at - 1]?.end, token.start).includes('\n')
      if (!(token.breakBefore || isNewLine) || at === from) continue
      close(from, at)
      from = at
    }
    close(from, tokens.length)
    const half = LIMITS.parts / 2
    return parts.length <= LIMITS.parts ? parts : [...parts.slice(0, half), ...parts.slice(-half)]
  }

  /** The words of a text as the grams take them: small letters, no stops. */
  words(text: string): readonly string[] {
    const words = (part: string): string[] =>
      tokenise(part, this.#fold, 'words').tokens.flatMap((token) => this.#word(token.text).split(' '))
    return text.length <= LIMITS.head + LIMITS.tail
      ? words(text)
      : [...words(text.slice(0, LIMITS.head)), ...words(text.slice(-LIMITS.tail))]
  }

  #word(word: string): string {
    return this.#words.get(word) ?? word
  }

  /** What the bot asked: its last question. The rest of what it says is ours and tells nothing of them. */
  #asked(bot: string): readonly number[] {
    const asked = /[^.!?]*\?\s*$/.exec(bot)?.[0].trim() ?? ''
    return asked === '' ? [] : [MARKS.bot, ...this.#plain(asked.slice(-LIMITS.bot))]
  }

  #plain(text: string): readonly number[] {
    return this.#message(text).pieces
  }

  #message(text: string): Encoded {
    if (text.length <= LIMITS.head + LIMITS.tail) return this.#part(text, 0)
    const head = this.#part(text.slice(0, LIMITS.head), 0)
    const tailFrom = text.length - LIMITS.tail
    const tail = this.#part(text.slice(tailFrom), tailFrom)
    return {
      pieces: [...head.pieces, ...tail.pieces],
      sentences: [...head.sentences, ...tail.sentences.map((n) => n + head.spans.length)],
      spans: [...head.spans, ...tail.spans],
    }
  }

  #part(text: string, offset: number): Encoded {
    const pieces: number[] = []
    const sentences: number[] = []
    const spans: [number, number][] = []
    let words: string[] = []
    let [from, to] = [0, 0]
    const close = (): void => {
      if (words.length === 0) return
      for (const piece of this.#pieces.of(words.join(' '))) {
        pieces.push(piece)
        sentences.push(spans.length)
      }
      spans.push([offset + from, offset + to])
      words = []
    }
    for (const token of tokenise(text, this.#fold, 'words').tokens) {
      if (token.breakBefore && words.length > 0) {
        words.push(`${words.pop() ?? ''}.`)
        close()
      }
      if (words.length === 0) from = token.start
      to = token.end
      // The vocabulary was learnt from edited English, in which "I" is large.
      words.push(this.#word(token.text).replace(/\bi\b/g, 'I'))
    }
    close()
    return { pieces, sentences, spans }
  }
}

/** Of too many pieces the first two thirds and the last third. */
function cut(encoded: Encoded, most: number): Encoded {
  const { pieces, sentences, spans } = encoded
  if (pieces.length === 0) return { pieces: [MARKS.unknown], sentences: [-1], spans }
  if (pieces.length <= most) return encoded
  const head = Math.ceil((most * 2) / 3)
  const tail = most - head
  return {
    pieces: [...pieces.slice(0, head), ...pieces.slice(-tail)],
    sentences: [...sentences.slice(0, head), ...sentences.slice(-tail)],
    spans,
  }
}
