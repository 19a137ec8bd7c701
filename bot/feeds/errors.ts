import { MattersError } from '../errors.ts'

const NOT_NOW = 'The list of activities could not be read just now.'

/** A feed could not be read; the last good data stands. The message says what was being done, and never quotes the feed. */
export class FeedError extends MattersError {
  constructor(why: string, options?: { cause?: unknown }) {
    super('feed', NOT_NOW, why, options)
  }
}

/** A feed came back so much smaller that it is likelier broken than shrunk. */
export class FeedShrank extends MattersError {
  constructor(feed: string, before: number, after: number) {
    super(
      'feed-shrank',
      NOT_NOW,
      `the feed "${feed}" had ${before} entries and now has ${after}: if that is right, import it with --accept-smaller`,
    )
  }
}
