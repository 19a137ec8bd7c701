import type { Response } from 'restify'
import { z } from 'zod'
import type { Texts } from '../../content/load-texts.ts'
import { Role } from '../../domain/school/role.ts'
import type { Clock } from '../../domain/time/clock.ts'
import type { Account } from '../records/accounts.ts'
import type { AuditEntry } from '../records/audit.ts'
import type { WebRequest } from '../server.ts'
import type { Visits } from '../visits.ts'
import type { Answers } from './answers.ts'
import type { Audit } from './audit.ts'
import { sayer } from './form-pieces.ts'
import type { FieldError, Say } from './form-pieces.ts'
import type { People } from './people.ts'
import { peopleView, personView } from './people-views.ts'
import type { InviteForm } from './people-views.ts'
import type { Session, Sessions } from './sessions.ts'
import { Times } from './times.ts'

/** Characters: a name on a badge, with room for all names of a person. */
const LONGEST_NAME = 100
const Roles = z.array(Role)

export interface PeopleServices {
  readonly texts: Texts
  readonly people: People
  readonly sessions: Sessions
  readonly visits: Visits
  readonly answers: Answers
  readonly audit: Audit
  readonly clock: Clock
}

/** Pages on which school leads and administrators ask people in, change what they are, and keep them out. */
export class PeoplePages {
  readonly #of: PeopleServices
  readonly #say: Say

  constructor(of: PeopleServices) {
    this.#of = of
    this.#say = sayer(of.texts)
  }

  async list(session: Session, res: Response): Promise<void> {
    const form = { email: '', name: '', school: session.staff.school.id, roles: [] }
    await this.#list(session, res, 200, form, [])
  }

  async invite(session: Session, req: WebRequest, res: Response): Promise<void> {
    const form: InviteForm = {
      email: (req.form.get('email') ?? '').trim(),
      name: (req.form.get('name') ?? '').trim(),
      school: req.form.get('school') ?? '',
      roles: req.form.getAll('roles'),
    }
    const at = this.#of.people.managed(session).find(({ school }) => school.id === form.school)
    const roles = Roles.safeParse(form.roles)
    if (!at || !roles.success) {
      await this.#refused(session, res, form.school)
      return
    }
    const errors = this.#faultsOf(form)
    const done =
      errors.length === 0 && (await this.#of.people.invite(session, at, { ...form, roles: roles.data }))
    if (done === false || typeof done === 'string') {
      const more =
        typeof done === 'string' ? [{ field: 'email', text: this.#say(`inbox.person.problem.${done}`) }] : []
      await this.#list(session, res, 422, form, [...errors, ...more])
      return
    }
    await this.#of.audit.write(at, 'invited', 'person', done.account.id)
    await this.#show(session, res, 200, done.account, [], done.link)
  }

  async show(session: Session, req: WebRequest, res: Response): Promise<void> {
    const account = await this.#found(session, req, res)
    if (!account) return
    await this.#of.audit.write(session.staff, 'read', 'person', account.id)
    await this.#show(session, res, 200, account, [])
  }

  async setPlace(session: Session, req: WebRequest, res: Response): Promise<void> {
    const school = req.form.get('school') ?? ''
    const at = this.#of.people.managed(session).find((staff) => staff.school.id === school)
    const roles = Roles.safeParse(req.form.getAll(`roles-${school}`))
    const account = await this.#found(session, req, res)
    if (!account) return
    if (!at || !roles.success) {
      await this.#refused(session, res, account.id)
      return
    }
    const as = req.form.get(`as-${school}`) ?? ''
    const done = await this.#of.people.setPlace(session, account.id, {
      ...{ at, roles: roles.data },
      as: as === '' ? undefined : as,
    })
    await this.#answer(session, res, account, done, 'changed')
  }

  async suspend(session: Session, req: WebRequest, res: Response): Promise<void> {
    const account = await this.#found(session, req, res)
    if (!account) return
    const done = await this.#of.people.setSuspended(session, account.id, true)
    await this.#answer(session, res, account, done, 'suspended')
  }

  async resume(session: Session, req: WebRequest, res: Response): Promise<void> {
    const account = await this.#found(session, req, res)
    if (!account) return
    const done = await this.#of.people.setSuspended(session, account.id, false)
    await this.#answer(session, res, account, done, 'resumed')
  }

  async reset(session: Session, req: WebRequest, res: Response): Promise<void> {
    const account = await this.#found(session, req, res)
    if (!account) return
    await this.#answer(session, res, account, await this.#of.people.reset(session, account.id), 'reset')
  }

  async #answer(
    session: Session,
    res: Response,
    before: Account,
    done: Awaited<ReturnType<People['reset']>>,
    did: AuditEntry['did'],
  ): Promise<void> {
    if (typeof done === 'string') {
      await this.#of.audit.write(session.staff, 'refused', 'person', before.id)
      const errors = [{ field: 'person', text: this.#say(`inbox.person.problem.${done}`) }]
      await this.#show(session, res, 422, before, errors)
      return
    }
    await this.#of.audit.write(session.staff, did, 'person', before.id)
    // What they were may be on a screen of theirs: they sign in again as what they are. Chats they are in are told.
    for (const id of await this.#of.sessions.endAllOf(before.id)) await this.#of.visits.endSession(id)
    await this.#show(session, res, 200, done.account, [], done.link)
  }

  async #found(session: Session, req: WebRequest, res: Response): Promise<Account | undefined> {
    const id = req.params['id'] ?? ''
    const account = /^[\w-]{22}$/.test(id) ? await this.#of.people.find(session, id) : undefined
    if (!account) await this.#refused(session, res, id)
    return account
  }

  async #refused(session: Session, res: Response, id: string): Promise<void> {
    await this.#of.audit.write(session.staff, 'refused', 'person', id)
    this.#of.answers.note(res, 404, 'inbox.not-found.title', ['inbox.not-found.text'], { session })
  }

  #faultsOf(form: InviteForm): FieldError[] {
    const fault = (field: string, isWrong: boolean): FieldError[] =>
      isWrong ? [{ field, text: this.#say(`inbox.people.fault.${field}`) }] : []
    return [
      ...fault('name', form.name === '' || form.name.length > LONGEST_NAME),
      ...fault('email', !z.email().safeParse(form.email).success),
      ...fault('roles', form.roles.length === 0),
    ]
  }

  async #list(
    session: Session,
    res: Response,
    status: number,
    form: InviteForm,
    errors: readonly FieldError[],
  ): Promise<void> {
    const { people, texts, clock } = this.#of
    const view = peopleView(this.#say, new Times(texts, clock.now()), session, {
      people: await people.list(session),
      managed: people.managed(session),
      form,
      errors,
    })
    this.#of.answers.page(res, status, view, session)
  }

  async #show(
    session: Session,
    res: Response,
    status: number,
    account: Account,
    errors: readonly FieldError[],
    link?: string,
  ): Promise<void> {
    const { people } = this.#of
    const managed = people.managed(session)
    const problem = people.problem(session, account)
    const view = personView(this.#say, session, { account, managed, problem, link, errors })
    this.#of.answers.page(res, status, view, session)
  }
}
