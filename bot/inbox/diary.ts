import type { Response } from 'restify'
import type { LinkWorker } from '../../domain/school/school.ts'
import { dayText, inLondon } from '../../domain/time/london.ts'
import type { Bookings } from '../bookings.ts'
import { sendSeeOther } from '../http/answers.ts'
import type { WebRequest } from '../server.ts'
import type { Answers } from './answers.ts'
import type { Audit } from './audit.ts'
import { diaryFrom, fieldsFrom, fieldsOf } from './diary-form.ts'
import { diaryPage } from './diary-page.ts'
import type { DiaryView } from './diary-page.ts'
import type { Facts } from './facts.ts'
import type { Session } from './sessions.ts'

/** How many of the next times are shown to the link worker. */
const NEXT_TIMES = 3
/** Enough to find this link worker's among all of the school's. */
const ALL_TIMES = 500

/** A link worker's own diary in the inbox. Nobody else's can be opened: there is no address for it. */
export class DiaryPages {
  readonly #bookings: Bookings
  readonly #answers: Answers
  readonly #audit: Audit
  readonly #facts: () => Facts

  constructor(of: { bookings: Bookings; answers: Answers; audit: Audit; facts: () => Facts }) {
    this.#bookings = of.bookings
    this.#answers = of.answers
    this.#audit = of.audit
    this.#facts = of.facts
  }

  async show(session: Session, req: WebRequest, res: Response): Promise<void> {
    const worker = this.#workerOf(session, res)
    if (!worker) return
    const page = await this.#bookings.book.open(session.staff.school, worker)
    const note = req.query.has('saved') ? { note: 'saved' as const } : {}
    await this.#answer(session, res, 200, {
      page,
      fields: fieldsOf(page.diary, dayText(inLondon(this.#facts().times.now).day)),
      errors: [],
      ...note,
    })
  }

  async save(session: Session, req: WebRequest, res: Response): Promise<void> {
    const worker = this.#workerOf(session, res)
    if (!worker) return
    const { staff } = session
    const page = await this.#bookings.book.open(staff.school, worker)
    const fields = fieldsFrom(req.form)
    const read = diaryFrom(fields)
    if ('errors' in read) {
      await this.#answer(session, res, 400, { page, fields, errors: read.errors })
      return
    }
    const version = Number(req.form.get('version') ?? Number.NaN)
    const changed = { by: staff.id.id, name: staff.name, at: this.#facts().times.now.toISOString() }
    const body = { school: staff.school.id, linkWorker: worker.id, diary: read.diary, changed }
    const isSame = JSON.stringify(page.diary) === JSON.stringify(read.diary)
    if (!isSame && (version !== page.version || !(await this.#bookings.book.write(body, version)))) {
      // What they entered stays in the form; saving it again is saving it over the other change, with eyes open.
      const newest = await this.#bookings.book.open(staff.school, worker)
      await this.#answer(session, res, 409, { page: newest, fields, errors: [], note: 'changed' })
      return
    }
    await this.#bookings.calendars.check(read.diary)
    await this.#audit.write(staff, 'changed', 'diary', worker.id)
    this.#bookings.effects.timeIsFree(staff.school.id)
    sendSeeOther(res, '/inbox/diary?saved')
  }

  async #answer(
    session: Session,
    res: Response,
    status: number,
    view: Omit<DiaryView, 'calendar' | 'next' | 'waiting'>,
  ): Promise<void> {
    const { calendars, diaries, waiting } = this.#bookings
    const { school, id } = session.staff
    const facts = this.#facts()
    const { diary } = view.page
    const busy = await calendars.busy(diary)
    const free = await diaries.free(school.id, facts.times.now, ALL_TIMES, [])
    const page = diaryPage(facts, session, {
      ...view,
      calendar: diary.calendar && { busy, fault: calendars.faultOf(diary) },
      next: free.filter(({ linkWorker }) => linkWorker === id.id).slice(0, NEXT_TIMES),
      waiting: await waiting.ahead(school.id, ''),
    })
    this.#answers.page(res, status, page, session)
  }

  #workerOf({ staff, ...session }: Session, res: Response): LinkWorker | undefined {
    const worker = staff.roles.includes('link-worker')
      ? staff.school.linkWorkers.find(({ id }) => id === staff.id.id)
      : undefined
    if (!worker)
      this.#answers.note(res, 404, 'inbox.not-found.title', ['inbox.not-found.text'], {
        session: { staff, ...session },
      })
    return worker
  }
}
