import { join } from 'node:path'
import { checkLocalHelp } from '../content/load-crisis.ts'
import type { Content } from '../content/load.ts'
import { loadContent } from '../content/load.ts'
import { loadSchools } from '../content/load-schools.ts'
import { createScreener } from '../domain/screening/screener.ts'
import type { Clock } from '../domain/time/clock.ts'
import { refuseUnsafeSchools } from './config.ts'
import type { Config } from './config.ts'
import { openDiaries } from './diaries.ts'
import type { KeptDiaries } from './diaries.ts'
import { Effects } from './effects.ts'
import { openDirectory } from './feeds/directory.ts'
import type { Directory } from './feeds/directory.ts'
import { newId } from './ids.ts'
import type { Logger } from './logger.ts'
import { openScreening } from './screening/screening.ts'
import { schoolsOf } from './schools.ts'
import type { Schools } from './schools.ts'
import { dialogServices } from './services.ts'
import { keyringFrom, loadOrCreateKeyFile } from './storage/keys.ts'
import { openLowdbStore } from './storage/lowdb/lowdb-store.ts'
import type { Keyring } from './storage/sealing.ts'
import type { Store } from './storage/store.ts'
import { ConversationService } from './conversation-service.ts'

/** Everything behind the channels: what `npm start` serves and what the shell commands use. */
export interface Matters {
  readonly content: Content
  readonly keyring: Keyring
  readonly store: Store
  readonly schools: Schools
  readonly directory: Directory
  readonly diaries: KeptDiaries
  readonly conversations: ConversationService
  /** Finishes turns and effects under way and lets go of the data folder. */
  close(): Promise<void>
}

/** The sealing keys: from the environment, or in the demonstration from a key file made in the data folder. */
export async function openKeyring(config: Config): Promise<Keyring> {
  return config.keys === undefined
    ? loadOrCreateKeyFile(join(config.dataDir, 'demonstration.keys'))
    : keyringFrom(config.keys)
}

export const openStore = (config: Config, keyring: Keyring, logger: Logger): Promise<Store> =>
  openLowdbStore({ folder: join(config.dataDir, 'records'), keyring, logger })

/** Opens content, schools, store, directory and conversations. Throws ContentError, ConfigError or StoreLocked with what to do. */
export async function openMatters(config: Config, of: { clock: Clock; logger: Logger }): Promise<Matters> {
  const { clock, logger } = of
  const onFault = (what: string): void =>
    logger.error({ what }, 'the screening failed and answered reach-out')
  // Its thread reads rules and weights while everything else is opened here.
  const screening = openScreening({
    contentDir: config.contentDir,
    rules: () => createScreener(content.screening),
    onFault,
  })
  const content = loadContent(config.contentDir)
  const configured = loadSchools(config.schoolsDir)
  if (!config.demonstration) refuseUnsafeSchools(configured, config.schoolsDir)
  checkLocalHelp(configured, content.crisis)
  const schools = schoolsOf(configured)
  const keyring = await openKeyring(config)
  const store = await openStore(config, keyring, logger)
  const directory = await openDirectory({ store, schools, vocabulary: content.vocabulary, clock, logger })
  // Diaries ask conversations about appointments, conversations ask diaries for times: the one is told of the other here.
  const diaries = openDiaries({
    store,
    schools,
    clock,
    holidays: (nation) => content.holidays.of(nation),
    appointmentOf: (conversation, slot) => conversations.appointmentOf(conversation, slot),
  })
  const services = dialogServices({ content, directory, diaries, clock, keepDays: config.keepDays })
  const conversations = new ConversationService({
    store,
    schools,
    services,
    screener: screening,
    effects: new Effects({ store, diaries, schools, nextRead: services.nextRead, clock, logger }),
    clock,
    newId,
    logger,
  })
  await screening.ready
  return {
    content,
    keyring,
    store,
    schools,
    directory,
    diaries,
    conversations,
    async close() {
      await conversations.close()
      await screening.close()
      await store.close()
    },
  }
}
