import { sendText } from '../http/answers.ts'
import { HttpError } from '../http/http-error.ts'
import { sameSecret } from '../same-secret.ts'
import { route } from '../server.ts'
import type { HttpServer } from '../server.ts'
import type { Metrics } from './metrics.ts'

/**
 * `GET /metrics` for whoever has the token (`Authorization: Bearer …`, as Prometheus sends it). Without a token it is there in the
 * demonstration only: how much is said, and when, is nobody else's.
 */
export function registerMetrics(
  server: HttpServer,
  { metrics, token, demonstration }: { metrics: Metrics; token: string | undefined; demonstration: boolean },
): void {
  route(server, 'get', '/metrics', async (req, res) => {
    if (token === undefined && !demonstration) throw new HttpError('NotFound', 'no metrics here')
    const given = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1]
    if (token !== undefined && (given === undefined || !sameSecret(given, token)))
      throw new HttpError('NotSignedIn', 'not the token of the metrics')
    sendText(res, 200, await metrics.text(), metrics.contentType)
  })
}
