import type { Response } from 'restify'
import type { CaseOf } from '../../../domain/casework/entries.ts'
import type { WebRequest } from '../../server.ts'
import type { Gate } from '../gate.ts'
import type { Permission } from '../permissions.ts'
import type { InboxOptions } from '../register.ts'
import type { Session } from '../sessions.ts'
import { CasePages } from './case-pages.ts'
import type { CaseServices } from './case-pages.ts'
import { Caseloads } from './caseload.ts'
import { ListPages } from './list-pages.ts'
import { Outcomes } from './outcomes.ts'
import { CaseSearch } from './search.ts'
import { TimePages } from './time-pages.ts'

type Show = (session: Session, req: WebRequest, res: Response) => void | Promise<void>

/** The pages and forms of casework: of a summary for link workers, of a concern for duty contacts; caseload and search. */
export function registerCasework(
  gate: Gate,
  of: Pick<InboxOptions, 'bookings' | 'store' | 'missed' | 'byStaff' | 'onHandoffChanged' | 'impact'> &
    Omit<CaseServices, 'outcomes' | 'byStaff' | 'handoffChanged'>,
): void {
  const { cases, log, audit, answers, facts, bookings, store, byStaff, missed } = of
  const outcomes = new Outcomes({
    ...{ log, audit },
    effects: {
      missed,
      came: (conversation, appointment) => byStaff.came(conversation, appointment),
      count: (figure, school, when, once, by) =>
        of.impact.count(school, when, { figures: [figure] }, once, by),
    },
  })
  const handoffChanged = (id: string) => of.onHandoffChanged?.(id)
  const services: CaseServices = { ...of, byStaff, outcomes, handoffChanged }
  const pages = new CasePages(services)
  const { book, holidays } = bookings
  const times = new TimePages({ ...services, pages, book, holidays })
  const caseloads = new Caseloads({ cases, log, bookings, store })
  const search = new CaseSearch({ cases, caseloads })
  const lists = new ListPages({ caseloads, search, answers, audit, facts })

  const get = (path: string, show: Show, permission: Permission, record?: CaseOf): void =>
    gate.closed('get', path, permission, async (...asked) => show(...asked), record ? { record } : {})
  const post = (path: string, show: Show, permission: Permission, record?: CaseOf): void =>
    gate.closed('post', path, permission, async (...asked) => show(...asked), {
      body: 'long-form',
      ...(record && { record }),
    })

  for (const [path, record] of [
    ['/inbox/handoffs/:id', 'handoff'],
    ['/inbox/alerts/:id', 'alert'],
  ] as const) {
    const work = 'work-on-cases'
    get(`${path}/casework`, (session, req, res) => pages.show(session, req, res, record), work, record)
    post(`${path}/notes`, (session, req, res) => pages.note(session, req, res, record), work, record)
    post(`${path}/contacts`, (session, req, res) => pages.contact(session, req, res, record), work, record)
    post(`${path}/message`, (session, req, res) => pages.message(session, req, res, record), work, record)
  }
  const handoff = (path: string, show: Show, by = post) =>
    by(`/inbox/handoffs/:id/${path}`, show, 'read-summaries', 'handoff')
  handoff('outcome', (session, req, res) => pages.outcome(session, req, res))
  handoff('assign', (session, req, res) => pages.assign(session, req, res))
  handoff('time', (session, req, res) => times.show(session, req, res), get)
  handoff('time/move', (session, req, res) => times.move(session, req, res))
  handoff('time/call-off', (session, req, res) => times.callOff(session, req, res))
  const alert = (path: string, show: Show) =>
    post(`/inbox/alerts/:id/${path}`, show, 'close-concerns', 'alert')
  alert('close', (session, req, res) => pages.close(session, req, res))
  alert('reopen', (session, req, res) => pages.reopen(session, req, res))

  get('/inbox/caseload', (session, req, res) => lists.caseload(session, req, res), 'read-summaries')
  get('/inbox/search', (session, _req, res) => lists.search(session, res), 'work-on-cases')
  post('/inbox/search', (session, req, res) => lists.find(session, req, res), 'work-on-cases')
}
