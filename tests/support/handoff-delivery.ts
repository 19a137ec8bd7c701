import { HandoffDelivery } from '../../bot/delivery/handoff-delivery.ts'
import { handoffSenders } from '../../bot/delivery/handoff-senders.ts'
import type { Redactor } from '../../bot/language/redactor.ts'
import { createLogger } from '../../bot/logger.ts'
import { schoolsOf } from '../../bot/schools.ts'
import type { Store } from '../../bot/storage/store.ts'
import type { School } from '../../domain/school/school.ts'
import type { FakeClock } from './fake-clock.ts'
import { glossary } from './inbox.ts'
import { localRedactor } from './language.ts'

/** Handoffs of one school on their way out, as open.ts wires it; chance stands still. */
export function handoffDeliveryForTests(of: {
  school: School
  store: Store
  clock: FakeClock
  smtp?: string
  secrets?: Record<string, string>
  redactor?: Redactor
}): { delivery: HandoffDelivery; logged: string[]; missing: readonly string[] } {
  const logged: string[] = []
  const senders = handoffSenders(of.school, {
    mail: of.smtp === undefined ? undefined : { url: of.smtp, from: 'Matters <matters@example.org>' },
    secrets: new Map(Object.entries(of.secrets ?? {})),
    publicUrl: 'https://matters.example.org',
    redactor: of.redactor ?? localRedactor(),
  })
  const delivery = new HandoffDelivery({
    store: of.store,
    schools: schoolsOf([of.school]),
    senders: () => senders,
    glossary,
    clock: of.clock,
    chance: () => 0.5,
    processId: 'p1',
    logger: createLogger({ level: 'debug', stream: { write: (text: string) => void logged.push(text) } }),
  })
  return { delivery, logged, missing: senders.missing }
}
