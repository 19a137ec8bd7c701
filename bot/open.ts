import { hostname } from 'node:os'
import { join } from 'node:path'
import { checkLocalHelp } from '../content/load-crisis.ts'
import type { Content } from '../content/load.ts'
import { loadContent } from '../content/load.ts'
import { checkLanguages } from '../content/load-languages.ts'
import { loadSchools } from '../content/load-schools.ts'
import { createScreener } from '../domain/screening/screener.ts'
import type { School } from '../domain/school/school.ts'
import type { Clock } from '../domain/time/clock.ts'
import { AuditTrail } from './audit/trail.ts'
import { openBookings } from './bookings.ts'
import type { Bookings } from './bookings.ts'
import { Teams } from './channels/teams/open.ts'
import type { BotCredentials } from './channels/teams/open.ts'
import { graphReader } from './calendars/graph.ts'
import { icalReader } from './calendars/ical.ts'
import { ConfigError, publicUrlOf, refuseUnsafeSchools } from './config.ts'
import type { Config } from './config.ts'
import type { AlertChannel } from './delivery/channel.ts'
import { channelProblems, channelsOf } from './delivery/channels.ts'
import type { ChannelOptions, SchoolChannels } from './delivery/channels.ts'
import { AlertDelivery } from './delivery/delivery.ts'
import { HandoffDelivery } from './delivery/handoff-delivery.ts'
import { handoffSenders } from './delivery/handoff-senders.ts'
import type { SchoolSenders } from './delivery/handoff-senders.ts'
import { ChannelHealth } from './delivery/health.ts'
import { ResumeCodes } from './coming-back/resume-codes.ts'
import { dutyHours } from './duty.ts'
import { Effects } from './effects.ts'
import { Erasures } from './erasures.ts'
import { openDirectory } from './feeds/directory.ts'
import type { Directory } from './feeds/directory.ts'
import { glossaryOf } from './glossary.ts'
import type { Glossary } from './inbox/facts.ts'
import { newId } from './ids.ts'
import { ImpactCounts } from './impact/counts.ts'
import { languageProblems, openLanguage } from './language/open.ts'
import type { Language } from './language/open.ts'
import type { Redactor } from './language/redactor.ts'
import type { Logger } from './logger.ts'
import type { ObservedLanguage, ObservedTurn } from './metrics/metrics.ts'
import { refuseUnsafe } from './refusals.ts'
import { PostcodeFile, tablePath } from './places/table-file.ts'
import { languageReport } from './language-report.ts'
import { ReferralAlerts } from './referrals/alerts.ts'
import { Referrals } from './referrals/referrals.ts'
import { openScreening } from './screening/screening.ts'
import type { ScreeningThread } from './screening/screening.ts'
import { schoolsOf } from './schools.ts'
import type { Schools } from './schools.ts'
import { dialogServices } from './services.ts'
import { deriveKey, keyringFrom, loadOrCreateKeyFile } from './storage/keys.ts'
import { openLowdbStore } from './storage/lowdb/lowdb-store.ts'
import { openPostgresStore } from './storage/postgres/postgres-store.ts'
import type { Keyring } from './storage/sealing.ts'
import type { Store } from './storage/store.ts'
import { ConversationService } from './conversation-service.ts'

/** Everything behind the channels: what `npm start` serves and what the shell commands use. */
export interface Matters {
  readonly content: Content
  readonly keyring: Keyring
  readonly store: Store
  /** Writes the audit; tells the log its heads once it is started. */
  readonly trail: AuditTrail
  readonly schools: Schools
  readonly directory: Directory
  readonly codes: ResumeCodes
  readonly bookings: Bookings
  readonly impact: ImpactCounts
  readonly referrals: Referrals
  readonly conversations: ConversationService
  readonly screening: ScreeningThread
  /** Takes alerts further than the inbox once it is started. */
  readonly delivery: AlertDelivery
  readonly channelHealth: ChannelHealth
  /** Takes summaries further than the inbox once it is started. */
  readonly handoffDelivery: HandoffDelivery
  readonly glossary: Glossary
  /** Undefined when there is no bot of Azure's. */
  readonly teams: Teams | undefined
  readonly language: Language
  /** Finishes turns and effects under way and lets go of the data folder. */
  close(): Promise<void>
}

/** The sealing keys: from the environment, or in the demonstration from a key file made in the data folder. */
export async function openKeyring(config: Config): Promise<Keyring> {
  return config.keys === undefined
    ? loadOrCreateKeyFile(join(config.dataDir, 'demonstration.keys'))
    : keyringFrom(config.keys)
}

/** Records in the data folder, or in the database when one is set up. */
export const openStore = (config: Config, keyring: Keyring, logger: Logger): Promise<Store> =>
  config.database
    ? openPostgresStore({ database: config.database, keyring, logger })
    : openLowdbStore({ folder: recordsFolder(config), keyring, logger })

export const recordsFolder = (config: Config): string => join(config.dataDir, 'records')

/**
 * Every school's ways out, by its id. Production refuses to start with fewer than two (docs/decisions/0007); elsewhere the log says
 * what stays in the inbox, and why.
 */
export function openChannels(
  schools: readonly School[],
  config: Config,
  logger: Logger,
  bot?: ChannelOptions['bot'],
): ReadonlyMap<string, SchoolChannels> {
  const { mail, alertSecrets: secrets } = config
  const host = new URL(publicUrlOf(config)).hostname
  const channels = new Map(
    schools.map((school) => [school.id, channelsOf(school, { mail, secrets, host, bot })]),
  )
  if (config.production) {
    const problems = schools.flatMap((school) => {
      const made = channels.get(school.id)
      return made ? channelProblems(school, made) : []
    })
    if (problems.length > 0) throw new ConfigError(problems)
  }
  for (const [school, { missing }] of channels) {
    for (const one of missing)
      logger.info({ school }, `An alert channel is not set up, the inbox has all: ${one}`)
  }
  return channels
}

/** The bot needs the store, and the store is opened after the channels were judged: it is asked for when something is sent. */
function channelOfBot(
  of: { readonly teams?: Teams },
  school: School,
  id: string,
  chat: string,
): AlertChannel {
  return {
    id,
    kind: 'teams-bot',
    send: async (message, at) =>
      of.teams?.staffCards.channel(school, id, chat).send(message, at) ?? { ok: false, code: 'not-open' },
  }
}

/** Every school's ways out for summaries. Production refuses one that was asked for and cannot work; elsewhere the log says so. */
export function openSenders(
  schools: readonly School[],
  config: Config,
  of: { redactor: Redactor; logger: Logger },
): ReadonlyMap<string, SchoolSenders> {
  const { redactor, logger } = of
  const options = {
    ...{ mail: config.mail, secrets: config.handoffSecrets },
    ...{ publicUrl: publicUrlOf(config), redactor },
  }
  const senders = new Map(schools.map((school) => [school.id, handoffSenders(school, options)]))
  const missing = [...senders].flatMap(([school, made]) => made.missing.map((one) => ({ school, one })))
  if (config.production && missing.length > 0) {
    throw new ConfigError(missing.map(({ school, one }) => `SCHOOLS_DIR: ${school}: ${one}`))
  }
  for (const { school, one } of missing)
    logger.info({ school }, `A way out for summaries is not set up, the inbox has all: ${one}`)
  return senders
}

/** The language services. Production refuses to start when a school has them on and there is none; elsewhere the log says so. */
async function openSchoolsLanguage(
  schools: readonly School[],
  { texts, opinions: rules }: Content,
  config: Config,
  { logger, onLanguageCall }: { logger: Logger; onLanguageCall?: (call: ObservedLanguage) => void },
): Promise<Language> {
  const problems = languageProblems(schools, config.language)
  if (config.production && problems.length > 0)
    throw new ConfigError(problems.map((one) => `SCHOOLS_DIR: ${one}`))
  for (const one of problems) logger.info({}, `Azure's language service is not asked: ${one}`)
  const onCall = (ask: ObservedLanguage['ask'], outcome: ObservedLanguage['outcome']): void =>
    onLanguageCall?.({ ask, outcome })
  return openLanguage({ azure: config.language, texts, rules, logger, onCall })
}

interface Around {
  readonly clock: Clock
  readonly logger: Logger
  readonly observed?: (turn: ObservedTurn) => void
  readonly onLanguageCall?: (call: ObservedLanguage) => void
  readonly onScreeningFault?: () => void
  readonly botCredentials?: BotCredentials | undefined
}

/** Opens content, schools, store, directory and conversations. Throws ContentError, ConfigError, StoreLocked or StoreAway with what to do. */
export async function openMatters(config: Config, of: Around): Promise<Matters> {
  const { logger } = of
  let content: Content
  // Its thread reads rules and weights while everything else is opened here.
  const screening = openScreening({
    contentDir: config.contentDir,
    rules: () => createScreener(content.screening),
    onFault: (what, count) => {
      logger.error({ what, count }, 'the screening failed and answered reach-out')
      of.onScreeningFault?.()
    },
  })
  try {
    content = loadContent(config.contentDir)
    return await openAround(screening, content, config, of)
  } catch (error) {
    // Its thread would keep a process alive that cannot serve.
    await screening.close()
    throw error
  }
}

async function openAround(
  screening: ScreeningThread,
  content: Content,
  config: Config,
  of: Around,
): Promise<Matters> {
  const { clock, logger } = of
  const configured = loadSchools(config.schoolsDir)
  if (!config.demonstration) refuseUnsafeSchools(configured, config.schoolsDir)
  checkLocalHelp(configured, content.crisis)
  checkLanguages(configured, content.languages)
  for (const line of languageReport(content.languages)) logger.info({}, line)
  const schools = schoolsOf(configured)
  const holder: { teams?: Teams } = {}
  const channels = openChannels(
    configured,
    config,
    logger,
    config.azure && ((school, id, chat) => channelOfBot(holder, school, id, chat)),
  )
  const language = await openSchoolsLanguage(configured, content, config, of)
  const senders = openSenders(configured, config, { redactor: language.redactor, logger })
  await refuseUnsafe(config)
  const keyring = await openKeyring(config)
  const store = await openStore(config, keyring, logger)
  const trail = new AuditTrail({ store, keyring, newId, logger })
  const teams =
    config.azure &&
    new Teams({
      ...{ bot: config.azure, store, trail, schools, clock, logger, credentials: of.botCredentials },
      languages: content.languages,
      publicUrl: publicUrlOf(config),
    })
  if (teams) holder.teams = teams
  const postcodes = new PostcodeFile(tablePath(config.dataDir), (err) =>
    logger.warn({ err }, 'official postcodes cannot be used; places are learnt from the feeds alone'),
  )
  const directory = await openDirectory({
    store,
    schools,
    vocabulary: content.vocabulary,
    clock,
    logger,
    http: { privateHosts: config.feedPrivateHosts },
    everyHours: config.feedEveryHours,
    readers: { activities: () => content.activities, folder: join(config.dataDir, 'feeds') },
    knownPlaces: () => ({ towns: content.towns, official: postcodes.current() }),
  })
  // Diaries ask conversations about appointments, conversations ask diaries for times: the one is told of the other here.
  const bookings = openBookings({
    store,
    schools,
    texts: content.texts,
    holidays: content.holidays,
    readers: {
      ical: icalReader(new URL(publicUrlOf(config)).hostname),
      graph: config.graph && graphReader(config.graph, () => clock.now()),
    },
    mail: config.mail,
    publicUrl: publicUrlOf(config),
    clock,
    chance: Math.random,
    logger,
    conversations: () => conversations,
  })
  const { diaries, waiting } = bookings
  const hours = dutyHours(content.holidays)
  const codes = new ResumeCodes({ store, keyring, words: content.codeWords })
  const erasures = new Erasures({
    path: config.erasedList,
    ...(store.across && { writer: hostname().replace(/[^\w-]/g, '-') }),
    keyring,
    logger,
  })
  // Before anything else is done with what there is: a backup may have been restored.
  if (store.across?.leads() ?? true) await erasures.apply(store)
  const { keepDays, keepSentDays } = config
  const impact = new ImpactCounts({ store, key: deriveKey(keyring, 'impact-counts'), clock })
  const services = dialogServices({
    content,
    directory,
    diaries,
    waiting,
    sendsMail: bookings.notices.sendsMail,
    dutyHours: hours,
    clock,
    keepDays,
    mails: config.mail !== undefined,
    keepSentDays,
    codes,
  })
  const channelHealth = new ChannelHealth(logger)
  const delivery = new AlertDelivery({
    store,
    schools,
    channels: (school) => channels.get(school.id)?.working ?? [],
    dutyHours: hours,
    texts: content.texts,
    publicUrl: publicUrlOf(config),
    clock,
    chance: Math.random,
    processId: newId(),
    health: channelHealth,
    redactor: language.redactor,
    logger,
  })
  const glossary = glossaryOf(content, schools)
  const handoffDelivery = new HandoffDelivery({
    store,
    schools,
    senders: (school) => senders.get(school.id) ?? { senders: new Map(), missing: [] },
    glossary,
    clock,
    chance: Math.random,
    processId: newId(),
    logger,
  })
  const conversations = new ConversationService({
    store,
    schools,
    services,
    screener: screening,
    opinion: language.opinion,
    effects: new Effects({
      store,
      trail,
      diaries,
      codes,
      erasures,
      bookings: bookings.effects,
      impact,
      schools,
      nextRead: services.nextRead,
      alertRaised: (id) => delivery.wake(id),
      handoffSent: (id) => {
        handoffDelivery.wake(id)
        teams?.staffCards.changed('handoff', id)
      },
      clock,
      logger,
    }),
    clock,
    newId,
    logger,
    ...(of.observed && { observed: of.observed }),
  })
  const referrals = new Referrals({
    store,
    alerts: new ReferralAlerts({
      store,
      nextRead: services.nextRead,
      alertRaised: (id) => delivery.wake(id),
      newId,
      clock,
    }),
    screener: screening,
    begin: (speaker, referral) => conversations.startInvited(speaker, referral),
    clock,
  })
  await screening.ready
  return {
    content,
    keyring,
    store,
    trail,
    schools,
    directory,
    codes,
    bookings,
    impact,
    referrals,
    conversations,
    screening,
    delivery,
    channelHealth,
    handoffDelivery,
    glossary,
    teams,
    language,
    async close() {
      await conversations.close()
      await teams?.close()
      await bookings.close()
      await screening.close()
      await delivery.close()
      await handoffDelivery.close()
      await directory.close()
      await trail.close()
      await store.close()
      postcodes.close()
    },
  }
}
