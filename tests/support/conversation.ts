import { join } from 'node:path'
import { pino } from 'pino'
import { replyOf } from '../../bot/activities.ts'
import { AuditTrail } from '../../bot/audit/trail.ts'
import { ResumeCodes } from '../../bot/coming-back/resume-codes.ts'
import { openBookings } from '../../bot/bookings.ts'
import type { BusyReaders } from '../../bot/calendars/calendars.ts'
import type { MailServer } from '../../bot/delivery/email.ts'
import type { UnkeptWorry } from '../../bot/delivery/unkept-worries.ts'
import { dutyHours } from '../../bot/duty.ts'
import { Effects } from '../../bot/effects.ts'
import { ImpactCounts } from '../../bot/impact/counts.ts'
import type { Erasures } from '../../bot/erasures.ts'
import type { SecondOpinion } from '../../bot/language/second-opinion.ts'
import type { ObservedTurn } from '../../bot/metrics/metrics.ts'
import { conversations } from '../../bot/records/conversations.ts'
import { keyringFrom } from '../../bot/storage/keys.ts'
import type { Incoming, LoggedActivity, Speaker } from '../../bot/conversations.ts'
import { schoolsOf } from '../../bot/schools.ts'
import { dialogServices } from '../../bot/services.ts'
import type { DirectoryView } from '../../bot/services.ts'
import type { Store } from '../../bot/storage/store.ts'
import { ConversationService } from '../../bot/conversation-service.ts'
import type { Content } from '../../content/load.ts'
import { loadContent } from '../../content/load.ts'
import { loadClassifier } from '../../content/load-classifier.ts'
import { loadSchools } from '../../content/load-schools.ts'
import type { Visitor } from '../../domain/conversation/visit.ts'
import type { School } from '../../domain/school/school.ts'
import { Classifier } from '../../domain/screening/classifier/classifier.ts'
import { createFullScreener } from '../../domain/screening/second-stage.ts'
import { createScreener } from '../../domain/screening/screener.ts'
import type { RuleScreener } from '../../domain/screening/screener.ts'
import type { Screener } from '../../domain/screening/types.ts'
import { demoDirectory } from './directory.ts'
import { FakeClock } from './fake-clock.ts'
import { MemoryStore } from './memory-store.ts'

export const CONTENT = join(import.meta.dirname, '../../content')

let loaded: Content | undefined
/** The content as shipped, read once for all tests. */
export const content = (): Content => (loaded ??= loadContent(CONTENT))

let listening: RuleScreener | undefined
/** Rules and classifier, as in the service, without its thread. */
export const screener = (): RuleScreener =>
  (listening ??= createFullScreener(
    createScreener(content().screening),
    new Classifier(loadClassifier(join(CONTENT, 'screening/classifier')), content().screening.spelling),
  ))

export const demoSchool = (): School => {
  const school = loadSchools(join(CONTENT, 'data/schools')).find(({ id }) => id === 'demo')
  if (!school) throw new Error('no demonstration school')
  return school
}

/** One key, the same each time, so that a service made anew reads what another sealed. */
export const testKeyring = () =>
  keyringFrom(`k1:${Buffer.from('a key of tests, 32 bytes long...').toString('base64')}`)

/** A conversation service as main.ts wires it, over a store in memory and a clock that stands still. */
export function serviceForTests(of: {
  school?: School
  schools?: readonly School[]
  store?: Store
  clock?: FakeClock
  directory: DirectoryView
  ids?: () => string
  /** Calendars of link workers; without, every calendar is empty. */
  readers?: BusyReaders
  /** Where mails go; without, none are sent. */
  mail?: MailServer
  /** In place of the screening as shipped. */
  screener?: Screener
  alertRaised?: (id: string) => void
  worryNotKept?: (worry: UnkeptWorry) => void
  handoffSent?: (id: string) => void
  /** A mail server is set up. */
  mails?: boolean
  random?: (below: number) => number
  erasures?: Pick<Erasures, 'note'>
  observed?: (turn: ObservedTurn) => void
  directoryLoaded?: () => Promise<void>
  opinion?: SecondOpinion
  /** Channels on which an agent hub stands. */
  hubOn?: readonly string[]
}) {
  const store = of.store ?? new MemoryStore()
  const clock = of.clock ?? new FakeClock('2026-11-23T10:00:00Z')
  const schools = schoolsOf(of.schools ?? [of.school ?? demoSchool()])
  const logger = pino({ level: 'silent' })
  const made = content()
  // The diaries ask the conversations about appointments, and the conversations the diaries about times.
  const holder: { service?: ConversationService } = {}
  const bookings = openBookings({
    store,
    schools,
    languages: made.languages,
    holidays: made.holidays,
    readers: of.readers ?? { ical: async () => [], graph: undefined },
    mail: of.mail,
    publicUrl: 'https://matters.example',
    clock,
    chance: () => 0.5,
    logger,
    conversations: () => {
      if (!holder.service) throw new Error('the conversations are not open yet')
      return holder.service
    },
  })
  const { diaries, waiting, notices } = bookings
  const hours = dutyHours(made.holidays)
  const { directory } = of
  const codes = new ResumeCodes({
    store,
    keyring: testKeyring(),
    words: made.codeWords,
    ...(of.random ? { random: of.random } : {}),
  })
  const services = dialogServices({
    content: made,
    directory,
    diaries,
    waiting,
    sendsMail: notices.sendsMail,
    dutyHours: hours,
    clock,
    keepDays: 30,
    mails: of.mails ?? false,
    keepSentDays: 365,
    codes,
  })
  const impact = new ImpactCounts({ store, key: new Uint8Array(32).fill(3), clock })
  let count = 0
  const service = new ConversationService({
    ...(of.observed && { observed: of.observed }),
    opinion: of.opinion,
    hasHub: ({ link }) => link !== undefined && (of.hubOn?.includes(link.reference.channelId) ?? false),
    store,
    schools,
    services,
    directoryLoaded: of.directoryLoaded ?? (() => Promise.resolve()),
    screener: of.screener ?? screener(),
    effects: new Effects({
      store,
      trail: new AuditTrail({ store, keyring: testKeyring(), newId: () => 'chain-of-conversations', logger }),
      diaries,
      codes,
      erasures: of.erasures ?? { note: async () => undefined },
      bookings: bookings.effects,
      impact,
      schools,
      nextRead: services.nextRead,
      alertRaised: of.alertRaised ?? (() => undefined),
      worryNotKept: of.worryNotKept ?? (() => undefined),
      handoffSent: of.handoffSent ?? (() => undefined),
      clock,
      logger,
    }),
    clock,
    newId: of.ids ?? (() => `id-${(count += 1)}`),
    logger,
  })
  holder.service = service
  return { service, store, clock, schools, diaries, bookings, services, codes, impact }
}

export const speaker: Speaker = {
  conversation: 'c1',
  user: 'dl_someone',
  school: 'demo',
  channel: 'directline',
}

/** A conversation of the demonstration school that has begun, and the words to go on with it. */
export async function talking() {
  const made = serviceForTests({ directory: demoDirectory(content()) })
  const { service, store } = made
  await service.start(speaker)
  const takes = async (incoming: Omit<Incoming, 'type'>) =>
    said((await service.take(speaker, { type: 'message', ...incoming })).logged)
  /** Types one message after the other; the ids of what the bot said to the last. */
  const says = async (...texts: readonly string[]) => {
    let last: string[] = []
    for (const text of texts) last = await takes({ text })
    return last
  }
  const record = async () => (await store.collection(conversations).get(speaker.conversation))!.body
  return { ...made, takes, says, record }
}

/** A whole conversation of these messages, from its beginning: what the bot says to the last of them, and the record that is kept. */
export async function afterSaying(...texts: readonly string[]) {
  const { service, store, says, record } = await talking()
  const replies = await says(...texts)
  await service.close()
  const kept = await record()
  return { replies, first: replies[0], person: kept.person, concerns: kept.concerns, store }
}

/** Someone of the demonstration school, as the inbox tells the conversation of them. */
export function staff(id: 'ms-demowick' | 'mr-samplestone' | 'juno'): Visitor {
  const school = demoSchool()
  const duty = school.dutyContacts.find((one) => one.id === id)
  const worker = school.linkWorkers.find((one) => one.id === id)
  const name = duty?.name ?? worker?.name
  if (name === undefined) throw new Error(`nobody is called ${id}`)
  return { id, name, role: duty?.role ?? 'Link worker', as: duty ? 'duty-contact' : 'link-worker' }
}

/** The ids of the texts the bot said. */
export const said = (logged: readonly LoggedActivity[]): string[] =>
  logged.map(({ activity }) => replyOf(activity)?.message).filter((id) => id !== undefined)
