import type { Content } from '../content/load.ts'
import type { School } from '../domain/school/school.ts'
import type { Teams } from './channels/teams/open.ts'
import { ConfigError } from './config/environment.ts'
import { publicUrlOf } from './config.ts'
import type { Config } from './config.ts'
import type { AlertChannel } from './delivery/channel.ts'
import { channelProblems, channelsOf } from './delivery/channels.ts'
import type { ChannelOptions, SchoolChannels } from './delivery/channels.ts'
import { handoffSenders } from './delivery/handoff-senders.ts'
import type { SchoolSenders } from './delivery/handoff-senders.ts'
import { languageProblems, openLanguage } from './language/open.ts'
import type { Language } from './language/open.ts'
import type { Redactor } from './language/redactor.ts'
import type { Logger } from './logger.ts'
import type { ObservedLanguage } from './metrics/metrics.ts'

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
export function channelOfBot(
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

/** Production refuses to start when a school names an agent hub and there is none; elsewhere the log says so. Throws ConfigError. */
export function refuseMissingHub(schools: readonly School[], config: Config, logger: Logger): void {
  if (config.agentHub) return
  const missing = schools.filter(({ agentHub }) => agentHub !== undefined).map(({ id }) => id)
  const problems = missing.map(
    (id) => `SCHOOLS_DIR: ${id}: agentHub: stands there, and AGENT_HUB_ID is not set`,
  )
  if (config.production && problems.length > 0) throw new ConfigError(problems)
  for (const one of problems) logger.info({}, `Nobody of an agent hub is offered: ${one}`)
}

/** The language services. Production refuses to start when a school has them on and there is none; elsewhere the log says so. */
export async function openSchoolsLanguage(
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
