import { MattersError } from '../errors.ts'

/** Every code the service answers with on its own account, with its status and the one text that goes with it. Codes are stable. */
const ANSWERS = {
  BadArgument: [400, 'The request could not be read.'],
  NotSignedIn: [401, 'A valid token is needed.'],
  Forbidden: [403, 'This is not allowed from here.'],
  TokenExpired: [403, 'The token has expired.'],
  NotFound: [404, 'There is nothing at this address.'],
  MethodNotAllowed: [405, 'This address does not take this method.'],
  TooLarge: [413, 'The request is too large.'],
  UnsupportedMediaType: [415, 'This kind of content is not accepted.'],
  TooManyRequests: [429, 'Too many requests. Try again in a moment.'],
  ServerError: [500, 'Something went wrong here. Try again in a moment.'],
  BotRejectedActivity: [502, 'The bot could not take this just now. Send it again.'],
  NotReady: [503, 'The service is not ready.'],
} as const satisfies Record<string, readonly [status: number, text: string]>

export type ErrorCode = keyof typeof ANSWERS

/** An answer that is an error: thrown anywhere in a handler, it becomes `{error:{code,message}}` with the text above. */
export class HttpError extends MattersError {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: ErrorCode,
    why: string,
    options: { cause?: unknown; headers?: Readonly<Record<string, string>> } = {},
  ) {
    const [status, text] = ANSWERS[code]
    super(code, text, why, options.cause === undefined ? undefined : { cause: options.cause })
    this.status = status
    this.headers = options.headers ?? {}
  }
}

/** The answer to give for anything thrown. Errors that are not ours say nothing of themselves. */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error
  const status = statusOf(error)
  if (status === 404) return new HttpError('NotFound', 'no such route', { cause: error })
  if (status === 405) return new HttpError('MethodNotAllowed', 'no such method', { cause: error })
  return new HttpError('ServerError', 'unexpected', { cause: error })
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined
  return typeof error.statusCode === 'number' ? error.statusCode : undefined
}
