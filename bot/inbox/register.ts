import type { Response } from 'restify'
import type { Clock } from '../../domain/time/clock.ts'
import { sendSeeOther } from '../http/answers.ts'
import type { Logger } from '../logger.ts'
import type { StaffId } from '../records/sign-ins.ts'
import type { Schools } from '../schools.ts'
import { route } from '../server.ts'
import type { HttpServer, Method, WebRequest } from '../server.ts'
import type { Store } from '../storage/store.ts'
import type { Visits } from '../visits.ts'
import type { Bookings } from '../bookings.ts'
import type { Acknowledgement } from './acknowledge.ts'
import { Answers } from './answers.ts'
import { Audit } from './audit.ts'
import { Cases } from './cases.ts'
import { Chats } from './chats.ts'
import { DiaryPages } from './diary.ts'
import { factsAt } from './facts.ts'
import type { Glossary } from './facts.ts'
import { liveScript } from './live-script.ts'
import { Pages } from './pages.ts'
import { SignIn } from './sign-in.ts'
import type { Session } from './sign-in.ts'
import { SignInPages } from './sign-in-pages.ts'
import { inboxStylesheet } from './styles.ts'

/** The names of stylesheet and script change with what is in them. */
const FOR_GOOD = 'public, max-age=31536000, immutable'

export interface InboxOptions {
  readonly store: Store
  readonly schools: Schools
  readonly clock: Clock
  /** At least 32 secret bytes, kept for this purpose only. */
  readonly sessionKey: Uint8Array
  readonly publicUrl: string
  readonly logger: Logger
  readonly glossary: Glossary
  /** People in chats. */
  readonly visits: Visits
  readonly bookings: Bookings
  /** The young person did not come to this meeting. False when there is no such meeting behind us. */
  readonly missed: (conversation: string, appointment: string) => Promise<boolean>
  /** Tells the conversation that a person has read its alert or summary. What it throws is logged: the mark stands. */
  readonly onAcknowledged: (
    conversation: string,
    read: Acknowledgement & { readonly what: 'alert' | 'handoff' },
  ) => Promise<void>
}

export interface Inbox {
  /** A link that signs this member of staff in, once, within 15 minutes. Throws RangeError when no school names them. */
  signInLink(staff: StaffId): string
}

/** The pages of link workers and safeguarding leads, at `/inbox`. */
export function registerInbox(server: HttpServer, options: InboxOptions): Inbox {
  const { texts } = options.glossary
  const signIn = new SignIn(options)
  const styles = inboxStylesheet()
  const answers = new Answers(texts, styles.path)
  const audit = new Audit(options.store, options.clock)
  const doors = new SignInPages(texts, signIn, answers, audit)
  const cases = new Cases(options.store, options.logger)
  const pages = new Pages(options, answers, audit, cases)
  const script = liveScript()
  const diary = new DiaryPages({
    bookings: options.bookings,
    answers,
    audit,
    facts: () => factsAt(options.glossary, options.clock.now()),
  })
  const chats = new Chats({
    cases,
    visits: options.visits,
    answers,
    audit,
    facts: () => factsAt(options.glossary, options.clock.now()),
    script: script.path,
  })

  /** A page for whoever asks; a form must come from a page of ours. */
  const open = (
    method: Method,
    path: string,
    answer: (req: WebRequest, res: Response) => Promise<void>,
  ): void =>
    route(
      server,
      method,
      path,
      async (req, res) => {
        try {
          if (method === 'post' && !isSameOrigin(req, options.publicUrl)) pages.refused(res)
          else await answer(req, res)
        } catch (error) {
          pages.fault(req, res, error)
        }
      },
      { body: method === 'post' ? 'form' : 'none' },
    )
  /** A page for those who are signed in; their forms carry their session's token. */
  const closed = (
    method: Method,
    path: string,
    answer: (session: Session, req: WebRequest, res: Response) => Promise<void>,
  ): void =>
    open(method, path, async (req, res) => {
      const session = await signIn.sessionOf(req.headers.cookie)
      if (!session) sendSeeOther(res, '/inbox/sign-in')
      else if (method === 'post' && !signIn.isOwnForm(session, req.form.get('csrf') ?? ''))
        pages.refused(res, session)
      else await answer(session, req, res)
    })

  open('get', styles.path, async (_req, res) => {
    res.writeHead(200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': FOR_GOOD })
    res.end(styles.css)
  })
  open('get', script.path, async (_req, res) => {
    res.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': FOR_GOOD })
    res.end(script.text)
  })
  open('get', '/inbox/sign-in', (req, res) => doors.show(req, res))
  open('post', '/inbox/sign-in', (req, res) => doors.signIn(req, res))
  closed('post', '/inbox/sign-out', async (session, _req, res) => {
    // First: nobody may be left waiting for someone who has gone home.
    await options.visits.endSession(session.id)
    await doors.signOut(session, res)
  })
  for (const path of ['/inbox', '/inbox/']) {
    closed('get', path, (session, _req, res) => pages.queue(session, res))
  }
  closed('get', '/inbox/alerts/:id', (session, req, res) => pages.alert(session, req, res))
  closed('post', '/inbox/alerts/:id/acknowledge', (session, req, res) =>
    pages.acknowledgeAlert(session, req, res),
  )
  closed('get', '/inbox/handoffs/:id', (session, req, res) => pages.handoff(session, req, res))
  closed('post', '/inbox/handoffs/:id/acknowledge', (session, req, res) =>
    pages.acknowledgeHandoff(session, req, res),
  )
  closed('post', '/inbox/handoffs/:id/missed', (session, req, res) => pages.missed(session, req, res))
  closed('get', '/inbox/diary', (session, req, res) => diary.show(session, req, res))
  closed('post', '/inbox/diary', (session, req, res) => diary.save(session, req, res))
  closed('get', '/inbox/chats/:id', (session, req, res) => chats.page(session, req, res))
  closed('get', '/inbox/chats/:id/live', (session, req, res) => chats.live(session, req, res))
  closed('post', '/inbox/chats/:id/enter', (session, req, res) => chats.enter(session, req, res))
  closed('post', '/inbox/chats/:id/say', (session, req, res) => chats.say(session, req, res))
  closed('post', '/inbox/chats/:id/stay', (session, req, res) => chats.stay(session, req, res))
  closed('post', '/inbox/chats/:id/give-back', (session, req, res) => chats.giveBack(session, req, res))
  return { signInLink: (staff) => signIn.signInLink(staff) }
}

/** Whether a form came from a page of ours: browsers say so in `sec-fetch-site`, older ones in `origin`. */
function isSameOrigin({ headers }: WebRequest, publicUrl: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  return headers.origin === undefined || headers.origin === new URL(publicUrl).origin
}
