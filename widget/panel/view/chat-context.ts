import type { Choice } from '../../client/wire.ts'
import type { Message } from '../chat.ts'

/** What the parts of the view may do. */
export interface Actions {
  /** Sends what was tapped, as the answer to that message, and gives the keyboard a place to be. */
  readonly choose: (message: Message, choices: readonly Choice[]) => void
  /** `moved`: what was pressed is gone, and the keyboard needs a place to be. */
  readonly write: (text: string, moved?: boolean) => void
  /** Sends words as the answer that a choice stands for. */
  readonly answer: (message: Message, id: string, text: string) => void
  readonly tryAgain: () => void
  readonly startNew: () => void
  /** Something that was fetched is here. */
  readonly redraw: () => void
  /** Says it to those who listen. */
  readonly announce: (words: string) => void
}
