import type { InvokeResponse } from 'botbuilder'
import { NotYours } from '../../conversation-service.ts'
import { sendJson } from '../../http/answers.ts'
import { HttpError } from '../../http/http-error.ts'
import { route } from '../../server.ts'
import type { HttpServer } from '../../server.ts'
import { readPosted } from './activity.ts'
import type { Connector } from './connector.ts'
import type { Inbound } from './inbound.ts'

/** Longer than any token of Bot Framework: not worth checking. */
const LONGEST_TOKEN = 8_192

/** Registers `POST /api/messages`, where Teams and Azure Bot Service bring activities. */
export function registerTeams(server: HttpServer, of: { connector: Connector; inbound: Inbound }): void {
  route(server, 'post', '/api/messages', async (req, res) => {
    const { authorization } = req.headers
    if (authorization === undefined || authorization.length > LONGEST_TOKEN)
      throw new HttpError('NotSignedIn', 'no token')
    const posted = readPosted(req.body)
    const { serviceUrl, channelId, type } = posted
    let answer: InvokeResponse | undefined
    try {
      answer = await of.connector.receive(authorization, { type, channelId, serviceUrl }, () =>
        of.inbound.take(posted),
      )
    } catch (error) {
      if (error instanceof NotYours) throw new HttpError('Forbidden', 'another person’s conversation')
      throw error
    }
    sendJson(res, answer?.status ?? 200, answer?.body ?? {})
  })
}
