import { z } from 'zod'
import type { School } from '../../../domain/school/school.ts'
import { ACKNOWLEDGE } from './staff-card.ts'

/** A tap that says: I have it. */
export const StaffTapped = z.object({
  action: z.object({
    verb: z.literal(ACKNOWLEDGE),
    data: z.object({
      staff: z.object({
        what: z.enum(['alert', 'handoff']),
        about: z.string().regex(/^[A-Za-z0-9._:-]{1,128}$/),
        // A few characters for each worry of a summary.
        seen: z.string().max(1000),
      }),
    }),
  }),
})
/** As much of it as tells whose it is. */
export const StaffVerb = z.object({ action: z.object({ verb: z.literal(ACKNOWLEDGE) }) })

/** The chats that a school has named for its staff. */
export const chatsOf = (school: School | undefined): string[] => [
  ...(school?.teams?.handoffs === undefined ? [] : [school.teams.handoffs]),
  ...(school?.alerts.channels ?? []).flatMap((one) => (one.kind === 'teams-bot' ? [one.chat] : [])),
]
