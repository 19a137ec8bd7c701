import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino'
import { MattersError } from './errors.ts'

export type Logger = PinoLogger
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

/** Keys whose value is never written, however harmless it looks: they carry words of young people, or keys to their conversation. */
const NEVER = new Set(
  [
    'text, says, said, words, evidence, nickname, postcode, body, activity, activities, message, messages, value, query, url, turns',
    'token, ticket, authorization, cookie, password, secret, headers, email, phone, channelData, attachments, entities, summary',
  ].flatMap((line) => line.split(', ').map((key) => key.toLowerCase())),
)
/** An id, a code, a path of ours, an ISO time: no spaces, and short. A sentence does not fit through. */
const PLAIN = /^[\w.:|@/+=-]{0,128}$/
/** A place in the code. In front of these a stack has the error's message, which may have lines of its own. */
const FRAME =
  /^\s+at (?:(?:async |new )?[\w$.<>#]+(?: \[as \w+\])? \()?(?:file:\/\/|node:|\/|[A-Za-z]:\\)[^\s()]{1,300}:\d+:\d+\)?$/
const WITHHELD = '[withheld]'
/** Deeper than this is somebody's document, not a log line. */
const DEEPEST = 4

/**
 * The service's log: JSON lines of ids, codes and counts. Free text cannot get in by accident: a string with a space in it, a key in
 * `NEVER`, the message of an error that is not ours (JSON.parse quotes what it read) and `%s` arguments are all withheld. What was caught
 * is given as it is, in `err`: what of it may be logged is chosen here.
 * `stream` is where lines go (standard output unless told).
 */
export function createLogger(options: { level: LogLevel; stream?: DestinationStream }): Logger {
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { log: (fields) => withhold(fields) },
      serializers: { err: (error: unknown) => error },
      hooks: {
        logMethod(args, method) {
          const [first, second] = args as readonly unknown[] // the hook's type is one overload of pino's three
          if (typeof first === 'string') method.apply(this, [{}, first])
          // Without a message pino would take the error's own, which may quote what someone wrote.
          else method.apply(this, [withError(first), typeof second === 'string' ? second : 'error'])
        },
      },
    },
    options.stream ?? pino.destination(1),
  )
  return guardChildren(logger)
}

/** pino formats the fields of a child by no formatter of its parent's, so they are withheld on the way in. */
function guardChildren(logger: Logger): Logger {
  const child = logger.child.bind(logger)
  return Object.assign(logger, {
    child: (fields: object) => guardChildren(child(withhold(fields))),
  })
}

/** What of an error may be logged: its kind, code and where it came from. The message only when it is one of ours. */
function describeError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const frames = (error.stack ?? '').split('\n').filter((line) => FRAME.test(line))
  return {
    type: error.name,
    ...('code' in error && typeof error.code === 'string' && { code: error.code }),
    ...(error instanceof MattersError && { what: error.message }),
    stack: frames.slice(0, 12).map((line) => line.trim()),
    ...(error.cause !== undefined && depth < DEEPEST && { cause: describeError(error.cause, depth + 1) }),
  }
}

function withError(fields: unknown): object {
  if (fields instanceof Error) return { err: fields }
  return typeof fields === 'object' && fields !== null ? fields : {}
}

function withhold(fields: object, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      NEVER.has(key.toLowerCase()) ? WITHHELD : key === 'err' ? describeError(value) : plain(value, depth),
    ]),
  )
}

function plain(value: unknown, depth: number): unknown {
  if (value instanceof Error) return describeError(value)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? WITHHELD : value.toISOString()
  if (typeof value === 'string') return PLAIN.test(value) ? value : WITHHELD
  if (typeof value === 'object' && value !== null) {
    if (depth >= DEEPEST) return WITHHELD
    return Array.isArray(value) ? value.map((one) => plain(one, depth + 1)) : withhold(value, depth + 1)
  }
  return typeof value === 'bigint' ? value.toString() : value
}
