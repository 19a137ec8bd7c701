import type { Response } from 'restify'
import type { CaseEntry, CaseOf } from '../../../domain/casework/entries.ts'
import { hasBegun, meetingsOf } from '../../../domain/handoff/meetings.ts'
import type { Alert, Handoff } from '../../../domain/handoff/types.ts'
import type { ByStaff } from '../../by-staff.ts'
import { sendSeeOther } from '../../http/answers.ts'
import type { AuditEntry } from '../../records/audit.ts'
import { VersionConflict } from '../../storage/errors.ts'
import type { WebRequest } from '../../server.ts'
import { seenOf } from '../alert-page.ts'
import type { Answers } from '../answers.ts'
import type { Audit } from '../audit.ts'
import type { Cases } from '../cases.ts'
import type { Facts } from '../facts.ts'
import { keyOf } from '../form-key.ts'
import type { Finder, Found } from '../found.ts'
import { withdrawnPage } from '../handoff-page.ts'
import type { Session } from '../sessions.ts'
import type { Staff } from '../staff.ts'
import { visitorOf } from '../visitor.ts'
import {
  closingFrom,
  contactFrom,
  messageFrom,
  noteFrom,
  outcomeFrom,
  reopeningFrom,
  LONGEST_NOTE,
} from './case-form.ts'
import type { Fault, Read } from './case-form.ts'
import type { Added, CaseKey, CaseLog } from './case-log.ts'
import { casePage, pathOf } from './case-page.ts'
import type { CaseView } from './case-page.ts'
import type { Outcomes } from './outcomes.ts'

/** Another writer meets us on an alert or a summary only for moments. */
const MOST_TRIES = 5

export interface CaseServices {
  readonly cases: Cases
  readonly log: CaseLog
  readonly finder: Finder
  readonly outcomes: Outcomes
  readonly byStaff: ByStaff
  readonly answers: Answers
  readonly audit: Audit
  readonly facts: () => Facts
  /** A summary in the inbox has another link worker: whoever takes it further may look. */
  readonly handoffChanged: (id: string) => void
}

/** One case that someone may work on: its record, and them at its school. */
export type OpenCase =
  | (Found<Handoff> & { readonly of: 'handoff' })
  | (Found<Alert> & { readonly of: 'alert' })

/** What a form may come to: nothing was written for the last two. */
type Did = Added | 'held' | 'gone'

/** The work on one summary or concern: every form writes once, says what became of it, and keeps what was typed when it was not taken. */
export class CasePages {
  readonly #o: CaseServices

  constructor(of: CaseServices) {
    this.#o = of
  }

  async show(session: Session, req: WebRequest, res: Response, of: CaseOf): Promise<void> {
    const open = await this.openCase(session, req, res, of)
    if (!open) return
    await this.#o.audit.write(open.session.staff, 'read', of, open.record.id)
    const done = req.query.has('done')
    await this.#answer(open, res, 200, done ? { note: 'inbox.case.done', isTrouble: false } : {})
  }

  async note(session: Session, req: WebRequest, res: Response, of: CaseOf): Promise<void> {
    await this.#take(session, req, res, of, 'noted', noteFrom(req.form), (open, made, written) =>
      this.#o.log.add(keyOfCase(open), { kind: 'note', ...written, ...made }),
    )
  }

  async contact(session: Session, req: WebRequest, res: Response, of: CaseOf): Promise<void> {
    const read = contactFrom(req.form, this.#now())
    await this.#take(session, req, res, of, 'recorded-contact', read, (open, made, written) =>
      this.#o.log.add(keyOfCase(open), { kind: 'contact', ...written, ...made }),
    )
  }

  /** Words for the young person, in their chat: there first, then written down here. The chat's own commit writes the audit. */
  async message(session: Session, req: WebRequest, res: Response, of: CaseOf): Promise<void> {
    await this.#take(session, req, res, of, undefined, messageFrom(req.form), async (open, made, written) => {
      const key = keyOfCase(open)
      const entry: CaseEntry = { kind: 'message', ...written, ...made }
      const isNew = await this.#isNew(key, entry)
      if (!isNew) return 'changed'
      const as = of === 'alert' ? 'duty-contact' : 'link-worker'
      const who = visitorOf(open.session.staff, as, this.#o.facts())
      const wrote = await this.#o.byStaff.write(key.conversation, who, { text: made.text, key: written.id })
      return wrote === 'written' ? this.#o.log.add(key, entry) : wrote
    })
  }

  async outcome(session: Session, req: WebRequest, res: Response): Promise<void> {
    const { form } = req
    const read = outcomeFrom(form)
    const then = form.get('from') === 'queue' ? '/inbox?recorded' : undefined
    await this.#take(
      session,
      req,
      res,
      'handoff',
      undefined,
      read,
      async (open, made, written) => {
        if (open.of !== 'handoff') return 'gone'
        const isOfMeeting = made.what === 'attended' || made.what === 'did-not-attend'
        const met = meetingsOf(open.record).find(
          (one) =>
            one.id === form.get('appointment') &&
            String(one.sequence) === form.get('sequence') &&
            hasBegun(one, this.#now()),
        )
        if (isOfMeeting && !met) return 'changed'
        const meeting = isOfMeeting &&
          met && { appointment: met.id, sequence: met.sequence, start: met.slot.start }
        const outcome = { kind: 'outcome' as const, ...written, ...made, ...(meeting && { meeting }) }
        return this.#o.outcomes.record(open.session.staff, open.record, outcome, form.get('seen') ?? '')
      },
      then,
    )
  }

  /** Gives a summary to another link worker of the school; it is unread for them. */
  async assign(session: Session, req: WebRequest, res: Response): Promise<void> {
    const { form } = req
    const read: Read<{ to: string }> = { made: { to: form.get('to') ?? '' } }
    await this.#take(session, req, res, 'handoff', 'assigned', read, async (open, made, written) => {
      const to = open.session.staff.school.linkWorkers.find(({ id }) => id === made.to)
      if (!to) return 'changed'
      const given = await this.#give(open.record.id, to.id, form.get('from') ?? '', written)
      if (given !== 'added') return given
      const entry: CaseEntry = { kind: 'assigned', ...written, to: { id: to.id, name: to.name } }
      this.#o.handoffChanged(open.record.id)
      return this.#o.log.add(keyOfCase(open), entry)
    })
  }

  async close(session: Session, req: WebRequest, res: Response): Promise<void> {
    const seen = req.form.get('seen')
    await this.#take(
      session,
      req,
      res,
      'alert',
      'closed',
      closingFrom(req.form),
      async (open, made, written) => {
        const { by, name, at } = written
        const closed = { by, name, at, ...made }
        const changed = await this.#changeAlert(open.record.id, (alert) => {
          if (alert.closed) return isSameClosing(alert.closed, closed) ? 'already' : 'changed'
          return alert.acknowledged && seenOf(alert) === seen ? { ...alert, closed } : 'changed'
        })
        return changed === 'changed'
          ? changed
          : this.#o.log.add(keyOfCase(open), { kind: 'closed', ...written, ...made })
      },
    )
  }

  async reopen(session: Session, req: WebRequest, res: Response): Promise<void> {
    const seen = req.form.get('seen')
    await this.#take(
      session,
      req,
      res,
      'alert',
      'reopened',
      reopeningFrom(req.form),
      async (open, made, written) => {
        const changed = await this.#changeAlert(open.record.id, ({ closed, ...alert }) => {
          if (!closed) return 'already'
          return closed.at === seen ? alert : 'changed'
        })
        if (changed !== 'added') return changed
        return this.#o.log.add(keyOfCase(open), { kind: 'reopened', ...written, ...made })
      },
    )
  }

  /** The case behind an address, for whoever may read it; answers the request itself when there is none for them. */
  async openCase(
    session: Session,
    req: WebRequest,
    res: Response,
    of: CaseOf,
  ): Promise<OpenCase | undefined> {
    const id = req.params['id'] ?? ''
    const { finder, answers, facts } = this.#o
    if (of === 'alert') {
      const found = await finder.alert(session, id)
      if (found) return { of, ...found }
    } else {
      const found = await finder.handoff(session, id)
      if (found?.record.status === 'sent') return { of, ...found }
      if (found) {
        answers.page(res, 200, withdrawnPage(facts()), session)
        return undefined
      }
    }
    answers.note(res, 404, 'inbox.not-found.title', ['inbox.not-found.text'], { session })
    return undefined
  }

  /** What every form does: is it ours, is it whole, is it written, and what then. */
  async #take<T>(
    session: Session,
    req: WebRequest,
    res: Response,
    of: CaseOf,
    did: AuditEntry['did'] | undefined,
    read: Read<T>,
    write: (open: OpenCase, made: T, written: Written) => Promise<Did>,
    then?: string,
  ): Promise<void> {
    const open = await this.openCase(session, req, res, of)
    if (!open) return
    const key = keyOf(req.form)
    const { staff } = open.session
    if (key === undefined || 'faults' in read) {
      const faults = 'faults' in read ? read.faults : []
      await this.#answer(open, res, 422, { typed: req.form, faults })
      return
    }
    const written = { id: key, at: this.#now().toISOString(), by: staff.id.id, name: staff.name }
    const outcome = await write(open, read.made, written)
    if (outcome === 'added' && did) await this.#o.audit.write(staff, did, of, open.record.id)
    if (outcome === 'added' || outcome === 'already') {
      sendSeeOther(res, then ?? `${pathOf(of, open.record.id)}/casework?done`)
      return
    }
    const fresh = await this.openCase(session, req, res, of)
    if (!fresh) return
    await this.#answer(fresh, res, 409, { typed: req.form, note: `inbox.case.${outcome}`, isTrouble: true })
  }

  async #answer(
    open: OpenCase,
    res: Response,
    status: number,
    more: { typed?: URLSearchParams; faults?: readonly Fault[]; note?: string; isTrouble?: boolean },
  ): Promise<void> {
    const facts = this.#o.facts()
    const entries = await this.#o.log.entries(keyOfCase(open))
    const errors = (more.faults ?? []).map(({ field, text }) => ({
      field,
      text: facts.say(text, { count: LONGEST_NOTE }),
    }))
    const common = {
      entries,
      errors,
      typed: more.typed,
      note:
        more.note === undefined
          ? undefined
          : { text: facts.say(more.note), isTrouble: more.isTrouble === true },
    }
    const view: CaseView =
      open.of === 'handoff' ? { ...common, handoff: open.record } : { ...common, alert: open.record }
    this.#o.answers.page(res, status, casePage(facts, open.session, view), open.session)
  }

  /** Whether the form has not written other words before; the same words again are the same message. */
  async #isNew(key: CaseKey, { id, ...entry }: CaseEntry): Promise<boolean> {
    const before = (await this.#o.log.entries(key)).find((one) => one.id === id)
    return !before || ('text' in before && 'text' in entry && before.text === entry.text)
  }

  async #give(id: string, to: string, from: string, { by, at }: Written): Promise<Added> {
    const { handoffs } = this.#o.cases
    for (let tries = 1; ; tries += 1) {
      const stored = await handoffs.get(id)
      if (stored?.body.status !== 'sent') return 'changed'
      const { acknowledged, heardSince, ...body } = stored.body
      if (body.linkWorker === to) return body.assigned?.by === by ? 'already' : 'changed'
      if ((body.linkWorker ?? '') !== from) return 'changed'
      // Who has read it already need not read it again.
      const isReadByThem = acknowledged?.by === to
      const next = {
        ...body,
        assigned: { to, by, at },
        linkWorker: to,
        ...(isReadByThem && { acknowledged }),
      }
      try {
        await handoffs.put(id, next, stored.version)
        return 'added'
      } catch (error) {
        if (!(error instanceof VersionConflict) || tries >= MOST_TRIES) throw error
      }
    }
  }

  async #changeAlert(id: string, change: (alert: Alert) => Alert | 'already' | 'changed'): Promise<Added> {
    const { alerts } = this.#o.cases
    for (let tries = 1; ; tries += 1) {
      const stored = await alerts.get(id)
      const next = stored ? change(stored.body) : 'changed'
      if (next === 'already' || next === 'changed') return next
      try {
        await alerts.put(id, next, stored?.version ?? 0)
        return 'added'
      } catch (error) {
        if (!(error instanceof VersionConflict) || tries >= MOST_TRIES) throw error
      }
    }
  }

  #now(): Date {
    return this.#o.facts().times.now
  }
}

type Written = Pick<CaseEntry, 'id' | 'at' | 'by'> & Pick<Staff, 'name'>

/** The casework of an open case: a handoff's id is its conversation's. */
export const keyOfCase = (open: OpenCase): CaseKey => ({
  of: open.of,
  id: open.record.id,
  conversation: open.of === 'alert' ? open.record.conversation : open.record.id,
  school: open.record.school,
})

const isSameClosing = (one: NonNullable<Alert['closed']>, other: NonNullable<Alert['closed']>): boolean =>
  one.by === other.by && one.reason === other.reason && one.text === other.text
