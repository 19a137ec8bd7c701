import { channelsOf } from '../../bot/delivery/channels.ts'
import { AlertDelivery } from '../../bot/delivery/delivery.ts'
import type { AlertChannel } from '../../bot/delivery/channel.ts'
import { ChannelHealth } from '../../bot/delivery/health.ts'
import { dutyHours } from '../../bot/duty.ts'
import type { Redactor } from '../../bot/language/redactor.ts'
import { createLogger } from '../../bot/logger.ts'
import { alerts } from '../../bot/records/alerts.ts'
import { schoolsOf } from '../../bot/schools.ts'
import type { Store } from '../../bot/storage/store.ts'
import { AlertSettings } from '../../domain/alerts/settings.ts'
import type { Alert } from '../../domain/handoff/types.ts'
import type { School } from '../../domain/school/school.ts'
import { content, demoSchool } from './conversation.ts'
import { FakeClock } from './fake-clock.ts'
import { localRedactor } from './language.ts'
import { MemoryStore } from './memory-store.ts'

export const WEBHOOK_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqr'

export interface DeliveryForTests {
  readonly delivery: AlertDelivery
  readonly store: Store
  readonly clock: FakeClock
  readonly health: ChannelHealth
  /** Lines of the log. */
  readonly logged: string[]
  readonly put: (alert: Alert) => Promise<void>
  readonly read: (id?: string) => Promise<Alert>
  readonly change: (id: string, by: (alert: Alert) => Alert) => Promise<void>
  /** Moves the clock minute by minute and sends what is due at each. */
  readonly pass: (minutes: number) => Promise<void>
}

export const schoolTold = (settings: object): School => ({
  ...demoSchool(),
  alerts: AlertSettings.parse(settings),
})

/** Alerts of one school on their way out, as open.ts wires it, on Monday 23 November 2026 at 9:00. */
export function deliveryForTests(of: {
  school: School
  smtp?: string
  channels?: readonly AlertChannel[]
  store?: Store
  clock?: FakeClock
  secrets?: Record<string, string>
  processId?: string
  redactor?: Redactor
}): DeliveryForTests {
  const store = of.store ?? new MemoryStore()
  const clock = of.clock ?? new FakeClock('2026-11-23T09:00:00Z')
  const logged: string[] = []
  const logger = createLogger({ level: 'debug', stream: { write: (text: string) => void logged.push(text) } })
  const health = new ChannelHealth(logger)
  const made = channelsOf(of.school, {
    mail: of.smtp === undefined ? undefined : { url: of.smtp, from: 'Matters <matters@example.org>' },
    secrets: new Map(Object.entries({ ALERT_SECRET_CASEBOOK: WEBHOOK_SECRET, ...of.secrets })),
    host: 'matters.example.org',
  })
  const delivery = new AlertDelivery({
    store,
    schools: schoolsOf([of.school]),
    channels: () => of.channels ?? made.working,
    dutyHours: dutyHours(content().holidays),
    texts: content().texts,
    publicUrl: 'https://matters.example.org',
    clock,
    chance: () => 0.5,
    processId: of.processId ?? 'one',
    health,
    redactor: of.redactor ?? localRedactor(),
    logger,
  })
  const records = store.collection(alerts)
  const read = async (id = 'c1'): Promise<Alert> => {
    const stored = await records.get(id)
    if (!stored) throw new Error(`no alert ${id}`)
    return stored.body
  }
  return {
    delivery,
    store,
    clock,
    health,
    logged,
    async put(alert) {
      await records.create(alert.id, alert)
    },
    read,
    async change(id, by) {
      const stored = await records.get(id)
      if (stored) await records.put(id, by(stored.body), stored.version)
    },
    async pass(minutes) {
      for (let n = 0; n < minutes; n += 1) {
        clock.advance({ minutes: 1 })
        await delivery.run()
      }
    },
  }
}
