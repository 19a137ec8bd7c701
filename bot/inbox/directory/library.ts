import { BY_HAND, decisionOn } from '../../../domain/directory/decisions.ts'
import type { Decider, Decision, DecisionOf } from '../../../domain/directory/decisions.ts'
import type { DetailField, Details } from '../../../domain/directory/details.ts'
import { DetailField as DetailFields, withDetails } from '../../../domain/directory/details.ts'
import { Opportunity } from '../../../domain/directory/opportunity.ts'
import type { Clock } from '../../../domain/time/clock.ts'
import { dayText, inLondon } from '../../../domain/time/london.ts'
import type { Directory } from '../../feeds/directory.ts'
import { nameUuid } from '../../ids.ts'
import type { AuditEntry } from '../../records/audit.ts'
import { AlreadyExists, NotFound, VersionConflict } from '../../storage/errors.ts'
import type { Audit } from '../audit.ts'
import type { Staff } from '../staff.ts'

/** What the inbox needs of the directory. */
export type InboxDirectory = Pick<
  Directory,
  'browserFor' | 'byId' | 'decided' | 'takeDecisions' | 'locate' | 'stateOf' | 'whenLoaded'
>

/** `changed`: someone else decided since the page was opened, and nothing was done. */
export type Outcome = 'done' | 'changed'

/** The decisions of a member of staff about their own school's directory: kept, in effect when it resolves, and audited. */
export class Library {
  readonly #directory: InboxDirectory
  readonly #audit: Audit
  readonly #clock: Clock

  constructor(directory: InboxDirectory, audit: Audit, clock: Clock) {
    this.#directory = directory
    this.#audit = audit
    this.#clock = clock
  }

  get today(): string {
    return dayText(inLondon(this.#clock.now()).day)
  }

  decisions(staff: Staff): Decision[] {
    return this.#directory.decided.of(staff.school.id)
  }

  /** An entry as its feed, or the person who added it, has it; undefined for what is no entry of this person's school. */
  original(staff: Staff, id: string): Opportunity | undefined {
    const own = decisionOn(this.decisions(staff), 'own', id)
    if (own) return own.opportunity
    const entry = this.#directory.byId(id)
    return entry && staff.school.feeds.some((feed) => feed.id === entry.source) ? entry : undefined
  }

  /** The version of a decision, for the form that changes it; 0 when there is none. */
  versionOf(staff: Staff, kind: Decision['kind'], entry: string): number {
    return this.#directory.decided.recordOf({ kind, school: staff.school.id, entry })?.version ?? 0
  }

  pin(staff: Staff, entry: Opportunity): Promise<Outcome> {
    return this.#write(staff, { kind: 'pin', ...this.#about(staff, entry) }, 0, 'pinned')
  }

  hide(staff: Staff, entry: Opportunity, reason: string): Promise<Outcome> {
    return this.#write(staff, { kind: 'hide', ...this.#about(staff, entry), reason }, 0, 'hid')
  }

  correct(
    staff: Staff,
    correction: DecisionOf<'correction'>,
    version: number,
    changed: readonly DetailField[],
  ): Promise<Outcome> {
    return this.#write(staff, correction, version, 'corrected', changed)
  }

  /** Adds an entry and gives its id. `key` is its form's own: the same in the same form is one entry, however often it is sent. */
  async add(
    staff: Staff,
    details: Details,
    { checkBy, attribution, key }: { checkBy: string; attribution: string; key: string },
  ): Promise<string> {
    const sourceId = `${staff.school.id}:${nameUuid(JSON.stringify([key, details, checkBy]))}`
    const bare = Opportunity.parse({
      id: `${BY_HAND}:${sourceId}`,
      source: BY_HAND,
      sourceId,
      name: details.name,
      description: details.description,
      phones: [],
      status: 'active',
      ages: {},
      audience: [],
      cost: {},
      times: [],
      places: [],
      mode: [],
      areas: [],
      languages: [],
      topics: [],
      attribution,
    })
    const opportunity = this.#filled(bare, details)
    const about = this.#about(staff, opportunity)
    await this.#write(staff, { kind: 'own', ...about, opportunity, checkBy }, 0, 'added')
    return opportunity.id
  }

  change(
    staff: Staff,
    own: DecisionOf<'own'>,
    details: Details,
    checkBy: string,
    version: number,
  ): Promise<Outcome> {
    const opportunity = this.#filled(own.opportunity, details)
    const changed = this.#made(staff)
    return this.#write(
      staff,
      { ...own, name: opportunity.name, opportunity, checkBy, changed },
      version,
      'changed',
    )
  }

  /** Still right: until this day. */
  checked(staff: Staff, own: DecisionOf<'own'>, checkBy: string, version: number): Promise<Outcome> {
    const opportunity = { ...own.opportunity, lastChecked: this.today }
    const changed = this.#made(staff)
    return this.#write(staff, { ...own, opportunity, checkBy, changed }, version, 'checked')
  }

  remove(staff: Staff, own: DecisionOf<'own'>, version: number): Promise<Outcome> {
    return this.#write(staff, { ...own, removed: this.#made(staff) }, version, 'removed')
  }

  putBack(staff: Staff, own: DecisionOf<'own'>, version: number): Promise<Outcome> {
    const back: DecisionOf<'own'> = { ...own, changed: this.#made(staff) }
    delete back.removed
    return this.#write(staff, back, version, 'put-back')
  }

  /** Takes a pin, a hiding or a whole correction back. One that is gone already is gone. */
  async takeBack(staff: Staff, kind: 'pin' | 'hide' | 'correction', entry: string): Promise<Outcome> {
    const of = { kind, school: staff.school.id, entry }
    const record = this.#directory.decided.recordOf(of)
    if (!record) return 'done'
    const did = { pin: 'unpinned', hide: 'unhid', correction: 'uncorrected' } as const
    return this.#do(staff, did[kind], entry, () => this.#directory.decided.takeBack(of, record.version))
  }

  /** Takes the correction of one field back, so that the feed's word counts again. */
  async takeBackField(staff: Staff, entry: string, field: DetailField): Promise<Outcome> {
    const of = { kind: 'correction', school: staff.school.id, entry } as const
    const record = this.#directory.decided.recordOf(of)
    if (record?.body.kind !== 'correction') return 'done'
    const fields = record.body.fields.filter((one) => one.field !== field)
    if (fields.length === record.body.fields.length) return 'done'
    if (fields.length === 0) return this.takeBack(staff, 'correction', entry)
    const left = { ...record.body, fields }
    return this.#write(staff, left, record.version, 'uncorrected', [field])
  }

  #filled(o: Opportunity, details: Details): Opportunity {
    return { ...withDetails(o, DetailFields.options, details), lastChecked: this.today }
  }

  #made(staff: Staff): { by: Decider; at: string } {
    return { by: { id: staff.id.id, name: staff.name }, at: this.#clock.now().toISOString() }
  }

  #about(staff: Staff, { id, name }: Opportunity) {
    return { school: staff.school.id, entry: id, name, ...this.#made(staff) }
  }

  #write(
    staff: Staff,
    decision: Decision,
    version: number,
    did: AuditEntry['did'],
    fields?: readonly DetailField[],
  ): Promise<Outcome> {
    const write = () => this.#directory.decided.write(decision, version)
    return this.#do(staff, did, decision.entry, write, fields)
  }

  async #do(
    staff: Staff,
    did: AuditEntry['did'],
    entry: string,
    write: () => Promise<void>,
    fields?: readonly DetailField[],
  ): Promise<Outcome> {
    try {
      await write()
    } catch (error) {
      const isOthers =
        error instanceof VersionConflict || error instanceof AlreadyExists || error instanceof NotFound
      if (!isOthers) throw error
      await this.#directory.takeDecisions()
      return 'changed'
    }
    await this.#audit.write(staff, did, 'directory-entry', entry, fields)
    await this.#directory.takeDecisions()
    return 'done'
  }
}
