import { createHash } from 'node:crypto'
import type { Texts } from '../../../content/load-texts.ts'
import { tellingOf, versionSeen } from '../../../domain/handoff/changes.ts'
import type { Alert, Handoff } from '../../../domain/handoff/types.ts'
import type { School } from '../../../domain/school/school.ts'
import type { Clock } from '../../../domain/time/clock.ts'
import type { AlertChannel, AlertMessage, Outcome } from '../../delivery/channel.ts'
import { acknowledge, acknowledgement } from '../../inbox/acknowledge.ts'
import type { Acknowledgement } from '../../inbox/acknowledge.ts'
import { seenOf } from '../../inbox/alert-page.ts'
import { dayBefore } from '../../retention.ts'
import { Alone } from '../../storage/across.ts'
import type { AuditTrail } from '../../audit/trail.ts'
import { Audit } from '../../inbox/audit.ts'
import { staffOf } from '../../inbox/staff.ts'
import type { Staff } from '../../inbox/staff.ts'
import { Times } from '../../inbox/times.ts'
import type { Logger } from '../../logger.ts'
import { Outbox } from '../../outbox.ts'
import { alerts } from '../../records/alerts.ts'
import { handoffs } from '../../records/handoffs.ts'
import { staffCards } from '../../records/staff-cards.ts'
import type { StaffCard, StaffCardIndex } from '../../records/staff-cards.ts'
import type { Schools } from '../../schools.ts'
import type { Collection, Store, Stored } from '../../storage/store.ts'
import type { Posted } from './activity.ts'
import { CARD_TYPE } from './cards/adaptive.ts'
import type { AdaptiveCard } from './cards/adaptive.ts'
import { NotTaken } from './connector.ts'
import type { Connector } from './connector.ts'
import { PostedCards } from './posted-cards.ts'
import { activityOf, outcomeOf, postCard } from './staff-chat.ts'
import { chatsOf, StaffTapped, StaffVerb } from './staff-taps.ts'
import { alertCard, handoffCard, overCard, subjectOf, takenCard } from './staff-card.ts'
import type { HandoffFacts, Subject } from './staff-card.ts'

/** Days that a card in a chat is followed: a tap on it works, and it says who has it. After that the inbox alone says how it stands. */
export const FOLLOW_CARD_DAYS = 30

export interface StaffCardsOptions {
  readonly store: Store
  readonly trail: AuditTrail
  readonly schools: Schools
  readonly connector: Connector
  /** The address of Teams for messages that answer none. */
  readonly teamsUrl: string
  readonly texts: Texts
  readonly publicUrl: string
  readonly clock: Clock
  readonly logger: Logger
}

/** Passes on that somebody has read it, as the inbox does. */
export type OnAcknowledged = (
  conversation: string,
  read: Acknowledgement & { readonly what: 'alert' | 'handoff'; readonly id: string },
) => Promise<void>

type What = StaffCard['what']
type Answer = { readonly type: string; readonly value: unknown }

/**
 * Cards for staff in the chats that their school has named: posted by the bot, acknowledged there by people whom the school has named,
 * and changed by themselves when somebody has, wherever that was. Where each stands is kept until then.
 */
export class StaffCards {
  readonly #o: StaffCardsOptions
  readonly #cards: Collection<StaffCard, StaffCardIndex>
  readonly #posted: PostedCards
  readonly #audit: Audit
  readonly #outbox: Outbox
  #onAcknowledged: OnAcknowledged = async () => undefined

  constructor(options: StaffCardsOptions) {
    this.#o = options
    this.#cards = options.store.collection(staffCards)
    this.#posted = new PostedCards(options)
    this.#audit = new Audit(options.trail, options.clock)
    const across = options.store.across ?? new Alone()
    this.#outbox = new Outbox({
      logger: options.logger,
      // Two processes would post one card twice.
      perform: async (work) =>
        (await across.exclusively(`staff-cards ${work}`, () => this.#perform(work))) !== false,
    })
  }

  /** Whom to tell of what is acknowledged here; wired where everything is. */
  tells(onAcknowledged: OnAcknowledged): void {
    this.#onAcknowledged = onAcknowledged
  }

  /** Looks at everything that may have changed while the service was away. */
  async start(): Promise<void> {
    for (const { index } of await this.#cards.list({ isSettled: false }))
      this.#outbox.wake(`${index.what}/${index.about}`)
    for (const { id } of await this.#o.store.collection(handoffs).list({ acknowledged: false }))
      this.changed('handoff', id)
  }

  /** A summary has come, or something was acknowledged: its cards are made or changed. */
  changed(what: What, about: string): void {
    this.#outbox.wake(`${what}/${about}`)
  }

  /**
   * Ends cards past their time, in the chat and here: one that nobody took says so and has nothing to tap any more. One that the connector
   * does not take now is left for the next night. Gives how many were ended.
   */
  async sweep(): Promise<number> {
    const oldest = dayBefore(this.#o.clock, FOLLOW_CARD_DAYS)
    const past = (await this.#cards.list({})).filter(({ index }) => index.day < oldest)
    let ended = 0
    for (const { id } of past) {
      try {
        const card = await this.#cards.get(id)
        if (card) await this.#end(card, await this.#recordOf(card.body.what, card.body.about))
        ended += 1
      } catch (error) {
        this.#o.logger.warn({ record: id, err: error }, 'an old card for staff could not be ended')
      }
    }
    if (ended > 0) this.#o.logger.info({ ended }, 'cards for staff past their time were ended')
    return ended
  }

  close(): Promise<void> {
    return this.#outbox.close()
  }

  /** The way out for a school's alerts by this bot, into one chat. */
  channel(school: School, id: string, chat: string): AlertChannel {
    return { id, kind: 'teams-bot', send: (message) => this.#sendAlert(school, chat, message) }
  }

  /** A chat that this school has named for its staff. */
  isStaffChat(school: string, conversation: string): boolean {
    const chat = conversation.split(';')[0]
    return chatsOf(this.#o.schools.byId(school)).includes(chat ?? '')
  }

  /** A tap on a staff card. */
  isOurs({ name, value }: Posted): boolean {
    return name === 'adaptiveCard/action' && StaffVerb.safeParse(value).success
  }

  /** Acknowledges for who tapped, if the school has named them, and gives the card as it stands then, or words. */
  async acknowledge(posted: Posted, school: School): Promise<Answer> {
    const tapped = StaffTapped.safeParse(posted.value)
    if (!tapped.success || !this.isStaffChat(school.id, posted.conversation.id))
      return this.#words('staff-card.answer.elsewhere')
    const { what, about, seen } = tapped.data.action.data.staff
    const staff = this.#named(school, what, posted.from.aadObjectId)
    if (!staff) return this.#words('staff-card.answer.nobody')
    const by = acknowledgement(staff, this.#o.clock.now())
    const { store } = this.#o
    const record = await this.#recordOf(what, about)
    if (record?.school !== school.id) return this.#words('staff-card.answer.gone')
    const outcome =
      what === 'alert'
        ? await acknowledge(store.collection(alerts), about, by, (now) => seenOf(now) === seen)
        : await acknowledge(
            store.collection(handoffs),
            about,
            by,
            (now) => versionSeen(now) === seen && now.status === 'sent',
          )
    if (outcome === 'gone') return this.#words('staff-card.answer.gone')
    if (outcome === 'changed') return this.#words('staff-card.answer.changed')
    if (outcome === 'acknowledged') await this.#passOn(staff, what, about, by)
    this.changed(what, about)
    const now = await this.#recordOf(what, about)
    const card = now && this.#taken(what, subjectOf(what, seen), now)
    return card ? { type: CARD_TYPE, value: card } : this.#words('staff-card.answer.gone')
  }

  async #passOn(staff: Staff, what: What, id: string, by: Acknowledgement): Promise<void> {
    try {
      await this.#audit.write(staff, 'acknowledged', what, id)
      const record = await this.#recordOf(what, id)
      const conversation = record && 'conversation' in record ? record.conversation : id
      await this.#onAcknowledged(conversation, { ...by, what, id })
    } catch (error) {
      this.#o.logger.error({ record: id, err: error }, 'acknowledged, but not passed on')
    }
  }

  #named(school: School, what: What, entra: string | undefined): Staff | undefined {
    const role = what === 'alert' ? 'duty-contact' : 'link-worker'
    const list = what === 'alert' ? school.dutyContacts : school.linkWorkers
    const person = list.find((one) => one.entra !== undefined && one.entra === entra?.toLowerCase())
    return person && staffOf(this.#o.schools, { school: school.id, role, id: person.id })
  }

  #words(id: string): Answer {
    return { type: 'application/vnd.microsoft.activity.message', value: this.#o.texts.text(id) }
  }

  async #sendAlert(school: School, chat: string, message: AlertMessage): Promise<Outcome> {
    try {
      const of = { what: 'alert', about: message.caseId, telling: message.eventId } as const
      await this.#post(school, chat, of, alertCard(message, this.#o.texts))
      // Acknowledged while it was on its way.
      if ((await this.#recordOf('alert', message.caseId))?.acknowledged) this.changed('alert', message.caseId)
      return { ok: true }
    } catch (error) {
      return outcomeOf(error)
    }
  }

  /** Sends the card once for each telling, and remembers where it stands. Throws NotTaken, and what the store throws before it was sent. */
  async #post(
    school: School,
    chat: string,
    of: Pick<StaffCard, 'what' | 'about' | 'telling'>,
    card: AdaptiveCard,
  ): Promise<void> {
    const id = createHash('sha256')
      .update(JSON.stringify([chat, of.what, of.about, of.telling]))
      .digest('hex')
    if (await this.#posted.has(id)) return
    const stands = await postCard(this.#o, school, chat, card)
    const at = this.#o.clock.now().toISOString()
    const posted = { school: school.id, ...of, at, ...stands, isSettled: false }
    // It was sent, whether there is room to say so or not.
    if (!(await this.#posted.keep(id, posted))) this.changed(of.what, of.about)
  }

  /** Brings the cards of one alert or summary up to date. Gives whether something is left to do. */
  async #perform(work: string): Promise<boolean> {
    const [first, ...rest] = work.split('/')
    const what: What = first === 'alert' ? 'alert' : 'handoff'
    const about = rest.join('/')
    const record = await this.#recordOf(what, about)
    try {
      if (!(await this.#posted.keepWhatWaits({ what, about }))) return true
      if (what === 'handoff') await this.#tellOfHandoff(about)
      const open = await this.#cards.find({ what, about, isSettled: false })
      if (!record) for (const card of open) await this.#end(card, undefined)
      else if (record.acknowledged) for (const card of open) await this.#settle(card, record)
      return false
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error
      this.#o.logger.warn({ what, record: about, err: error }, 'a card for staff was not taken')
      return !error.isGone
    }
  }

  async #tellOfHandoff(id: string): Promise<void> {
    const { store, schools, texts, clock } = this.#o
    const handoff = (await store.collection(handoffs).get(id))?.body
    const school = handoff && schools.byId(handoff.school)
    const chat = school?.teams?.handoffs
    if (!handoff || !school || chat === undefined) return
    if (handoff.status !== 'sent' || handoff.acknowledged) return
    // Its card has had its end, and nothing is kept that says so.
    const since = handoff.heardSince?.at ?? handoff.agreedAt
    if (since.slice(0, 10) < dayBefore(clock, FOLLOW_CARD_DAYS)) return
    const facts: HandoffFacts = {
      school: school.name,
      about: id,
      seen: versionSeen(handoff),
      as: handoff.version === 0 ? 'booking' : handoff.version > 1 ? 'changed' : undefined,
      ...(handoff.heardSince && { as: 'heard' }),
      agreed: new Times(texts, clock.now()).fixed(handoff.agreedAt),
      inbox: this.#inboxOf('handoff', id),
    }
    const of = { what: 'handoff', about: id, telling: tellingOf(handoff) } as const
    await this.#post(school, chat, of, handoffCard(facts, texts))
  }

  async #settle({ id, body, version }: Stored<StaffCard>, record: Alert | Handoff): Promise<void> {
    const card = this.#taken(body.what, subjectOf(body.what, body.telling), record)
    if (!card) return
    await this.#change(body, card)
    await this.#cards.put(id, { ...body, isSettled: true }, version)
  }

  /** Of what was deleted, or has stood too long: it says so, and is followed no more. */
  async #end({ id, body }: Stored<StaffCard>, record: Alert | Handoff | undefined): Promise<void> {
    const { schools, texts } = this.#o
    const school = schools.byId(body.school)?.name
    const inbox = record && this.#inboxOf(body.what, record.id)
    const subject = subjectOf(body.what, body.telling)
    const card = record && this.#taken(body.what, subject, record)
    if (!body.isSettled && school !== undefined)
      await this.#change(body, card ?? overCard({ subject, school, inbox }, texts))
    await this.#cards.delete(id)
  }

  async #change(body: StaffCard, card: AdaptiveCard): Promise<void> {
    try {
      await this.#o.connector.update(body.reference, body.activity, activityOf(card))
    } catch (error) {
      // Somebody has taken the message away: there is nothing to change any more.
      if (!(error instanceof NotTaken) || !error.isGone) throw error
    }
  }

  #inboxOf(what: What, id: string): string {
    return `${this.#o.publicUrl}/inbox/${what}s/${encodeURIComponent(id)}`
  }

  #taken(what: What, subject: Subject, record: Alert | Handoff): AdaptiveCard | undefined {
    const { schools, texts, clock } = this.#o
    const school = schools.byId(record.school)
    if (!school || !record.acknowledged) return undefined
    const { name, at } = record.acknowledged
    const time = new Times(texts, clock.now()).fixed(at)
    const inbox = this.#inboxOf(what, record.id)
    return takenCard({ subject, school: school.name, name, time, inbox }, texts)
  }

  async #recordOf(what: What, id: string): Promise<Alert | Handoff | undefined> {
    const { store } = this.#o
    if (what === 'alert') return (await store.collection(alerts).get(id))?.body
    return (await store.collection(handoffs).get(id))?.body
  }
}
