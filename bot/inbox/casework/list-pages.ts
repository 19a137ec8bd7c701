import type { Response } from 'restify'
import type { WebRequest } from '../../server.ts'
import type { Answers } from '../answers.ts'
import type { Audit } from '../audit.ts'
import type { Facts } from '../facts.ts'
import type { Session } from '../sessions.ts'
import type { Caseloads } from './caseload.ts'
import { ALL, caseloadPage, NOBODY } from './caseload-page.ts'
import { LONGEST_QUERY, STATUSES } from './search.ts'
import type { Asked, CaseSearch } from './search.ts'
import { searchPage } from './search-page.ts'

/** The pages that list young people: a link worker's caseload, and the search. */
export class ListPages {
  readonly #caseloads: Caseloads
  readonly #search: CaseSearch
  readonly #answers: Answers
  readonly #audit: Audit
  readonly #facts: () => Facts

  constructor(of: {
    caseloads: Caseloads
    search: CaseSearch
    answers: Answers
    audit: Audit
    facts: () => Facts
  }) {
    this.#caseloads = of.caseloads
    this.#search = of.search
    this.#answers = of.answers
    this.#audit = of.audit
    this.#facts = of.facts
  }

  /** The reader's own to begin with. */
  async caseload(session: Session, req: WebRequest, res: Response): Promise<void> {
    const facts = this.#facts()
    const { school, id } = session.staff
    const known = [ALL, NOBODY, ...school.linkWorkers.map((worker) => worker.id)]
    const whose = [req.query.get('whose'), id.id, ALL].find((one) => one !== null && known.includes(one))
    const load = await this.#caseloads.of(school, facts.times.now)
    await this.#audit.write(session.staff, 'read', 'caseload', whose ?? ALL)
    this.#answers.page(res, 200, caseloadPage(facts, { school, whose: whose ?? ALL, load }), session)
  }

  search(session: Session, res: Response): void {
    const asked: Asked = { query: '', whose: ALL, status: 'any' }
    this.#answers.page(res, 200, searchPage(this.#facts(), session, asked), session)
  }

  /** What was looked for is not written down: it may be a young person's name. */
  async find(session: Session, req: WebRequest, res: Response): Promise<void> {
    const facts = this.#facts()
    const asked: Asked = {
      query: (req.form.get('query') ?? '').trim().slice(0, LONGEST_QUERY),
      whose: req.form.get('whose') ?? ALL,
      status: STATUSES.find((status) => status === req.form.get('status')) ?? 'any',
    }
    const found = await this.#search.find(session, asked, facts.times.now)
    await this.#audit.write(session.staff, 'searched', 'caseload', '')
    this.#answers.page(res, 200, searchPage(facts, session, asked, found), session)
  }
}
