import type { Choice } from '../../client/wire.ts'
import type { Message } from '../chat.ts'
import type { PanelWords } from '../words.ts'

/** What the parts of the view may do. */
export interface Actions {
  /** Sends what was tapped, as the answer to that message, and gives the keyboard a place to be. */
  readonly choose: (message: Message, choices: readonly Choice[]) => void
  readonly write: (text: string) => void
  readonly tryAgain: () => void
  readonly startNew: () => void
  /** Something that was fetched is here. */
  readonly redraw: () => void
  /** Says it to those who listen. */
  readonly announce: (words: string) => void
  /** Of the language that is spoken now. */
  readonly words: PanelWords
}
