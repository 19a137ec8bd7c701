import { CalendarUnreadable, busyFromIcs } from '../../domain/booking/busy-from-ics.ts'
import type { BusyReader } from './calendars.ts'
import { CalendarFault } from './fault.ts'
import { PUBLIC_ONLY, fetchPublic } from './public-fetch.ts'
import type { FetchRules } from './public-fetch.ts'

/** Reads calendars at a web address. `host` is the service's own, whose invitations are no other engagements. */
export const icalReader =
  (host: string, rules: FetchRules = PUBLIC_ONLY): BusyReader<'ical'> =>
  async ({ url }, window) => {
    const text = await fetchPublic(url, rules)
    try {
      return busyFromIcs(text, { ...window, host })
    } catch (error) {
      throw new CalendarFault(error instanceof CalendarUnreadable ? error.why : 'not-a-calendar', {
        cause: error,
      })
    }
  }
