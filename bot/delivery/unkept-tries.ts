import type { Delivery } from '../../domain/alerts/record.ts'
import type { Alert } from '../../domain/handoff/types.ts'

/**
 * What was tried of alerts while the store took no writes: remembered here until their records take it, so that what has left is not sent
 * again and again meanwhile. A process that ends before that sends it once more, with the same event id.
 */
export class UnkeptTries {
  readonly #tries = new Map<string, Map<string, Delivery>>()

  has(alert: string): boolean {
    return this.#tries.has(alert)
  }

  add(alert: string, deliveries: readonly Delivery[]): void {
    const tries = this.#tries.get(alert) ?? new Map<string, Delivery>()
    for (const one of deliveries) tries.set(one.id, one)
    this.#tries.set(alert, tries)
  }

  /** The alert with what was tried since. What its record says is done, by another process, is done. */
  over(alert: Alert): Alert {
    const tries = this.#tries.get(alert.id)
    if (!tries) return alert
    const isKnown = new Set(alert.deliveries.map(({ id }) => id))
    const known = alert.deliveries.map((one) => (one.doneAt === undefined ? (tries.get(one.id) ?? one) : one))
    return { ...alert, deliveries: [...known, ...[...tries.values()].filter(({ id }) => !isKnown.has(id))] }
  }

  /** Its record has it now, or is not waited for any more. */
  forget(alert: string): void {
    this.#tries.delete(alert)
  }

  /** Forgets all but these. */
  keepOnly(alerts: ReadonlySet<string>): void {
    for (const alert of this.#tries.keys()) if (!alerts.has(alert)) this.#tries.delete(alert)
  }
}
