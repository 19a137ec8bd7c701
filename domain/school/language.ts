import { z } from 'zod'

/**
 * What of this school's conversations Azure's language service may see, where one is configured: nothing unless it stands here
 * (docs/language.md says what leaves, for the data protection impact assessment).
 */
export const LanguageSettings = z.strictObject({
  /** Looks through what leaves for others, for personal details that the rules here miss. */
  redaction: z.boolean().default(false),
  /** Says how it reads a message, which can only make the response stronger. */
  opinions: z.boolean().default(false),
})
export type LanguageSettings = z.infer<typeof LanguageSettings>
