import type { Logger } from '../logger.ts'
import type { Outcome } from './channel.ts'

/** Which channels take what they are given, as their last try showed; told to operators when it changes. */
export class ChannelHealth {
  readonly #failing = new Map<string, string>()
  readonly #logger: Logger

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /** Channels whose last try failed, as `school/channel`, with the code. */
  get failing(): ReadonlyMap<string, string> {
    return this.#failing
  }

  note(school: string, channel: string, outcome: Outcome): void {
    const name = `${school}/${channel}`
    if (outcome.ok) {
      if (this.#failing.delete(name)) this.#logger.info({ channel: name }, 'an alert channel works again')
      return
    }
    const isNew = !this.#failing.has(name)
    this.#failing.set(name, outcome.code)
    if (isNew) this.#logger.error({ channel: name, code: outcome.code }, 'an alert channel fails')
  }
}
