import type { Response } from 'restify'
import { sendSeeOther } from '../http/answers.ts'
import type { AuditEntry } from '../records/audit.ts'
import type { BodyKind } from '../http/body.ts'
import { route } from '../server.ts'
import type { HttpServer, Method, WebRequest } from '../server.ts'
import { unlessNoWrites } from '../storage/errors.ts'
import type { Audit } from './audit.ts'
import { at, may } from './permissions.ts'
import type { Permission } from './permissions.ts'
import type { Session, Sessions } from './sessions.ts'
import type { Staff } from './staff.ts'
import { writtenIn } from './unsaved.ts'
import type { Wanted } from './wanted.ts'

/** What the gate says when it does not let someone through. */
export interface GateAnswers {
  /** A form that is not this session's; `written` is what somebody may have written into it. */
  refused(res: Response, session?: Session, written?: string): void
  /** A form with something written in it, when nobody is signed in any more. */
  signedOut(res: Response, written: string): void
  /** Signing out everywhere, when nobody is signed in any more: nothing was ended elsewhere. */
  stillIn(res: Response): void
  notFound(res: Response, session: Session): void
  fault(req: WebRequest, res: Response, error: unknown): void
}

/** A form that signs out: this browser, or all that the person has. */
type Leaves = 'here' | 'everywhere'

/** One page or form of the inbox, and what it takes to be let through: `open` to everyone. */
export interface GatedRoute {
  readonly method: Method
  readonly path: string
  readonly permission: Permission | 'open'
}

/**
 * The one place where it is decided who may come to a page at all. Every route of the inbox is registered through it and names its
 * permission; whether they may read the record behind it is asked with `at` of permissions.ts when the record is there.
 */
export class Gate {
  readonly #server: HttpServer
  readonly #sessions: Sessions
  readonly #audit: Audit
  readonly #wanted: Wanted
  readonly #publicUrl: string
  readonly #answers: GateAnswers
  readonly #routes: GatedRoute[] = []

  constructor(of: {
    server: HttpServer
    sessions: Sessions
    audit: Audit
    wanted: Wanted
    publicUrl: string
    answers: GateAnswers
  }) {
    this.#server = of.server
    this.#sessions = of.sessions
    this.#audit = of.audit
    this.#wanted = of.wanted
    this.#publicUrl = of.publicUrl
    this.#answers = of.answers
  }

  /** Every route that was registered, for a test that walks them all. */
  get routes(): readonly GatedRoute[] {
    return this.#routes
  }

  /** A page for whoever asks; a form must come from a page of ours. */
  open(method: Method, path: string, answer: (req: WebRequest, res: Response) => Promise<void>): void {
    this.#routes.push({ method, path, permission: 'open' })
    this.#register(method, path, answer)
  }

  /**
   * A page for those who are signed in and may do this at one of their schools; their forms carry their session's token. `renews:
   * false` is for what a browser asks by itself: it keeps no session alive. `record` says what the path's `:id` is an id of: a refusal
   * is then written down under that record. `leaves`: who sends it goes, also where their session has ended already or nothing can be written.
   * `everywhere`: they are told where the others go on.
   */
  closed(
    method: Method,
    path: string,
    permission: Permission,
    answer: (session: Session, req: WebRequest, res: Response) => Promise<void>,
    options: {
      readonly renews?: boolean
      readonly record?: AuditEntry['what']
      readonly leaves?: Leaves
      readonly body?: BodyKind
    } = {},
  ): void {
    this.#routes.push({ method, path, permission })
    this.#register(
      method,
      path,
      async (req, res) => {
        const session = await this.requirePerson(req, res, { path, permission, ...options })
        if (session) await answer(session, req, res)
      },
      options.body,
    )
  }

  /**
   * The session of whoever asks, when they may do this at one of their schools; a form must carry its token, and is taken at the school it
   * was shown at. Answers the request itself when not: to the sign-in without a session, and from there on to what they came for, 401 with what they had written in a session that ended by itself, 403 for a foreign form, 404 and a line in the audit for what is not theirs.
   */
  async requirePerson(
    req: WebRequest,
    res: Response,
    need: {
      readonly path: string
      readonly permission: Permission
      readonly renews?: boolean
      readonly record?: AuditEntry['what']
      readonly leaves?: Leaves
    },
  ): Promise<Session | undefined> {
    const session = await this.#sessions.sessionOf(req.headers.cookie, need.renews ?? true)
    const csrf = req.method === 'POST' ? (req.form.get('csrf') ?? '') : ''
    const written = this.#sessions.isOwnWriting(req.headers.cookie, session, csrf) ? writtenIn(req.form) : ''
    if (!session) {
      if (written !== '') {
        this.#answers.signedOut(res, written)
        return undefined
      }
      const kept = req.method === 'POST' ? undefined : this.#wanted.keep(pathOf(req))
      const set = need.leaves ? this.#sessions.cleared : kept
      if (set !== undefined) res.setHeader('set-cookie', set)
      const wasIn = this.#sessions.idIn(req.headers.cookie) !== undefined
      if (need.leaves === 'everywhere' && wasIn) this.#answers.stillIn(res)
      else sendSeeOther(res, '/inbox/sign-in')
      return undefined
    }
    if (req.method === 'POST' && !this.#sessions.isOwnForm(session, csrf)) {
      this.#answers.refused(res, session, written)
      return undefined
    }
    // Before anything that may fail: whoever comes next at this browser is not to be them.
    if (need.leaves) res.setHeader('set-cookie', this.#sessions.cleared)
    // What a form is about says its own school where it is a record.
    const shownAt = need.record === undefined ? req.form.get('at') : null
    const place = placeFor(session, need.permission, shownAt)
    if (!place) {
      const id = need.record ? (req.params['id'] ?? '') : nameOf(need.path)
      await this.#audit.write(session.staff, 'refused', need.record ?? 'page', id)
      this.#answers.notFound(res, session)
      return undefined
    }
    // What follows the form is of the school it was sent at; the form itself does not fail for it.
    if (shownAt !== null && shownAt !== session.staff.school.id)
      await this.#sessions.show(session, shownAt).catch(unlessNoWrites)
    return { ...session, staff: place }
  }

  #register(
    method: Method,
    path: string,
    answer: (req: WebRequest, res: Response) => Promise<void>,
    body: BodyKind = method === 'post' ? 'form' : 'none',
  ): void {
    route(
      this.#server,
      method,
      path,
      async (req, res) => {
        try {
          if (method === 'post' && !isSameOrigin(req, this.#publicUrl)) this.#answers.refused(res)
          else await answer(req, res)
        } catch (error) {
          this.#answers.fault(req, res, error)
        }
      },
      { body },
    )
  }
}

/** The person where they may do it: at the school whose page they sent a form of, else where they look now, else at another of theirs. */
function placeFor(
  { staff, places }: Session,
  permission: Permission,
  shownAt: string | null,
): Staff | undefined {
  if (shownAt !== null) return at(places, shownAt, permission)
  return may(staff, permission) ? staff : places.find((one) => may(one, permission))
}

/** A route's pattern as an id of the audit: `/inbox/people/:id` is `inbox.people.:id`. */
const nameOf = (path: string): string => path.slice(1).replaceAll('/', '.')

const pathOf = ({ raw }: WebRequest): string => new URL(raw.url ?? '/', 'http://local').pathname

/** Whether a form came from a page of ours: browsers say so in `sec-fetch-site`, older ones in `origin`. */
function isSameOrigin({ headers }: WebRequest, publicUrl: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  return headers.origin === undefined || headers.origin === new URL(publicUrl).origin
}
