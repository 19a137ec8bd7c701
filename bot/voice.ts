import { ENGLISH } from '../content/load-languages.ts'
import type { Language, Languages } from '../content/load-languages.ts'
import type { Values } from '../content/message.ts'
import { whenInFull, whenWithYear } from '../dialogs/dates.ts'
import { inEasierWords } from '../dialogs/easier.ts'
import type { Reply } from '../dialogs/reply.ts'
import type { Flow } from '../domain/conversation/flow.ts'

/** What is said to a young person outside the dialogs (by a channel, in a mail, on a page of theirs): in its language, and in easier words for who asked for them. */
export class Voice {
  readonly language: Language
  readonly #isEasier: boolean

  constructor(language: Language, isEasier: boolean) {
    this.language = language
    this.#isEasier = isEasier
  }

  get locale(): string {
    return this.language.locale
  }

  /** A moment in its words, London time: "Tuesday 24 November, 12:40pm". */
  when(at: string | Date): string {
    return whenInFull(new Date(at), this.locale)
  }

  /** The same with its year, for what is kept. */
  whenWithYear(at: string | Date): string {
    return whenWithYear(new Date(at), this.locale)
  }

  text(id: string, values: Values = {}): string {
    return this.language.texts.text(this.#worded(id), values)
  }

  /** The same as the bot says it, with the locale that it is really in. */
  reply(id: string): Reply {
    const { code, texts } = this.language
    const spoken = code === ENGLISH ? {} : { language: code, locale: texts.localeOf(this.#worded(id)) }
    return { message: id, text: this.text(id), ...spoken }
  }

  #worded(id: string): string {
    return inEasierWords(this.language.texts, id, this.#isEasier)
  }
}

/** The voice of a conversation, from where its flow stands; English where nothing is known. */
export const voiceOf = (languages: Languages, flow: Partial<Pick<Flow, 'language' | 'easier'>> = {}): Voice =>
  new Voice(languages.of(flow.language), flow.easier ?? false)
