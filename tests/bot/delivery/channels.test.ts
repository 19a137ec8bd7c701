import { expect } from 'chai'
import { describe, it } from 'mocha'
import { ConfigError } from '../../../bot/config/environment.ts'
import { loadConfig } from '../../../bot/config.ts'
import { channelProblems, channelsOf } from '../../../bot/delivery/channels.ts'
import { webhookKeys } from '../../../bot/delivery/webhook.ts'
import { createLogger } from '../../../bot/logger.ts'
import { openChannels } from '../../../bot/ways-out.ts'
import type { School } from '../../../domain/school/school.ts'
import { demoSchool } from '../../support/conversation.ts'
import { schoolTold, WEBHOOK_SECRET } from '../../support/delivery.ts'

const mail = { url: 'smtps://robot:hunter2@mail.example.org', from: 'matters@example.org' }
const email = { kind: 'email', id: 'email' }
const teams = { kind: 'teams', id: 'teams', url: 'https://teams.example/x?sig=${ALERT_SECRET_TEAMS}' }
const casebook = {
  kind: 'webhook',
  id: 'casebook',
  url: 'https://casebook.example/in',
  secret: 'ALERT_SECRET_CASEBOOK',
}
const secrets = new Map([
  ['ALERT_SECRET_TEAMS', 'a-teams-secret'],
  ['ALERT_SECRET_CASEBOOK', WEBHOOK_SECRET],
])
const options = { mail, secrets, host: 'matters.example.org' }
const problems = (school: School, of: object = {}) =>
  channelProblems(school, channelsOf(school, { ...options, ...of }))

describe('the ways a school is told', () => {
  it('are enough when two of them do not fall together', () => {
    expect(problems(schoolTold({ channels: [email, teams] }))).to.deep.equal([])
    expect(problems(schoolTold({ channels: [teams, casebook] }))).to.deep.equal([])
  })
  it('are not enough when they are one, or share a server', () => {
    expect(problems(schoolTold({ channels: [email] }))).to.have.length(1)
    expect(problems(schoolTold({ channels: [email, { ...email, id: 'more' }] }))).to.have.length(1)
    expect(problems(schoolTold({ channels: [teams, { ...teams, id: 'more' }] }))).to.have.length(1)
  })
  for (const [why, school, of, says] of [
    ['no mail server', schoolTold({ channels: [email, teams] }), { mail: undefined }, 'SMTP_URL'],
    [
      'a secret that is not set',
      schoolTold({ channels: [email, teams] }),
      { secrets: new Map() },
      'ALERT_SECRET_TEAMS',
    ],
    [
      'a key that is none',
      schoolTold({ channels: [email, casebook] }),
      { secrets: new Map([['ALERT_SECRET_CASEBOOK', 'hunter2']]) },
      'ALERT_SECRET_CASEBOOK',
    ],
    [
      'a secret that would change the address',
      schoolTold({ channels: [email, teams] }),
      { secrets: new Map([['ALERT_SECRET_TEAMS', 'hunter2&to=#x']]) },
      'ALERT_SECRET_TEAMS',
    ],
    [
      'nobody’s address',
      {
        ...schoolTold({ channels: [email, teams] }),
        dutyContacts: demoSchool().dutyContacts.map((one) => ({ ...one, email: undefined })),
      },
      {},
      'address',
    ],
  ] as const) {
    it(`say plainly that ${why} leaves them with one, and nothing secret`, () => {
      const [problem, ...others] = problems(school, of)
      expect(others).to.deep.equal([])
      expect(problem).to.include('1 of at least 2').and.include(says).and.not.include('hunter2')
    })
  }
  it('keep production from starting, and only production', () => {
    const logged: string[] = []
    const logger = createLogger({
      level: 'info',
      stream: { write: (text: string) => void logged.push(text) },
    })
    const demo = loadConfig({})
    const production = { ...demo, production: true, demonstration: false }
    expect(() => openChannels([demoSchool()], production, logger)).to.throw(
      ConfigError,
      /demo: alerts leave by 0/u,
    )
    expect(openChannels([demoSchool()], demo, logger).get('demo')?.working).to.deep.equal([])
    expect(logged.join('')).to.include('SMTP_URL and MAIL_FROM are not set')
  })
  it('must be protected in production', () => {
    const open = { kind: 'teams', id: 'teams', url: 'http://127.0.0.1:9/x' }
    expect(problems(schoolTold({ channels: [email, open] }))[0]).to.include('https://')
  })
})

describe('the keys of a webhook', () => {
  it('are 24 to 64 bytes after whsec_, or two while one replaces the other', () => {
    expect(webhookKeys(WEBHOOK_SECRET)?.map(({ length }) => length)).to.deep.equal([33])
    expect(webhookKeys(`${WEBHOOK_SECRET}, ${WEBHOOK_SECRET}`)).to.have.length(2)
  })
  for (const secret of [
    '',
    'hunter2',
    'whsec_',
    'whsec_c2hvcnQ=',
    `${WEBHOOK_SECRET},x`,
    WEBHOOK_SECRET.slice(6),
  ]) {
    it(`are not "${secret}"`, () => expect(webhookKeys(secret)).to.equal(undefined))
  }
})
