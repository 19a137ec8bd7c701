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
/** Between two of the same words, which may never be kept (a record that is damaged): each time later, and from then on daily. */
const SAME_AGAIN_MS = [AGAIN_MS, 30 * MINUTE_MS, 240 * MINUTE_MS] as const
const DAY_MS = 1_440 * MINUTE_MS

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
  /** When the same was last told, and how often. */
  readonly #same = new Map<string, { readonly at: number; readonly times: number }>()

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
    const at = now.getTime()
    forgetOlder(this.#told, at - AGAIN_MS)
    forgetOlder(this.#same, at - 2 * DAY_MS)
    const before = this.#told.get(conversation)
    const what = JSON.stringify([
      conversation,
      concern.kind,
      concern.response,
      concern.evidence,
      concern.count,
    ])
    const same = this.#same.get(what) ?? { at: -Infinity, times: 0 }
    const isTold =
      (before && atLeast(before.response, concern.response)) ||
      at - same.at < (SAME_AGAIN_MS[same.times - 1] ?? DAY_MS)
    const school = schools.byId(id)
    if (!school || isTold) return
    const message = unkeptMessage(texts, { school, concern, conversation, publicUrl, id: newId(), now })
    // What the bot posts to a chat of Teams says how its alert stands, and there is none: it would soon say that it was deleted.
    const ways = this.#o.channels(school).filter(({ kind }) => kind !== 'teams-bot')
    const taken = await Promise.all(ways.map((channel) => this.#send(channel, message, school, now)))
    const sent = taken.filter((isTaken) => isTaken).length
    logger.error({ conversation, school: id, ways: ways.length, sent }, 'a worry could not be kept')
    if (sent === 0) return
    this.#told.set(conversation, { at, response: concern.response })
    this.#same.set(what, { at, times: same.times + 1 })
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
