import type { Response } from 'restify'
import { decisionOn } from '../../../domain/directory/decisions.ts'
import type { DecisionOf } from '../../../domain/directory/decisions.ts'
import { DetailField, detailsOf } from '../../../domain/directory/details.ts'
import type { Opportunity } from '../../../domain/directory/opportunity.ts'
import { dueDecisions } from '../../../domain/directory/shelve.ts'
import { sendSeeOther } from '../../http/answers.ts'
import { newId } from '../../ids.ts'
import type { WebRequest } from '../../server.ts'
import type { Answers } from '../answers.ts'
import type { Audit } from '../audit.ts'
import type { Facts } from '../facts.ts'
import { keyOf } from '../form-key.ts'
import type { Session } from '../sessions.ts'
import type { Staff } from '../staff.ts'
import { readCheckBy } from './check-by.ts'
import { readCorrection } from './corrections.ts'
import { decisionsPage } from './decisions-page.ts'
import { readEntry, rowsFor, typedIn, typedOf } from './entry-form.ts'
import type { Problem, Typed } from './entry-form.ts'
import { LONGEST_REASON, entryPage } from './entry-page.ts'
import { formPage } from './form-page.ts'
import type { FormView } from './form-page.ts'
import type { Interests } from './interest.ts'
import type { InboxDirectory, Library, Outcome } from './library.ts'
import { askedIn, inState } from './search.ts'
import { searchPage } from './search-page.ts'

const KM_PER_MILE = 1.609344

/** What a page about an entry says besides: something that went wrong. */
interface Wrong {
  readonly problem?: string
  readonly dayProblem?: string
}

/** The directory in the inbox: what link workers look at, and what they decide. Everything is of their own school. */
export class ShelfPages {
  readonly #directory: InboxDirectory
  readonly #library: Library
  readonly #interests: Interests
  readonly #answers: Answers
  readonly #audit: Audit
  readonly #facts: () => Facts

  constructor(of: {
    directory: InboxDirectory
    library: Library
    interests: Interests
    answers: Answers
    audit: Audit
    facts: () => Facts
  }) {
    this.#directory = of.directory
    this.#library = of.library
    this.#interests = of.interests
    this.#answers = of.answers
    this.#audit = of.audit
    this.#facts = of.facts
  }

  async search(session: Session, req: WebRequest, res: Response): Promise<void> {
    const { staff } = session
    const facts = this.#facts()
    const asked = askedIn(req.query)
    const { today } = this.#library
    const decisions = this.#library.decisions(staff)
    const browser = this.#directory.browserFor(staff.school.id)
    const { state } = asked
    const from = asked.near === '' ? undefined : this.#directory.locate(staff.school.id, asked.near)?.position
    const found = browser.browse({
      text: asked.q,
      age: asked.age,
      from,
      withinKm: asked.within === undefined ? undefined : asked.within * KM_PER_MILE,
      cost: asked.cost,
      day: asked.day,
      source: asked.source,
      where: state && ((o) => inState(state, o, decisions, today)),
      now: facts.times.now.toISOString(),
    })
    const sources = browser.sources.map((id) => ({
      id,
      name: staff.school.feeds.find((feed) => feed.id === id)?.name ?? facts.say('inbox.dir.state.by-hand'),
    }))
    const unknownPlace = asked.near !== '' && from === undefined
    const view = { asked, found, unknownPlace, sources, decisions, due: this.#due(staff), today }
    this.#answers.page(res, 200, searchPage(facts, view), session)
  }

  async decisions(session: Session, res: Response): Promise<void> {
    const { staff } = session
    const page = decisionsPage(this.#facts(), session, this.#library.decisions(staff), this.#due(staff))
    this.#answers.page(res, 200, page, session)
  }

  async entry(session: Session, req: WebRequest, res: Response): Promise<void> {
    const original = this.#library.original(session.staff, req.query.get('id') ?? '')
    if (original) await this.#showEntry(session, res, original)
    else await this.#notFound(session, res)
  }

  async addForm(session: Session, res: Response): Promise<void> {
    await this.#showForm(session, res, 200, {
      does: 'add',
      entry: '',
      version: 0,
      typed: new Map([['status', 'active']]),
    })
  }

  async add(session: Session, req: WebRequest, res: Response): Promise<void> {
    const { staff } = session
    const typed = typedIn(req.form)
    const { details, checkBy, problems } = this.#readOwn(typed)
    if (problems.length > 0) {
      await this.#showForm(session, res, 400, { does: 'add', entry: '', version: 0, typed, problems })
      return
    }
    const attribution = this.#facts().say('inbox.dir.attribution', { school: staff.school.name })
    const key = keyOf(req.form) ?? newId()
    await toEntry(res, await this.#library.add(staff, details, { checkBy, attribution, key }))
  }

  async changeForm(session: Session, req: WebRequest, res: Response): Promise<void> {
    const own = this.#own(session.staff, req.query.get('id'))
    if (!own) return this.#notFound(session, res)
    const typed = new Map([...typedOf(detailsOf(own.opportunity)), ['check-by', own.checkBy]])
    const version = this.#library.versionOf(session.staff, 'own', own.entry)
    await this.#showForm(session, res, 200, { does: 'change', entry: own.entry, version, typed })
  }

  async change(session: Session, req: WebRequest, res: Response): Promise<void> {
    const own = this.#own(session.staff, req.form.get('entry'))
    if (!own) return this.#notFound(session, res)
    const typed = typedIn(req.form)
    const { details, checkBy, problems } = this.#readOwn(typed)
    const view = { does: 'change' as const, entry: own.entry, version: versionIn(req), typed, problems }
    if (problems.length > 0) return this.#showForm(session, res, 400, view)
    const outcome = await this.#library.change(session.staff, own, details, checkBy, versionIn(req))
    if (outcome === 'done') await toEntry(res, own.entry)
    else await this.#showChanged(session, res, 'own', view)
  }

  async correctForm(session: Session, req: WebRequest, res: Response): Promise<void> {
    const feed = this.#ofFeed(session.staff, req.query.get('id'))
    if (!feed) return this.#notFound(session, res)
    const now = this.#standing(session.staff, feed)
    const version = this.#library.versionOf(session.staff, 'correction', feed.id)
    const typed = typedOf(detailsOf(now))
    await this.#showForm(session, res, 200, { does: 'correct', entry: feed.id, version, typed })
  }

  async correct(session: Session, req: WebRequest, res: Response): Promise<void> {
    const { staff } = session
    const feed = this.#ofFeed(staff, req.form.get('entry'))
    if (!feed) return this.#notFound(session, res)
    const typed = typedIn(req.form)
    const { correction, problems, changed } = readCorrection({
      typed,
      feed,
      before: decisionOn(this.#library.decisions(staff), 'correction', feed.id),
      school: staff.school.id,
      by: { id: staff.id.id, name: staff.name },
      now: this.#facts().times.now,
    })
    const version = versionIn(req)
    const view = { does: 'correct' as const, entry: feed.id, version, typed, problems }
    if (problems.length > 0) return this.#showForm(session, res, 400, view)
    if (version !== this.#library.versionOf(staff, 'correction', feed.id))
      return this.#showChanged(session, res, 'correction', view)
    if (changed.length === 0) return toEntry(res, feed.id)
    const outcome = correction
      ? await this.#library.correct(staff, correction, version, changed)
      : await this.#library.takeBack(staff, 'correction', feed.id)
    if (outcome === 'done') await toEntry(res, feed.id)
    else await this.#showChanged(session, res, 'correction', view)
  }

  /** The buttons. Each acts on the entry that its form names, and shows it again. */
  async act(session: Session, req: WebRequest, res: Response, does: Act): Promise<void> {
    const { staff } = session
    const id = req.form.get('entry') ?? ''
    const original = this.#library.original(staff, id)
    // A decision about something the feed has lost can still be taken back.
    const isDecided = this.#library.decisions(staff).some((d) => d.entry === id)
    if (!original && !isDecided) return this.#notFound(session, res)
    const outcome = await this.#do(staff, req, does, id, original)
    if (typeof outcome === 'object') {
      if (original) await this.#showEntry(session, res, original, outcome, 400)
      return
    }
    if (outcome === 'changed' && original) {
      await this.#showEntry(session, res, original, { problem: 'inbox.dir.decided-meanwhile' }, 409)
    } else if (original) await toEntry(res, id)
    else sendSeeOther(res, '/inbox/directory/decisions')
  }

  async #do(
    staff: Staff,
    req: WebRequest,
    does: Act,
    id: string,
    original: Opportunity | undefined,
  ): Promise<Outcome | Wrong> {
    const library = this.#library
    const own = this.#own(staff, id)
    switch (does) {
      case 'unpin':
        return library.takeBack(staff, 'pin', id)
      case 'unhide':
        return library.takeBack(staff, 'hide', id)
      case 'uncorrect-all':
        return library.takeBack(staff, 'correction', id)
      case 'uncorrect': {
        const field = DetailField.safeParse(req.form.get('field'))
        return field.success ? library.takeBackField(staff, id, field.data) : 'done'
      }
      case 'pin':
        return original ? library.pin(staff, original) : 'changed'
      case 'hide': {
        const reason = (req.form.get('reason') ?? '').trim().slice(0, LONGEST_REASON)
        if (reason === '') return { problem: 'inbox.dir.wrong.reason' }
        return original ? library.hide(staff, original, reason) : 'changed'
      }
      case 'checked': {
        const day = readCheckBy(new Map([['check-by', req.form.get('check-by') ?? '']]), library.today)
        if ('problem' in day) return { dayProblem: day.problem }
        return own ? library.checked(staff, own, day.checkBy, versionIn(req)) : 'changed'
      }
      case 'remove':
        return own ? library.remove(staff, own, versionIn(req)) : 'changed'
      case 'put-back':
        return own ? library.putBack(staff, own, versionIn(req)) : 'changed'
    }
  }

  #readOwn(typed: Typed) {
    const { details, problems } = readEntry(typed)
    const day = readCheckBy(typed, this.#library.today)
    const all: Problem[] = [...problems]
    if (details.description === '') all.push({ input: 'description', say: 'inbox.dir.wrong.description' })
    const canBeReached = (details.phone ?? details.email ?? details.url ?? details.place) !== undefined
    if (!canBeReached && !problems.some(({ input }) => ['phone', 'email', 'url', 'postcode'].includes(input)))
      all.push({ input: 'phone', say: 'inbox.dir.wrong.contact' })
    if (details.expires !== undefined && details.expires < this.#library.today)
      all.push({ input: 'expires', say: 'inbox.dir.wrong.past' })
    if ('problem' in day) all.push({ input: 'check-by', say: day.problem })
    return { details, checkBy: 'checkBy' in day ? day.checkBy : '', problems: all }
  }

  #due(staff: Staff) {
    return dueDecisions(
      this.#library.decisions(staff),
      (id) => this.#library.original(staff, id),
      this.#library.today,
    )
  }

  #own(staff: Staff, id: string | null): DecisionOf<'own'> | undefined {
    return decisionOn(this.#library.decisions(staff), 'own', id ?? '')
  }

  /** An entry of a feed: one by hand is changed, not corrected. */
  #ofFeed(staff: Staff, id: string | null): Opportunity | undefined {
    return this.#own(staff, id) ? undefined : this.#library.original(staff, id ?? '')
  }

  /** An entry as it counts at this school; one that was listed twice or taken out stands as it was written. */
  #standing(staff: Staff, original: Opportunity): Opportunity {
    return this.#directory.browserFor(staff.school.id).entry(original.id) ?? original
  }

  async #showEntry(
    session: Session,
    res: Response,
    original: Opportunity,
    wrong: Wrong = {},
    status = 200,
  ): Promise<void> {
    const { staff } = session
    const opinions = await this.#interests.opinions(staff.school.id, original.id)
    if (opinions.length > 0) await this.#audit.write(staff, 'read', 'suggested', original.id)
    const view = {
      original,
      now: this.#standing(staff, original),
      feed: staff.school.feeds.find((feed) => feed.id === original.source),
      feedState: this.#directory.stateOf(original.source),
      decisions: this.#library.decisions(staff),
      interest: await this.#interests.of(staff.school.id, original.id),
      opinions,
      ownVersion: this.#library.versionOf(staff, 'own', original.id),
      today: this.#library.today,
      ...wrong,
    }
    this.#answers.page(res, status, entryPage(this.#facts(), session, view), session)
  }

  async #showForm(
    session: Session,
    res: Response,
    status: number,
    view: Omit<FormView, 'rows' | 'problems'> & { readonly problems?: readonly Problem[] },
  ): Promise<void> {
    const rows = rowsFor(readEntry(view.typed).details.times)
    const page = formPage(this.#facts(), session, { problems: [], ...view, rows })
    this.#answers.page(res, status, page, session)
  }

  /** Someone else was quicker: what was typed stands in the form, and saving it again is a choice made with open eyes. */
  async #showChanged(
    session: Session,
    res: Response,
    kind: 'own' | 'correction',
    view: { does: 'change' | 'correct'; entry: string; typed: Typed },
  ): Promise<void> {
    const version = this.#library.versionOf(session.staff, kind, view.entry)
    await this.#showForm(session, res, 409, { ...view, version, changed: true })
  }

  async #notFound(session: Session, res: Response): Promise<void> {
    this.#answers.note(res, 404, 'inbox.not-found.title', ['inbox.not-found.text'], { session })
  }
}

export const ACTS = [
  'pin',
  'unpin',
  'hide',
  'unhide',
  'uncorrect',
  'uncorrect-all',
  'checked',
  'remove',
  'put-back',
] as const
export type Act = (typeof ACTS)[number]

/** The version of the decision that a form was made from. */
function versionIn({ form }: WebRequest): number {
  const version = Number(form.get('version') ?? '0')
  return Number.isSafeInteger(version) && version >= 0 ? version : 0
}

const toEntry = async (res: Response, id: string): Promise<void> =>
  sendSeeOther(res, `/inbox/directory/entry?id=${encodeURIComponent(id)}`)
