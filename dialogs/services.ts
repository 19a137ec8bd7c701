import type { Languages } from '../content/load-languages.ts'
import type { Diaries, Waiting } from '../domain/booking/types.ts'
import type { Embedding } from '../domain/embedding/embedding.ts'
import type { Matcher } from '../domain/matching/types.ts'
import type { FoundPlace } from '../domain/directory/places.ts'
import type { CrisisChoice } from '../domain/safety/crisis.ts'
import type { Audience } from '../domain/conversation/person.ts'
import type { ConcernKind } from '../domain/screening/types.ts'
import type { NextRead } from '../domain/school/duty.ts'
import type { School } from '../domain/school/school.ts'
import type { Understood } from '../domain/understanding/interests.ts'

/** What the dialogs need from outside, as ports; bot/main.ts wires them. None of them keeps anything of a turn. */
export interface Services {
  /** What there is to say, by language. */
  readonly languages: Languages
  readonly diaries: Diaries
  readonly waiting: Waiting
  /** Whether the service can send e-mail: a reminder by e-mail is offered only then. */
  readonly sendsMail: boolean
  /** Matching over this school's directory as it stands now. */
  matcher(school: string): Matcher
  /** What all that they said means; undefined where that cannot be told soon: then ideas are looked for by words alone. */
  meaningOf(says: readonly string[]): Promise<Embedding | undefined>
  /** Where a postcode's first half or a town is, never more exactly; undefined when it is not known. */
  locate(school: string, said: string): FoundPlace | undefined
  understand(text: string): Understood
  /** The cards of "what matters" that words point to, by id. */
  themesIn(text: string): readonly string[]
  /** Crisis services for this school's nation, this age and this moment. */
  crisis(
    school: School,
    age: number | null | undefined,
    kinds: readonly ConcernKind[],
  ): readonly CrisisChoice[]
  /** The name of a crisis service by its id in the register or among the school's own lines; the id when it is gone by now. */
  serviceName(school: School, id: string): string
  /** Who of the duty contacts reads alerts now or next. */
  readonly nextRead: (school: School) => NextRead | undefined
  /** Whom this reader's part of a summary reaches by itself, by name; undefined when a link worker may show it to them. */
  sendsTo(school: School, audience: Exclude<Audience, 'link-worker'>): string | undefined
  /** Days an unsent conversation is kept. */
  readonly keepDays: number
  /** Days a conversation is kept of which something was sent or booked. */
  readonly keepSentDays: number
  /** A new code to come back with, as it is shown, and its seal, which is all that is kept of it. */
  newCode(): { readonly shown: string; readonly seal: string }
  /** Whether a text is such a code by its shape; never whether there is one. */
  looksLikeCode(text: string): boolean
}
