import type { Response } from 'restify'
import type { BankHolidays } from '../../../content/load-bank-holidays.ts'
import { withoutTime } from '../../../domain/booking/without-time.ts'
import type { Appointment, Slot } from '../../../domain/booking/types.ts'
import type { CaseEntry } from '../../../domain/casework/entries.ts'
import type { Handoff } from '../../../domain/handoff/types.ts'
import type { Diary, LinkWorker } from '../../../domain/school/school.ts'
import type { Bookings } from '../../bookings.ts'
import type { DiaryBook } from '../../diary-book.ts'
import { sendSeeOther } from '../../http/answers.ts'
import type { WebRequest } from '../../server.ts'
import { keyOf } from '../form-key.ts'
import type { Found } from '../found.ts'
import type { Session } from '../sessions.ts'
import { keyOfCase } from './case-pages.ts'
import type { CasePages, CaseServices } from './case-pages.ts'
import { timePage } from './time-page.ts'

/** Times on the page: about a week of a usual diary, and no more than one looks through. */
const TIMES_SHOWN = 12
/** A colleague may write the same diary at the same moment, but not for ever. */
const MOST_TRIES = 5

/** A link worker moves a time or calls it off: the diary first, then the conversation, which tells the young person. */
export class TimePages {
  readonly #o: CaseServices
  readonly #cases: CasePages
  readonly #book: DiaryBook
  readonly #holidays: BankHolidays

  constructor(of: CaseServices & { readonly pages: CasePages } & Pick<Bookings, 'book' | 'holidays'>) {
    this.#o = of
    this.#cases = of.pages
    this.#book = of.book
    this.#holidays = of.holidays
  }

  async show(session: Session, req: WebRequest, res: Response): Promise<void> {
    const open = await this.#openCase(session, req, res)
    if (!open) return
    await this.#o.audit.write(open.session.staff, 'read', 'handoff', open.record.id)
    await this.#answer(open, res, 200, {})
  }

  async move(session: Session, req: WebRequest, res: Response): Promise<void> {
    const open = await this.#openCase(session, req, res)
    if (!open) return
    const wanted = req.form.get('slot')
    if (wanted === null) {
      await this.#answer(open, res, 422, { fault: 'inbox.move.fault.slot' })
      return
    }
    const { school } = open.session.staff
    await this.#change(open, req, res, 'moved', async (seen) => {
      const moved = await this.#o.byStaff.move(open.record.id, seen, {
        slot: wanted,
        linkWorkerName: (id) => school.linkWorkers.find((worker) => worker.id === id)?.name ?? '',
      })
      if (typeof moved === 'string') return moved
      return (from) => ({ kind: 'moved', from, to: moved.done.slot.start })
    })
  }

  async callOff(session: Session, req: WebRequest, res: Response): Promise<void> {
    const open = await this.#openCase(session, req, res)
    if (!open) return
    await this.#change(open, req, res, 'called-off', async (seen) => {
      const called = await this.#o.byStaff.callOff(open.record.id, seen)
      return typeof called === 'string' ? called : (from) => ({ kind: 'called-off', from })
    })
  }

  async #change(
    open: Found<Handoff>,
    req: WebRequest,
    res: Response,
    did: 'moved' | 'called-off',
    act: (seen: {
      appointment: string
      sequence: number
    }) => Promise<'changed' | 'taken' | ((from: string) => Told)>,
  ): Promise<void> {
    const { staff } = open.session
    const { appointment } = open.record
    const key = keyOf(req.form)
    const seen = {
      appointment: req.form.get('appointment') ?? '',
      sequence: Number(req.form.get('sequence') ?? Number.NaN),
    }
    const isAsSeen = appointment?.id === seen.appointment && appointment.sequence === seen.sequence
    // The diary before the time is free, so that nobody who waits is offered it.
    const isAbsent = isAsSeen && req.form.get('absent') === 'yes'
    const putBack = isAbsent ? await this.#takeOut(open, appointment) : undefined
    const outcome = key === undefined ? 'changed' : await act(seen)
    if (typeof outcome === 'string' || key === undefined) {
      await putBack?.()
      const fresh = await this.#openCase(open.session, req, res)
      if (fresh) await this.#answer(fresh, res, 409, { trouble: `inbox.move.${String(outcome)}` })
      return
    }
    const at = this.#o.facts().times.now.toISOString()
    const entry: CaseEntry = {
      ...outcome(appointment?.slot.start ?? at),
      ...{ id: key, at, by: staff.id.id, name: staff.name },
    }
    const added = await this.#o.log.add(keyOfCase({ of: 'handoff', ...open }), entry)
    if (added === 'added') await this.#o.audit.write(staff, did, 'handoff', open.record.id)
    sendSeeOther(res, `/inbox/handoffs/${open.record.id}/casework?done`)
  }

  /** The time is taken out of its link worker's diary, where they see it as other hours of that day. Gives what puts it back. */
  async #takeOut(open: Found<Handoff>, { slot }: Appointment): Promise<(() => Promise<void>) | undefined> {
    const { school } = open.session.staff
    const worker = school.linkWorkers.find(({ id }) => id === slot.linkWorker)
    if (!worker) return undefined
    const closed = { holidays: this.#holidays.of(school.nation), terms: school.terms }
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const { diary, version } = await this.#book.open(school, worker)
      const without = withoutTime(diary, slot, closed)
      if (without === diary) return undefined
      const isWritten = await this.#write(open, worker, without, version)
      // Over the version just written only: what a colleague has entered since stays.
      if (isWritten)
        return async () => {
          await this.#write(open, worker, diary, version + 1)
        }
    }
    return undefined
  }

  async #write(
    { session: { staff } }: Found<Handoff>,
    { id }: LinkWorker,
    diary: Diary,
    version: number,
  ): Promise<boolean> {
    const at = this.#o.facts().times.now.toISOString()
    const changed = { by: staff.id.id, name: staff.name, at }
    const body = { school: staff.school.id, linkWorker: id, diary, changed }
    const isWritten = await this.#book.write(body, version)
    if (isWritten) await this.#o.audit.write(staff, 'changed', 'diary', id)
    return isWritten
  }

  async #openCase(session: Session, req: WebRequest, res: Response): Promise<Found<Handoff> | undefined> {
    const open = await this.#cases.openCase(session, req, res, 'handoff')
    return open?.of === 'handoff' ? open : undefined
  }

  async #answer(
    { record, session }: Found<Handoff>,
    res: Response,
    status: number,
    more: { fault?: string; trouble?: string },
  ): Promise<void> {
    const facts = this.#o.facts()
    const page = timePage(facts, session, {
      handoff: record,
      free: (await this.#freeFor(record)).slice(0, TIMES_SHOWN),
      errors: more.fault === undefined ? [] : [{ field: 'slot', text: facts.say(more.fault) }],
      trouble: more.trouble === undefined ? undefined : facts.say(more.trouble),
    })
    this.#o.answers.page(res, status, page, session)
  }

  /** Of whoever the summary is with now: after it was given on, of the one it was given to. */
  async #freeFor({ id, school, appointment, linkWorker }: Handoff): Promise<Slot[]> {
    const worker = linkWorker ?? appointment?.slot.linkWorker
    if (!appointment || worker === undefined) return []
    return this.#o.byStaff.free(school, id, worker, appointment.slot.id)
  }
}

/** An entry that is told apart by what was done, without what every entry has. */
type Told =
  | { readonly kind: 'moved'; readonly from: string; readonly to: string }
  | { readonly kind: 'called-off'; readonly from: string }
