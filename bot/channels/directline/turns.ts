import type { Conversations, Incoming, Speaker, TurnOutcome } from '../../conversations.ts'
import { HttpError } from '../../http/http-error.ts'
import type { Logger } from '../../logger.ts'
import { DIRECT_LINE_LIMITS, type Paces } from './limits.ts'

const SLOW_DOWN = { 'retry-after': '2' }

/** Takes what is posted into its conversation: bounded in number and time, screened at any pace. */
export class Turns {
  readonly #conversations: Conversations
  readonly #paces: Paces
  readonly #logger: Logger
  readonly #turnMs: number
  readonly #waiting = new Map<string, number>()

  constructor(options: { conversations: Conversations; paces: Paces; logger: Logger; turnMs?: number }) {
    this.#conversations = options.conversations
    this.#paces = options.paces
    this.#logger = options.logger
    this.#turnMs = options.turnMs ?? DIRECT_LINE_LIMITS.turnMs
  }

  /**
   * Posts one activity and gives its id. Throws `BotRejectedActivity` when the turn fails or is late (sending it again with the same id is
   * safe), `TooManyRequests` when the sender is a program: what it sent was screened, unless 50 of its turns wait already.
   */
  async post(speaker: Speaker, incoming: Incoming): Promise<string> {
    const { conversation } = speaker
    const pace = incoming.type === 'message' ? await this.#paces.post(conversation) : 'ordinary'
    const waiting = this.#waiting.get(conversation) ?? 0
    if (waiting >= DIRECT_LINE_LIMITS.waiting) {
      this.#logger.warn({ conversation, waiting }, 'too many turns wait')
      throw new HttpError('TooManyRequests', 'too many turns wait', { headers: SLOW_DOWN })
    }
    const paced = pace === 'ordinary' ? incoming : { ...incoming, limited: true }
    const turn = this.#counted(conversation, () => this.#conversations.take(speaker, paced))
    const outcome = await this.#inTime(turn, conversation)
    if (pace === 'absurd') throw new HttpError('TooManyRequests', 'posts too fast', { headers: SLOW_DOWN })
    return outcome.activityId
  }

  async #counted<T>(conversation: string, work: () => Promise<T>): Promise<T> {
    this.#waiting.set(conversation, (this.#waiting.get(conversation) ?? 0) + 1)
    try {
      return await work()
    } finally {
      const left = (this.#waiting.get(conversation) ?? 1) - 1
      if (left > 0) this.#waiting.set(conversation, left)
      else this.#waiting.delete(conversation)
    }
  }

  /** The turn itself is never cut off: late or not, it commits, and a resend finds its outcome. */
  async #inTime(turn: Promise<TurnOutcome>, conversation: string): Promise<TurnOutcome> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new HttpError('BotRejectedActivity', 'turn is late')), this.#turnMs)
    })
    try {
      return await Promise.race([turn, late])
    } catch (error) {
      this.#logger.error({ conversation, err: error }, 'turn failed')
      throw error instanceof HttpError
        ? error
        : new HttpError('BotRejectedActivity', 'turn failed', { cause: error })
    } finally {
      clearTimeout(timer)
    }
  }
}
