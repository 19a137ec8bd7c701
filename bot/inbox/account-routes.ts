import type { Response } from 'restify'
import type { WebRequest } from '../server.ts'
import { AccountPages } from './account-pages.ts'
import { Accounts } from './accounts.ts'
import type { Answers } from './answers.ts'
import type { Audit } from './audit.ts'
import { AuditPages } from './audit-pages.ts'
import { DoorPages } from './door-pages.ts'
import { Doors } from './doors.ts'
import { Entry } from './entry.ts'
import type { Gate } from './gate.ts'
import { InvitationPages } from './invitation-pages.ts'
import { Invitations } from './invitations.ts'
import { LocalSignIn } from './local-sign-in.ts'
import { CALLBACK, Oidc } from './oidc.ts'
import { OidcPages } from './oidc-pages.ts'
import { Passwords } from './passwords.ts'
import { People } from './people.ts'
import { PeoplePages } from './people-pages.ts'
import type { InboxOptions } from './register.ts'
import type { Session } from './sessions.ts'
import type { SignIn } from './sign-in.ts'
import type { Wanted } from './wanted.ts'

/** The pages of signing in and out, of one's own account, of the school's people, and of the audit. */
export function registerAccounts(
  gate: Gate,
  options: InboxOptions,
  of: { readonly signIn: SignIn; readonly answers: Answers; readonly audit: Audit; readonly wanted: Wanted },
): void {
  const { signIn, answers, audit, wanted } = of
  const { sessions } = signIn
  const { store, schools, clock, visits, logger } = options
  const { texts } = options.glossary
  const accounts = new Accounts(store, clock)
  const invitations = new Invitations(options)
  const passwords = new Passwords(options.passwordCost)
  const local = new LocalSignIn(options, { accounts, passwords, invitations })
  const doors = new Doors(options, sessions)
  const entry = new Entry({ sessions, doors, schools, audit, wanted })
  const provider = options.oidc?.name
  const demonstration = options.demonstration ?? false
  const door = new DoorPages({
    ...{ texts, signIn, doors, local, accounts, entry, wanted, answers, audit, provider, demonstration },
  })
  const invitation = new InvitationPages({
    ...{ texts, schools, local, doors, sessions, pages: door, answers, audit, provider },
  })

  gate.open('get', '/inbox/sign-in', (req, res) => door.show(req, res))
  gate.open('post', '/inbox/sign-in', (req, res) => door.signIn(req, res))
  gate.open('get', '/inbox/sign-in/code', (req, res) => door.showCode(req, res))
  gate.open('post', '/inbox/sign-in/code', (req, res) => door.code(req, res))
  gate.open('get', '/inbox/sign-in/app', (req, res) => door.showApp(req, res))
  gate.open('post', '/inbox/sign-in/app', (req, res) => door.app(req, res))
  gate.open('get', '/inbox/invitation', (req, res) => invitation.show(req, res))
  gate.open('post', '/inbox/invitation', (req, res) => invitation.take(req, res))
  gate.open('post', '/inbox/invitation/elsewhere', (req, res) => invitation.elsewhere(req, res))
  if (options.oidc) {
    const oidc = new Oidc(options.oidc, options)
    const pages = new OidcPages({ oidc, accounts, schools, entry, answers, clock, logger })
    gate.open('get', '/inbox/oidc/start', (req, res) => pages.start(req, res))
    gate.open('get', CALLBACK, (req, res) => pages.callback(req, res))
  }
  gate.closed(
    'post',
    '/inbox/sign-out',
    'use-inbox',
    async (session, _req, res) => {
      // First: nobody may be left waiting for someone who has gone home.
      await visits.endSession(session.id)
      await door.signOut(session, res)
    },
    { leaves: 'here' },
  )

  const own = new AccountPages({ texts, accounts, local, sessions, visits, answers, audit })
  gate.closed('get', '/inbox/account', 'use-inbox', (session, _req, res) => own.show(session, res))
  gate.closed('post', '/inbox/account/password', 'use-inbox', (session, req, res) =>
    own.changePassword(session, req, res),
  )
  gate.closed('post', '/inbox/account/codes', 'use-inbox', (session, req, res) =>
    own.newCodes(session, req, res),
  )
  gate.closed('post', '/inbox/account/school', 'use-inbox', (session, req, res) =>
    own.chooseSchool(session, req, res),
  )
  gate.closed(
    'post',
    '/inbox/account/sign-out-everywhere',
    'use-inbox',
    (session, _req, res) => own.signOutEverywhere(session, res),
    { leaves: 'everywhere' },
  )

  const people = new People({ accounts, invitations, schools })
  const pages = new PeoplePages({ texts, people, sessions, visits, answers, audit, clock })
  const person = { record: 'person' } as const
  gate.closed('get', '/inbox/people', 'manage-people', (session, _req, res) => pages.list(session, res))
  gate.closed('post', '/inbox/people', 'manage-people', (session, req, res) =>
    pages.invite(session, req, res),
  )
  gate.closed('get', '/inbox/people/:id', 'manage-people', (s, req, res) => pages.show(s, req, res), person)
  const deeds = {
    place: (s: Session, req: WebRequest, res: Response) => pages.setPlace(s, req, res),
    suspend: (s: Session, req: WebRequest, res: Response) => pages.suspend(s, req, res),
    resume: (s: Session, req: WebRequest, res: Response) => pages.resume(s, req, res),
    reset: (s: Session, req: WebRequest, res: Response) => pages.reset(s, req, res),
  }
  for (const [deed, answer] of Object.entries(deeds)) {
    gate.closed('post', `/inbox/people/:id/${deed}`, 'manage-people', answer, person)
  }

  const audits = new AuditPages({ texts, store, answers, audit, clock })
  gate.closed('get', '/inbox/audit', 'read-audit', (session, req, res) => audits.show(session, req, res))
}
