import type { Response } from 'restify'
import { isReferred } from '../../domain/conversation/concern.ts'
import { versionSeen } from '../../domain/handoff/changes.ts'
import type { Alert, Handoff } from '../../domain/handoff/types.ts'
import { sendBytes, sendSeeOther } from '../http/answers.ts'
import { toHttpError } from '../http/http-error.ts'
import { conversations } from '../records/conversations.ts'
import type { WebRequest } from '../server.ts'
import { acknowledge, acknowledgement } from './acknowledge.ts'
import type { Acknowledgement } from './acknowledge.ts'
import { alertPage, seenOf } from './alert-page.ts'
import type { Answers } from './answers.ts'
import { decideCode } from './codes.ts'
import type { Audit } from './audit.ts'
import type { Cases } from './cases.ts'
import type { CaseLog } from './casework/case-log.ts'
import { factsAt, factsForKeeping } from './facts.ts'
import type { Facts } from './facts.ts'
import { sayer } from './form-pieces.ts'
import type { Say } from './form-pieces.ts'
import type { Finder } from './found.ts'
import { handoffPage, withdrawnPage } from './handoff-page.ts'
import { fileAsked } from './handoff-files.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { queuePage } from './queue-page.ts'
import type { InboxOptions } from './register.ts'
import type { Session } from './sessions.ts'
import { unsaved } from './unsaved.ts'

/** The pages of those who are signed in: who may read what, what is written down about it, and what is shown. */
export class Pages {
  readonly #options: InboxOptions
  readonly #answers: Answers
  readonly #audit: Audit
  readonly #cases: Cases
  readonly #finder: Finder
  readonly #log: CaseLog
  readonly #say: Say

  constructor(
    options: InboxOptions,
    of: { answers: Answers; audit: Audit; cases: Cases; finder: Finder; log: CaseLog },
  ) {
    this.#options = options
    this.#answers = of.answers
    this.#audit = of.audit
    this.#cases = of.cases
    this.#finder = of.finder
    this.#log = of.log
    this.#say = sayer(options.glossary.texts)
  }

  async queue(session: Session, req: WebRequest, res: Response): Promise<void> {
    const facts = this.#facts()
    const list = await this.#cases.of(session.staff, facts.times.now)
    const elsewhere = await this.#cases.elsewhere(session)
    const page = queuePage(facts, session, list, { isRecorded: req.query.has('recorded'), elsewhere })
    this.#answers.page(res, 200, page, session)
  }

  async alert(session: Session, req: WebRequest, res: Response): Promise<void> {
    const id = idOf(req)
    const found = await this.#finder.alert(session, id)
    if (!found) {
      this.notFound(res, session)
      return
    }
    try {
      await this.#audit.write(found.session.staff, 'read', 'alert', id)
    } catch (error) {
      // A full disk must not keep a safeguarding lead from what a young person said.
      this.#options.logger.error({ record: id, err: error }, 'reading was not audited')
    }
    await this.#showAlert(found.session, res, found.record)
  }

  async acknowledgeAlert(session: Session, req: WebRequest, res: Response): Promise<void> {
    const id = idOf(req)
    const found = await this.#finder.alert(session, id)
    if (!found) {
      this.notFound(res, session)
      return
    }
    const { record: alert, session: own } = found
    const seen = req.form.get('seen')
    const by = acknowledgement(own.staff, this.#options.clock.now())
    const outcome = await acknowledge(this.#cases.alerts, id, by, (now) => seenOf(now) === seen)
    const now = outcome === 'changed' ? await this.#finder.alert(session, id) : undefined
    if (now) {
      await this.#showAlert(now.session, res, now.record, true)
      return
    }
    if (outcome === 'acknowledged') await this.#told(own, 'alert', id, alert.conversation, by)
    sendSeeOther(res, `/inbox/alerts/${id}`)
  }

  /** The page, or with `.txt`, `.pdf` or `.fhir.json` behind its id the file. */
  async handoff(session: Session, req: WebRequest, res: Response): Promise<void> {
    const { id, kind } = fileAsked(idOf(req))
    const found = await this.#finder.handoff(session, id)
    if (!found) {
      this.notFound(res, session)
      return
    }
    const { record: handoff, session: own } = found
    await this.#audit.write(own.staff, 'read', kind?.audited ?? 'handoff', id)
    if (handoff.status === 'withdrawn') {
      this.#answers.page(res, 200, withdrawnPage(this.#facts()), session)
    } else if (kind) {
      const view = { handoff, alerts: await this.#cases.alertsOf(handoff.school, handoff.id) }
      const { publicUrl, glossary, clock } = this.#options
      const facts = factsForKeeping(glossary, clock.now())
      const bytes = await kind.make({ facts, school: own.staff.school, view, publicUrl })
      this.#answers.headers(res)
      if (kind.filename !== undefined)
        res.setHeader('content-disposition', `attachment; filename="${kind.filename}"`)
      sendBytes(res, kind.type, bytes)
    } else {
      await this.#showHandoff(own, res, handoff)
    }
  }

  async acknowledgeHandoff(session: Session, req: WebRequest, res: Response): Promise<void> {
    const id = idOf(req)
    const found = await this.#finder.handoff(session, id)
    if (!found) {
      this.notFound(res, session)
      return
    }
    const own = found.session
    const seen = req.form.get('seen')
    const by = acknowledgement(own.staff, this.#options.clock.now())
    const outcome = await acknowledge(
      this.#cases.handoffs,
      id,
      by,
      (now) => versionSeen(now) === seen && now.status === 'sent',
    )
    const now = outcome === 'changed' ? await this.#finder.handoff(session, id) : undefined
    if (now?.record.status === 'sent') {
      await this.#audit.write(now.session.staff, 'read', 'handoff', id)
      await this.#showHandoff(now.session, res, now.record, true)
      return
    }
    if (outcome === 'acknowledged') await this.#told(own, 'handoff', id, id, by)
    sendSeeOther(res, `/inbox/handoffs/${id}`)
  }

  /** A person confirms a proposed code, or takes one out. */
  async decideCode(session: Session, req: WebRequest, res: Response): Promise<void> {
    const id = idOf(req)
    const found = await this.#finder.handoff(session, id)
    const code = this.#options.codes.find((one) => one.code === req.form.get('code'))
    const what = req.form.get('what')
    if (!found || !code || (what !== 'confirm' && what !== 'remove')) {
      this.notFound(res, session)
      return
    }
    const { staff } = found.session
    const by = acknowledgement(staff, this.#options.clock.now())
    const leavesAsFhir = staff.school.handoffs.fhir !== undefined
    const confirm = what === 'confirm'
    // First: what cannot be written down is not done.
    await this.#audit.write(staff, confirm ? 'confirmed-code' : 'removed-code', 'handoff', id)
    await decideCode(this.#cases.handoffs, id, { code, confirm, by }, leavesAsFhir)
    this.#options.onHandoffChanged?.(id)
    sendSeeOther(res, `/inbox/handoffs/${id}`)
  }

  refused(res: Response, session?: Session, written = ''): void {
    this.#answers.note(res, 403, 'inbox.refused.title', ['inbox.refused.text'], {
      session,
      ...(written !== '' && { below: unsaved(this.#say, written) }),
    })
  }

  signedOut(res: Response, written: string): void {
    const below = html`${this.#again()} ${unsaved(this.#say, written)}`
    this.#answers.note(res, 401, 'inbox.signed-out.unsaved', [], { below })
  }

  stillIn(res: Response): void {
    const texts = ['inbox.signed-out.still.why']
    this.#answers.note(res, 401, 'inbox.signed-out.still', texts, { below: this.#again() })
  }

  notFound(res: Response, session: Session): void {
    this.#answers.note(res, 404, 'inbox.not-found.title', ['inbox.not-found.text'], { session })
  }

  /** Something unexpected: said in words that help, and logged without any of theirs. */
  fault(req: WebRequest, res: Response, error: unknown): void {
    this.#options.logger.error({ request: req.id, err: error }, 'inbox page failed')
    if (res.headersSent) {
      res.end()
      return
    }
    const texts = ['inbox.fault.text', 'inbox.fault.safety']
    this.#answers.note(res, toHttpError(error).status, 'inbox.fault.title', texts, {
      values: { request: req.id },
    })
  }

  #again(): Html {
    return html`<p>
      <a class="nhsuk-link" href="/inbox/sign-in" target="_blank" rel="noopener"
        >${this.#say('inbox.signed-out.again')}</a
      >
    </p>`
  }

  #facts(): Facts {
    return factsAt(this.#options.glossary, this.#options.clock.now())
  }

  async #showAlert(session: Session, res: Response, alert: Alert, changed = false): Promise<void> {
    const all = await this.#cases.alertsOf(alert.school, alert.conversation)
    const others = all.filter(({ id }) => id !== alert.id)
    const view = {
      alert,
      others,
      handoff: await this.#handoffOf(alert),
      entries: await this.#log.entries({ of: 'alert', ...alert }),
      noChat: await this.#hasNoChat(alert),
      changed,
    }
    this.#answers.page(res, changed ? 409 : 200, alertPage(this.#facts(), session, view), session)
  }

  async #showHandoff(session: Session, res: Response, handoff: Handoff, changed = false): Promise<void> {
    const alerts = await this.#cases.alertsOf(handoff.school, handoff.id)
    const page = handoffPage(this.#facts(), session, {
      handoff,
      alerts,
      entries: await this.#log.entries({ of: 'handoff', ...handoff }),
      changed,
      codes: this.#options.codes,
    })
    this.#answers.page(res, changed ? 409 : 200, page, session)
  }

  /** The summary beside an alert. One that cannot be opened must not hide the alert. */
  async #handoffOf(alert: Alert): Promise<Handoff | undefined> {
    try {
      const handoff = await this.#cases.handoffs.get(alert.conversation)
      return handoff?.body.school === alert.school ? handoff.body : undefined
    } catch (error) {
      this.#options.logger.error({ record: alert.conversation, err: error }, 'record cannot be read')
      return undefined
    }
  }

  /** An invitation's chat begins when it is taken up. A chat that cannot be opened now is there. */
  async #hasNoChat({ concern, conversation }: Alert): Promise<boolean> {
    if (!isReferred(concern)) return false
    try {
      return (await this.#options.store.collection(conversations).get(conversation)) === undefined
    } catch (error) {
      this.#options.logger.error({ record: conversation, err: error }, 'record cannot be read')
      return false
    }
  }

  async #told(
    session: Session,
    what: 'alert' | 'handoff',
    id: string,
    conversation: string,
    by: Acknowledgement,
  ): Promise<void> {
    try {
      await this.#audit.write(session.staff, 'acknowledged', what, id)
      await this.#options.onAcknowledged(conversation, { ...by, what, id })
    } catch (error) {
      this.#options.logger.error({ record: id, err: error }, 'acknowledged, but not passed on')
    }
  }
}

const idOf = (req: WebRequest): string => req.params['id'] ?? ''
