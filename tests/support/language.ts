import { openLanguage, takenOut } from '../../bot/language/open.ts'
import type { Language } from '../../bot/language/open.ts'
import { GUARD_LIMITS } from '../../bot/language/guard.ts'
import type { GuardLimits } from '../../bot/language/guard.ts'
import { createRedactor } from '../../bot/language/redactor.ts'
import type { Redactor } from '../../bot/language/redactor.ts'
import type { AzureLanguage } from '../../bot/language/settings.ts'
import { createLogger } from '../../bot/logger.ts'
import type { LanguageSettings } from '../../domain/school/language.ts'
import type { School } from '../../domain/school/school.ts'
import { content, demoSchool } from './conversation.ts'

/** A busy machine gets time, where a test is not about being late. */
const PATIENT_MS = 20_000

/** The rules alone, as where nothing is configured. */
export const localRedactor = (): Redactor => createRedactor({ words: takenOut(content().texts) })

export const schoolWith = (language: Partial<LanguageSettings>, more: Partial<School> = {}): School => ({
  ...demoSchool(),
  azureLanguage: { redaction: false, opinions: false, ...language },
  ...more,
})

/** The language services as open.ts makes them, over a server on this machine; `calls` are `ask outcome`. */
export async function languageForTests(
  azure: AzureLanguage,
  limits: Partial<GuardLimits> = {},
): Promise<{ language: Language; calls: string[]; logged: string[] }> {
  const calls: string[] = []
  const logged: string[] = []
  const { texts, opinions: rules } = content()
  const language = await openLanguage({
    azure,
    texts,
    rules,
    logger: createLogger({ level: 'debug', stream: { write: (text: string) => void logged.push(text) } }),
    onCall: (ask, outcome) => calls.push(`${ask} ${outcome}`),
    limits: { ...GUARD_LIMITS, answerMs: PATIENT_MS, ...limits },
  })
  return { language, calls, logged }
}
