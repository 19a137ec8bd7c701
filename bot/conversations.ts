import type { Activity } from 'botframework-schema'
import { z } from 'zod'

/** Who is talking, as the channel's authentication knows it; never as the activity claims. */
export interface Speaker {
  readonly conversation: string
  readonly user: string
  readonly school: string
  readonly channel: 'directline' | 'console' | 'teams'
  /** Where answers are sent, of channels that are not asked for them. */
  readonly reference?: Reference
}

/** A conversation as its connector knows it (Bot Framework's ConversationReference, as little of it as is needed). */
export const Reference = z.object({
  channelId: z.enum(['msteams', 'directline']),
  serviceUrl: z.string(),
  conversation: z.string(),
  tenant: z.string().optional(),
  user: z.string(),
  bot: z.string(),
})
export type Reference = z.infer<typeof Reference>

/** An activity as it is written in JSON: botbuilder's type has a Date where the wire has text. */
export type WireActivity = Omit<Partial<Activity>, 'timestamp' | 'localTimestamp'> & {
  readonly timestamp?: string
}

/** One activity of a conversation as stored and streamed. `seq` counts from 1 without gaps and is the watermark. */
export interface LoggedActivity {
  readonly seq: number
  readonly activity: WireActivity
}

/** What a young person's client sends, after zod at the channel's edge. */
export interface Incoming {
  readonly type: 'message' | 'event' | 'typing' | 'conversationUpdate'
  readonly text?: string
  /** What their browser or Teams is set to. */
  readonly locale?: string
  /** The language that their page asks for, by its folder's name. */
  readonly language?: string
  /** A resend has the same id: it gets the first answer again and changes nothing. */
  readonly clientActivityId?: string
  /** Content types of attachments; we take none and say so. */
  readonly attachments?: readonly string[]
  /** Name of an event: `quick-exit`. */
  readonly name?: string
  readonly tap?: { readonly chose: readonly string[]; readonly replyTo?: string }
  /** Of something typed: the last of our messages that was on their screen. */
  readonly seen?: string
  /** A message of before, in other words: screened and kept, and no answer to anything. */
  readonly edited?: boolean
  /** Sent faster than anyone types. It must be screened and kept all the same; only the dialog may be left where it stands. */
  readonly limited?: boolean
}

export interface TurnOutcome {
  /** The id given to the incoming activity: `<conversation>|0000001`. */
  readonly activityId: string
  readonly duplicate: boolean
  /** Everything logged by this turn (or by the first time, for a duplicate): their own message and the replies. */
  readonly logged: readonly LoggedActivity[]
}

/** `added` is what one commit put at the end of the log, in order; without it there may be anything new. */
export type Wake = (added?: readonly LoggedActivity[]) => void

/** Conversations as a channel sees them: start one, take a turn, read the numbered log, hear of new entries. */
export interface Conversations {
  /** Begins a conversation (the bot says hello). Begun already: nothing happens. */
  start(speaker: Speaker, locale?: string, language?: string): Promise<void>
  /** Takes a turn; begins what is not begun. */
  take(speaker: Speaker, incoming: Incoming): Promise<TurnOutcome>
  /** Hears a message whose turn cannot even begin, as the store is away: a worry in it is told to people. Never throws. */
  hearUnread(speaker: Speaker, incoming: Incoming): Promise<void>
  exists(conversation: string): Promise<boolean>
  /** Entries with seq > after, in order, and the last seq. */
  log(conversation: string, after: number): Promise<{ entries: readonly LoggedActivity[]; last: number }>
  /** Calls back after each commit, with what it added when this process made it; returns the way to stop. The log is the truth, this only wakes. */
  subscribe(conversation: string, wake: Wake): () => void
}
