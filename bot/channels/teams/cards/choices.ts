import type { Choice, Reply } from '../../../../dialogs/reply.ts'
import { actionSets, execute, row, words } from './adaptive.ts'
import type { Action, Element } from './adaptive.ts'
import { CHOOSE, PICKED } from './taps.ts'
import type { TapData } from './taps.ts'

/** More buttons than this are a wall: they become a list to pick from. */
const MOST_BUTTONS = 8
/** Letters of a button that a phone of 360 px shows whole, also wide ones: a button does not wrap, a row does. */
const LONGEST_BUTTON = 32
/** Among several these are answers of their own: nothing could be chosen beside them (as in the widget). */
const ALONE = new Set(['skip', 'more', 'none'])

/** Everything in a reply that can be tapped, in one order: a button carries its place here and no words. */
export const tappable = (reply: Reply): readonly Choice[] => [
  ...(reply.ask?.choices ?? []),
  ...(reply.cards ?? []).flatMap((card) => {
    if (card.type !== 'summary') return []
    return card.sections.flatMap(({ lines }) => lines.flatMap(({ actions }) => actions))
  }),
]

/** Makes buttons for one reply of one chat. */
export class Buttons {
  readonly #reply: Reply
  readonly #chat: string
  readonly #seq: number

  constructor(of: { reply: Reply; chat: string; seq: number }) {
    this.#reply = of.reply
    this.#chat = of.chat
    this.#seq = of.seq
  }

  /** `own` are the very objects of the reply: two lines of a summary have buttons of the same words. */
  of(own: readonly Choice[]): Action[] {
    const all = tappable(this.#reply)
    return own.flatMap((choice) => {
      const at = all.indexOf(choice)
      return at < 0 ? [] : [execute(titleOf(choice), CHOOSE, this.#data([at]), choice.label)]
    })
  }

  /** Sends what is picked in the card's list. */
  done(label: string): Action {
    return { ...execute(label, CHOOSE, this.#data([])), style: 'positive' }
  }

  #data(at: readonly number[]): TapData {
    return { matters: { chat: this.#chat, seq: this.#seq, at } }
  }
}

export interface ChoiceWords {
  /** "Done", for a list. */
  readonly done: string
  /** Above a list of which several, or one, may be picked. */
  readonly several: string
  readonly one: string
}

/** The answers of a question: buttons, rows to tap where words are long, a scale with words at both ends, or a list to pick from. */
export function choiceElements(
  ask: NonNullable<Reply['ask']>,
  buttons: Buttons,
  said: ChoiceWords,
): Element[] {
  const { choices, scale } = ask
  if (scale) {
    return [
      ...words(`${scale.min}: ${scale.low}. ${scale.max}: ${scale.high}.`, { isSubtle: true }),
      ...actionSets(buttons.of(choices)),
    ]
  }
  const alone = choices.filter(({ id }) => ALONE.has(id))
  const listed = choices.filter(({ id }) => !ALONE.has(id))
  const isCut = choices.some((choice) => titleOf(choice).length > LONGEST_BUTTON)
  const isList = ask.select === 'many' ? listed.length > 0 : listed.length > MOST_BUTTONS
  if (!isList) return isCut ? buttons.of(choices).map(row) : actionSets(buttons.of(choices))
  return [
    {
      type: 'Input.ChoiceSet',
      id: PICKED,
      label: ask.select === 'many' ? said.several : said.one,
      style: 'expanded',
      isMultiSelect: ask.select === 'many',
      wrap: true,
      choices: listed.map((choice) => ({ title: titleOf(choice), value: String(choices.indexOf(choice)) })),
    },
    ...actionSets([buttons.done(said.done), ...buttons.of(alone)]),
  ]
}

const titleOf = ({ symbol, label }: Choice): string => (symbol === undefined ? label : `${symbol} ${label}`)
