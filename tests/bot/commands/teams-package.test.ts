import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import ajvDraft04 from 'ajv-draft-04'
import ajvFormats from 'ajv-formats'
import { expect } from 'chai'
import { unzipSync } from 'fflate'
import { z } from 'zod'
import { MANIFEST_VERSION } from '../../../bot/channels/teams/app/manifest.ts'
import { APP_ID } from '../../support/bot-connector.ts'
import { compiled } from '../../support/compiled.ts'

const ROOT = join(import.meta.dirname, '../../..')
const run = promisify(execFile)

/** Microsoft's own schema, as Microsoft's package brings it. */
const schema: object = JSON.parse(
  readFileSync(
    join(
      dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest/package.json')),
      `build/json-schemas/teams/v${MANIFEST_VERSION}/MicrosoftTeams.schema.json`,
    ),
    'utf8',
  ),
) as object // a JSON schema

const Manifest = z.looseObject({
  id: z.string(),
  bots: z.array(z.looseObject({ scopes: z.array(z.string()), botId: z.string() })),
  validDomains: z.array(z.string()),
  name: z.object({ short: z.string(), full: z.string() }),
})

describe('npm run teams:package', () => {
  let folder: string
  before(() => (folder = mkdtempSync(join(tmpdir(), 'matters-teams-'))))
  after(() => rmSync(folder, { recursive: true, force: true }))

  const pack = (...args: string[]) =>
    run(process.execPath, [compiled('bot/commands/teams-package.ts'), ...args], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'] },
    })

  const validate = () => {
    const ajv = new ajvDraft04.default({ strict: false, allErrors: true })
    ajvFormats.default(ajv)
    return ajv.compile(schema)
  }

  for (const [who, more, scopes] of [
    ['young people', [], ['personal']],
    ['staff', ['--staff'], ['team', 'groupChat']],
  ] as const) {
    it(`writes the app for ${who}: a zip whose manifest Microsoft's schema takes, with its icons and no permission`, async () => {
      const out = join(folder, `${scopes[0]}.zip`)
      await pack('--app-id', APP_ID, '--host', 'matters.example.org', '--out', out, ...more)
      const files = unzipSync(readFileSync(out))
      expect(Object.keys(files).sort()).to.deep.equal(['color.png', 'manifest.json', 'outline.png'])
      const json: unknown = JSON.parse(Buffer.from(files['manifest.json']!).toString('utf8'))
      const isValid = validate()
      expect(isValid(json), JSON.stringify(isValid.errors)).to.equal(true)
      const manifest = Manifest.parse(json)
      expect(manifest.bots.map((bot) => bot.scopes)).to.deep.equal([scopes])
      expect(manifest.validDomains).to.deep.equal(['matters.example.org'])
      for (const key of [
        'permissions',
        'devicePermissions',
        'authorization',
        'staticTabs',
        'composeExtensions',
      ])
        expect(manifest).to.not.have.property(key)
      for (const [name, size] of [
        ['color.png', 192],
        ['outline.png', 32],
      ] as const) {
        const png = Buffer.from(files[name]!)
        expect(png.subarray(1, 4).toString()).to.equal('PNG')
        expect([png.readUInt32BE(16), png.readUInt32BE(20)]).to.deep.equal([size, size])
      }
    })
  }

  it('the schema refuses what is wrong, so that the test above can fail', () => {
    const isValid = validate()
    expect(
      isValid({ manifestVersion: MANIFEST_VERSION, bots: [{ botId: 'no id', scopes: ['everyone'] }] }),
    ).to.equal(false)
  })

  it('says what is wrong with a call, and writes nothing', async () => {
    const failed = await pack('--app-id', 'x', '--host', 'https://h/', '--out', join(folder, 'no.zip')).catch(
      (error: unknown) => z.object({ stderr: z.string(), code: z.int() }).parse(error),
    )
    expect(failed).to.have.property('code', 1)
    expect(failed.stderr).to.match(/--app-id .*\n--host /)
  })
})
