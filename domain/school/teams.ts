import { z } from 'zod'

/** A chat or a channel of Teams, as its link or its settings show it: `19:…@thread.tacv2`, `19:…@thread.v2`. */
export const TeamsChat = z
  .string()
  .max(200)
  .regex(
    /^19:[A-Za-z0-9_-]+@(thread\.(tacv2|v2|skype)|unq\.gbl\.spaces)$/,
    'a chat or channel id, 19:…@thread.…',
  )

/** An id in Entra: of a tenant or of a person. */
export const EntraId = z.guid().transform((id) => id.toLowerCase())

/** The school's Microsoft 365. Its people are this school's, whoever of them writes to the bot. */
export const TeamsSettings = z.strictObject({
  tenant: EntraId,
  /** Where link workers get a card for each summary; without it summaries are in the inbox alone. */
  handoffs: TeamsChat.optional(),
})
export type TeamsSettings = z.infer<typeof TeamsSettings>
