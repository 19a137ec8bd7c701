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
import type { BotCredentials, Teams } from './channels/teams/open.ts'
import { graphReader } from './calendars/graph.ts'
import { icalReader } from './calendars/ical.ts'
import { publicUrlOf } from './config.ts'
import { refuseUnsafeSchools } from './config/refuse.ts'
import type { Config } from './config.ts'
import { AlertDelivery } from './delivery/delivery.ts'
import { HandoffDelivery } from './delivery/handoff-delivery.ts'
import { ChannelHealth } from './delivery/health.ts'
import { UnkeptWorries } from './delivery/unkept-worries.ts'
import { ResumeCodes } from './coming-back/resume-codes.ts'
import { dutyHours } from './duty.ts'
import { Effects } from './effects.ts'
import { Erasures } from './erasures.ts'
import { openEmbeddings } from './embedding/embeddings.ts'
import { beginDirectory } from './feeds/directory.ts'
import type { Directory } from './feeds/directory.ts'
import { glossaryOf } from './glossary.ts'
import type { Glossary } from './inbox/facts.ts'
import { newId } from './ids.ts'
import { ImpactCounts } from './impact/counts.ts'
import type { Language } from './language/open.ts'
import type { Logger } from './logger.ts'
import type { ObservedLanguage, ObservedTurn } from './metrics/metrics.ts'
import { refuseUnsafe, refuseUnwritableList } from './refusals.ts'
import { PostcodeFile, tablePath } from './places/table-file.ts'
import { languageReport } from './language-report.ts'
import { ReferralAlerts } from './referrals/alerts.ts'
import { Referrals } from './referrals/referrals.ts'
import type { Reading } from './screening/reading.ts'
import { openScreening } from './screening/screening.ts'
import type { ScreeningThread } from './screening/screening.ts'
import { schoolsOf } from './schools.ts'
import type { Schools } from './schools.ts'
import { dialogServices } from './services.ts'
import { makeFolder, nodeDisk } from './storage/durable-file.ts'
import { deriveKey, keyringFrom, loadOrCreateKeyFile } from './storage/keys.ts'
import { openLowdbStore } from './storage/lowdb/lowdb-store.ts'
import type { Keyring } from './storage/sealing.ts'
import type { Store } from './storage/store.ts'
import { ConversationService } from './conversation-service.ts'
import { channelOfBot, openChannels, refuseMissingHub, openSchoolsLanguage, openSenders } from './ways-out.ts'

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
  readonly erasures: Pick<Erasures, 'isFailing'>
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
export async function openStore(config: Config, keyring: Keyring, logger: Logger): Promise<Store> {
  if (!config.database) return openLowdbStore({ folder: recordsFolder(config), keyring, logger })
  // What only some installations have is loaded where it is had.
  const { openPostgresStore } = await import('./storage/postgres/postgres-store.ts')
  return openPostgresStore({ database: config.database, keyring, logger })
}

export const recordsFolder = (config: Config): string => join(config.dataDir, 'records')

interface Around {
  readonly clock: Clock
  readonly logger: Logger
  readonly observed?: (turn: ObservedTurn) => void
  readonly onLanguageCall?: (call: ObservedLanguage) => void
  readonly onScreeningFault?: () => void
  /** The thread that reads messages, where it was started before all this was loaded. */
  readonly reading?: Reading | undefined
  readonly botCredentials?: BotCredentials | undefined
}

/** Opens content, schools, store, directory and conversations. Throws ContentError, ConfigError, StoreLocked or StoreAway with what to do. */
export async function openMatters(config: Config, of: Around): Promise<Matters> {
  const { logger } = of
  let content: Content
  // Its thread reads rules and weights while everything else is opened here.
  const screening = openScreening({
    contentDir: config.contentDir,
    reading: of.reading,
    rules: () => createScreener(content.screening),
    onFault: (what, count) => {
      logger.error({ what, count }, 'the second stage of the screening did not answer, the rules did')
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
  refuseMissingHub(configured, config, logger)
  const senders = openSenders(configured, config, { redactor: language.redactor, logger })
  await refuseUnsafe(config)
  // Before what else keeps files in it makes it, for everyone to read.
  await makeFolder(nodeDisk, config.dataDir)
  const keyring = await openKeyring(config)
  const erasures = new Erasures({
    path: config.erasedList,
    ...(config.database && { writer: hostname().replace(/[^\w-]/g, '-') }),
    keyring,
    logger,
  })
  await refuseUnwritableList(config, erasures)
  const store = await openStore(config, keyring, logger)
  const trail = new AuditTrail({ store, keyring, newId, logger })
  const teams =
    config.azure &&
    new (await import('./channels/teams/open.ts')).Teams({
      ...{ bot: config.azure, store, trail, schools, clock, logger, credentials: of.botCredentials },
      languages: content.languages,
      publicUrl: publicUrlOf(config),
      ...{ hub: config.agentHub, redactor: language.redactor },
    })
  if (teams) holder.teams = teams
  const postcodes = new PostcodeFile(tablePath(config.dataDir), (err) =>
    logger.warn({ err }, 'official postcodes cannot be used; places are learnt from the feeds alone'),
  )
  const embeddings = config.embedding
    ? openEmbeddings({
        contentDir: config.contentDir,
        dataDir: config.dataDir,
        onFault: (what) => logger.warn({}, what),
      })
    : undefined
  const directory = beginDirectory({
    store,
    embeddings,
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
    languages: content.languages,
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
  // Before anything else is done with what there is: a backup may have been restored.
  if (store.across?.leads() ?? true) await erasures.apply(store)
  const { keepDays, keepSentDays } = config
  const impact = new ImpactCounts({ store, key: deriveKey(keyring, 'impact-counts'), clock })
  const services = dialogServices({
    content,
    directory,
    embeddings,
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
  const waysOut = {
    schools,
    channels: (school: School) => channels.get(school.id)?.working ?? [],
    ...{ texts: content.texts, publicUrl: publicUrlOf(config), clock, health: channelHealth, logger },
  }
  const delivery = new AlertDelivery({
    ...{ ...waysOut, store, dutyHours: hours, redactor: language.redactor },
    chance: Math.random,
    processId: newId(),
  })
  const unkeptWorries = new UnkeptWorries({ ...waysOut, newId })
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
    directoryLoaded: () => directory.whenLoaded(),
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
      worryNotKept: (worry) => unkeptWorries.tell(worry),
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
    hasHub: ({ link }) =>
      link !== undefined && (config.agentHub?.channels.includes(link.reference.channelId) ?? false),
    ...(of.observed && { observed: of.observed }),
  })
  const referrals = new Referrals({
    store,
    alerts: new ReferralAlerts({
      store,
      nextRead: services.nextRead,
      alertRaised: (id) => delivery.wake(id),
      worryNotKept: (worry) => unkeptWorries.tell(worry),
      clock,
    }),
    screener: screening,
    begin: (speaker, referral) => conversations.startInvited(speaker, referral),
    isUnanswered: (conversation) => conversations.isUnanswered(conversation),
    ...{ clock, logger },
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
    erasures,
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
      await unkeptWorries.close()
      await handoffDelivery.close()
      await directory.close()
      await embeddings?.close()
      await trail.close()
      await store.close()
      postcodes.close()
    },
  }
}
