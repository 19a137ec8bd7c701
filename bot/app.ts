import { join } from 'node:path'
import type { Clock } from '../domain/time/clock.ts'
import { ResumePace } from './coming-back/pace.ts'
import { resumeWith } from './coming-back/resume.ts'
import { registerMyData } from './my-data/register.ts'
import { registerCalendar } from './calendar.ts'
import type { BotCredentials } from './channels/teams/open.ts'
import { azureTokens } from './channels/directline/azure.ts'
import { registerDirectLine } from './channels/directline/register.ts'
import { publicUrlOf } from './config.ts'
import type { Config } from './config.ts'
import { reportCrisis, rowsOf } from './crisis-check.ts'
import { isTrouble } from './feeds/standing.ts'
import { CaseLog } from './inbox/casework/case-log.ts'
import { registerInbox } from './inbox/register.ts'
import type { Inbox } from './inbox/register.ts'
import { daily, runJob, startJobs } from './jobs.ts'
import type { Job } from './jobs.ts'
import type { Logger } from './logger.ts'
import { Metrics } from './metrics/metrics.ts'
import { registerMetrics } from './metrics/register.ts'
import { standingsOf } from './metrics/standings.ts'
import { openMatters } from './open.ts'
import type { Matters } from './open.ts'
import { readReceipts } from './read-receipts.ts'
import { registerReferralPages } from './referrals/pages.ts'
import { registerOwnPages } from './own-pages.ts'
import { sweepAll } from './retention.ts'
import type { Reading } from './screening/reading.ts'
import { createServer } from './server.ts'
import { registerSite } from './site.ts'
import { sayHowStoreIs } from './store-ready.ts'
import { Alone } from './storage/across.ts'
import { deriveKeys } from './storage/keys.ts'

/** How often it is asked whether people in chats are still there. */
const VISITS_MS = 5_000
/** How often it is looked for what the bot does by itself. Nothing of it minds half a minute. */
const DUE_MS = 30_000
/** How often it is asked which feeds are due; each says itself how often that is. */
const FEEDS_MS = 10 * 60_000
/** How often it is asked whether another process wrote down a decision about the directory. */
const DECISIONS_MS = 5_000
/** How often counts are written down that waited for something else to be done with them. */
const COUNTS_MS = 5 * 60_000

export interface App {
  readonly matters: Matters
  readonly inbox: Inbox
  readonly port: number
  readonly url: string
  close(): Promise<void>
}

/** Opens everything and listens: the whole service. Throws what openMatters throws, and when the port is taken. */
export async function openApp(
  config: Config,
  of: {
    clock: Clock
    logger: Logger
    widgetDir: string
    botCredentials?: BotCredentials
    reading?: Reading
  },
): Promise<App> {
  const { clock, logger } = of
  const metrics: Metrics = new Metrics(() =>
    standingsOf(matters, { clock, logger, streams: directLine.streams }),
  )
  const matters = await openMatters(config, {
    clock,
    logger,
    reading: of.reading,
    botCredentials: of.botCredentials,
    observed: (turn) => metrics.turn(turn),
    onLanguageCall: (call) => metrics.languageCall(call),
    onScreeningFault: () => metrics.screeningFault(),
  })
  const { conversations, schools, store, keyring, content, directory, bookings } = matters
  const url = publicUrlOf(config)
  const across = store.across ?? new Alone()
  const web = createServer({ logger, publicUrl: url, trustProxy: config.trustProxy })
  registerSite(web.server, {
    schools,
    register: content.crisis,
    languages: content.languages,
    widgetDir: of.widgetDir,
    publicUrl: url,
    demonstration: config.demonstration,
    ...(config.directLine ? { directLine: config.directLine.url } : {}),
  })
  const byCode = resumeWith({ codes: matters.codes, conversations, pace: new ResumePace(across), clock })
  registerMetrics(web.server, {
    metrics,
    token: config.metricsToken,
    demonstration: config.demonstration,
  })
  const directLine = registerDirectLine(web.server, {
    conversations,
    schools,
    tokenKeys: deriveKeys(keyring, 'direct-line-token'),
    clock,
    logger,
    across,
    ...(config.directLine
      ? { azure: azureTokens(config.directLine), speakerOf: (id) => conversations.links.speakerOf(id) }
      : {}),
    resume: async (of) => {
      const invited = await matters.referrals.take(of.code, of.school)
      // An adult who tried their own link must not be there when the young person writes.
      return invited ? { speaker: invited, alone: true } : byCode(of)
    },
    // In the demonstration people open it as localhost, as 127.0.0.1 or by this machine's name: each is itself then.
    ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
  })
  registerCalendar(web.server, {
    conversations,
    schools,
    languages: content.languages,
    clock,
    host: new URL(url).hostname,
  })
  registerReferralPages(web.server, {
    ...{ referrals: matters.referrals, schools, texts: content.texts, publicUrl: url },
  })
  registerOwnPages(web.server, { conversations, schools, languages: content.languages, clock })
  const log = new CaseLog(store)
  registerMyData(web.server, {
    ...{ conversations, schools, content, config, clock },
    notesOf: (school, id) => log.entries({ of: 'handoff', id, school }),
  })
  const tellThatItWasRead = readReceipts({ conversations, store })
  matters.teams?.staffCards.tells(tellThatItWasRead)
  const inbox = registerInbox(web.server, {
    store,
    trail: matters.trail,
    schools,
    clock,
    sessionKeys: deriveKeys(keyring, 'inbox-session'),
    publicUrl: url,
    logger,
    glossary: matters.glossary,
    codes: content.snomed,
    onHandoffChanged: (id) => matters.handoffDelivery.wake(id),
    feeds: (school) => directory.standings().filter((feed) => feed.schools.includes(school)),
    visits: conversations.visits,
    languages: content.languages,
    bookings,
    impact: matters.impact,
    referrals: matters.referrals,
    missed: (conversation, appointment) => conversations.missed(conversation, appointment),
    byStaff: conversations.byStaff,
    directory,
    oidc: config.oidc,
    demonstration: config.demonstration,
    onAcknowledged: async (conversation, read) => {
      matters.teams?.staffCards.changed(read.what, read.id)
      await tellThatItWasRead(conversation, read)
    },
  })
  sayHowStoreIs(web, store)

  // Children must not lose the bot because a mail server is away: it is said, and it stays ready.
  web.degradedWhen('screening', () => !matters.screening.isReading())
  web.degradedWhen('feeds', () => directory.standings().some(isTrouble))
  web.degradedWhen('language', () => matters.language.open().length > 0)
  web.degradedWhen('erasures', () => matters.erasures.isFailing)
  web.degradedWhen('alert-channels', () => matters.channelHealth.failing.size > 0)

  await matters.teams?.serve(web.server, {
    conversations,
    takesDirectLine: config.directLine !== undefined,
  })
  const resume = async () => {
    const resumed = await conversations.resume()
    if (resumed > 0) logger.info({ conversations: resumed }, 'effects left over from before were taken up')
  }
  const { keepDays, keepSentDays } = config
  const everyDay = [
    // Counts that wait would keep a conversation that is past its time.
    { what: 'effects left over', run: () => conversations.resume() },
    { what: 'counts', run: () => matters.impact.fold() },
    { what: 'invitations', run: () => matters.referrals.sweep() },
    { what: 'cards for staff', run: () => matters.teams?.staffCards.sweep() },
    { what: 'retention', run: () => sweepAll({ store, clock, logger, keepDays, keepSentDays }) },
    { what: 'diaries', run: () => bookings.diaries.tidy() },
    {
      what: 'crisis register',
      run: () => reportCrisis(rowsOf(content.crisis, schools.all(), clock.now()), logger),
    },
  ]
  const jobs: Job[] = [
    {
      what: 'effects left over',
      // Where others may be killed, what they left is taken up soon; alone, only counts wait.
      everyMs: store.across ? DUE_MS : COUNTS_MS,
      by: 'one',
      first: 'before-listening',
      run: resume,
    },
    ...(matters.teams && store.across
      ? [
          {
            what: 'messages left over',
            everyMs: DUE_MS,
            by: 'one',
            run: async () => matters.teams?.resume(),
          } as const,
        ]
      : []),
    {
      what: 'visits',
      everyMs: VISITS_MS,
      by: 'one',
      first: 'before-listening',
      run: async () => {
        await conversations.visits.endOver()
        await conversations.hub.endUnanswered()
      },
    },
    {
      what: 'what is due',
      everyMs: DUE_MS,
      by: 'one',
      first: 'after-listening',
      run: () => conversations.runDue(),
    },
    // The last good data stands until they are read.
    {
      what: 'feeds',
      everyMs: FEEDS_MS,
      by: 'one',
      first: 'after-listening',
      run: () => directory.refreshAll(),
    },
    { what: 'decisions', everyMs: DECISIONS_MS, by: 'each', run: () => directory.takeDecisions() },
    ...(store.across
      ? [
          {
            what: 'refreshed feeds',
            everyMs: DUE_MS,
            by: 'each',
            run: () => directory.takeRefreshed(),
          } as const,
        ]
      : []),
    daily(everyDay, { across, clock, logger }),
  ]
  const atStart = (first: Job['first']) => jobs.filter((job) => across.leads() && job.first === first)
  // Where nothing can be written they only keep the door shut, each write for seconds; they come again by themselves.
  if ((await store.health()).ok) for (const job of atStart('before-listening')) await runJob(job, logger)
  matters.delivery.start()
  matters.trail.start()
  matters.handoffDelivery.start()
  bookings.start()
  const port = await web.listen(config.port, config.host)
  const running = startJobs(jobs, { leads: () => across.leads(), logger })
  for (const job of atStart('after-listening')) void runJob(job, logger)

  return {
    matters,
    inbox,
    port,
    url,
    async close() {
      running.stop()
      await web.close()
      await matters.close()
    },
  }
}

export const widgetFolder = (config: Config): string => join(config.contentDir, '..', 'dist', 'widget')
