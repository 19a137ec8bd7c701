import type { Content } from '../content/load.ts'
import type { Services } from '../dialogs/services.ts'
import type { Diaries, Waiting } from '../domain/booking/types.ts'
import type { FoundPlace } from '../domain/directory/places.ts'
import type { Matcher } from '../domain/matching/types.ts'
import { crisisServices } from '../domain/safety/crisis.ts'
import { localLinesOf, nameOfService, shoutWordOf, withShoutWord } from '../domain/safety/local-help.ts'
import type { Clock } from '../domain/time/clock.ts'
import { themesIn } from '../domain/understanding/themes.ts'
import { understand } from '../domain/understanding/interests.ts'
import type { ResumeCodes } from './coming-back/resume-codes.ts'
import type { DutyHours } from './duty.ts'
import type { Embeddings } from './embedding/embeddings.ts'

/** The directory as conversations use it. */
export interface DirectoryView {
  matcherFor(school: string): Matcher
  /** Where a place is that a young person named: a postcode's first half, a town, near school. */
  locate(school: string, said: string): FoundPlace | undefined
}

/** What the dialogs may ask of the world, wired from content, directory, diaries and clock. */
export function dialogServices(of: {
  content: Content
  directory: DirectoryView
  /** Without it, ideas are looked for by words alone. */
  embeddings?: Pick<Embeddings, 'ofSaid'> | undefined
  diaries: Diaries
  waiting: Waiting
  sendsMail: boolean
  dutyHours: DutyHours
  clock: Clock
  keepDays: number
  keepSentDays: number
  codes: ResumeCodes
  /** A mail server is set up: what is shared with a school or GP can leave. */
  mails: boolean
}): Services {
  const {
    content,
    directory,
    diaries,
    waiting,
    sendsMail,
    dutyHours,
    clock,
    keepDays,
    keepSentDays,
    codes,
    mails,
  } = of
  return {
    languages: content.languages,
    diaries,
    waiting,
    sendsMail,
    keepDays,
    keepSentDays,
    newCode: () => codes.newCode(),
    looksLikeCode: (text) => codes.looksLikeCode(text),
    matcher: (school) => directory.matcherFor(school),
    meaningOf: async (says) => of.embeddings?.ofSaid(says),
    locate: (school, said) => directory.locate(school, said),
    understand: (text) => understand(text, content.vocabulary),
    themesIn: (text) => themesIn(text, content.vocabulary),
    crisis: (school, age, kinds) =>
      crisisServices(withShoutWord(content.crisis, shoutWordOf(school)), {
        nation: school.nation,
        localLines: localLinesOf(school, content.crisis),
        age,
        kinds,
        now: clock.now(),
        holidays: content.holidays.of(school.nation),
      }),
    serviceName: (school, id) => nameOfService(school, content.crisis, id),
    sendsTo: (school, audience) => (mails ? school.handoffs[audience]?.name : undefined),
    nextRead: (school) => dutyHours(school, clock.now()),
  }
}
