import { findPersonal } from '../../domain/redaction/find.ts'
import { masked, redact } from '../../domain/redaction/redact.ts'
import type { Words } from '../../domain/redaction/redact.ts'
import type { Personal, Span } from '../../domain/redaction/types.ts'
import type { School } from '../../domain/school/school.ts'
import type { Guard } from './guard.ts'
import type { LanguageService } from './service.ts'

/** What one reader is to have of texts that leave. */
export interface Reading {
  readonly school: School
  readonly texts: readonly string[]
  readonly keeps: ReadonlySet<Personal>
  /** What was agreed that they have, word for word: how to reach someone, what they go by. */
  readonly given?: readonly (string | undefined)[]
  /** The name they go by here, which is taken out unless it is kept. */
  readonly name?: string | undefined
}

/** How each text leaves. `isWhole` is false when a service that was to look as well gave no answer: the rules' answer stands alone. */
export type Change = ((text: string) => string) & { readonly isWhole: boolean }

/** Texts on their way out of the service, without what is nobody else's business. */
export interface Redactor {
  /** Looks at all texts; gives how each of them leaves. Never throws: the rules here always answer. */
  for(reading: Reading): Promise<Change>
}

export interface RedactorOptions {
  readonly words: Words
  /** A service that finds more, for schools that have it on. */
  readonly more?: { readonly service: LanguageService; readonly guard: Guard } | undefined
}

/** The rules here, always; and what another service finds besides, where there is one: it adds and never takes away. */
export function createRedactor({ words, more }: RedactorOptions): Redactor {
  const found = async (school: School, texts: readonly string[], local: readonly (readonly Span[])[]) => {
    if (!more || !school.azureLanguage.redaction || texts.length === 0) return []
    // What the rules found does not leave even for this; the stars keep the offsets as they are.
    const hidden = texts.map((text, at) => masked(text, local[at] ?? []))
    return more.guard.run('redaction', (signal) => more.service.personal(hidden, signal))
  }
  return {
    async for({ school, texts, keeps, given = [], name }) {
      const all = [...new Set(texts)].filter((text) => text.trim() !== '')
      const local = all.map((text) => findPersonal(text, name))
      const others = await found(school, all, local)
      const spans = new Map(all.map((text, at) => [text, [...(local[at] ?? []), ...(others?.[at] ?? [])]]))
      const options = { words, keeps, given: given.filter((one) => one !== undefined) }
      const change = (text: string): string =>
        redact(text, spans.get(text) ?? findPersonal(text, name), options)
      return Object.assign(change, { isWhole: others !== undefined })
    },
  }
}
