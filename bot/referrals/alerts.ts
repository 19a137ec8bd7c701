import type { Concern } from '../../domain/conversation/concern.ts'
import { newAlert } from '../../domain/handoff/new-alert.ts'
import type { Referral } from '../../domain/referral/types.ts'
import type { NextRead } from '../../domain/school/duty.ts'
import type { School } from '../../domain/school/school.ts'
import type { Finding } from '../../domain/screening/types.ts'
import type { Clock } from '../../domain/time/clock.ts'
import { nameUuid } from '../ids.ts'
import { alerts } from '../records/alerts.ts'
import { attempt } from '../storage/attempt.ts'
import type { Store } from '../storage/store.ts'

/** Worries in what an adult wrote, on their way to the duty contacts. They stay when the young person declines: safeguarding's are kept apart. */
export class ReferralAlerts {
  readonly #o: {
    readonly store: Store
    readonly nextRead: (school: School) => NextRead | undefined
    readonly alertRaised: (id: string) => void
    readonly clock: Clock
  }

  constructor(of: {
    store: Store
    nextRead: (school: School) => NextRead | undefined
    alertRaised: (id: string) => void
    clock: Clock
  }) {
    this.#o = of
  }

  /**
   * One alert for each worry, with who wrote it and all they wrote, under the conversation that the link may lead to. Of one invitation once,
   * however often its form is sent.
   */
  async raise(
    school: School,
    conversation: string,
    referral: Referral,
    findings: readonly Finding[],
  ): Promise<void> {
    const { store, nextRead, alertRaised, clock } = this.#o
    const now = clock.now()
    for (const [at, { kind, when, response, evidence }] of findings.entries()) {
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
      const isNew = await attempt(() => store.collection(alerts).create(concern.id, { ...alert, referral }))
      if (isNew) alertRaised(concern.id)
    }
  }
}
