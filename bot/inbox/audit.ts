import { randomBytes } from 'node:crypto'
import type { Clock } from '../../domain/time/clock.ts'
import type { AuditTrail } from '../audit/trail.ts'
import { auditId } from '../records/audit.ts'
import type { AuditEntry } from '../records/audit.ts'
import type { Staff } from './staff.ts'

/** Ids of our records; anything else in an address might be words, and words do not go into the audit. */
const RECORD_ID = /^[A-Za-z0-9._:-]{1,128}$/

/** Writes down who did what to which record. */
export class Audit {
  readonly #trail: AuditTrail
  readonly #clock: Clock

  constructor(trail: AuditTrail, clock: Clock) {
    this.#trail = trail
    this.#clock = clock
  }

  /** Resolves when the entry is on disk; ids sort by time. */
  async write(
    staff: Staff,
    did: AuditEntry['did'],
    what: AuditEntry['what'],
    id: string,
    fields?: readonly string[],
  ): Promise<void> {
    const at = this.#clock.now().toISOString()
    await this.#trail.append(auditId(at, randomBytes(8).toString('hex')), {
      at,
      school: staff.school.id,
      who: {
        id: staff.id.id,
        name: staff.name,
        role: staff.id.role,
        ...(staff.account !== undefined && { account: staff.account }),
      },
      did,
      what,
      id: RECORD_ID.test(id) ? id : '',
      ...(fields === undefined ? {} : { fields: [...fields] }),
    })
  }
}
