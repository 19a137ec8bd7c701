import { pino } from 'pino'
import { AuditTrail } from '../../bot/audit/trail.ts'
import { Teams } from '../../bot/channels/teams/open.ts'
import type { AgentHub } from '../../bot/config/azure.ts'
import type { ConversationService } from '../../bot/conversation-service.ts'
import { schoolsOf } from '../../bot/schools.ts'
import type { Redactor } from '../../bot/language/redactor.ts'
import { createServer } from '../../bot/server.ts'
import type { Store } from '../../bot/storage/store.ts'
import type { School } from '../../domain/school/school.ts'
import { APP_ID, TENANT } from './bot-connector.ts'
import type { FakeConnector } from './bot-connector.ts'
import { content, demoSchool, testKeyring } from './conversation.ts'
import type { FakeClock } from './fake-clock.ts'
import { localRedactor } from './language.ts'

/** The demonstration school with its people in the tenant of tests. */
export const teamsSchool = (more: Partial<School> = {}): School => ({
  ...demoSchool(),
  teams: { tenant: TENANT },
  ...more,
})

/** A young person's chat with the bot, as Teams names it. */
export const CHAT = 'a:1pL6i0oY3C0K8oAj8UkQ7-_a-chat-of-tests'
export const YOUNG_PERSON = '29:1a-young-person'

/** The channel on a real socket over a service of tests. */
export async function startTeams(of: {
  connector: FakeConnector
  service: ConversationService
  store: Store
  clock: FakeClock
  school?: School
  takesDirectLine?: boolean
  answerMs?: number
  hub?: AgentHub
  redactor?: Redactor
}) {
  const { connector, service, store, clock } = of
  const logged: string[] = []
  const logger = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) })
  const web = createServer({ logger, limits: { drainMs: 500 } })
  const teams = new Teams({
    bot: connector.bot,
    credentials: connector.credentials,
    store,
    trail: new AuditTrail({ store, keyring: testKeyring(), newId: () => 'chain-of-teams', logger }),
    schools: schoolsOf([of.school ?? teamsSchool()]),
    languages: content().languages,
    publicUrl: 'https://matters.example',
    clock,
    logger,
    hub: of.hub,
    redactor: of.redactor ?? localRedactor(),
  })
  await teams.serve(web.server, {
    conversations: service,
    takesDirectLine: of.takesDirectLine ?? false,
    ...(of.answerMs === undefined ? {} : { answerMs: of.answerMs }),
  })
  const port = await web.listen(0, '127.0.0.1')
  const url = `http://127.0.0.1:${port}/api/messages`
  return {
    url,
    logged,
    teams,
    post: (activity: unknown, token?: string) => post(url, activity, token),
    /** Posts what Teams would, signed. */
    say: async (activity: Record<string, unknown>) =>
      post(url, teamsActivity(connector, activity), await connector.token()),
    async close() {
      await web.close()
      await teams.close()
    },
  }
}

async function post(url: string, activity: unknown, token: string | undefined) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(activity),
  })
  const text = await answer.text()
  return { status: answer.status, text, json: JSON.parse(text) as Record<string, unknown> } // the answer is what is under test
}

let count = 0

/** An activity with the envelope that Teams puts around it. */
export const teamsActivity = (connector: FakeConnector, more: Record<string, unknown> = {}) => ({
  type: 'message',
  id: `activity-${(count += 1)}`,
  channelId: 'msteams',
  serviceUrl: connector.url,
  from: { id: YOUNG_PERSON, name: 'A Name', aadObjectId: '99999999-8888-4777-8666-555555555555' },
  recipient: { id: `28:${APP_ID}`, name: 'Matters' },
  conversation: { id: CHAT, conversationType: 'personal', tenantId: TENANT },
  channelData: { tenant: { id: TENANT } },
  locale: 'en-GB',
  ...more,
})
