import { createHash } from 'node:crypto'
import type { School } from '../../domain/school/school.ts'
import { REFERRAL_LIMITS } from '../../domain/referral/types.ts'
import type { Referral } from '../../domain/referral/types.ts'
import type { Screener } from '../../domain/screening/types.ts'
import { atLeast } from '../../domain/screening/types.ts'
import type { Clock } from '../../domain/time/clock.ts'
import type { Speaker } from '../conversations.ts'
import { newId } from '../ids.ts'
import { MattersError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { referrals } from '../records/referrals.ts'
import type { ReferralIndex, ReferralRecord } from '../records/referrals.ts'
import { attempt } from '../storage/attempt.ts'
import { VersionConflict } from '../storage/errors.ts'
import type { Collection, Store } from '../storage/store.ts'
import type { ReferralAlerts } from './alerts.ts'

const DAY_MS = 86_400_000
/** There are 128 random bits in it: nobody guesses one, so a plain hash of it is enough. */
const TOKEN = /^[0-9a-f]{64}$/

export type NewReferral = Pick<Referral, 'name' | 'role' | 'words'>

/** How an invitation stands, as far as its writer is told: declined and run out are the same to them. */
export type Standing = 'open' | 'taken' | 'not-taken'

/** There is no link: what was written is not kept, or was an invitation before, which is over. */
export class ReferralNotMade extends MattersError {
  readonly why: 'not-kept' | 'over'

  constructor(why: 'not-kept' | 'over', options?: { cause: unknown }) {
    super(`referral-${why}`, 'There is no link.', 'an invitation was not made', options)
    this.why = why
  }
}

/** For pages that say so: the reason in the place of a token. Throws everything else. */
export function whyNotMade(error: unknown): ReferralNotMade {
  if (error instanceof ReferralNotMade) return error
  throw error
}

/** Invitations that adults write for young people: made, shown once, declined or taken up (docs/referrals.md). */
export class Referrals {
  readonly #records: Collection<ReferralRecord, ReferralIndex>
  readonly #alerts: ReferralAlerts
  readonly #screener: Screener
  readonly #begin: (speaker: Speaker, referral: Referral) => Promise<void>
  readonly #isUnanswered: (conversation: string) => Promise<boolean>
  readonly #clock: Clock
  readonly #logger: Logger

  constructor(of: {
    store: Store
    alerts: ReferralAlerts
    screener: Screener
    /** Begins the conversation of who goes on; begun twice it is begun once. */
    begin: (speaker: Speaker, referral: Referral) => Promise<void>
    /** Whether there is a conversation in which the young person has said nothing yet. */
    isUnanswered: (conversation: string) => Promise<boolean>
    clock: Clock
    logger: Logger
  }) {
    this.#records = of.store.collection(referrals)
    this.#alerts = of.alerts
    this.#screener = of.screener
    this.#begin = of.begin
    this.#isUnanswered = of.isUnanswered
    this.#clock = of.clock
    this.#logger = of.logger
  }

  /**
   * Keeps what an adult wrote and gives the token of its link. A worry in it is passed on to the school's duty contacts at once, before the
   * link exists, whatever becomes of that. `key` is the form's own: the same words in the same form are the same invitation, and nothing
   * happens twice. Throws ReferralNotMade.
   */
  async make(school: School, of: NewReferral, by?: string, key = newId()): Promise<string> {
    try {
      return await this.#make(school, of, by, key)
    } catch (cause) {
      if (cause instanceof ReferralNotMade) throw cause
      this.#logger.error({ school: school.id, err: cause }, 'an invitation could not be kept')
      throw new ReferralNotMade('not-kept', { cause })
    }
  }

  async #make(school: School, of: NewReferral, by: string | undefined, key: string): Promise<string> {
    const now = this.#clock.now()
    const token = createHash('sha256')
      .update(JSON.stringify([key, school.id, by, of.name, of.role, of.words]))
      .digest('hex')
    const referral: Referral = { ...of, at: now.toISOString(), isKnown: by !== undefined }
    const { concerns } = await this.#screener.screen(of.words)
    const worries = concerns.filter(({ response }) => atLeast(response, 'reach-out'))
    await this.#alerts.raise(school, conversationOf(token), referral, worries)
    const record: ReferralRecord = {
      school: school.id,
      ...(by === undefined ? {} : { by }),
      at: now.toISOString(),
      until: new Date(now.getTime() + REFERRAL_LIMITS.days * DAY_MS).toISOString(),
      status: 'open',
      referral,
    }
    const isNew = await attempt(() => this.#records.create(hashOf(token), record))
    // Loaded again when it has been declined, taken up or run out, it is no link to give to anybody.
    if (!isNew && !(await this.open(token))) throw new ReferralNotMade('over')
    return token
  }

  /** What stands behind an open link; undefined for one that was used or declined, has ended, or never was. */
  async open(token: string): Promise<{ school: string; referral: Referral } | undefined> {
    const record = TOKEN.test(token) ? (await this.#records.get(hashOf(token)))?.body : undefined
    if (!record?.referral || !this.#isOpen(record)) return undefined
    return { school: record.school, referral: record.referral }
  }

  /** The young person said no: what was written is deleted. False when there was nothing to decline. */
  async decline(token: string): Promise<boolean> {
    return this.#end(token, 'declined')
  }

  /**
   * The school of a link that was taken up and has no word of the young person behind it yet: on a bad line its answer may have been lost,
   * or the page been closed before. Undefined for any other.
   */
  async begun(token: string): Promise<string | undefined> {
    const record = TOKEN.test(token) ? (await this.#records.get(hashOf(token)))?.body : undefined
    if (record?.status !== 'taken' || this.#isPast(record)) return undefined
    return (await this.#isUnanswered(conversationOf(token))) ? record.school : undefined
  }

  /**
   * The young person goes on: their conversation, the same one for as long as they have said nothing in it. Undefined for a link that is
   * not open, or not of this school.
   */
  async take(token: string, school: string): Promise<Speaker | undefined> {
    const speaker: Speaker = {
      conversation: conversationOf(token),
      user: `dl_${derived('user', token)}`,
      school,
      channel: 'directline',
    }
    const found = await this.open(token)
    if (found?.school === school) {
      // First: should we stop here, the link is still good and finds this conversation.
      await this.#begin(speaker, found.referral)
      await this.#end(token, 'taken')
    }
    return (await this.begun(token)) === school ? speaker : undefined
  }

  /** What someone wrote in the inbox and how each stands, the newest first. */
  async writtenBy(school: string, by: string): Promise<{ at: string; until: string; standing: Standing }[]> {
    const all = await this.#records.find({ school, by })
    return all
      .map(({ body }) => ({ at: body.at, until: body.until, standing: this.#standing(body) }))
      .sort((a, b) => b.at.localeCompare(a.at))
  }

  /** Deletes words past their time, and later what is left. Gives how many records are gone. */
  async sweep(): Promise<number> {
    const now = this.#clock.now().getTime()
    let gone = 0
    for (const { id, body, version } of await this.#records.find({})) {
      const ended = Date.parse(body.until)
      if (ended + REFERRAL_LIMITS.shownDays * DAY_MS <= now) {
        await this.#records.delete(id, version)
        gone += 1
      } else if (ended <= now && body.referral) {
        const rest = { ...body }
        delete rest.referral
        await this.#records.put(id, rest, version)
      }
    }
    return gone
  }

  /** Exactly one of two who end it at once does. */
  async #end(token: string, status: 'taken' | 'declined'): Promise<boolean> {
    if (!TOKEN.test(token)) return false
    const stored = await this.#records.get(hashOf(token))
    if (!stored || !this.#isOpen(stored.body)) return false
    const rest = { ...stored.body }
    delete rest.referral
    try {
      await this.#records.put(stored.id, { ...rest, status }, stored.version)
      return true
    } catch (error) {
      if (error instanceof VersionConflict) return false
      throw error
    }
  }

  #standing(record: ReferralRecord): Standing {
    if (record.status === 'taken') return 'taken'
    return this.#isOpen(record) ? 'open' : 'not-taken'
  }

  #isOpen(record: ReferralRecord): boolean {
    return record.status === 'open' && !this.#isPast(record)
  }

  #isPast({ until }: ReferralRecord): boolean {
    return Date.parse(until) <= this.#clock.now().getTime()
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Ids that follow from the token and tell nothing of it: a link that is tried again finds the same conversation. */
const derived = (what: string, token: string): string =>
  createHash('sha256').update(`${what}:${token}`).digest('hex').slice(0, 32)
const conversationOf = (token: string): string => derived('conversation', token)
