import { createHmac, randomBytes } from 'node:crypto'
import type { Texts } from '../../content/load-texts.ts'
import type { Concern } from '../../domain/conversation/concern.ts'
import type { School } from '../../domain/school/school.ts'
import { atLeast } from '../../domain/screening/types.ts'
import type { Response } from '../../domain/screening/types.ts'
import type { Clock } from '../../domain/time/clock.ts'
import type { Logger } from '../logger.ts'
import { KeyedQueue } from '../queue.ts'
import type { Schools } from '../schools.ts'
import type { AlertChannel } from './channel.ts'
import type { ChannelHealth } from './health.ts'
import { unkeptMessage } from './message.ts'

const MINUTE_MS = 60_000
/** Between two of one conversation, unless the second is graver: a young person's client sends again by itself what was not taken. */
const AGAIN_MS = 5 * MINUTE_MS
/** Between two of the same message by one way, as it may never be kept (a record that is damaged): each time later, then daily. */
const SAME_AGAIN_MS = [AGAIN_MS, 30 * MINUTE_MS, 240 * MINUTE_MS] as const
const DAY_MS = 1_440 * MINUTE_MS

/** Something that a person must know of, and that the store did not take. */
export interface UnkeptWorry {
  readonly conversation: string
  readonly school: string
  readonly concern: Concern
  /** The id of the message that it was heard in, which a resend keeps: the same words typed anew have another. */
  readonly message?: string | undefined
}

export interface UnkeptOptions {
  readonly schools: Schools
  readonly channels: (school: School) => readonly AlertChannel[]
  readonly texts: Texts
  readonly publicUrl: string
  readonly clock: Clock
  readonly newId: () => string
  readonly health: ChannelHealth
  readonly logger: Logger
}

/**
 * Tells duty contacts of worries while the store takes no writes: there is no alert then, and no step after this one. So all of them are
 * told at once, in hours or not, by every channel that needs no store of ours.
 */
export class UnkeptWorries {
  readonly #o: UnkeptOptions
  readonly #queue = new KeyedQueue()
  /** When a conversation was last told of, and of what. */
  readonly #told = new Map<string, { readonly at: number; readonly response: Response }>()
  /** When a way last took the same, and how often. */
  readonly #same = new Map<string, { readonly at: number; readonly times: number }>()
  /** What names the same without its words, for as long as this process lives. */
  readonly #salt = randomBytes(32)

  constructor(options: UnkeptOptions) {
    this.#o = options
  }

  /** Begins to tell of it, unless this conversation was told of just now with something as grave. Never throws. */
  tell(worry: UnkeptWorry): void {
    void this.#queue.run(worry.conversation, async () => {
      try {
        await this.#tell(worry)
      } catch (error) {
        const { conversation } = worry
        this.#o.logger.error({ conversation, err: error }, 'nobody could be told of a worry')
      }
    })
  }

  /** Waits for what is being sent. */
  close(): Promise<void> {
    return this.#queue.idle()
  }

  async #tell(worry: UnkeptWorry): Promise<void> {
    const { conversation, school: id, concern } = worry
    const { schools, texts, publicUrl, clock, newId, logger } = this.#o
    const now = clock.now()
    const at = now.getTime()
    forgetOlder(this.#told, at - AGAIN_MS)
    forgetOlder(this.#same, at - 2 * DAY_MS)
    const before = this.#told.get(conversation)
    const school = schools.byId(id)
    if (!school || (before && atLeast(before.response, concern.response))) return
    // What the bot posts to a chat of Teams says how its alert stands, and there is none: it would soon say that it was deleted.
    const ways = this.#o.channels(school).filter(({ kind }) => kind !== 'teams-bot')
    const due = ways
      .map((channel) => ({ channel, what: this.#nameOf(worry, channel) }))
      .filter(({ what }) => this.#isDue(what, at))
    if (ways.length > 0 && due.length === 0) return
    const message = unkeptMessage(texts, { school, concern, conversation, publicUrl, id: newId(), now })
    const taken = await Promise.all(due.map(({ channel }) => this.#send(channel, message, school, now)))
    // A way that refused it is none that has told of it: it is tried again while the others wait.
    const told = due.filter((_, n) => taken[n])
    const sent = told.length
    logger.error({ conversation, school: id, ways: due.length, sent }, 'a worry could not be kept')
    for (const { what } of told) this.#same.set(what, { at, times: (this.#same.get(what)?.times ?? 0) + 1 })
    if (sent > 0 || due.length < ways.length) this.#told.set(conversation, { at, response: concern.response })
  }

  /** Names what is the same by one way: the message, or where nothing names that, all that was said. Its hash, as words are not kept here. */
  #nameOf({ conversation, concern, message }: UnkeptWorry, { id }: AlertChannel): string {
    const { kind, about, response, evidence, alsoSaid, count } = concern
    const said = message === undefined ? [about, evidence, alsoSaid, count] : message
    const named = createHmac('sha256', this.#salt)
    return named.update(JSON.stringify([id, conversation, kind, response, said])).digest('base64url')
  }

  #isDue(what: string, at: number): boolean {
    const same = this.#same.get(what)
    return !same || at - same.at >= (SAME_AGAIN_MS[same.times - 1] ?? DAY_MS)
  }

  async #send(
    channel: AlertChannel,
    message: ReturnType<typeof unkeptMessage>,
    school: School,
    now: Date,
  ): Promise<boolean> {
    const outcome = await channel.send(message, now)
    this.#o.health.note(school.id, channel.id, outcome)
    return outcome.ok
  }
}

function forgetOlder(told: Map<string, { readonly at: number }>, until: number): void {
  for (const [one, { at }] of told) if (at <= until) told.delete(one)
}
