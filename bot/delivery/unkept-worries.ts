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

/** A young person's client sends again by itself what was not taken: one worry is not a mail every few seconds. */
const AGAIN_MS = 5 * 60_000

/** Something that a person must know of, and that the store did not take. */
export interface UnkeptWorry {
  readonly conversation: string
  readonly school: string
  readonly concern: Concern
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

  async #tell({ conversation, school: id, concern }: UnkeptWorry): Promise<void> {
    const { schools, texts, publicUrl, clock, newId, logger } = this.#o
    const now = clock.now()
    for (const [one, { at }] of this.#told) if (now.getTime() - at >= AGAIN_MS) this.#told.delete(one)
    const before = this.#told.get(conversation)
    const school = schools.byId(id)
    if (!school || (before && atLeast(before.response, concern.response))) return
    const message = unkeptMessage(texts, { school, concern, conversation, publicUrl, id: newId(), now })
    // What the bot posts to a chat of Teams says how its alert stands, and there is none: it would soon say that it was deleted.
    const ways = this.#o.channels(school).filter(({ kind }) => kind !== 'teams-bot')
    const taken = await Promise.all(ways.map((channel) => this.#send(channel, message, school, now)))
    const sent = taken.filter((isTaken) => isTaken).length
    logger.error({ conversation, school: id, ways: ways.length, sent }, 'a worry could not be kept')
    if (sent > 0) this.#told.set(conversation, { at: now.getTime(), response: concern.response })
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
