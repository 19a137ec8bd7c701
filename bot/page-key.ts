import type { Flow } from '../domain/conversation/flow.ts'
import { sameSecret } from './same-secret.ts'

/** Whether this is the key of the page with their data, and it still works. */
export const opensPage = ({ page }: Pick<Flow, 'page'>, key: string, now: Date): boolean =>
  page !== undefined && Date.parse(page.until) > now.getTime() && sameSecret(page.key, key)
