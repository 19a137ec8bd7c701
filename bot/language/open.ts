import type { Texts } from '../../content/load-texts.ts'
import type { Words } from '../../domain/redaction/redact.ts'
import type { OpinionRules } from '../../domain/screening/opinions.ts'
import type { School } from '../../domain/school/school.ts'
import type { Logger } from '../logger.ts'
import { azureLanguage } from './azure.ts'
import { Guard } from './guard.ts'
import type { CallOutcome, GuardLimits } from './guard.ts'
import { createRedactor } from './redactor.ts'
import type { Redactor } from './redactor.ts'
import { SecondOpinion } from './second-opinion.ts'
import type { Ask } from './service.ts'
import type { AzureLanguage } from './settings.ts'

/** What the rest of the service has of language services. */
export interface Language {
  readonly redactor: Redactor
  /** Undefined where no service is configured. */
  readonly opinion: SecondOpinion | undefined
  /** Questions that are not asked at the moment, as they failed. */
  readonly open: () => readonly Ask[]
}

export interface LanguageOptions {
  /** Undefined: the rules here do what they do, and nothing leaves. */
  readonly azure: AzureLanguage | undefined
  readonly texts: Texts
  readonly rules: OpinionRules
  readonly logger: Logger
  readonly onCall: (ask: Ask, outcome: CallOutcome) => void
  readonly limits?: GuardLimits
}

/** Opens the language services as they are configured. Nothing is connected to yet. */
export async function openLanguage(options: LanguageOptions): Promise<Language> {
  const { azure, texts, rules, logger, onCall, limits } = options
  const words = takenOut(texts)
  if (!azure) return { redactor: createRedactor({ words }), opinion: undefined, open: () => [] }
  const service = await azureLanguage(azure)
  const guard = new Guard({ logger, onCall, ...(limits && { limits }) })
  return {
    redactor: createRedactor({ words, more: { service, guard } }),
    opinion: new SecondOpinion({ service, guard, rules }),
    open: () => guard.open,
  }
}

/** What stands where something was taken out. */
export const takenOut =
  (texts: Texts): Words =>
  (kind) =>
    texts.text(`taken-out.${kind}`)

/** Schools that have it on while no service is configured, in lines that say what to do. */
export const languageProblems = (schools: readonly School[], azure: AzureLanguage | undefined): string[] =>
  azure
    ? []
    : schools
        .filter(({ azureLanguage }) => azureLanguage.redaction || azureLanguage.opinions)
        .map(
          ({ id }) =>
            `${id}: azureLanguage: is on, and AZURE_LANGUAGE_ENDPOINT is not set (docs/language.md)`,
        )
