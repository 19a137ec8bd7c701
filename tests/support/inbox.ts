import { AuditTrail } from '../../bot/audit/trail.ts'
import { ReferralAlerts } from '../../bot/referrals/alerts.ts'
import { registerReferralPages } from '../../bot/referrals/pages.ts'
import { Referrals } from '../../bot/referrals/referrals.ts'
import type { UnkeptWorry } from '../../bot/delivery/unkept-worries.ts'
import { registerInbox } from '../../bot/inbox/register.ts'
import { openDirectory } from '../../bot/feeds/directory.ts'
import type { ImpactCounts } from '../../bot/impact/counts.ts'
import type { Directory } from '../../bot/feeds/directory.ts'
import { directoryRecords, recordIdOf } from '../../bot/feeds/records.ts'
import type { ConversationService } from '../../bot/conversation-service.ts'
import type { Inbox, InboxOptions } from '../../bot/inbox/register.ts'
import type { Glossary } from '../../bot/inbox/facts.ts'
import { createLogger } from '../../bot/logger.ts'
import { alerts } from '../../bot/records/alerts.ts'
import { auditEntries } from '../../bot/records/audit.ts'
import { handoffs } from '../../bot/records/handoffs.ts'
import { schoolsOf } from '../../bot/schools.ts'
import { createServer } from '../../bot/server.ts'
import type { HttpServer } from '../../bot/server.ts'
import { loadSnomed } from '../../content/load-snomed.ts'
import { loadTexts } from '../../content/load-texts.ts'
import type { Opportunity } from '../../domain/directory/opportunity.ts'
import { School } from '../../domain/school/school.ts'
import type { Feed } from '../../domain/school/school.ts'
import type { Alert, Handoff } from '../../domain/handoff/types.ts'
import type { Role } from '../../domain/school/role.ts'
import { content, screener, serviceForTests, testKeyring } from './conversation.ts'
import { linkWorker, school } from './diary.ts'
import { FakeClock } from './fake-clock.ts'
import { MemoryStore } from './memory-store.ts'

export const texts = loadTexts('content/en', 'en')
export const glossary: Glossary = {
  texts,
  service: (id) => (id === 'childline' ? 'Childline' : undefined),
  measure: (item, answer) => ({ question: texts.text(`measures.${item}`), answer: String(answer) }),
}

/** The directory that the school `demo` has; a test puts its entries. */
const FEED: Feed = {
  id: 'test',
  format: 'openreferral',
  from: 'https://directory.invalid/services',
  name: 'Testtown Directory',
  licence: 'OGL 3',
  attribution: 'Testtown Council',
}

/** Two schools with `dana` (duty contact), `rowan` and `willow` (link workers), and `both`, who is either. */
export function twoSchools(): School[] {
  const both = { ...linkWorker('both'), name: 'Both Testperson' }
  return ['demo', 'other'].map((id) => {
    const made = school(id, [linkWorker('rowan'), linkWorker('willow'), both])
    return School.parse({
      ...made,
      feeds: id === 'demo' ? [FEED] : [],
      referrals: { public: id === 'other' },
      dutyContacts: [
        ...made.dutyContacts,
        { id: 'both', name: 'Both Testperson', role: 'deputy', hours: [] },
        { id: 'rowan', name: 'Another Rowan', role: 'deputy', hours: [] },
      ],
    })
  })
}

export interface RunningInbox {
  /** The conversations behind it. */
  readonly conversations: ConversationService
  readonly directory: Directory
  readonly impact: ImpactCounts
  readonly referrals: Referrals
  readonly inbox: Inbox
  readonly url: string
  readonly clock: FakeClock
  readonly store: MemoryStore
  /** What the conversations were told. */
  readonly told: { conversation: string; what: string; by: string; name: string; at: string }[]
  /** Worries in invitations that the store did not take. */
  readonly unkept: UnkeptWorry[]
  /** Lines of the log. */
  readonly logged: string[]
  readonly put: (...records: { readonly alert?: Alert; readonly handoff?: Handoff }[]) => Promise<void>
  /** The cookie of someone who has signed in. */
  readonly signIn: (role: Role, id: string, school?: string) => Promise<string>
  /** A page as this person sees it. */
  readonly read: (
    path: string,
    cookie?: string,
  ) => Promise<{ status: number; text: string; headers: Headers }>
  readonly post: (
    path: string,
    fields: Record<string, string>,
    cookie?: string,
    more?: Record<string, string>,
  ) => Promise<Response>
  /** Opens a page and sends its form to `path`, as a browser would. */
  readonly press: (page: string, path: string, cookie: string) => Promise<Response>
  /** What was written down, in no order within a moment: `dana read alert c1`. */
  readonly audited: () => Promise<string[]>
  readonly close: () => Promise<void>
}

/** An inbox that listens, on Monday 23 November 2026 at 9:00. */
export async function runInbox(
  more: Partial<InboxOptions> = {},
  entries: readonly Opportunity[] = [],
  /** What else the server has, registered before it is asked for anything. */
  also: (server: HttpServer) => Promise<void> = async () => {},
): Promise<RunningInbox> {
  const logged: string[] = []
  const logger = createLogger({ level: 'info', stream: { write: (text: string) => void logged.push(text) } })
  const server = createServer({ logger })
  const port = await server.listen(0, '127.0.0.1')
  const url = `http://localhost:${port}`
  const clock = new FakeClock('2026-11-23T09:00:00Z')
  const store = new MemoryStore()
  const told: RunningInbox['told'] = []
  const unkept: UnkeptWorry[] = []
  await also(server.server)
  const records = store.collection(directoryRecords)
  for (const opportunity of entries)
    await records.create(recordIdOf(opportunity), { kind: 'opportunity', opportunity })
  const directory = await openDirectory({
    store,
    schools: schoolsOf(twoSchools()),
    vocabulary: content().vocabulary,
    clock,
    logger,
  })
  const {
    service: conversations,
    bookings,
    impact,
  } = serviceForTests({
    store,
    clock,
    schools: twoSchools(),
    directory,
  })
  const referrals = new Referrals({
    store,
    alerts: new ReferralAlerts({
      ...{ store, clock, nextRead: () => undefined, alertRaised: () => undefined },
      worryNotKept: (worry) => void unkept.push(worry),
    }),
    screener: screener(),
    begin: (speaker, referral) => conversations.startInvited(speaker, referral),
    isUnanswered: (conversation) => conversations.isUnanswered(conversation),
    ...{ clock, logger },
  })
  registerReferralPages(server.server, {
    ...{ referrals, schools: schoolsOf(twoSchools()), texts, publicUrl: url },
  })
  const inbox = registerInbox(server.server, {
    store,
    trail: new AuditTrail({ store, keyring: testKeyring(), newId: () => 'chain-of-inbox', logger }),
    schools: schoolsOf(twoSchools()),
    feeds: () => [],
    visits: conversations.visits,
    languages: content().languages,
    bookings,
    impact,
    referrals,
    missed: (conversation, appointment) => conversations.missed(conversation, appointment),
    byStaff: conversations.byStaff,
    directory,
    clock,
    sessionKeys: [new Uint8Array(32).fill(7)],
    publicUrl: url,
    logger,
    glossary,
    codes: loadSnomed('content/snomed.yaml'),
    demonstration: true,
    passwordCost: { n: 16, r: 1, p: 1 },
    onAcknowledged: async (conversation, read) => void told.push({ conversation, ...read }),
    ...more,
  })

  const read: RunningInbox['read'] = async (path, cookie = '') => {
    const answer = await fetch(url + path, { headers: { cookie }, redirect: 'manual' })
    return { status: answer.status, text: await answer.text(), headers: answer.headers }
  }
  const post: RunningInbox['post'] = (path, fields, cookie = '', headers = {}) =>
    fetch(url + path, {
      method: 'POST',
      headers: { cookie, 'sec-fetch-site': 'same-origin', ...headers },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })
  return {
    conversations,
    directory,
    impact,
    referrals,
    inbox,
    url,
    clock,
    store,
    told,
    unkept,
    logged,
    read,
    post,
    async put(...records) {
      for (const { alert, handoff } of records) {
        if (alert) await store.collection(alerts).create(alert.id, alert)
        if (handoff) await store.collection(handoffs).create(handoff.id, handoff)
      }
    },
    async signIn(role, id, at = 'demo') {
      const link = new URL(inbox.signInLink({ school: at, role, id })).searchParams.get('link') ?? ''
      const answer = await post('/inbox/sign-in', { link })
      return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    },
    async press(page, path, cookie) {
      const { text } = await read(page, cookie)
      const form = text.slice(text.indexOf(`action="${path}"`))
      const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? ''
      return post(path, { csrf: field('csrf'), version: field('version'), seen: field('seen') }, cookie)
    },
    async audited() {
      const entries = await store.collection(auditEntries).find({})
      return entries.map(({ body }) => `${body.who.id} ${body.did} ${body.what} ${body.id}`.trim())
    },
    async close() {
      await server.close()
      await conversations.close()
    },
  }
}
