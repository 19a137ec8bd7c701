import type { WebServer } from './server.ts'
import type { Store } from './storage/store.ts'

/**
 * Says in `/readyz` how the store is. One that takes no writes is not ready, but for a database that is read: a balancer takes away what is
 * not ready, which then is every process at once, and nobody would be told of a worry that comes meanwhile. Records that nobody can read are no
 * reason to turn others away, and somebody must hear of them: one may be an alert.
 */
export function sayHowStoreIs(
  web: Pick<WebServer, 'readyWhen' | 'degradedWhen'>,
  store: Pick<Store, 'health'>,
): void {
  let readsOnly = false
  let isMissingSome = false
  web.readyWhen('store', async () => {
    const health = await store.health()
    readsOnly = health.readsOnly ?? false
    isMissingSome = health.quarantined.length > 0
    if (!health.ok && !readsOnly) throw new Error('the store does not take writes')
  })
  web.degradedWhen('store', () => readsOnly)
  web.degradedWhen('records', () => isMissingSome)
}
