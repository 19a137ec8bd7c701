import { createHmac, randomBytes } from 'node:crypto'
import type { Concern } from '../../domain/conversation/concern.ts'
import { newAlert } from '../../domain/handoff/new-alert.ts'
import type { Referral } from '../../domain/referral/types.ts'
import type { NextRead } from '../../domain/school/duty.ts'
import type { School } from '../../domain/school/school.ts'
import { atLeast } from '../../domain/screening/types.ts'
import type { Finding } from '../../domain/screening/types.ts'
import type { Clock } from '../../domain/time/clock.ts'
import { nameUuid } from '../ids.ts'
import type { UnkeptWorry } from '../delivery/unkept-worries.ts'
import { alerts } from '../records/alerts.ts'
import { attempt } from '../storage/attempt.ts'
import type { Store } from '../storage/store.ts'

export interface ReferralAlertsOptions {
  readonly store: Store
  readonly nextRead: (school: School) => NextRead | undefined
  readonly alertRaised: (id: string) => void
  /** A worry is in no inbox, as the store did not take it. */
  readonly worryNotKept: (worry: UnkeptWorry) => void
  readonly clock: Clock
}

/** Worries in what an adult wrote, on their way to the duty contacts. They stay when the young person declines: safeguarding's are kept apart. */
export class ReferralAlerts {
  readonly #o: ReferralAlertsOptions
  /** What names words that were not kept, for as long as this process lives: sent again they are the same worry. */
  readonly #salt = randomBytes(32)

  constructor(options: ReferralAlertsOptions) {
    this.#o = options
  }

  /**
   * One alert for each worry, with who wrote it and all they wrote, under the conversation that the link may lead to. Of one invitation once,
   * however often its form is sent. Of those that cannot be kept duty contacts are told without; then throws what the store threw.
   */
  async raise(
    school: School,
    conversation: string,
    referral: Referral,
    findings: readonly Finding[],
  ): Promise<void> {
    const { store, nextRead, alertRaised, worryNotKept, clock } = this.#o
    const now = clock.now()
    const faults: unknown[] = []
    for (const [at, { kind, when, response, evidence }] of gravestFirst(findings).entries()) {
      const concern: Concern = {
        id: nameUuid(`worry ${at} of the invitation to ${conversation}`),
        kind,
        // Whoever an adult writes about here is the young person: to the adult "someone else".
        about: 'self',
        when,
        response,
        evidence,
        at: now.toISOString(),
        phase: 'referral',
        heardBy: 'referral',
        shown: [],
        wants: [],
        alsoSaid: [],
        count: 1,
      }
      const alert = newAlert(concern, { conversation, school: school.id, read: nextRead(school)?.at, now })
      try {
        const isNew = await attempt(() => store.collection(alerts).create(concern.id, { ...alert, referral }))
        if (isNew) alertRaised(concern.id)
      } catch (error) {
        faults.push(error)
        worryNotKept({ conversation: this.#nameOf(school, referral), school: school.id, concern })
      }
    }
    if (faults.length > 0) throw faults[0]
  }

  /** In the place of a conversation: there is none, and no link to one. */
  #nameOf({ id }: School, { words }: Referral): string {
    const named = createHmac('sha256', this.#salt).update(JSON.stringify([id, words]))
    return `referral.${named.digest('hex').slice(0, 32)}`
  }
}

const gravestFirst = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort(
    (a, b) => Number(atLeast(b.response, a.response)) - Number(atLeast(a.response, b.response)),
  )
