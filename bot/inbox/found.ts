import type { Alert, Handoff } from '../../domain/handoff/types.ts'
import type { Audit } from './audit.ts'
import type { Cases } from './cases.ts'
import { at } from './permissions.ts'
import type { Permission } from './permissions.ts'
import type { Session } from './sessions.ts'

const RECORD_ID = /^[A-Za-z0-9._:-]{1,128}$/

/** A record, and the session as it is at the record's school. */
export interface Found<T> {
  readonly record: T
  readonly session: Session
}

/** Alerts and handoffs by their ids, for whoever may read them; what is another's is not found, and that is written down. */
export class Finder {
  readonly #cases: Cases
  readonly #audit: Audit

  constructor(of: { cases: Cases; audit: Audit }) {
    this.#cases = of.cases
    this.#audit = of.audit
  }

  /** An alert that this person may read, and them at its school: a duty contact's there. */
  async alert(session: Session, id: string): Promise<Found<Alert> | undefined> {
    const alert = RECORD_ID.test(id) ? (await this.#cases.alerts.get(id))?.body : undefined
    return alert && this.#ownOr404(session, alert, 'read-alerts', 'alert')
  }

  /** A handoff that this person may read, and them at its school: a link worker's there. */
  async handoff(session: Session, id: string): Promise<Found<Handoff> | undefined> {
    const handoff = RECORD_ID.test(id) ? (await this.#cases.handoffs.get(id))?.body : undefined
    return handoff && this.#ownOr404(session, handoff, 'read-summaries', 'handoff')
  }

  async #ownOr404<T extends Alert | Handoff>(
    session: Session,
    record: T,
    permission: Permission,
    what: 'alert' | 'handoff',
  ): Promise<Found<T> | undefined> {
    const staff = at(session.places, record.school, permission)
    if (staff) return { record, session: { ...session, staff } }
    await this.#audit.write(session.staff, 'refused', what, record.id)
    return undefined
  }
}
