import type { Response } from 'restify'
import { isReferred } from '../../domain/conversation/concern.ts'
import type { Seen, Visitor } from '../../domain/conversation/visit.ts'
import type { Alert, Handoff } from '../../domain/handoff/types.ts'
import { sendHtml, sendSeeOther } from '../http/answers.ts'
import { newId } from '../ids.ts'
import type { WebRequest } from '../server.ts'
import type { Visits } from '../visits.ts'
import type { Answers } from './answers.ts'
import type { Audit } from './audit.ts'
import type { Cases } from './cases.ts'
import { chatPage, livePart, LONGEST_MESSAGE } from './chat-page.ts'
import type { ChatView } from './chat-page.ts'
import type { Facts } from './facts.ts'
import { may } from './permissions.ts'
import type { Session } from './sessions.ts'
import type { Staff } from './staff.ts'
import { visitorOf } from './visitor.ts'

const RECORD_ID = /^[A-Za-z0-9._:-]{1,128}$/
const KEY = /^[\w-]{22}$/

/** What gives someone the right to come into a chat: an alert of it, or a summary or booking that was sent. */
interface Access {
  readonly conversation: string
  readonly alerts: readonly Alert[]
  readonly handoff: Handoff | undefined
  readonly visitor: Visitor
  readonly seen: Seen
  /** Them, at the school of the chat. */
  readonly staff: Staff
}

/** Their session at the chat's school, where they may go by another id than at the school they look at. */
const ownOf = (session: Session, { staff }: Access): Session => ({ ...session, staff })

/** Coming into a chat from the inbox, writing there, and giving it back. */
export class Chats {
  readonly #cases: Cases
  readonly #visits: Visits
  readonly #answers: Answers
  readonly #audit: Audit
  readonly #facts: () => Facts
  readonly #script: string

  constructor(of: {
    cases: Cases
    visits: Visits
    answers: Answers
    audit: Audit
    facts: () => Facts
    script: string
  }) {
    this.#cases = of.cases
    this.#visits = of.visits
    this.#answers = of.answers
    this.#audit = of.audit
    this.#facts = of.facts
    this.#script = of.script
  }

  async page(session: Session, req: WebRequest, res: Response): Promise<void> {
    const access = await this.#accessOf(session, req, res)
    if (!access) return
    await this.#audit.write(access.staff, 'read', 'conversation', access.conversation)
    await this.#show(session, res, access)
  }

  /** The part of the page that changes, for its script. It has been read by name when the page was. */
  async live(session: Session, req: WebRequest, res: Response): Promise<void> {
    const access = await this.#accessOf(session, req, res)
    const view = access && (await this.#viewOf(access))
    if (!access) return
    if (view) {
      this.#answers.headers(res)
      sendHtml(res, 200, livePart(this.#facts(), ownOf(session, access), view).markup)
    } else {
      this.#gone(session, res)
    }
  }

  async enter(session: Session, req: WebRequest, res: Response): Promise<void> {
    const access = await this.#accessOf(session, req, res)
    if (!access) return
    const { conversation, visitor, seen } = access
    const entered = await this.#visits.enter(conversation, {
      visitor,
      seen,
      session: { id: session.id, until: session.until },
      instead: req.form.get('instead') ?? undefined,
    })
    if (entered === 'in') this.#back(res, access)
    else await this.#show(session, res, access, { problem: 'inbox.chat.changed' })
  }

  async say(session: Session, req: WebRequest, res: Response): Promise<void> {
    const access = await this.#accessOf(session, req, res)
    if (!access) return
    const text = (req.form.get('text') ?? '').replaceAll('\0', '').replaceAll('\r\n', '\n').trim()
    const key = req.form.get('key') ?? ''
    if (text === '' || !KEY.test(key)) {
      await this.#show(session, res, access, { problem: 'inbox.chat.write.empty' })
    } else if (text.length > LONGEST_MESSAGE) {
      await this.#show(session, res, access, { problem: 'inbox.chat.write.long', unsent: text })
    } else if (await this.#visits.speak(access.conversation, access.visitor, { text, key })) {
      this.#back(res, access)
    } else {
      await this.#show(session, res, access, { problem: 'inbox.chat.write.over', unsent: text })
    }
  }

  async stay(session: Session, req: WebRequest, res: Response): Promise<void> {
    const access = await this.#accessOf(session, req, res)
    if (!access) return
    await this.#visits.stay(access.conversation, access.visitor)
    this.#back(res, access)
  }

  async giveBack(session: Session, req: WebRequest, res: Response): Promise<void> {
    const access = await this.#accessOf(session, req, res)
    if (!access) return
    await this.#visits.giveBack(access.conversation, access.visitor)
    this.#back(res, access)
  }

  #back(res: Response, { conversation }: Access): void {
    sendSeeOther(res, `/inbox/chats/${conversation}`)
  }

  async #show(
    session: Session,
    res: Response,
    access: Access,
    more: Pick<ChatView, 'problem' | 'unsent'> = {},
  ): Promise<void> {
    const view = await this.#viewOf(access)
    if (!view) {
      this.#gone(session, res)
      return
    }
    const own = ownOf(session, access)
    const page = chatPage(this.#facts(), own, { ...view, ...more })
    this.#answers.page(res, more.problem === undefined ? 200 : 409, page, own)
  }

  async #viewOf({ conversation, visitor, alerts, handoff }: Access): Promise<ChatView | undefined> {
    const chat = await this.#visits.view(conversation, visitor)
    return chat && { conversation, chat, alerts, handoff, key: newId(), script: this.#script }
  }

  #gone(session: Session, res: Response): void {
    this.#answers.note(res, 410, 'inbox.chat.title', ['inbox.chat.gone'], { session })
  }

  /**
   * Whether this person may come in: of the same school, with an alert of this conversation for a duty contact, or what was sent of it
   * for a link worker. Answers the request itself when they may not.
   */
  async #accessOf(session: Session, req: WebRequest, res: Response): Promise<Access | undefined> {
    const conversation = req.params['id'] ?? ''
    if (RECORD_ID.test(conversation)) {
      for (const staff of session.places) {
        const { id: school } = staff.school
        const alerts = may(staff, 'read-alerts') ? await this.#cases.alertsOf(school, conversation) : []
        const found = may(staff, 'read-summaries')
          ? (await this.#cases.handoffs.get(conversation))?.body
          : undefined
        const handoff = found?.school === school && found.status === 'sent' ? found : undefined
        if (alerts.length > 0 || handoff) {
          return { conversation, alerts, handoff, staff, ...this.#asVisitor(staff, alerts, handoff) }
        }
      }
      await this.#audit.write(session.staff, 'refused', 'conversation', conversation)
    }
    this.#answers.note(res, 404, 'inbox.not-found.title', ['inbox.not-found.text'], { session })
    return undefined
  }

  /** They come in as what they signed in as, when that gives them the right; else as the other that they are. */
  #asVisitor(
    staff: Staff,
    alerts: readonly Alert[],
    handoff: Handoff | undefined,
  ): Pick<Access, 'visitor' | 'seen'> {
    const asDuty = alerts.length > 0 && (staff.id.role === 'duty-contact' || !handoff)
    return {
      visitor: visitorOf(staff, asDuty ? 'duty-contact' : 'link-worker', this.#facts()),
      seen: seenBefore(alerts, handoff),
    }
  }
}

/** What they see of what was before, as the young person is told: what an adult wrote is nothing that the young person said. */
function seenBefore(alerts: readonly Alert[], handoff: Handoff | undefined): Seen {
  const hasConcern = alerts.some(({ concern }) => !isReferred(concern))
  const hasSummary = handoff !== undefined && handoff.version > 0
  if (hasConcern) return hasSummary ? 'both' : 'concern'
  if (hasSummary) return 'summary'
  return handoff ? 'booking' : 'nothing'
}
