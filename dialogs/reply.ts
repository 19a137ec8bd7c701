/**
 * What the bot says, as the dialogs describe it: one description, rendered as light cards by the web widget and as Adaptive Cards
 * by Teams. On the wire it travels in `channelData.matters` beside a plain-text fallback and suggestedActions, so that any
 * Direct Line client can hold the conversation.
 */

export interface Choice {
  readonly id: string
  readonly label: string
  /** One emoji or symbol shown beside the label, decorative. */
  readonly symbol?: string
  /** A choice that asks for words: where a client can take them in place, it sends them with this id instead. */
  readonly inPlace?: string
  /** A choice that is a time: its day, the time of day, and what else there is to know, so that a client may show a diary. */
  readonly time?: ChoiceTime
}

export interface ChoiceTime {
  readonly day: string
  readonly at: string
  readonly note?: string
}

export interface IdeaCard {
  readonly type: 'idea'
  readonly id: string
  readonly name: string
  readonly organisation?: string
  readonly summary: string
  /** Shown first and never folded: ages, one sex only, alerts. */
  readonly restrictions: readonly string[]
  readonly facts: readonly string[]
  readonly why: readonly string[]
  readonly unknown: readonly string[]
  readonly contact: { readonly phone?: string; readonly email?: string; readonly url?: string }
  readonly checked: string
  readonly attribution?: string
}

export interface CrisisCard {
  readonly type: 'crisis'
  readonly urgent: boolean
  readonly heading: string
  readonly lines: readonly string[]
  /** What to do besides calling: a sentence of its own after the lines. */
  readonly advice?: string
  readonly contacts: readonly {
    readonly id: string
    readonly name: string
    readonly about: string
    /** `tel:999`, `sms:85258?&body=SHOUT`, `https://…` with the label of the button. */
    readonly actions: readonly { readonly label: string; readonly href: string }[]
  }[]
}

export interface SummaryCard {
  readonly type: 'summary'
  readonly heading: string
  readonly sections: readonly {
    readonly heading: string
    readonly lines: readonly {
      readonly id: string
      readonly text: string
      /** Who will see it, in words: "link worker", "nobody". */
      readonly seenBy: string
      readonly actions: readonly Choice[]
    }[]
  }[]
}

export interface AppointmentCard {
  readonly type: 'appointment'
  readonly heading: string
  readonly facts: readonly string[]
  /** Path of the .ics on our own origin, with the label of the link. */
  readonly calendar?: { readonly href: string; readonly label: string }
}

/** A copy to keep, under an address that is theirs alone. */
export interface CopyCard {
  readonly type: 'copy'
  readonly heading: string
  readonly facts: readonly string[]
  /** Paths on our own origin. */
  readonly links: readonly { readonly href: string; readonly label: string }[]
}

/** Their own answers to the same questions then and now: a small picture, with the numbers in words beside it. */
export interface ChangeCard {
  readonly type: 'change'
  readonly heading: string
  readonly items: readonly {
    readonly question: string
    /** The ends of the scale, and both answers on it. */
    readonly min: number
    readonly max: number
    readonly first: number
    readonly later: number
    /** The same in words, then and now: "3 November: 4 out of 10". */
    readonly said: readonly string[]
  }[]
}

export type Card = IdeaCard | CrisisCard | SummaryCard | AppointmentCard | CopyCard | ChangeCard

/** One message of the bot. */
export interface Reply {
  /** Id of the text in content/, or of its first text. */
  readonly message: string
  readonly text: string
  /** The language of the conversation, by its folder's name, and the locale that this text is really in; absent in English. */
  readonly language?: string
  readonly locale?: string
  readonly cards?: readonly Card[]
  /** The question, when this message asks one; at most the last reply of a turn does. */
  readonly ask?: {
    readonly choices: readonly Choice[]
    readonly select: 'one' | 'many'
    /** Most that may be chosen when `select` is many. */
    readonly max?: number
    /** 0 to 10 as buttons, with words at both ends. */
    readonly scale?: {
      readonly min: number
      readonly max: number
      readonly low: string
      readonly high: string
    }
    /** Words for the empty text box. */
    readonly placeholder?: string
    /** What to write to go back to the answer before; absent where there is none. */
    readonly back?: string
    readonly progress?: { readonly step: number; readonly of: number }
  }
  /** Safety comes first on the screen: above everything, announced at once. */
  readonly urgent?: boolean
  /** A person has come in (who, with their role, and the words that ask for the bot back), or has left (both empty). */
  readonly here?: { readonly who: string; readonly back: string }
  /**
   * `once`: after a while it is taken off the screen and out of the log. `code`: what they just wrote is a code by its shape, and the
   * client may try to open the conversation it is for.
   */
  readonly mark?: 'once' | 'code'
}

/** What a tap sends: a message activity whose text is the labels, with this in `channelData.matters`. */
export interface Tap {
  readonly chose: readonly string[]
  /** The activity id of the question that was answered. */
  readonly replyTo?: string
}
