import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { ConfigError } from '../../bot/config/environment.ts'
import { loadConfig } from '../../bot/config.ts'
import { refuseUnsafeSchools } from '../../bot/config/refuse.ts'
import { demoSchool } from '../support/conversation.ts'
import { temporaryFolder } from './storage/support.ts'

const problems = (run: () => unknown): readonly string[] => {
  try {
    run()
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}
const named = (lines: readonly string[]): string[] => lines.map((line) => line.split(':')[0] ?? '')

describe('bot/config', () => {
  const production = {
    NODE_ENV: 'production',
    MATTERS_KEYS: 'a:c2VjcmV0',
    PUBLIC_URL: 'https://matters.example.org',
    SCHOOLS_DIR: '/srv/schools',
    CHANNELS: 'self-hosted',
  }

  it('is a demonstration on this machine with an empty environment', () => {
    const config = loadConfig({})
    expect(config).to.include({ demonstration: true, port: 3978, host: '127.0.0.1', keepDays: 30 })
  })

  it('reads empty variables as not set', () => {
    expect(loadConfig({ PORT: '', KEEP_DAYS: ' ', NODE_ENV: '' })).to.deep.equal(loadConfig({}))
  })

  it('names every variable that production misses, all at once', () => {
    expect(named(problems(() => loadConfig({ NODE_ENV: 'production' })))).to.deep.equal([
      'MATTERS_KEYS',
      'PUBLIC_URL',
      'SCHOOLS_DIR',
      'CHANNELS',
    ])
  })

  for (const variable of ['MATTERS_KEYS', 'PUBLIC_URL', 'SCHOOLS_DIR', 'CHANNELS']) {
    it(`refuses production without ${variable} and says what to do`, () => {
      const lines = problems(() => loadConfig({ ...production, [variable]: '' }))
      expect(named(lines)).to.deep.equal([variable])
      expect(lines[0]?.length).to.be.greaterThan(40)
    })
  }

  it('wants the whole of Azure or none of it', () => {
    expect(named(problems(() => loadConfig({ ...production, CHANNELS: 'azure' })))).to.deep.equal([
      'MICROSOFT_APP_ID',
      'MICROSOFT_APP_PASSWORD',
      'MICROSOFT_APP_TENANT_ID',
    ])
    const missing = problems(() => loadConfig({ ...production, MICROSOFT_APP_ID: 'an-id' }))
    expect(named(missing)).to.deep.equal(['MICROSOFT_APP_PASSWORD', 'MICROSOFT_APP_TENANT_ID'])
  })

  it('wants https in production', () => {
    const lines = problems(() => loadConfig({ ...production, PUBLIC_URL: 'http://matters.example.org' }))
    expect(named(lines)).to.deep.equal(['PUBLIC_URL'])
  })

  it('names what cannot be read', () => {
    expect(
      named(problems(() => loadConfig({ PORT: 'many', NODE_ENV: 'prod', KEEP_DAYS: '0' }))),
    ).to.have.members(['PORT', 'NODE_ENV', 'KEEP_DAYS'])
  })

  it('takes a mail server with a sender or neither, and never repeats the password in it', () => {
    const mail = {
      SMTP_URL: 'smtps://robot:hunter2@mail.example.org',
      MAIL_FROM: 'Matters <matters@example.org>',
    }
    expect(loadConfig(mail).mail).to.deep.equal({ url: mail.SMTP_URL, from: mail.MAIL_FROM })
    expect(loadConfig({}).mail).to.equal(undefined)
    for (const wrong of [
      { SMTP_URL: mail.SMTP_URL },
      { MAIL_FROM: mail.MAIL_FROM },
      { ...mail, SMTP_URL: 'https://robot:hunter2@mail.example.org' },
      { ...mail, SMTP_URL: 'robot:hunter2' },
      { ...mail, MAIL_FROM: 'nobody' },
      { ...mail, MAIL_FROM: 'Matters <a@example.org>\r\nBcc: b@example.org' },
    ]) {
      const lines = problems(() => loadConfig(wrong))
      expect(lines, JSON.stringify(wrong)).to.have.length(1)
      expect(lines[0]).to.not.include('hunter2')
    }
  })

  it('keeps records in the data folder unless DATABASE_URL says where else, and checks the certificate of every machine but this one', () => {
    expect(loadConfig({}).database).to.equal(undefined)
    const away = { DATABASE_URL: 'postgres://matters:hunter2@db.example.org:5432/matters' }
    const here = { DATABASE_URL: 'postgresql://matters@127.0.0.1/matters' }
    const common = { pool: 10, startMs: 15_000 }
    expect(loadConfig(away).database).to.deep.equal({ url: away.DATABASE_URL, ...common, tls: {} })
    expect(loadConfig(here).database).to.deep.equal({ url: here.DATABASE_URL, ...common, tls: false })
    expect(loadConfig({ ...away, DATABASE_TLS: 'off' }).database?.tls).to.equal(false)
    expect(loadConfig({ ...here, DATABASE_TLS: 'verify' }).database?.tls).to.deep.equal({})
    const sized = loadConfig({ ...away, DATABASE_POOL: '25', DATABASE_WAIT_SECONDS: '0.5' }).database
    expect(sized).to.include({ pool: 25, startMs: 500 })
  })

  it('reads the certificate of the database’s authority', async () => {
    const folder = await temporaryFolder()
    const file = join(folder.path, 'authority.pem')
    try {
      await writeFile(file, 'a certificate')
      const { database } = loadConfig({
        DATABASE_URL: 'postgres://db.example.org/matters',
        DATABASE_CA: file,
      })
      expect(database?.tls).to.deep.equal({ ca: 'a certificate' })
    } finally {
      await folder.remove()
    }
  })

  it('refuses database settings that cannot be meant, and never repeats the password in them', () => {
    const DATABASE_URL = 'postgres://matters:hunter2@db.example.org/matters'
    for (const [variable, settings] of [
      ['DATABASE_URL', { DATABASE_URL: 'mysql://matters:hunter2@db.example.org/matters' }],
      ['DATABASE_URL', { DATABASE_URL: 'matters:hunter2' }],
      ['DATABASE_URL', { DATABASE_URL: `${DATABASE_URL}?sslmode=disable` }],
      ['DATABASE_POOL', { DATABASE_URL, DATABASE_POOL: '1' }],
      ['DATABASE_TLS', { DATABASE_URL, DATABASE_TLS: 'require' }],
      ['DATABASE_CA', { DATABASE_URL, DATABASE_CA: '/nowhere/authority.pem' }],
      ['DATABASE_WAIT_SECONDS', { DATABASE_URL, DATABASE_WAIT_SECONDS: '-1' }],
    ] as const) {
      const lines = problems(() => loadConfig(settings))
      expect(named(lines), JSON.stringify(settings)).to.deep.equal([variable])
      expect(lines[0]).to.not.include('hunter2')
    }
  })

  it('wants an address and one way in for Azure’s language service, and dated models', () => {
    const of = (more: Record<string, string>) => loadConfig({ ...production, ...more })
    const endpoint = { AZURE_LANGUAGE_ENDPOINT: 'https://one.cognitiveservices.azure.com' }
    const key = { AZURE_LANGUAGE_KEY: 'sk-hush' }
    expect(of({}).language).to.equal(undefined)
    expect(of({ ...endpoint, ...key }).language).to.deep.include({
      access: { by: 'key', key: 'sk-hush' },
      project: undefined,
    })
    const own = of({
      ...endpoint,
      AZURE_LANGUAGE_IDENTITY: 'system',
      AZURE_LANGUAGE_MODELS: 'sentiment=2025-01-01',
    })
    expect(own.language?.access).to.deep.equal({ by: 'identity', clientId: undefined })
    expect(own.language?.models).to.include({ sentiment: '2025-01-01', redaction: '2023-09-01' })
    const wrong = (more: Record<string, string>) => problems(() => of(more))
    expect(named(wrong(key))).to.deep.equal(['AZURE_LANGUAGE_ENDPOINT'])
    expect(named(wrong(endpoint))).to.deep.equal(['AZURE_LANGUAGE_KEY, AZURE_LANGUAGE_IDENTITY'])
    expect(wrong({ ...endpoint, ...key, AZURE_LANGUAGE_IDENTITY: 'system' })).to.have.length(1)
    expect(wrong({ ...endpoint, ...key, AZURE_LANGUAGE_PROJECT: 'worries' })).to.have.length(1)
    expect(wrong({ ...endpoint, ...key, AZURE_LANGUAGE_MODELS: 'sentiment=latest' })).to.have.length(1)
    expect(wrong({ AZURE_LANGUAGE_ENDPOINT: 'http://localhost:1', ...key })).to.have.length(1)
    expect(wrong(key).join()).to.not.include('hush')
  })

  it('gives schools’ files the secrets that are meant for them, and no other variable', () => {
    const { alertSecrets } = loadConfig({ ALERT_SECRET_A: ' a ', ALERT_SECRET_B: '', OTHER_SECRET: 'x' })
    expect([...alertSecrets]).to.deep.equal([['ALERT_SECRET_A', 'a']])
  })

  it('is never a demonstration in production', () => {
    expect(loadConfig(production).demonstration).to.equal(false)
  })

  it('refuses production schools without a duty contact or with plain http, and no schools at all', () => {
    const school = { ...demoSchool(), origins: ['http://school.example'], dutyContacts: [] }
    expect(problems(() => refuseUnsafeSchools([school], '/srv/schools'))).to.have.length(2)
    expect(problems(() => refuseUnsafeSchools([], '/srv/schools'))).to.have.length(1)
    expect(
      problems(() => refuseUnsafeSchools([{ ...demoSchool(), origins: ['https://school.example'] }], '/')),
    ).to.deep.equal([])
  })

  it('refuses wildcard origins, parts of origins and the made-up school in production', () => {
    for (const origin of ['https://*', 'https://*.school.example', 'https://school.example/', 'https://a b'])
      expect(
        problems(() => refuseUnsafeSchools([{ ...demoSchool(), origins: [origin] }], '/')),
        origin,
      ).to.have.length(1)
    const lines = problems(() => loadConfig({ ...production, SCHOOLS_DIR: 'content/data/schools' }))
    expect(named(lines)).to.deep.equal(['SCHOOLS_DIR'])
  })

  it('takes an agent hub with a bot before it, and none that a person could pass for', () => {
    const bot = {
      ...{ MICROSOFT_APP_ID: 'a', MICROSOFT_APP_TENANT_ID: 'b', MICROSOFT_APP_PASSWORD: 'c' },
    }
    expect(loadConfig(bot).agentHub).to.equal(undefined)
    expect(loadConfig({ ...bot, AGENT_HUB_ID: 'hub' }).agentHub).to.deep.equal({
      id: 'hub',
      channels: ['directline'],
    })
    const both = { ...bot, AGENT_HUB_ID: 'hub', AGENT_HUB_CHANNELS: 'directline, msteams' }
    expect(loadConfig(both).agentHub?.channels).to.deep.equal(['directline', 'msteams'])
    expect(() => loadConfig({ AGENT_HUB_ID: 'hub' })).to.throw('MICROSOFT_APP')
    for (const id of ['dl_0123', '29:1abc', '__proto__'])
      expect(() => loadConfig({ ...bot, AGENT_HUB_ID: id }), id).to.throw('AGENT_HUB_ID')
    expect(() => loadConfig({ ...both, AGENT_HUB_CHANNELS: 'skype' })).to.throw('AGENT_HUB_CHANNELS')
  })
})
