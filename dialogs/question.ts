import type { TextChoice } from '../content/load-texts.ts'
import type { Values } from '../content/message.ts'
import type { Person } from '../domain/conversation/person.ts'
import type { Card, ChoiceTime } from './reply.ts'
import type { Scale } from './scale.ts'
import type { Scope } from './scope.ts'

/** A tap under a question; a time says its parts. */
export interface AskChoice extends TextChoice {
  readonly time?: ChoiceTime
}

/** What a question shows: its text, the taps under it, and how they may be taken. */
export interface Ask {
  /** Id of the text. */
  readonly say: string
  readonly values?: Values
  readonly cards?: readonly Card[]
  /** The taps, from content's choices or made of what there is (ideas, times). */
  readonly choices?: readonly AskChoice[]
  /** Ids of taps that stand on a card of this message and not under the question. */
  readonly hidden?: readonly string[]
  readonly select?: 'one' | 'many'
  readonly max?: number
  readonly scale?: Scale
  /** Whether skip is offered; it is unless the question is its own way out. */
  readonly skippable?: boolean
}

/** An answer: what was tapped or what the words mean among the choices, and the words. */
export interface Answer {
  readonly text: string
  /** Ids of the offered choices that the tap or the words name. */
  readonly chose: readonly string[]
  /** There are words of their own: not a tap, and more than the name or number of a choice. */
  readonly typed: boolean
}

/** Small facts a question keeps for the next one of its phase, in the dialog's state. */
export type Notes = Readonly<Record<string, string>>

/** What comes after an answer. */
export type Outcome =
  /** On to the next question of the path (or out, when this was only changed). */
  | { readonly to: 'next'; readonly then?: Push }
  /** The same question again, after what is put on top is over. */
  | { readonly to: 'again'; readonly then?: Push }
  /** Nothing more is asked now; the question stands. */
  | { readonly to: 'rest' }
  /** Everything on the stack goes; the next message begins anew. */
  | { readonly to: 'finish' }
  /** Another question of the same phase. */
  | { readonly to: 'question'; readonly question: string; readonly notes?: Notes }
  /** The phase, or the interruption, is over. */
  | { readonly to: 'end'; readonly then?: Push }
  /** Everything on the stack goes, and the conversation begins again. */
  | { readonly to: 'restart' }
  /** Not understood; the question may have its own words for that. */
  | { readonly to: 'unclear'; readonly say?: string }

/** A dialog put on top of the stack; what is under it asks its question again afterwards. */
export interface Push {
  readonly phase: string
  readonly options: PhaseOptions
}

export interface PhaseOptions {
  /** Where to begin; the phase's first question otherwise. */
  readonly question?: string
  readonly notes?: Notes
  /** Ends by itself after this question, or after the phase's last one, instead of going on along the path. */
  readonly until?: 'question' | 'phase'
}

/** One named step of a phase. It holds no words and does nothing outside the draft. */
export interface Question {
  readonly name: string
  /** Text id that says why it is asked, for "why" and "what do you mean". Where there is none, those are words as any others. */
  readonly why?: string
  applies?(scope: Scope, notes: Notes): boolean
  ask(scope: Scope, notes: Notes): Ask | Promise<Ask>
  take(answer: Answer, scope: Scope, notes: Notes): Outcome | Promise<Outcome>
  /**
   * Choices that do what is not undone, or that end talk of safety: typed, one counts only when it is all that was said. "Will my mum see
   * it if i send it" has the words of a yes in it, and is none; nor is "did i do something wrong" a "you got that wrong".
   */
  readonly commits?: readonly string[]
  /** What is missing answers it too: "i havent got the confidence", "aint got no money". */
  readonly ofMissing?: boolean
  /** It asks for a name: no sentence is an answer to it, and "why do u need that" asks back. */
  readonly isName?: boolean
  /** What is done with words typed before it was on their screen, and with a choice in them that commits nothing; else it is put again. */
  unread?(answer: Answer, scope: Scope, notes: Notes): Outcome
  /** A skip, or "I don't know" when it means the same. */
  skip(scope: Scope, notes: Notes): Outcome | Promise<Outcome>
  /** "That's private", when it is not a skip. */
  refused?(scope: Scope, notes: Notes): Outcome
  /** "I don't know", when it is not a skip. */
  unsure?(scope: Scope, notes: Notes): Outcome
  /** Whether it has an answer that could be changed, and the answer in their words. */
  answered?(person: Person, scope: Scope): string | undefined
}

export const next = (then?: Push): Outcome => (then ? { to: 'next', then } : { to: 'next' })
export const again: Outcome = { to: 'again' }
export const unclear: Outcome = { to: 'unclear' }
export const end = (then?: Push): Outcome => (then ? { to: 'end', then } : { to: 'end' })
export const goTo = (question: string, notes: Notes = {}): Outcome => ({ to: 'question', question, notes })
