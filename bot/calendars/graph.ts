import { z } from 'zod'
import type { Taken } from '../../domain/booking/slots.ts'
import { zonedInstant } from '../../domain/time/zones.ts'
import { networkCode } from '../delivery/post.ts'
import type { BusyReader } from './calendars.ts'
import { CalendarFault } from './fault.ts'

const LIMITS = {
  /** For a whole reading, token and all: what takes longer is no use to whoever asked. */
  allMs: 8_000,
  /** getSchedule takes less than 42 days at once; the longest horizon is three of these, and four requests at once a mailbox's limit. */
  windowMs: 41 * 86_400_000,
  /** A token is renewed this long before it ends. */
  tokenMarginMs: 60_000,
} as const

export interface GraphAccess {
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret: string
  /** `https://login.microsoftonline.com`, `https://graph.microsoft.com`; others for national clouds and tests. */
  readonly loginUrl: string
  readonly graphUrl: string
}

const Token = z.object({ access_token: z.string().min(1), expires_in: z.number().min(0) })
const Moment = z.object({ dateTime: z.string(), timeZone: z.string() })
const Schedules = z.object({
  value: z
    .array(
      z.object({
        error: z.unknown().optional(),
        scheduleItems: z
          .array(z.object({ status: z.string().nullish(), start: Moment, end: Moment }))
          .nullish(),
      }),
    )
    .min(1),
})

/**
 * Busy times from Microsoft 365: `POST /users/{mailbox}/calendar/getSchedule` with an app's own token (Calendars.ReadBasic is enough, and an
 * application access policy keeps it to the link workers' mailboxes). Subjects and places are thrown away here.
 */
export function graphReader(access: GraphAccess, now: () => Date): BusyReader<'graph'> {
  let token: { readonly value: string; readonly until: number } | undefined

  const tokenFor = async (signal: AbortSignal): Promise<string> => {
    if (token && token.until > now().getTime()) return token.value
    const answer = await post(
      `${access.loginUrl}/${encodeURIComponent(access.tenantId)}/oauth2/v2.0/token`,
      new URLSearchParams({
        client_id: access.clientId,
        client_secret: access.clientSecret,
        scope: `${access.graphUrl}/.default`,
        grant_type: 'client_credentials',
      }),
      signal,
    )
    const read = Token.safeParse(answer)
    if (!read.success) throw new CalendarFault('sign-in-refused')
    const until = now().getTime() + read.data.expires_in * 1000 - LIMITS.tokenMarginMs
    token = { value: read.data.access_token, until }
    return token.value
  }

  return async ({ mailbox }, window) => {
    const signal = AbortSignal.timeout(LIMITS.allMs)
    const bearer = await tokenFor(signal)
    const ask = async (from: number): Promise<Taken[]> => {
      const to = Math.min(from + LIMITS.windowMs, window.to.getTime())
      const answer = await post(
        `${access.graphUrl}/v1.0/users/${encodeURIComponent(mailbox)}/calendar/getSchedule`,
        JSON.stringify({
          schedules: [mailbox],
          startTime: { dateTime: utc(from), timeZone: 'UTC' },
          endTime: { dateTime: utc(to), timeZone: 'UTC' },
          availabilityViewInterval: 30,
        }),
        signal,
        {
          authorization: `Bearer ${bearer}`,
          'content-type': 'application/json',
          prefer: 'outlook.timezone="UTC"',
        },
      ).catch((error: unknown) => {
        // A token that is no good any more is not used again.
        if (error instanceof CalendarFault && error.code === 'http-401') token = undefined
        throw error
      })
      return timesIn(answer)
    }
    const windows: Promise<Taken[]>[] = []
    for (let from = window.from.getTime(); from < window.to.getTime(); from += LIMITS.windowMs) {
      windows.push(ask(from))
    }
    return (await Promise.all(windows)).flat()
  }
}

function timesIn(answer: unknown): Taken[] {
  const read = Schedules.safeParse(answer)
  const [schedule] = read.success ? read.data.value : []
  if (!schedule) throw new CalendarFault('not-a-calendar')
  if (schedule.error !== undefined && schedule.error !== null) throw new CalendarFault('mailbox-refused')
  return (schedule.scheduleItems ?? []).flatMap(({ status, start, end }) =>
    // A state we do not know keeps the time: too few on offer is better than two people in one.
    NOT_BUSY.includes(status?.toLowerCase() ?? '') ? [] : [{ start: instantOf(start), end: instantOf(end) }],
  )
}

/** Working somewhere else is working: they can be seen. */
const NOT_BUSY = ['free', 'workingelsewhere']

function instantOf({ dateTime, timeZone }: z.infer<typeof Moment>): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/u.exec(dateTime)?.slice(1).map(Number)
  if (!parts) throw new CalendarFault('not-a-calendar')
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts
  const at = zonedInstant({ year, month, day, hour, minute }, timeZone)
  if (at === undefined) throw new CalendarFault('not-a-calendar')
  return new Date(at).toISOString()
}

const utc = (at: number): string => new Date(at).toISOString().slice(0, 19)

async function post(
  url: string,
  body: string | URLSearchParams,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'user-agent': 'Matters', ...headers },
      body,
      redirect: 'error',
      signal,
    })
    if (!answer.ok) {
      await answer.body?.cancel()
      throw new CalendarFault(`http-${answer.status}`)
    }
    return await answer.json()
  } catch (error) {
    if (error instanceof CalendarFault) throw error
    throw new CalendarFault(networkCode(error), { cause: error })
  }
}
