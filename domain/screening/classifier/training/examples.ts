import type { Exchange } from '../../types.ts'
import type { Encoder } from '../encode.ts'
import type { Example } from './learner.ts'
import type { Label } from './loss.ts'

/** A labelled message or conversation; the last exchange is what the label is about. */
export interface LabelledTalk extends Label {
  readonly turns: readonly Exchange[]
  readonly isTalk: boolean
}

const CHANCES = {
  /** A message alone is put behind a question of the bot, or behind a harmless exchange and a question. */
  question: 0.2,
  exchange: 0.1,
  /** A harmless conversation is cut short: it is harmless at every turn. */
  shorter: 0.3,
  /** A word of a message is mistyped, up to two. */
  typo: 0.12,
  /** A piece of a word is left out. */
  piece: 0.05,
} as const

/** Shorter messages keep all their pieces. */
const FEW_PIECES = 4

/** What bots ask and harmless things that were said, to put before messages that stand alone. */
export interface Surroundings {
  readonly questions: readonly string[]
  readonly harmless: readonly Exchange[]
}

/** Makes examples to learn from, a little different each time, so that words are learnt and not letters of one line. */
export function varied(
  talk: LabelledTalk,
  encoder: Encoder,
  around: Surroundings,
  random: () => number,
): Example {
  const pieces = encoded(talk, encoder, around, random).filter(
    (_, __, all) => all.length < FEW_PIECES || random() >= CHANCES.piece,
  )
  const { response, kinds, about, when } = talk
  return { pieces, response, kinds, about, when }
}

function encoded(
  talk: LabelledTalk,
  encoder: Encoder,
  around: Surroundings,
  random: () => number,
): readonly number[] {
  const any = <T>(things: readonly T[]): T | undefined => things[Math.floor(random() * things.length)]
  let turns = talk.turns
  if (talk.response === 'none' && turns.length > 1 && random() < CHANCES.shorter) {
    turns = turns.slice(0, 1 + Math.floor(random() * (turns.length - 1)))
  }
  const last = turns.at(-1)
  if (last === undefined) return encoder.alone('').pieces
  const text = mistyped(last.yp, random)
  if (talk.isTalk) return encoder.together(turns.slice(0, -1), last.bot, text).pieces
  const luck = random()
  if (luck < CHANCES.exchange) {
    const before = any(around.harmless)
    return encoder.together(before === undefined ? [] : [before], any(around.questions), text).pieces
  }
  if (luck < CHANCES.exchange + CHANCES.question) {
    return encoder.together([], any(around.questions), text).pieces
  }
  return encoder.alone(text).pieces
}

/** Fingers slip: a letter twice, left out, or before its neighbour. */
export function mistyped(text: string, random: () => number): string {
  let slips = 0
  return text
    .split(' ')
    .map((word) => {
      if (slips === 2 || word.length < 4 || random() >= CHANCES.typo) return word
      slips += 1
      const at = 1 + Math.floor(random() * (word.length - 2))
      const [head, one, two, tail] = [
        word.slice(0, at),
        word.charAt(at),
        word.charAt(at + 1),
        word.slice(at + 2),
      ]
      const way = Math.floor(random() * 3)
      if (way === 0) return head + one + one + two + tail
      return way === 1 ? head + two + tail : head + two + one + tail
    })
    .join(' ')
}
