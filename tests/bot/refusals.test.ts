import { chmod, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { pino } from 'pino'
import { ConfigError } from '../../bot/config/environment.ts'
import { loadConfig } from '../../bot/config.ts'
import { Erasures } from '../../bot/erasures.ts'
import { placeholdersIn, refuseUnsafe, refuseUnwritableList } from '../../bot/refusals.ts'
import { testKeyring } from '../support/conversation.ts'
import { errorOf, keyText, temporaryFolder } from './storage/support.ts'

const production = (more: Record<string, string> = {}) =>
  loadConfig({
    ...{ NODE_ENV: 'production', MATTERS_KEYS: keyText('k1'), PUBLIC_URL: 'https://matters.example.org' },
    ...{ SCHOOLS_DIR: '/srv/schools', CHANNELS: 'self-hosted', DATA_DIR: '/nowhere/at/all' },
    ...more,
  })

describe('what production refuses to start with', () => {
  it('secrets that are placeholders, named by their variable and never repeated', () => {
    for (const [name, secret] of Object.entries({
      METRICS_TOKEN: 'change-me-change-me',
      ALERT_SECRET_HOOK: 'whsec_your-key-here',
      HANDOFF_SECRET_A: 'aaaaaaaaaaaaaaaaaaaa',
      ALERT_SECRET_TEAMS: 'https://hooks.school.example/PLACEHOLDER',
    })) {
      const lines = placeholdersIn(production({ [name]: secret }))
      expect(lines, name).to.have.length(1)
      expect(lines[0]).to.include(`${name}:`).and.not.include(secret)
    }
    const oidc = {
      OIDC_ISSUER: 'https://id.example.org',
      OIDC_CLIENT_ID: 'matters',
      OIDC_CLIENT_SECRET: 'secret',
    }
    expect(placeholdersIn(production(oidc))[0]).to.include('OIDC_CLIENT_SECRET')
  })

  it('keys that someone typed, or that count up', () => {
    const counting = Buffer.from(Array.from({ length: 32 }, (_, at) => at))
    for (const bytes of [Buffer.from('a very secret key of our school!'), counting])
      expect(
        placeholdersIn(production({ MATTERS_KEYS: `${keyText('k2')},k1:${bytes.toString('base64')}` })),
      ).to.deep.equal(['MATTERS_KEYS: the key "k1" is not random (openssl rand -base64 32)'])
  })

  it('but not with real ones, whatever host stands in them', () => {
    const config = production({
      METRICS_TOKEN: 'f3b1c09d7e5a4482',
      ALERT_SECRET_TEAMS: 'https://hooks.school.example/w/8fj2Kd0sQx',
    })
    expect(placeholdersIn(config)).to.deep.equal([])
  })

  it('a list of erasures that cannot be written, and makes one where there is none', async () => {
    const folder = await temporaryFolder()
    const logger = pino({ level: 'silent' })
    const refuse = (list: string, more: object = {}) => {
      const config = { ...production({ ERASED_LIST: list }), ...more }
      const erasures = new Erasures({ path: config.erasedList, keyring: testKeyring(), logger })
      return refuseUnwritableList(config, erasures)
    }
    try {
      await writeFile(join(folder.path, 'file'), '')
      const unwritable = join(folder.path, 'file/erased.list')
      const error = await errorOf(refuse(unwritable))
      expect(error).to.be.instanceOf(ConfigError)
      expect(String(error)).to.match(/ERASED_LIST: .* cannot be written \((ENOTDIR|EEXIST)\)/)
      await refuse(unwritable, { production: false })
      await refuse(join(folder.path, 'kept/erased.list'))
      expect(await readdir(join(folder.path, 'kept'))).to.deep.equal(['erased.list'])
    } finally {
      await folder.remove()
    }
  })

  it('a data folder that everyone on the machine can read', async () => {
    const folder = await temporaryFolder()
    try {
      const config = production({ DATA_DIR: folder.path })
      await refuseUnsafe(config)
      for (const mode of [0o755, 0o701, 0o777]) {
        await chmod(folder.path, mode)
        const error = await errorOf(refuseUnsafe(config))
        expect(error).to.be.instanceOf(ConfigError)
        expect(String(error)).to.include('chmod 700')
      }
      await chmod(folder.path, 0o750)
      await refuseUnsafe(config)
      await refuseUnsafe(production())
    } finally {
      await folder.remove()
    }
  })
})
