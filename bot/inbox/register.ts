import type { Languages } from '../../content/load-languages.ts'
import type { SnomedCode } from '../../domain/handoff/snomed.ts'
import type { AuditTrail } from '../audit/trail.ts'
import type { Clock } from '../../domain/time/clock.ts'
import type { FeedStanding } from '../feeds/standing.ts'
import type { ImpactCounts } from '../impact/counts.ts'
import type { Logger } from '../logger.ts'
import type { StaffId } from '../records/roles.ts'
import type { Referrals } from '../referrals/referrals.ts'
import type { Schools } from '../schools.ts'
import type { HttpServer } from '../server.ts'
import type { UseKeys } from '../storage/keys.ts'
import type { Store } from '../storage/store.ts'
import type { Visits } from '../visits.ts'
import type { Bookings } from '../bookings.ts'
import type { ByStaff } from '../by-staff.ts'
import { registerAccounts } from './account-routes.ts'
import type { Acknowledgement } from './acknowledge.ts'
import { Answers } from './answers.ts'
import { Audit } from './audit.ts'
import { Cases } from './cases.ts'
import { CaseLog } from './casework/case-log.ts'
import { registerCasework } from './casework/register-casework.ts'
import { Chats } from './chats.ts'
import { DiaryPages } from './diary.ts'
import { registerShelf } from './directory/register-shelf.ts'
import type { InboxDirectory } from './directory/library.ts'
import { factsAt } from './facts.ts'
import type { Glossary } from './facts.ts'
import { Finder } from './found.ts'
import { Gate } from './gate.ts'
import type { GatedRoute } from './gate.ts'
import { ImpactPages } from './impact/pages.ts'
import { feedsPage } from './feeds-page.ts'
import { languagesPage } from './languages-page.ts'
import { liveScript } from './live-script.ts'
import type { OidcSettings } from './oidc.ts'
import { Pages } from './pages.ts'
import type { Cost } from './passwords.ts'
import { ReferralPages } from './referral-pages.ts'
import { registerSchoolPages } from './school/register-school.ts'
import { SignIn } from './sign-in.ts'
import { inboxStylesheet } from './styles.ts'
import { Wanted } from './wanted.ts'

export interface InboxOptions {
  readonly trail: AuditTrail
  readonly store: Store
  readonly schools: Schools
  readonly clock: Clock
  /** At least 32 secret bytes each, kept for this purpose only. */
  readonly sessionKeys: UseKeys
  readonly publicUrl: string
  readonly logger: Logger
  readonly glossary: Glossary
  /** Codes that may be proposed for a summary. */
  readonly codes: readonly SnomedCode[]
  /** A person changed what leaves with a summary: whoever takes it further may look. */
  readonly onHandoffChanged?: (id: string) => void
  /** The feeds of a school and how they are. */
  readonly feeds: (school: string) => readonly FeedStanding[]
  /** People in chats. */
  readonly visits: Visits
  /** What young people can be spoken to in. */
  readonly languages: Languages
  readonly bookings: Bookings
  /** Invitations that staff write for young people. */
  readonly referrals: Pick<Referrals, 'make' | 'writtenBy'>
  /** What is counted for the impact pages. */
  readonly impact: Pick<ImpactCounts, 'of' | 'count'>
  /** The young person did not come to this meeting. False when there is no such meeting behind us. */
  readonly missed: (conversation: string, appointment: string) => Promise<boolean>
  /** What staff do to conversations without coming into them. */
  readonly byStaff: ByStaff
  /** What young people get ideas from. */
  readonly directory: InboxDirectory
  /** The organisation's own sign-in, beside accounts of ours. */
  readonly oidc?: OidcSettings | undefined
  /** Links of the log sign in as anybody whom the settings name. Never outside the demonstration. */
  readonly demonstration?: boolean
  /** What a password's hash costs, when not what it should. */
  readonly passwordCost?: Cost
  /** Tells the conversation that a person has read its alert or summary. What it throws is logged: the mark stands. */
  readonly onAcknowledged: (
    conversation: string,
    read: Acknowledgement & { readonly what: 'alert' | 'handoff'; readonly id: string },
  ) => Promise<void>
}

export interface Inbox {
  /**
   * A link that signs this member of staff in, once, within 15 minutes; of use in the demonstration only. Throws RangeError when no
   * school names them.
   */
  signInLink(staff: StaffId): string
  /** Every page and form with what it takes to come to it. */
  readonly routes: readonly GatedRoute[]
}

/** The pages of link workers and safeguarding leads, at `/inbox`. */
export function registerInbox(server: HttpServer, options: InboxOptions): Inbox {
  const { texts } = options.glossary
  const signIn = new SignIn(options)
  const styles = inboxStylesheet()
  const answers = new Answers(texts, styles.path)
  const audit = new Audit(options.trail, options.clock)
  const log = new CaseLog(options.store)
  const cases = new Cases(options.store, log, options.logger)
  const finder = new Finder({ cases, audit })
  const pages = new Pages(options, { answers, audit, cases, finder, log })
  const facts = () => factsAt(options.glossary, options.clock.now())
  const script = liveScript()
  const diary = new DiaryPages({
    bookings: options.bookings,
    answers,
    audit,
    facts,
  })
  const chats = new Chats({
    cases,
    visits: options.visits,
    answers,
    audit,
    facts,
    script: script.path,
  })

  const wanted = new Wanted(options, cases)
  const gate = new Gate({
    server,
    sessions: signIn.sessions,
    audit,
    wanted,
    publicUrl: options.publicUrl,
    answers: pages,
  })

  gate.open('get', styles.path, async (_req, res) => {
    answers.asset(res, 'text/css', styles.css)
  })
  gate.open('get', script.path, async (_req, res) => {
    answers.asset(res, 'text/javascript', script.text)
  })
  registerAccounts(gate, options, { signIn, answers, audit, wanted })
  for (const path of ['/inbox', '/inbox/']) {
    gate.closed('get', path, 'use-inbox', (session, req, res) => pages.queue(session, req, res))
  }
  gate.closed('get', '/inbox/feeds', 'see-feeds', async (session, _req, res) => {
    const page = feedsPage(facts(), options.feeds(session.staff.school.id))
    answers.page(res, 200, page, session)
  })
  gate.closed('get', '/inbox/languages', 'see-languages', async (session, _req, res) => {
    const now = factsAt(options.glossary, options.clock.now())
    answers.page(res, 200, languagesPage(now, options.languages, session.staff.school), session)
  })
  gate.closed(
    'get',
    '/inbox/alerts/:id',
    'read-alerts',
    (session, req, res) => pages.alert(session, req, res),
    { record: 'alert' },
  )
  gate.closed(
    'post',
    '/inbox/alerts/:id/acknowledge',
    'read-alerts',
    (session, req, res) => pages.acknowledgeAlert(session, req, res),
    { record: 'alert' },
  )
  gate.closed(
    'get',
    '/inbox/handoffs/:id',
    'read-summaries',
    (session, req, res) => pages.handoff(session, req, res),
    { record: 'handoff' },
  )
  gate.closed(
    'post',
    '/inbox/handoffs/:id/acknowledge',
    'read-summaries',
    (session, req, res) => pages.acknowledgeHandoff(session, req, res),
    { record: 'handoff' },
  )
  gate.closed(
    'post',
    '/inbox/handoffs/:id/codes',
    'read-summaries',
    (session, req, res) => pages.decideCode(session, req, res),
    { record: 'handoff' },
  )
  gate.closed('get', '/inbox/diary', 'edit-own-diary', (session, req, res) => diary.show(session, req, res))
  gate.closed('post', '/inbox/diary', 'edit-own-diary', (session, req, res) => diary.save(session, req, res))
  gate.closed(
    'get',
    '/inbox/chats/:id',
    'enter-chats',
    (session, req, res) => chats.page(session, req, res),
    { record: 'conversation' },
  )
  gate.closed(
    'get',
    '/inbox/chats/:id/live',
    'enter-chats',
    (session, req, res) => chats.live(session, req, res),
    { renews: false, record: 'conversation' },
  )
  gate.closed(
    'post',
    '/inbox/chats/:id/enter',
    'enter-chats',
    (session, req, res) => chats.enter(session, req, res),
    { record: 'conversation' },
  )
  gate.closed(
    'post',
    '/inbox/chats/:id/say',
    'enter-chats',
    (session, req, res) => chats.say(session, req, res),
    { record: 'conversation' },
  )
  gate.closed(
    'post',
    '/inbox/chats/:id/stay',
    'enter-chats',
    (session, req, res) => chats.stay(session, req, res),
    { record: 'conversation' },
  )
  gate.closed(
    'post',
    '/inbox/chats/:id/give-back',
    'enter-chats',
    (session, req, res) => chats.giveBack(session, req, res),
    { record: 'conversation' },
  )
  registerCasework(gate, { ...options, cases, log, finder, answers, audit, facts })
  const impact = new ImpactPages({ texts, impact: options.impact, clock: options.clock, answers, audit })
  gate.closed('get', '/inbox/impact', 'see-impact', (session, req, res) => impact.show(session, req, res))
  gate.closed('get', '/inbox/impact.csv', 'see-impact', (session, _req, res) => impact.csv(session, res))
  const referral = new ReferralPages({
    ...{ texts, referrals: options.referrals, clock: options.clock, publicUrl: options.publicUrl },
    ...{ answers, audit },
  })
  gate.closed('get', '/inbox/referrals', 'refer', (session, _req, res) => referral.show(session, res))
  gate.closed('post', '/inbox/referrals', 'refer', (session, req, res) => referral.make(session, req, res))
  registerShelf(gate, { ...options, answers, audit, facts })
  registerSchoolPages(gate, { ...options, answers, stylesheet: styles.path })
  return { signInLink: (staff) => signIn.signInLink(staff), routes: gate.routes }
}
